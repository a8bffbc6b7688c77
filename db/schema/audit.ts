import { sql } from 'drizzle-orm'
import { check, index, integer, jsonb, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core'
import { id, instant, reference } from './columns'
import { accounts } from './people'

export const subjects = [
  'account',
  'activity',
  'activity-report',
  'announcement',
  'coding-sample',
  'comment',
  'comment-appeal',
  'comment-correction',
  'concern',
  'consultation',
  'department',
  'feedback-report',
  'interpretation',
  'issue',
  'matter',
  'media',
  'policy',
  'registration',
  'response',
  'survey',
  'survey-question',
  'survey-result',
  'survey-text',
  'text',
  'unclear-clause',
] as const

/** Legal state: who did what when, to which thing (invariant 3). Rows are added, never changed. */
export const steps = pgTable(
  'steps',
  {
    id: id(),
    subject: text('subject', { enum: subjects }).notNull(),
    subjectId: reference('subject_id').notNull(),
    kind: text('kind').notNull(),
    at: instant('at').notNull(),
    accountId: text('account_id').references(() => accounts.id),
    reason: text('reason'),
    data: jsonb('data').$type<Record<string, unknown>>(),
  },
  (table) => [
    index('steps_of_subject').on(table.subject, table.subjectId, table.at),
    index('steps_newest').on(table.subject, table.kind, table.at, table.subjectId),
    // A thing becomes public once; its published date is never falsified (W1).
    uniqueIndex('steps_published_once').on(table.subject, table.subjectId).where(sql`kind = 'published'`),
  ],
)

/** A policy or an interpretation that is to become public at a moment to come, as its issuer said; one that waits at most. */
export const scheduledPublishings = pgTable(
  'scheduled_publishings',
  {
    id: id(),
    subject: text('subject', { enum: ['policy', 'interpretation'] }).notNull(),
    subjectId: reference('subject_id').notNull(),
    at: instant('at').notNull(),
    setAt: instant('set_at').notNull(),
    accountId: text('account_id')
      .notNull()
      .references(() => accounts.id),
    endedAt: instant('ended_at'),
    outcome: text('outcome', { enum: ['published', 'refused', 'cancelled'] }),
    /** Why it was refused when its moment came. */
    failure: text('failure').notNull().default(''),
  },
  (table) => [
    uniqueIndex('scheduled_publishings_waiting')
      .on(table.subject, table.subjectId)
      .where(sql`ended_at is null`),
    index('scheduled_publishings_due').on(table.at).where(sql`ended_at is null`),
    index('scheduled_publishings_of_subject').on(table.subject, table.subjectId, table.id),
    check('scheduled_publishings_ended', sql`(${table.endedAt} is null) = (${table.outcome} is null)`),
  ],
)

export const audit = pgTable(
  'audit',
  {
    id: id(),
    at: instant('at').notNull(),
    accountId: text('account_id').references(() => accounts.id),
    actor: text('actor', { enum: ['citizen', 'staff', 'system'] }).notNull(),
    action: text('action').notNull(),
    subject: text('subject', { enum: subjects }).notNull(),
    subjectId: text('subject_id').notNull(),
    before: jsonb('before'),
    after: jsonb('after'),
  },
  (table) => [index('audit_of_subject').on(table.subject, table.subjectId, table.id)],
)

export const outbox = pgTable(
  'outbox',
  {
    id: id(),
    topic: text('topic', { enum: ['search', 'mail'] }).notNull(),
    payload: jsonb('payload').$type<Record<string, unknown>>().notNull(),
    createdAt: instant('created_at').notNull(),
    runAfter: instant('run_after').notNull(),
    leasedUntil: instant('leased_until'),
    attempts: integer('attempts').notNull().default(0),
    doneAt: instant('done_at'),
    lastError: text('last_error'),
  },
  (table) => [index('outbox_due').on(table.runAfter, table.id).where(sql`done_at is null`)],
)

/** One row per submitted form (invariant 7). */
export const idempotencyKeys = pgTable('idempotency_keys', {
  key: text('key').primaryKey(),
  payloadHash: text('payload_hash').notNull(),
  receipt: jsonb('receipt'),
  createdAt: instant('created_at').notNull(),
})

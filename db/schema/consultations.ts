import { sql } from 'drizzle-orm'
import {
  boolean,
  check,
  customType,
  index,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
} from 'drizzle-orm/pg-core'
import { id, instant, reference } from './columns'
import { matters } from './matters'
import { accounts, departments } from './people'
import { clauses, texts, textVersions } from './texts'

export const bytes = customType<{ data: Uint8Array; driverData: Buffer }>({ dataType: () => 'bytea' })

/** P3, P4: the kind of draft sets the minimum time. */
export const draftKinds = ['decision', 'normative', 'market', 'general'] as const
export const channels = ['online', 'letter', 'phone', 'email', 'fax', 'meeting'] as const
export const decisions = ['adopted', 'partially-adopted', 'not-adopted', 'explained'] as const

export const consultations = pgTable(
  'consultations',
  {
    id: id(),
    matterId: reference('matter_id')
      .notNull()
      .references(() => matters.id),
    departmentId: reference('department_id')
      .notNull()
      .references(() => departments.id),
    title: text('title').notNull(),
    background: text('background').notNull(),
    draftingNote: text('drafting_note').notNull(),
    draftKind: text('draft_kind', { enum: draftKinds }).notNull(),
    textId: reference('text_id')
      .notNull()
      .references(() => texts.id),
    versionId: reference('version_id')
      .notNull()
      .references(() => textVersions.id),
    opensAt: instant('opens_at').notNull(),
    closesAt: instant('closes_at').notNull(),
    shortReason: text('short_reason').notNull().default(''),
    letterTo: text('letter_to').notNull().default(''),
    phone: text('phone').notNull().default(''),
    email: text('email').notNull().default(''),
    createdAt: instant('created_at').notNull(),
    createdBy: text('created_by').references(() => accounts.id),
  },
  (table) => [
    check('consultations_period', sql`${table.closesAt} > ${table.opensAt}`),
    index('consultations_matter').on(table.matterId),
    index('consultations_closing').on(table.closesAt, table.id),
    index('consultations_text').on(table.textId),
  ],
)

export const comments = pgTable(
  'comments',
  {
    id: id(),
    code: text('code').notNull().unique(),
    consultationId: reference('consultation_id')
      .notNull()
      .references(() => consultations.id),
    clauseId: reference('clause_id').references(() => clauses.id),
    channel: text('channel', { enum: channels }).notNull(),
    receivedAt: instant('received_at').notNull(),
    body: text('body').notNull(),
    // Invariant 4: every field as it came; nothing in this row is ever updated.
    original: jsonb('original').$type<Record<string, string>>().notNull(),
    displayName: text('display_name').notNull().default(''),
    publishName: boolean('publish_name').notNull().default(false),
    township: text('township').notNull().default(''),
    contact: bytes('contact'),
    enteredBy: text('entered_by').references(() => accounts.id),
  },
  (table) => [
    check('comments_body', sql`char_length(${table.body}) between 1 and 5000`),
    index('comments_newest').on(table.consultationId, table.id),
    index('comments_clause').on(table.clauseId),
  ],
)

/** L3: what the public reads where the original carries private data. The newest row counts. */
export const commentMaskings = pgTable(
  'comment_maskings',
  {
    id: id(),
    commentId: reference('comment_id')
      .notNull()
      .references(() => comments.id),
    body: text('body').notNull(),
    at: instant('at').notNull(),
    accountId: text('account_id').references(() => accounts.id),
  },
  (table) => [index('comment_maskings_comment').on(table.commentId, table.id)],
)

export const issues = pgTable(
  'issues',
  {
    id: id(),
    consultationId: reference('consultation_id')
      .notNull()
      .references(() => consultations.id),
    title: text('title').notNull(),
    summary: text('summary').notNull(),
    createdAt: instant('created_at').notNull(),
    createdBy: text('created_by').references(() => accounts.id),
  },
  (table) => [index('issues_consultation').on(table.consultationId, table.id)],
)

export const issueClauses = pgTable(
  'issue_clauses',
  {
    issueId: reference('issue_id')
      .notNull()
      .references(() => issues.id),
    clauseId: reference('clause_id')
      .notNull()
      .references(() => clauses.id),
  },
  (table) => [
    primaryKey({ columns: [table.issueId, table.clauseId] }),
    index('issue_clauses_clause').on(table.clauseId),
  ],
)

/** The decision on an issue; a later one replaces an earlier one, both stay. */
export const issueDecisions = pgTable(
  'issue_decisions',
  {
    id: id(),
    issueId: reference('issue_id')
      .notNull()
      .references(() => issues.id),
    decision: text('decision', { enum: decisions }).notNull(),
    reason: text('reason').notNull().default(''),
    at: instant('at').notNull(),
    accountId: text('account_id').references(() => accounts.id),
  },
  (table) => [
    // P12: a reason for everything but a plain adoption.
    check('issue_decisions_reason', sql`${table.decision} = 'adopted' or char_length(${table.reason}) > 0`),
    index('issue_decisions_issue').on(table.issueId, table.id),
  ],
)

/** A point: what one comment says about one issue. */
export const points = pgTable(
  'points',
  {
    id: id(),
    commentId: reference('comment_id')
      .notNull()
      .references(() => comments.id),
    issueId: reference('issue_id')
      .notNull()
      .references(() => issues.id),
    text: text('text').notNull(),
    createdAt: instant('created_at').notNull(),
    createdBy: text('created_by').references(() => accounts.id),
  },
  (table) => [
    unique('points_once').on(table.commentId, table.issueId),
    index('points_issue').on(table.issueId),
  ],
)

export const feedbackReports = pgTable('feedback_reports', {
  id: id(),
  consultationId: reference('consultation_id')
    .notNull()
    .unique()
    .references(() => consultations.id),
  introduction: text('introduction').notNull(),
  createdAt: instant('created_at').notNull(),
  createdBy: text('created_by').references(() => accounts.id),
})

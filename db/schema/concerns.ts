import { sql } from 'drizzle-orm'
import { boolean, check, index, integer, jsonb, pgTable, text, unique } from 'drizzle-orm/pg-core'
import { id, instant, reference } from './columns'
import { bytes, channels } from './comments'
import { consultations } from './consultations'
import { interpretations } from './interpretations'
import { accounts, departments } from './people'
import { policies } from './policies'
import { clauses } from './texts'

export const concernKinds = ['question', 'misunderstanding', 'rumour', 'complaint', 'suggestion'] as const

/** C1, W1: how serious it is sets the clock. */
export const severities = ['emergency', 'ordinary', 'letter'] as const

export const concerns = pgTable(
  'concerns',
  {
    id: id(),
    code: text('code').notNull().unique(),
    kind: text('kind', { enum: concernKinds }).notNull(),
    channel: text('channel', { enum: channels }).notNull(),
    receivedAt: instant('received_at').notNull(),
    body: text('body').notNull(),
    original: jsonb('original').$type<Record<string, string>>().notNull(),
    displayName: text('display_name').notNull().default(''),
    publishWords: boolean('publish_words').notNull().default(false),
    place: text('place').notNull().default(''),
    contact: bytes('contact'),
    clauseId: reference('clause_id').references(() => clauses.id),
    policyId: reference('policy_id').references(() => policies.id),
    consultationId: reference('consultation_id').references(() => consultations.id),
    interpretationId: reference('interpretation_id').references(() => interpretations.id),
    enteredBy: text('entered_by').references(() => accounts.id),
  },
  (table) => [
    check('concerns_body', sql`char_length(${table.body}) between 1 and 3000`),
    index('concerns_newest').on(table.receivedAt, table.id),
    index('concerns_clause').on(table.clauseId),
    index('concerns_policy').on(table.policyId),
  ],
)

/** What the desk made of a concern: the newest row counts, every hand-over stays (C2). */
export const concernTriages = pgTable(
  'concern_triages',
  {
    id: id(),
    concernId: reference('concern_id')
      .notNull()
      .references(() => concerns.id),
    departmentId: reference('department_id')
      .notNull()
      .references(() => departments.id),
    severity: text('severity', { enum: severities }).notNull(),
    publicTitle: text('public_title').notNull(),
    publicBody: text('public_body').notNull(),
    reason: text('reason').notNull().default(''),
    at: instant('at').notNull(),
    accountId: text('account_id').references(() => accounts.id),
  },
  (table) => [
    index('concern_triages_concern').on(table.concernId, table.id),
    index('concern_triages_department').on(table.departmentId),
  ],
)

export const responses = pgTable(
  'responses',
  {
    id: id(),
    concernId: reference('concern_id')
      .notNull()
      .references(() => concerns.id),
    version: integer('version').notNull(),
    departmentId: reference('department_id')
      .notNull()
      .references(() => departments.id),
    spokesperson: text('spokesperson').notNull(),
    body: text('body').notNull(),
    createdAt: instant('created_at').notNull(),
    createdBy: text('created_by').references(() => accounts.id),
  },
  (table) => [unique('responses_version').on(table.concernId, table.version)],
)

export const responseCitations = pgTable(
  'response_citations',
  {
    id: id(),
    responseId: reference('response_id')
      .notNull()
      .references(() => responses.id),
    clauseId: reference('clause_id').references(() => clauses.id),
    interpretationId: reference('interpretation_id').references(() => interpretations.id),
  },
  (table) => [
    check('response_citations_one', sql`num_nonnulls(${table.clauseId}, ${table.interpretationId}) = 1`),
    index('response_citations_response').on(table.responseId),
    index('response_citations_clause').on(table.clauseId),
    index('response_citations_interpretation').on(table.interpretationId),
  ],
)

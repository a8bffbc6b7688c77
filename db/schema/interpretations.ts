import { sql } from 'drizzle-orm'
import {
  check,
  date,
  doublePrecision,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
  uniqueIndex,
} from 'drizzle-orm/pg-core'
import { id, instant, reference } from './columns'
import { accounts, departments } from './people'
import { policies } from './policies'
import { clauses } from './texts'

/** I4: by the drafting department (text), by its head, by an expert, by the press, and in every other form. */
export const interpretationForms = [
  'text',
  'head',
  'expert',
  'press',
  'questions',
  'figure',
  'video',
  'audio',
  'animation',
  'press-conference',
] as const

export const interpretations = pgTable(
  'interpretations',
  {
    id: id(),
    policyId: reference('policy_id')
      .notNull()
      .references(() => policies.id),
    departmentId: reference('department_id')
      .notNull()
      .references(() => departments.id),
    title: text('title').notNull(),
    form: text('form', { enum: interpretationForms }).notNull(),
    author: text('author').notNull(),
    // I1: the primary interpreter is a named head, not a department.
    interpreterName: text('interpreter_name').notNull(),
    interpreterTitle: text('interpreter_title').notNull(),
    document: jsonb('document').$type<Record<string, unknown>>().notNull(),
    html: text('html').notNull(),
    plain: text('plain').notNull(),
    // Grows with every save: two who edit at once must not overwrite each other.
    revision: integer('revision').notNull().default(1),
    createdAt: instant('created_at').notNull(),
    createdBy: text('created_by').references(() => accounts.id),
  },
  (table) => [
    index('interpretations_policy').on(table.policyId),
    index('interpretations_department').on(table.departmentId),
    index('interpretations_form').on(table.form),
  ],
)

/** Where an interpretation explains a clause: at a block of it, or at a second of a video or recording in it. */
export const interpretationClauses = pgTable(
  'interpretation_clauses',
  {
    id: id(),
    interpretationId: reference('interpretation_id')
      .notNull()
      .references(() => interpretations.id),
    clauseId: reference('clause_id')
      .notNull()
      .references(() => clauses.id),
    anchor: text('anchor').notNull(),
    kind: text('kind', { enum: ['quotation', 'link', 'moment'] })
      .notNull()
      .default('quotation'),
    /** Seconds from the beginning of the recording; only of a moment. */
    second: doublePrecision('second'),
    excerpt: text('excerpt').notNull(),
  },
  (table) => [
    unique('interpretation_clauses_place')
      .on(table.interpretationId, table.clauseId, table.anchor, table.second)
      .nullsNotDistinct(),
    index('interpretation_clauses_clause').on(table.clauseId),
    check('interpretation_clauses_second', sql`(${table.kind} = 'moment') = (${table.second} is not null)`),
  ],
)

/** What each save left, so that any two can be compared and none is lost. */
export const interpretationVersions = pgTable(
  'interpretation_versions',
  {
    interpretationId: reference('interpretation_id')
      .notNull()
      .references(() => interpretations.id),
    revision: integer('revision').notNull(),
    title: text('title').notNull(),
    document: jsonb('document').$type<Record<string, unknown>>().notNull(),
    at: instant('at').notNull(),
    accountId: text('account_id').references(() => accounts.id),
  },
  (table) => [primaryKey({ columns: [table.interpretationId, table.revision] })],
)

/**
 * One person at one interpretation: until when they were seen in the editor, and what they have typed since they last
 * saved it. It is no version: nobody else is changed by it.
 */
export const interpretationDrafts = pgTable(
  'interpretation_drafts',
  {
    interpretationId: reference('interpretation_id')
      .notNull()
      .references(() => interpretations.id),
    accountId: text('account_id')
      .notNull()
      .references(() => accounts.id),
    /** Null while nothing has been typed. As the editor gave it; checked when it is saved. */
    document: jsonb('document').$type<Record<string, unknown>>(),
    /** The revision that the words were typed on. */
    revision: integer('revision').notNull(),
    typedAt: instant('typed_at'),
    seenAt: instant('seen_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.interpretationId, table.accountId] }),
    check('interpretation_drafts_typed', sql`(${table.document} is null) = (${table.typedAt} is null)`),
  ],
)

/** A remark of a colleague at a place; sign-off waits until each is resolved. */
export const interpretationRemarks = pgTable(
  'interpretation_remarks',
  {
    id: id(),
    interpretationId: reference('interpretation_id')
      .notNull()
      .references(() => interpretations.id),
    /** The block that it stands at; null is the whole. */
    anchor: text('anchor'),
    /** The words that it is about, as they were. */
    quote: text('quote').notNull().default(''),
    body: text('body').notNull(),
    at: instant('at').notNull(),
    accountId: text('account_id')
      .notNull()
      .references(() => accounts.id),
    resolvedAt: instant('resolved_at'),
    resolvedBy: text('resolved_by').references(() => accounts.id),
    resolution: text('resolution'),
  },
  (table) => [
    index('interpretation_remarks_interpretation').on(table.interpretationId, table.id),
    check(
      'interpretation_remarks_resolved',
      sql`(${table.resolvedAt} is null) = (${table.resolvedBy} is null) and (${table.resolvedAt} is null) = (${table.resolution} is null)`,
    ),
  ],
)

/** I2: how a policy is going to be explained, drafted together with it. */
export const interpretationPlans = pgTable('interpretation_plans', {
  policyId: reference('policy_id')
    .primaryKey()
    .references(() => policies.id),
  interpreterName: text('interpreter_name').notNull(),
  interpreterTitle: text('interpreter_title').notNull(),
  /** What has to be made clear, and to whom. */
  points: text('points').notNull(),
  revision: integer('revision').notNull().default(1),
  createdAt: instant('created_at').notNull(),
  createdBy: text('created_by').references(() => accounts.id),
})

export const interpretationPlanItems = pgTable(
  'interpretation_plan_items',
  {
    id: id(),
    policyId: reference('policy_id')
      .notNull()
      .references(() => interpretationPlans.policyId),
    position: integer('position').notNull(),
    form: text('form', { enum: interpretationForms }).notNull(),
    what: text('what').notNull(),
    who: text('who').notNull(),
    dueOn: date('due_on', { mode: 'string' }).notNull(),
    /** What was made of it. */
    interpretationId: reference('interpretation_id').references(() => interpretations.id),
  },
  (table) => [
    unique('interpretation_plan_items_position').on(table.policyId, table.position),
    uniqueIndex('interpretation_plan_items_interpretation')
      .on(table.interpretationId)
      .where(sql`interpretation_id is not null`),
  ],
)

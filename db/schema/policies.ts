import { sql } from 'drizzle-orm'
import {
  type AnyPgColumn,
  boolean,
  check,
  date,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
} from 'drizzle-orm/pg-core'
import { id, instant, reference } from './columns'
import { consultations } from './consultations'
import { matters } from './matters'
import { accounts, departments } from './people'
import { clauses, texts, textVersions } from './texts'

export const disclosureAttributes = ['open', 'on-request', 'withheld'] as const

export const policies = pgTable(
  'policies',
  {
    id: id(),
    textId: reference('text_id')
      .notNull()
      .references(() => texts.id),
    versionId: reference('version_id')
      .notNull()
      .references(() => textVersions.id),
    matterId: reference('matter_id').references(() => matters.id),
    consultationId: reference('consultation_id').references(() => consultations.id),
    departmentId: reference('department_id')
      .notNull()
      .references(() => departments.id),
    title: text('title').notNull(),
    documentNumber: text('document_number').notNull(),
    indexNumber: text('index_number').notNull(),
    theme: text('theme').notNull(),
    kind: text('kind').notNull(),
    audience: text('audience').array().notNull(),
    signedOn: date('signed_on', { mode: 'string' }).notNull(),
    effectiveOn: date('effective_on', { mode: 'string' }).notNull(),
    disclosure: text('disclosure', { enum: disclosureAttributes }).notNull().default('open'),
    disclosureReason: text('disclosure_reason').notNull().default(''),
    needsInterpretation: boolean('needs_interpretation').notNull().default(true),
    createdAt: instant('created_at').notNull(),
    createdBy: text('created_by').references(() => accounts.id),
  },
  (table) => [
    // D1: a reason for what is not open.
    check(
      'policies_disclosure',
      sql`${table.disclosure} = 'open' or char_length(${table.disclosureReason}) > 0`,
    ),
    uniqueIndex('policies_document_number').on(table.documentNumber),
    index('policies_text').on(table.textId),
    index('policies_matter').on(table.matterId),
    index('policies_department').on(table.departmentId),
  ],
)

/** D5: amended, repealed, lapsed; the newest row that has come into force counts. */
export const validityChanges = pgTable(
  'validity_changes',
  {
    id: id(),
    policyId: reference('policy_id')
      .notNull()
      .references(() => policies.id),
    validity: text('validity', { enum: ['amended', 'repealed', 'lapsed'] }).notNull(),
    on: date('on', { mode: 'string' }).notNull(),
    replacedById: reference('replaced_by_id').references((): AnyPgColumn => policies.id),
    reason: text('reason').notNull(),
    at: instant('at').notNull(),
    accountId: text('account_id').references(() => accounts.id),
  },
  (table) => [index('validity_changes_policy').on(table.policyId, table.on)],
)

export const interpretationForms = [
  'text',
  'figure',
  'questions',
  'audio',
  'video',
  'animation',
  'press-conference',
  'expert',
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
  ],
)

/** Which clause an interpretation explains, and at which of its places. */
export const interpretationClauses = pgTable(
  'interpretation_clauses',
  {
    interpretationId: reference('interpretation_id')
      .notNull()
      .references(() => interpretations.id),
    clauseId: reference('clause_id')
      .notNull()
      .references(() => clauses.id),
    anchor: text('anchor').notNull(),
    excerpt: text('excerpt').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.interpretationId, table.clauseId] }),
    index('interpretation_clauses_clause').on(table.clauseId),
  ],
)

export const media = pgTable(
  'media',
  {
    id: id(),
    sha256: text('sha256').notNull().unique(),
    name: text('name').notNull(),
    type: text('type').notNull(),
    size: integer('size').notNull(),
    width: integer('width'),
    height: integer('height'),
    departmentId: reference('department_id')
      .notNull()
      .references(() => departments.id),
    uploadedAt: instant('uploaded_at').notNull(),
    uploadedBy: text('uploaded_by').references(() => accounts.id),
  },
  (table) => [check('media_size', sql`${table.size} > 0`)],
)

/** Where a picture stands; it is public when one of these is (invariant 9). */
export const mediaUses = pgTable(
  'media_uses',
  {
    mediaId: reference('media_id')
      .notNull()
      .references(() => media.id),
    interpretationId: reference('interpretation_id')
      .notNull()
      .references(() => interpretations.id),
  },
  (table) => [
    primaryKey({ columns: [table.mediaId, table.interpretationId] }),
    index('media_uses_interpretation').on(table.interpretationId),
  ],
)

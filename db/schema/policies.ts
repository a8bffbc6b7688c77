import { sql } from 'drizzle-orm'
import {
  type AnyPgColumn,
  boolean,
  check,
  date,
  index,
  pgTable,
  text,
  uniqueIndex,
} from 'drizzle-orm/pg-core'
import { id, instant, reference } from './columns'
import { consultations } from './consultations'
import { matters } from './matters'
import { accounts, departments } from './people'
import { texts, textVersions } from './texts'

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
    /** The policy whose text this one amends or replaces; that one says so from the day this one takes effect (D5). */
    replacesId: reference('replaces_id').references((): AnyPgColumn => policies.id),
    replacesAs: text('replaces_as', { enum: ['amended', 'repealed'] }),
    createdAt: instant('created_at').notNull(),
    createdBy: text('created_by').references(() => accounts.id),
  },
  (table) => [
    // D1: a reason for what is not open.
    check(
      'policies_disclosure',
      sql`${table.disclosure} = 'open' or char_length(${table.disclosureReason}) > 0`,
    ),
    check('policies_replaces', sql`(${table.replacesId} is null) = (${table.replacesAs} is null)`),
    uniqueIndex('policies_document_number').on(table.documentNumber),
    index('policies_text').on(table.textId),
    index('policies_matter').on(table.matterId),
    index('policies_department').on(table.departmentId),
    index('policies_replaces_id').on(table.replacesId),
    index('policies_theme').on(table.theme),
    index('policies_kind').on(table.kind),
    index('policies_audience').using('gin', table.audience),
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

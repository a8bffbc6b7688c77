import { sql } from 'drizzle-orm'
import { type AnyPgColumn, check, index, integer, pgTable, text } from 'drizzle-orm/pg-core'
import { id, instant, reference } from './columns'
import { matters } from './matters'
import { accounts, departments } from './people'
import { texts, textVersions } from './texts'

/** `targeted`: nobody is called in public; it is the ledger of what was said at one hearing, symposium, visit or poll. */
export const consultationForms = ['public', 'targeted'] as const

/** P3, P4: the kind of draft sets the minimum time. */
export const draftKinds = ['decision', 'normative', 'market', 'general'] as const
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
    form: text('form', { enum: consultationForms }).notNull().default('public'),
    // A later round goes on with what came of the earlier one, on the same text's next version.
    round: integer('round').notNull().default(1),
    previousId: reference('previous_id')
      .unique()
      .references((): AnyPgColumn => consultations.id),
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
    check('consultations_round', sql`(${table.round} = 1) = (${table.previousId} is null)`),
    index('consultations_matter').on(table.matterId),
    index('consultations_closing').on(table.closesAt, table.id),
    index('consultations_text').on(table.textId),
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

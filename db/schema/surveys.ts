import { sql } from 'drizzle-orm'
import { check, index, integer, jsonb, pgTable, text, unique } from 'drizzle-orm/pg-core'
import { id, instant, reference } from './columns'
import { consultations } from './consultations'
import { decisions } from './issues'
import { matters } from './matters'
import { accounts, departments } from './people'
import { policies } from './policies'
import type { SurveyDefinition, Test } from './survey-definition'

/** Who may answer how often: anyone; once per browser, per invitation code, per verified address. */
export const surveyAccess = ['open', 'browser', 'invitation', 'account'] as const

export const surveys = pgTable(
  'surveys',
  {
    id: id(),
    departmentId: reference('department_id')
      .notNull()
      .references(() => departments.id),
    /** It belongs to one of these, or stands alone. A survey on a policy is its evaluation (P16). */
    matterId: reference('matter_id').references(() => matters.id),
    consultationId: reference('consultation_id').references(() => consultations.id),
    policyId: reference('policy_id').references(() => policies.id),
    title: text('title').notNull(),
    /** Why it is asked, and what will be done with the answers. */
    purpose: text('purpose').notNull(),
    /** Whom it asks. */
    audience: text('audience').notNull().default(''),
    access: text('access', { enum: surveyAccess }).notNull(),
    opensAt: instant('opens_at').notNull(),
    closesAt: instant('closes_at').notNull(),
    /** How the quotas were chosen, and that the figures are (not) weighted: said beside the results. */
    weighting: text('weighting').notNull().default(''),
    /** Of a hundred sheets on paper, how many are entered a second time by somebody else. */
    secondEntryPercent: integer('second_entry_percent').notNull().default(10),
    createdAt: instant('created_at').notNull(),
    createdBy: text('created_by').references(() => accounts.id),
  },
  (table) => [
    check('surveys_period', sql`${table.closesAt} > ${table.opensAt}`),
    check(
      'surveys_belongs_to_one',
      sql`num_nonnulls(${table.matterId}, ${table.consultationId}, ${table.policyId}) <= 1`,
    ),
    check('surveys_second_entry', sql`${table.secondEntryPercent} between 0 and 100`),
    index('surveys_closing').on(table.closesAt, table.id),
    index('surveys_opening').on(table.opensAt, table.id),
    index('surveys_department').on(table.departmentId, table.id),
    index('surveys_matter').on(table.matterId),
    index('surveys_consultation').on(table.consultationId),
    index('surveys_policy').on(table.policyId),
  ],
)

/** The questions. A published version stays as it is (a trigger keeps it); what is mended is the next version. */
export const surveyVersions = pgTable(
  'survey_versions',
  {
    id: id(),
    surveyId: reference('survey_id')
      .notNull()
      .references(() => surveys.id),
    number: integer('number').notNull(),
    definition: jsonb('definition').$type<SurveyDefinition>().notNull(),
    /** Grows with every change, so that two who edit at once do not overwrite each other. */
    revision: integer('revision').notNull().default(0),
    /** From the second version on: what was mended and why, for the public. */
    note: text('note').notNull().default(''),
    publishedAt: instant('published_at'),
    createdAt: instant('created_at').notNull(),
    createdBy: text('created_by').references(() => accounts.id),
  },
  (table) => [
    unique('survey_versions_number').on(table.surveyId, table.number),
    check('survey_versions_note', sql`${table.number} = 1 or char_length(${table.note}) > 0`),
  ],
)

/** At most `most` answers for which all tests hold. `taken` grows in the transaction that stores the answer. */
export const surveyQuotas = pgTable(
  'survey_quotas',
  {
    id: id(),
    surveyId: reference('survey_id')
      .notNull()
      .references(() => surveys.id),
    position: integer('position').notNull(),
    label: text('label').notNull(),
    tests: jsonb('tests').$type<Test[]>().notNull(),
    most: integer('most').notNull(),
    taken: integer('taken').notNull().default(0),
  },
  (table) => [
    unique('survey_quotas_position').on(table.surveyId, table.position),
    check('survey_quotas_taken', sql`${table.taken} between 0 and ${table.most}`),
  ],
)

/** Questions that anyone at a desk may use again. */
export const bankQuestions = pgTable('bank_questions', {
  id: id(),
  question: jsonb('question').$type<SurveyDefinition['pages'][number]['questions'][number]>().notNull(),
  topic: text('topic').notNull().default(''),
  createdAt: instant('created_at').notNull(),
  createdBy: text('created_by').references(() => accounts.id),
})

/** What was made public, under its own sign-off (subject `survey-result`). */
export const surveyResults = pgTable('survey_results', {
  id: id(),
  surveyId: reference('survey_id')
    .notNull()
    .unique()
    .references(() => surveys.id),
  introduction: text('introduction').notNull().default(''),
  /** The figures as they were published, suppressed already; null before. */
  figures: jsonb('figures').$type<Record<string, unknown>>(),
  createdAt: instant('created_at').notNull(),
  createdBy: text('created_by').references(() => accounts.id),
})

/** What the answers show; what was decided because of it follows as for an issue. */
export const surveyConclusions = pgTable(
  'survey_conclusions',
  {
    id: id(),
    surveyId: reference('survey_id')
      .notNull()
      .references(() => surveys.id),
    position: integer('position').notNull(),
    finding: text('finding').notNull(),
    questionIds: text('question_ids').array().notNull().default([]),
  },
  (table) => [unique('survey_conclusions_position').on(table.surveyId, table.position)],
)

/** A later decision replaces an earlier one, both stay. */
export const surveyDecisions = pgTable(
  'survey_decisions',
  {
    id: id(),
    conclusionId: reference('conclusion_id')
      .notNull()
      .references(() => surveyConclusions.id),
    decision: text('decision', { enum: decisions }).notNull(),
    reason: text('reason').notNull().default(''),
    at: instant('at').notNull(),
    accountId: text('account_id').references(() => accounts.id),
  },
  (table) => [
    // P12: a reason for everything but a plain adoption.
    check('survey_decisions_reason', sql`${table.decision} = 'adopted' or char_length(${table.reason}) > 0`),
    index('survey_decisions_conclusion').on(table.conclusionId, table.id),
  ],
)

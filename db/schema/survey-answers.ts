import { sql } from 'drizzle-orm'
import {
  boolean,
  check,
  date,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
} from 'drizzle-orm/pg-core'
import { id, instant, reference } from './columns'
import { bytes, comments } from './comments'
import { accounts } from './people'
import type { Answers } from './survey-definition'
import { surveys, surveyVersions } from './surveys'

/** The ways in; both are counted and shown. */
export const surveyWays = ['online', 'paper'] as const

const survey = () =>
  reference('survey_id')
    .notNull()
    .references(() => surveys.id)
const version = () =>
  reference('version_id')
    .notNull()
    .references(() => surveyVersions.id)

// Secrecy: who took part (participations, drafts, invitations) and what was answered (box, answers, texts) share no
// key. Ids are random, no row holds more of the time than the day, and nothing here has an audit entry of its own.
// What has just come waits sealed in the box, and leaves it only together with at least nine others, shuffled; so
// neither the order of rows nor the moment of a dump says who gave which answer.

/** That somebody took part: a mark that only the server can make from the browser's token, the code, the address. */
export const surveyParticipations = pgTable(
  'survey_participations',
  { surveyId: survey(), mark: bytes('mark').notNull() },
  (table) => [primaryKey({ columns: [table.surveyId, table.mark] })],
)

/** Sealed answers that wait to be mixed. `id` is random. */
export const surveyBox = pgTable(
  'survey_box',
  {
    id: reference('id').primaryKey(),
    surveyId: survey(),
    sealed: bytes('sealed').notNull(),
  },
  (table) => [index('survey_box_survey').on(table.surveyId)],
)

/** One row for one person's answers, without their words. */
export const surveyAnswers = pgTable(
  'survey_answers',
  {
    id: reference('id').primaryKey(),
    surveyId: survey(),
    versionId: version(),
    way: text('way', { enum: surveyWays }).notNull(),
    day: date('day', { mode: 'string' }).notNull(),
    answers: jsonb('answers').$type<Answers>().notNull(),
  },
  (table) => [index('survey_answers_survey').on(table.surveyId)],
)

/** Words of an open question or beside `other`, parted from the person's other answers. Steps of `survey-text` moderate them. */
export const surveyTexts = pgTable(
  'survey_texts',
  {
    id: reference('id').primaryKey(),
    surveyId: survey(),
    versionId: version(),
    questionId: text('question_id').notNull(),
    body: text('body').notNull(),
    /** What the public may read of it, masked (L3). */
    shown: text('shown').notNull().default(''),
    /** Chosen to be quoted with the results. */
    quotedAt: instant('quoted_at'),
    /** Where it went into the ledger of a consultation. */
    commentId: reference('comment_id')
      .unique()
      .references(() => comments.id),
  },
  (table) => [index('survey_texts_question').on(table.surveyId, table.questionId, table.id)],
)

export const surveyThemes = pgTable(
  'survey_themes',
  {
    id: id(),
    surveyId: survey(),
    questionId: text('question_id').notNull(),
    position: integer('position').notNull(),
    label: text('label').notNull(),
  },
  (table) => [unique('survey_themes_position').on(table.surveyId, table.questionId, table.position)],
)

export const surveyTextThemes = pgTable(
  'survey_text_themes',
  {
    textId: reference('text_id')
      .notNull()
      .references(() => surveyTexts.id, { onDelete: 'cascade' }),
    themeId: reference('theme_id')
      .notNull()
      .references(() => surveyThemes.id, { onDelete: 'cascade' }),
  },
  (table) => [
    primaryKey({ columns: [table.textId, table.themeId] }),
    index('survey_text_themes_theme').on(table.themeId),
  ],
)

/** What somebody has answered so far, sealed with a key that only their code gives. `mark` is made from the code. */
export const surveyDrafts = pgTable(
  'survey_drafts',
  {
    mark: bytes('mark').primaryKey(),
    surveyId: survey(),
    versionId: version(),
    sealed: bytes('sealed').notNull(),
    expiresOn: date('expires_on', { mode: 'string' }).notNull(),
  },
  (table) => [
    index('survey_drafts_expiring').on(table.expiresOn),
    index('survey_drafts_survey').on(table.surveyId),
  ],
)

export const surveyInvitationBatches = pgTable(
  'survey_invitation_batches',
  {
    id: id(),
    surveyId: survey(),
    label: text('label').notNull(),
    codes: integer('codes').notNull(),
    createdAt: instant('created_at').notNull(),
    createdBy: text('created_by').references(() => accounts.id),
  },
  (table) => [
    index('survey_invitation_batches_survey').on(table.surveyId, table.id),
    check('survey_invitation_batches_codes', sql`${table.codes} between 1 and 5000`),
  ],
)

/** The codes themselves are shown once, when they are made. The mark is the one of the participation. */
export const surveyInvitations = pgTable(
  'survey_invitations',
  {
    surveyId: survey(),
    mark: bytes('mark').notNull(),
    batchId: reference('batch_id')
      .notNull()
      .references(() => surveyInvitationBatches.id),
  },
  (table) => [
    primaryKey({ columns: [table.surveyId, table.mark] }),
    index('survey_invitations_batch').on(table.batchId),
  ],
)

/** A one-time code on its way to an e-mail address; gone when it was used or is too old. Nothing else is kept of the address. */
export const addressChecks = pgTable(
  'address_checks',
  {
    mark: bytes('mark').primaryKey(),
    /** Address and code. */
    sealed: bytes('sealed').notNull(),
    tries: integer('tries').notNull().default(0),
    sent: integer('sent').notNull().default(1),
    expiresAt: instant('expires_at').notNull(),
  },
  (table) => [index('address_checks_expiring').on(table.expiresAt)],
)

/** A sheet of paper and who entered it; its answers only until they are counted. */
export const surveySheets = pgTable(
  'survey_sheets',
  {
    id: id(),
    surveyId: survey(),
    versionId: version(),
    /** The number that staff wrote on the sheet. */
    number: text('number').notNull(),
    /** Whether somebody else enters it again. */
    sampled: boolean('sampled').notNull().default(false),
    sealed: bytes('sealed'),
    enteredAt: instant('entered_at').notNull(),
    enteredBy: text('entered_by').references(() => accounts.id),
    secondAt: instant('second_at'),
    secondBy: text('second_by').references(() => accounts.id),
    /** Of the second entry: how many answers were compared, and which questions differed. */
    compared: integer('compared').notNull().default(0),
    differed: text('differed').array().notNull().default([]),
    countedAt: instant('counted_at'),
  },
  (table) => [
    unique('survey_sheets_number').on(table.surveyId, table.number),
    check(
      'survey_sheets_two_people',
      sql`${table.secondBy} is null or ${table.secondBy} <> ${table.enteredBy}`,
    ),
    check('survey_sheets_forgotten', sql`${table.countedAt} is null or ${table.sealed} is null`),
  ],
)

/** Test answers, never counted: they have a table of their own. */
export const surveyTrials = pgTable(
  'survey_trials',
  {
    id: id(),
    versionId: version(),
    answers: jsonb('answers').$type<Answers>().notNull(),
    createdAt: instant('created_at').notNull(),
  },
  (table) => [index('survey_trials_version').on(table.versionId)],
)

import { sql } from 'drizzle-orm'
import { check, date, index, integer, jsonb, pgTable, primaryKey, text, unique } from 'drizzle-orm/pg-core'
import { id, instant, reference } from './columns'
import { consultations } from './consultations'
import { matters } from './matters'
import { media } from './media'
import { accounts, departments } from './people'

/** P2, P14: the ways of being heard where people meet or are asked. */
export const activityKinds = [
  'hearing',
  'symposium',
  'site-visit',
  'opinion-poll',
  'meeting-attendance',
] as const
/** P8: a price hearing has longer times and a share for consumers. */
export const activityProfiles = ['general', 'price'] as const

/** One occasion on which people are heard. What is said there goes into the ledger of `consultationId`. */
export const activities = pgTable(
  'activities',
  {
    id: id(),
    kind: text('kind', { enum: activityKinds }).notNull(),
    profile: text('profile', { enum: activityProfiles }).notNull().default('general'),
    matterId: reference('matter_id')
      .notNull()
      .references(() => matters.id),
    departmentId: reference('department_id')
      .notNull()
      .references(() => departments.id),
    /** The ledger: a public consultation of the matter, or a targeted one of the activity's own. */
    consultationId: reference('consultation_id').references(() => consultations.id),
    title: text('title').notNull(),
    purpose: text('purpose').notNull(),
    place: text('place').notNull().default(''),
    accessibility: text('accessibility').notNull().default(''),
    startsAt: instant('starts_at').notNull(),
    endsAt: instant('ends_at').notNull(),
    /** Where people are called: from when to when they may register, and how long a seat is kept for them to confirm. */
    registrationOpensAt: instant('registration_opens_at'),
    registrationClosesAt: instant('registration_closes_at'),
    confirmHours: integer('confirm_hours').notNull().default(48),
    liveUrl: text('live_url').notNull().default(''),
    createdAt: instant('created_at').notNull(),
    createdBy: text('created_by').references(() => accounts.id),
  },
  (table) => [
    check('activities_period', sql`${table.endsAt} > ${table.startsAt}`),
    check(
      'activities_registration',
      sql`(${table.registrationOpensAt} is null) = (${table.registrationClosesAt} is null)
        and (${table.registrationClosesAt} is null or ${table.registrationClosesAt} > ${table.registrationOpensAt})`,
    ),
    check('activities_confirm', sql`${table.confirmHours} between 1 and 720`),
    index('activities_matter').on(table.matterId),
    index('activities_department').on(table.departmentId, table.id),
    index('activities_starting').on(table.startsAt, table.id),
    index('activities_ledger').on(table.consultationId),
  ],
)

/** Whom the seats are for; observers and the press take no part in the hearing. */
export const seatGroups = [
  'affected',
  'consumer',
  'resident',
  'expert',
  'deputy',
  'cppcc-member',
  'organisation',
  'press',
  'observer',
] as const
export const selectionMethods = ['arrival', 'lottery', 'stratified', 'nominated'] as const
export const strataTraits = ['township', 'sex', 'age'] as const

export const seatCategories = pgTable(
  'seat_categories',
  {
    id: id(),
    activityId: reference('activity_id')
      .notNull()
      .references(() => activities.id),
    position: integer('position').notNull(),
    group: text('group', { enum: seatGroups }).notNull(),
    eligibility: text('eligibility').notNull().default(''),
    seats: integer('seats').notNull(),
    method: text('method', { enum: selectionMethods }).notNull(),
    /** What the strata of the draw are; asked for at registration only then (L1). */
    trait: text('trait', { enum: strataTraits }),
  },
  (table) => [
    unique('seat_categories_group').on(table.activityId, table.group),
    check('seat_categories_seats', sql`${table.seats} between 1 and 500`),
    check('seat_categories_trait', sql`(${table.method} = 'stratified') = (${table.trait} is not null)`),
  ],
)

/** P7: in this order the parts of a hearing follow each other. */
export const agendaParts = ['opening', 'presentation', 'statements', 'debate', 'closing', 'signing'] as const

export const agendaItems = pgTable(
  'agenda_items',
  {
    id: id(),
    activityId: reference('activity_id')
      .notNull()
      .references(() => activities.id),
    position: integer('position').notNull(),
    part: text('part', { enum: agendaParts }).notNull(),
    title: text('title').notNull(),
    speaker: text('speaker').notNull().default(''),
    minutes: integer('minutes').notNull(),
  },
  (table) => [
    unique('agenda_items_position').on(table.activityId, table.position),
    check('agenda_items_minutes', sql`${table.minutes} between 1 and 600`),
  ],
)

/** Who took part, by group. `names` holds only those who agreed to be named (L2). */
export const attendances = pgTable(
  'attendances',
  {
    activityId: reference('activity_id')
      .notNull()
      .references(() => activities.id),
    position: integer('position').notNull(),
    group: text('group').notNull(),
    people: integer('people').notNull(),
    names: text('names').notNull().default(''),
  },
  (table) => [
    primaryKey({ columns: [table.activityId, table.position] }),
    check('attendances_people', sql`${table.people} between 1 and 100000`),
  ],
)

export const activityPhotos = pgTable(
  'activity_photos',
  {
    activityId: reference('activity_id')
      .notNull()
      .references(() => activities.id),
    mediaId: reference('media_id')
      .notNull()
      .references(() => media.id),
    position: integer('position').notNull(),
    /** Also the text alternative. */
    caption: text('caption').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.activityId, table.mediaId] }),
    index('activity_photos_media').on(table.mediaId),
  ],
)

/** The account of what was said, published under its own sign-off (subject `activity-report`). */
export const activityReports = pgTable('activity_reports', {
  id: id(),
  activityId: reference('activity_id')
    .notNull()
    .unique()
    .references(() => activities.id),
  body: text('body').notNull(),
  createdAt: instant('created_at').notNull(),
  createdBy: text('created_by').references(() => accounts.id),
})

export const recordingTypes = ['video/mp4', 'video/webm', 'audio/mpeg', 'audio/mp4'] as const

export const recordings = pgTable('recordings', {
  activityId: reference('activity_id')
    .primaryKey()
    .references(() => activities.id),
  name: text('name').notNull(),
  type: text('type', { enum: recordingTypes }).notNull(),
  size: integer('size').notNull(),
  sha256: text('sha256').notNull(),
  storageKey: text('storage_key').notNull(),
  /** WebVTT: a recording is never without captions (L7). */
  captions: text('captions').notNull(),
  addedAt: instant('added_at').notNull(),
})

/** What the participants are sent beforehand (P6), beside the draft and its explanation. */
export const activityMaterials = pgTable(
  'activity_materials',
  {
    id: id(),
    activityId: reference('activity_id')
      .notNull()
      .references(() => activities.id),
    position: integer('position').notNull(),
    name: text('name').notNull(),
    type: text('type').notNull(),
    size: integer('size').notNull(),
    sha256: text('sha256').notNull(),
    storageKey: text('storage_key').notNull().unique(),
    addedAt: instant('added_at').notNull(),
  },
  (table) => [unique('activity_materials_position').on(table.activityId, table.position)],
)

/** Who asked whom, how, and how many answered. */
export const polls = pgTable(
  'polls',
  {
    activityId: reference('activity_id')
      .primaryKey()
      .references(() => activities.id),
    pollster: text('pollster').notNull(),
    method: text('method').notNull(),
    population: text('population').notNull(),
    approached: integer('approached').notNull(),
    answered: integer('answered').notNull(),
    fromDay: date('from_day', { mode: 'string' }).notNull(),
    toDay: date('to_day', { mode: 'string' }).notNull(),
    weighting: text('weighting').notNull().default(''),
    /** The raw table as CSV, offered for download; no row that leads to a person (L3). */
    rawTable: text('raw_table').notNull().default(''),
  },
  (table) => [
    check('polls_answered', sql`${table.answered} between 0 and ${table.approached}`),
    check('polls_days', sql`${table.toDay} >= ${table.fromDay}`),
  ],
)

export type PollOption = { label: string; count: number }

export const pollQuestions = pgTable(
  'poll_questions',
  {
    activityId: reference('activity_id')
      .notNull()
      .references(() => polls.activityId),
    position: integer('position').notNull(),
    words: text('words').notNull(),
    /** How many people answered this question: the denominator. */
    base: integer('base').notNull(),
    options: jsonb('options').$type<PollOption[]>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.activityId, table.position] })],
)

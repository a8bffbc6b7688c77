import { sql } from 'drizzle-orm'
import { boolean, check, index, integer, jsonb, pgTable, primaryKey, text, unique } from 'drizzle-orm/pg-core'
import { activities, seatCategories } from './activities'
import { id, instant, reference } from './columns'
import { bytes } from './comments'
import { accounts } from './people'

export const registrationChannels = ['online', 'phone', 'counter', 'nominated'] as const
export const sexes = ['female', 'male'] as const
export const ageBands = ['18-34', '35-59', '60+'] as const

/** Somebody who wants to take part. What became of it are the steps of the subject `registration`. */
export const registrations = pgTable(
  'registrations',
  {
    id: id(),
    /** Secret, the person's own: the receipt, the materials, the signature. */
    code: text('code').notNull().unique(),
    /** Public: under this name the registration stands in the draw and on the check-in list. */
    pseudonym: text('pseudonym').notNull(),
    activityId: reference('activity_id')
      .notNull()
      .references(() => activities.id),
    categoryId: reference('category_id')
      .notNull()
      .references(() => seatCategories.id),
    channel: text('channel', { enum: registrationChannels }).notNull(),
    receivedAt: instant('received_at').notNull(),
    /** Name, telephone, e-mail, what the person needs: encrypted together (L3); goes when it is no longer needed. */
    person: bytes('person'),
    /** A keyed mark of the telephone number: one person registers once. Goes with a withdrawal. */
    personMark: text('person_mark'),
    /** L2: whether the name may stand in the public list; otherwise the surname alone does. */
    publishName: boolean('publish_name').notNull().default(false),
    /** What the public list shows: the whole name where that was agreed to, else 王**. */
    shownName: text('shown_name').notNull(),
    organisation: text('organisation').notNull().default(''),
    township: text('township').notNull().default(''),
    sex: text('sex', { enum: sexes }),
    ageBand: text('age_band', { enum: ageBands }),
    /** What the person means to say, in short. */
    topic: text('topic').notNull().default(''),
    // Invariant 4: the fields that are not private, as they came.
    original: jsonb('original').$type<Record<string, string>>().notNull(),
    enteredBy: text('entered_by').references(() => accounts.id),
  },
  (table) => [
    unique('registrations_pseudonym').on(table.activityId, table.pseudonym),
    unique('registrations_person').on(table.activityId, table.personMark),
    index('registrations_list').on(table.activityId, table.id),
    index('registrations_category').on(table.categoryId, table.id),
  ],
)

/**
 * One row for each seat, made when the notice is published: there are never more than that, whatever happens at once.
 * Who holds it now; how that came about are the holder's steps.
 */
export const seats = pgTable(
  'seats',
  {
    categoryId: reference('category_id')
      .notNull()
      .references(() => seatCategories.id),
    number: integer('number').notNull(),
    registrationId: reference('registration_id')
      .unique()
      .references(() => registrations.id),
    /** Until then the holder has to confirm; null once confirmed, or where nobody sits. */
    confirmBy: instant('confirm_by'),
  },
  (table) => [
    primaryKey({ columns: [table.categoryId, table.number] }),
    index('seats_unconfirmed').on(table.confirmBy).where(sql`confirm_by is not null`),
  ],
)

/** Who waits for a seat, in which order; gone when the person is seated or no longer wants it. */
export const waitingPlaces = pgTable(
  'waiting_places',
  {
    registrationId: reference('registration_id')
      .primaryKey()
      .references(() => registrations.id),
    categoryId: reference('category_id')
      .notNull()
      .references(() => seatCategories.id),
    place: integer('place').notNull(),
  },
  (table) => [unique('waiting_places_order').on(table.categoryId, table.place)],
)

/** How many want a seat of a category and how many wait for one, kept by triggers; `rebuild_tallies()` makes it anew. */
export const seatTallies = pgTable('seat_tallies', {
  categoryId: reference('category_id').primaryKey(),
  /** Who has registered and has neither withdrawn nor lost the seat. */
  registered: integer('registered').notNull(),
  waiting: integer('waiting').notNull(),
})

/** A draw that anyone can run again: rule and commitment before registration closes, list and secret after. */
export const draws = pgTable(
  'draws',
  {
    id: id(),
    activityId: reference('activity_id')
      .notNull()
      .unique()
      .references(() => activities.id),
    /** 32 bytes, encrypted until the draw. */
    sealedSecret: bytes('sealed_secret').notNull(),
    /** SHA-256 of the secret, in hexadecimal. */
    commitment: text('commitment').notNull(),
    /** The lines that say categories, quotas and methods, as the notice has them. */
    rules: text('rules').notNull(),
    committedAt: instant('committed_at').notNull(),
    /** The frozen list, line by line, and its SHA-256. */
    list: text('list'),
    listHash: text('list_hash'),
    frozenAt: instant('frozen_at'),
    /** Hexadecimal, opened by the draw. */
    secret: text('secret'),
    drawnAt: instant('drawn_at'),
  },
  (table) => [
    check(
      'draws_frozen',
      sql`(${table.list} is null) = (${table.frozenAt} is null) and (${table.list} is null) = (${table.listHash} is null)`,
    ),
    check(
      'draws_drawn',
      sql`(${table.secret} is null) = (${table.drawnAt} is null) and (${table.secret} is null or ${table.list} is not null)`,
    ),
  ],
)

/** The order that the draw gave to each pseudonym within its category, the first being 1. */
export const drawResults = pgTable(
  'draw_results',
  {
    drawId: reference('draw_id')
      .notNull()
      .references(() => draws.id),
    registrationId: reference('registration_id')
      .notNull()
      .references(() => registrations.id),
    categoryId: reference('category_id')
      .notNull()
      .references(() => seatCategories.id),
    rank: integer('rank').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.drawId, table.registrationId] }),
    unique('draw_results_rank').on(table.drawId, table.categoryId, table.rank),
  ],
)

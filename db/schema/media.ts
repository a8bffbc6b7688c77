import { sql } from 'drizzle-orm'
import {
  type AnyPgColumn,
  check,
  doublePrecision,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
} from 'drizzle-orm/pg-core'
import { id, instant, reference } from './columns'
import { interpretations } from './interpretations'
import { accounts, departments } from './people'
import { policies } from './policies'

export const mediaKinds = ['image', 'moving-image', 'video', 'audio', 'lottie', 'file'] as const

/** The media library: each file once, known by its content, with what a reader and a lawyer want to know of it. */
export const media = pgTable(
  'media',
  {
    id: id(),
    sha256: text('sha256').notNull().unique(),
    kind: text('kind', { enum: mediaKinds }).notNull().default('image'),
    name: text('name').notNull(),
    /** The media type, by content. */
    type: text('type').notNull(),
    size: integer('size').notNull(),
    width: integer('width'),
    height: integer('height'),
    /** Seconds. */
    duration: doublePrecision('duration'),
    /** As a browser is asked about them: vp9, opus. */
    codecs: text('codecs').notNull().default(''),
    /** A blurred picture of a few pixels as a data address, shown until the real one is there. */
    placeholder: text('placeholder'),
    title: text('title').notNull().default(''),
    /** What is proposed as the alternative text where the picture is used. */
    alt: text('alt').notNull().default(''),
    licence: text('licence').notNull().default(''),
    source: text('source').notNull().default(''),
    /** Who can be seen or heard, and that they agreed (L2). */
    people: text('people').notNull().default(''),
    /** The still picture of a video or an animation. */
    posterId: reference('poster_id').references((): AnyPgColumn => media.id),
    /** What is said, where there are no captions that say when. */
    transcript: text('transcript').notNull().default(''),
    departmentId: reference('department_id')
      .notNull()
      .references(() => departments.id),
    uploadedAt: instant('uploaded_at').notNull(),
    uploadedBy: text('uploaded_by').references(() => accounts.id),
  },
  (table) => [
    check('media_size', sql`${table.size} > 0`),
    check('media_duration', sql`${table.duration} is null or ${table.duration} > 0`),
    index('media_library').on(table.departmentId, table.kind, table.id),
    index('media_poster').on(table.posterId),
  ],
)

/** WebVTT, checked; the transcript that is searched and read is made from it. */
export const mediaCaptions = pgTable(
  'media_captions',
  {
    mediaId: reference('media_id')
      .notNull()
      .references(() => media.id),
    lang: text('lang', { enum: ['zh', 'en'] }).notNull(),
    vtt: text('vtt').notNull(),
    at: instant('at').notNull(),
    accountId: text('account_id').references(() => accounts.id),
  },
  (table) => [primaryKey({ columns: [table.mediaId, table.lang] })],
)

/** Where a file stands, as itself or as the still picture of another; it is public when one of these is (invariant 9). */
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

/** What is published with a policy beside its text: forms, maps, tables. */
export const policyAttachments = pgTable(
  'policy_attachments',
  {
    policyId: reference('policy_id')
      .notNull()
      .references(() => policies.id),
    mediaId: reference('media_id')
      .notNull()
      .references(() => media.id),
    position: integer('position').notNull(),
    title: text('title').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.policyId, table.mediaId] }),
    index('policy_attachments_media').on(table.mediaId),
  ],
)

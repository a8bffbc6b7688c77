import { sql } from 'drizzle-orm'
import {
  boolean,
  check,
  customType,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
} from 'drizzle-orm/pg-core'
import { steps } from './audit'
import { id, instant, reference } from './columns'
import { consultations } from './consultations'
import { accounts } from './people'
import { clauses } from './texts'

export const bytes = customType<{ data: Uint8Array; driverData: Buffer }>({ dataType: () => 'bytea' })

export const channels = [
  'online',
  'letter',
  'phone',
  'email',
  'fax',
  'meeting',
  // Said at an activity, and taken from its record.
  'hearing',
  'symposium',
  'site-visit',
  'opinion-poll',
  'meeting-attendance',
  // Words of an open question of a survey.
  'survey',
] as const
export const authorKinds = ['anonymous', 'person', 'organisation'] as const
export const commentStateNames = ['pending', 'published', 'refused', 'withdrawn'] as const
export const attachmentTypes = [
  'application/pdf',
  'application/msword',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  'image/jpeg',
  'image/png',
] as const
export const copyRelations = ['exact', 'near', 'addition'] as const

export const comments = pgTable(
  'comments',
  {
    id: id(),
    code: text('code').notNull().unique(),
    consultationId: reference('consultation_id')
      .notNull()
      .references(() => consultations.id),
    clauseId: reference('clause_id').references(() => clauses.id),
    /** The words inside the clause that the comment is about, as the draft has them. */
    quote: text('quote').notNull().default(''),
    channel: text('channel', { enum: channels }).notNull(),
    receivedAt: instant('received_at').notNull(),
    body: text('body').notNull(),
    // Invariant 4: every field as it came; nothing in this row is ever updated but the contact, which is forgotten.
    original: jsonb('original').$type<Record<string, string>>().notNull(),
    authorKind: text('author_kind', { enum: authorKinds }).notNull().default('anonymous'),
    displayName: text('display_name').notNull().default(''),
    publishName: boolean('publish_name').notNull().default(false),
    township: text('township').notNull().default(''),
    /** One of the groups that the matter names as affected. */
    affectedGroup: text('affected_group').notNull().default(''),
    contact: bytes('contact'),
    enteredBy: text('entered_by').references(() => accounts.id),
  },
  (table) => [
    check('comments_body', sql`char_length(${table.body}) between 1 and 5000`),
    check('comments_quote', sql`${table.quote} = '' or ${table.clauseId} is not null`),
    index('comments_newest').on(table.consultationId, table.id),
    index('comments_clause').on(table.clauseId),
  ],
)

/** The newest place of each comment, kept by a trigger on `steps`; `rebuild_tallies()` makes it anew from them. */
export const commentStates = pgTable(
  'comment_states',
  {
    commentId: reference('comment_id')
      .primaryKey()
      .references(() => comments.id),
    consultationId: reference('consultation_id').notNull(),
    clauseId: reference('clause_id'),
    state: text('state', { enum: commentStateNames }).notNull(),
    movedAt: instant('moved_at').notNull(),
  },
  (table) => [
    index('comment_states_list').on(table.consultationId, table.state, table.commentId),
    index('comment_states_of_clause').on(table.consultationId, table.clauseId, table.state, table.commentId),
    index('comment_states_queue').on(table.state, table.commentId),
    index('comment_states_moved').on(table.consultationId, table.movedAt),
  ],
)

/** How many comments stand where, so that no page has to count them; clause 0 is the whole draft. */
export const commentTallies = pgTable(
  'comment_tallies',
  {
    consultationId: reference('consultation_id').notNull(),
    clauseId: reference('clause_id').notNull(),
    state: text('state', { enum: commentStateNames }).notNull(),
    count: integer('count').notNull(),
  },
  (table) => [primaryKey({ columns: [table.consultationId, table.clauseId, table.state] })],
)

export const authorTraits = ['township', 'group', 'channel'] as const

/** The same by who spoke and on which way it came, for the gaps: who has not been heard. */
export const authorTallies = pgTable(
  'author_tallies',
  {
    consultationId: reference('consultation_id').notNull(),
    trait: text('trait', { enum: authorTraits }).notNull(),
    value: text('value').notNull(),
    state: text('state', { enum: commentStateNames }).notNull(),
    count: integer('count').notNull(),
  },
  (table) => [primaryKey({ columns: [table.consultationId, table.trait, table.value, table.state] })],
)

/** L3: what the public reads where the original carries private data. The newest row counts. */
export const commentMaskings = pgTable(
  'comment_maskings',
  {
    id: id(),
    commentId: reference('comment_id')
      .notNull()
      .references(() => comments.id),
    body: text('body').notNull(),
    at: instant('at').notNull(),
    accountId: text('account_id').references(() => accounts.id),
  },
  (table) => [index('comment_maskings_comment').on(table.commentId, table.id)],
)

/** The author's later words; the steps of the subject `comment-correction` say whether they were taken up. */
export const commentCorrections = pgTable(
  'comment_corrections',
  {
    id: id(),
    commentId: reference('comment_id')
      .notNull()
      .references(() => comments.id),
    body: text('body').notNull(),
    original: jsonb('original').$type<Record<string, string>>().notNull(),
    at: instant('at').notNull(),
  },
  (table) => [
    check('comment_corrections_body', sql`char_length(${table.body}) between 1 and 5000`),
    index('comment_corrections_comment').on(table.commentId, table.id),
  ],
)

/** One appeal against one refusal; the steps of the subject `comment-appeal` say how it ended. */
export const commentAppeals = pgTable(
  'comment_appeals',
  {
    id: id(),
    commentId: reference('comment_id')
      .notNull()
      .references(() => comments.id),
    refusalId: reference('refusal_id')
      .notNull()
      .unique()
      .references(() => steps.id),
    body: text('body').notNull(),
    at: instant('at').notNull(),
  },
  (table) => [
    check('comment_appeals_body', sql`char_length(${table.body}) between 1 and 2000`),
    index('comment_appeals_comment').on(table.commentId, table.id),
  ],
)

/** Under the key lie the file as it came (`…/original`) and the copy that may be opened (`…/clean`). */
export const commentAttachments = pgTable(
  'comment_attachments',
  {
    id: id(),
    commentId: reference('comment_id')
      .notNull()
      .references(() => comments.id),
    position: integer('position').notNull(),
    name: text('name').notNull(),
    type: text('type', { enum: attachmentTypes }).notNull(),
    size: integer('size').notNull(),
    sha256: text('sha256').notNull(),
    storageKey: text('storage_key').notNull().unique(),
  },
  (table) => [
    unique('comment_attachments_position').on(table.commentId, table.position),
    check('comment_attachments_count', sql`${table.position} between 0 and 4`),
    check('comment_attachments_size', sql`${table.size} between 1 and 10485760`),
  ],
)

/** To be told by e-mail. No legal state: the row goes when the wish is fulfilled or taken back (L1). */
export const commentWishes = pgTable('comment_wishes', {
  commentId: reference('comment_id')
    .primaryKey()
    .references(() => comments.id),
  email: bytes('email').notNull(),
  at: instant('at').notNull(),
})

/** Comments that share one letter. Found by machine, made anew whenever comments have moved. */
export const campaigns = pgTable(
  'campaigns',
  {
    id: id(),
    consultationId: reference('consultation_id')
      .notNull()
      .references(() => consultations.id),
    /** How many of its comments are public, and how many of these added words of their own. */
    sent: integer('sent').notNull(),
    added: integer('added').notNull(),
  },
  (table) => [index('campaigns_consultation').on(table.consultationId, table.sent)],
)

export const campaignComments = pgTable(
  'campaign_comments',
  {
    commentId: reference('comment_id')
      .primaryKey()
      .references(() => comments.id),
    campaignId: reference('campaign_id')
      .notNull()
      .references(() => campaigns.id, { onDelete: 'cascade' }),
    relation: text('relation', { enum: copyRelations }).notNull(),
    /** The words that are in this comment and not in the letter. */
    addition: text('addition').notNull().default(''),
  },
  (table) => [index('campaign_comments_list').on(table.campaignId, table.relation, table.commentId)],
)

/** Up to which moment the comments of a consultation have been looked through for campaigns. */
export const campaignRuns = pgTable('campaign_runs', {
  consultationId: reference('consultation_id')
    .primaryKey()
    .references(() => consultations.id),
  at: instant('at').notNull(),
  comments: integer('comments').notNull(),
  milliseconds: integer('milliseconds').notNull(),
})

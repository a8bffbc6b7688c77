import { sql } from 'drizzle-orm'
import { check, index, integer, pgTable, text } from 'drizzle-orm/pg-core'
import { activities, agendaParts } from './activities'
import { id, instant, reference } from './columns'
import { comments } from './comments'
import { accounts } from './people'
import { registrations } from './registrations'
import { clauses } from './texts'

export const speakerKinds = ['participant', 'agency', 'chair', 'guest'] as const

/**
 * What somebody said, in the order of the transcript. An opinion becomes a comment in the ledger when the transcript is
 * closed, or the record published: from then on it is never changed.
 */
export const statements = pgTable(
  'statements',
  {
    id: id(),
    activityId: reference('activity_id')
      .notNull()
      .references(() => activities.id),
    position: integer('position').notNull(),
    part: text('part', { enum: agendaParts }),
    speakerKind: text('speaker_kind', { enum: speakerKinds }).notNull(),
    /** The participant who spoke, where people had registered. */
    registrationId: reference('registration_id').references(() => registrations.id),
    /** What the public reads as the speaker, where it is not a registered participant: 县水利局, 沿街商户代表. */
    speaker: text('speaker').notNull().default(''),
    clauseId: reference('clause_id').references(() => clauses.id),
    body: text('body').notNull(),
    /** What of it goes into the ledger: the whole (`opinion`), or nothing (`procedure`). */
    kind: text('kind', { enum: ['opinion', 'procedure'] }).notNull(),
    commentId: reference('comment_id')
      .unique()
      .references(() => comments.id),
    createdAt: instant('created_at').notNull(),
    createdBy: text('created_by').references(() => accounts.id),
  },
  (table) => [
    check('statements_body', sql`char_length(${table.body}) between 1 and 5000`),
    index('statements_activity').on(table.activityId, table.position),
    index('statements_registration').on(table.registrationId),
  ],
)

import { and, eq, inArray, notInArray, type SQL, sql } from 'drizzle-orm'
import type { Ctx } from '~/app/server/context'
import { notFound } from '~/app/server/errors'
import { commentCorrections, comments } from '~/db/schema/comments'
import { consultations } from '~/db/schema/consultations'
import { departments } from '~/db/schema/people'
import { type CommentState, type OpenCorrection, recordedChannels } from './types'

// Drizzle leaves out the table of a column in the fields of a select on one table, and inside these subqueries the bare
// name would be another column: hence the names in full.

/** What every list reads of a comment, beside its words. The township's department must be joined. */
export const commentColumns = {
  id: comments.id,
  receivedAt: comments.receivedAt,
  channel: comments.channel,
  authorKind: comments.authorKind,
  displayName: comments.displayName,
  publishName: comments.publishName,
  township: departments.name,
  affectedGroup: comments.affectedGroup,
  clauseId: comments.clauseId,
  quote: comments.quote,
}

export function commentState(): SQL<CommentState> {
  return sql<CommentState>`(select s.state from comment_states s where s.comment_id = comments.id)`
}

/** What the public reads: the newest masking, else the words as they came. */
export function publicBody(): SQL<string> {
  return sql<string>`coalesce((select m.body from comment_maskings m where m.comment_id = comments.id
    order by m.id desc limit 1), comments.body)`
}

/**
 * The words that a moderator decides about: the newest masking; else the author's newest correction, while the comment
 * waits or where it was refused in those words; else the words as they came.
 */
export function wordsToModerate(): SQL<string> {
  return sql<string>`coalesce(
    (select m.body from comment_maskings m where m.comment_id = comments.id order by m.id desc limit 1),
    (select k.body from comment_corrections k join comment_states s on s.comment_id = k.comment_id
      where k.comment_id = comments.id and (s.state = 'pending' or s.state = 'refused' and exists (
        select 1 from steps t where t.subject = 'comment-correction' and t.subject_id = k.id
          and t.kind = 'refused' and t.data->>'with' = 'comment'))
      order by k.id desc limit 1),
    comments.body)`
}

export type LockedComment = {
  id: number
  consultationId: number
  clauseId: number | null
  /** As it came. */
  original: string
  /** What a moderator decides about. */
  body: string
  state: CommentState
}

/** Takes the comments for this transaction, with a share of their consultations' ledgers. */
export async function lockComments(tx: Ctx, ids: number[]): Promise<LockedComment[]> {
  const held = tx.db.select({ id: comments.consultationId }).from(comments).where(inArray(comments.id, ids))
  await tx.db
    .select({ id: consultations.id })
    .from(consultations)
    .where(inArray(consultations.id, held))
    .orderBy(consultations.id)
    .for('key share')
  await tx.db
    .select({ id: comments.id })
    .from(comments)
    .where(inArray(comments.id, ids))
    .orderBy(comments.id)
    .for('no key update')
  // Asked again, now that nobody else can move them.
  const rows = await tx.db
    .select({
      id: comments.id,
      consultationId: comments.consultationId,
      clauseId: comments.clauseId,
      original: comments.body,
      body: wordsToModerate(),
      state: commentState(),
    })
    .from(comments)
    .where(inArray(comments.id, ids))
    .orderBy(comments.id)
  if (rows.length !== new Set(ids).size) throw notFound('意见')
  return rows
}

/** The newest correction of each comment that nobody has decided about. */
export async function openCorrections(ctx: Ctx, commentIds: number[]): Promise<Map<number, OpenCorrection>> {
  if (commentIds.length === 0) return new Map()
  const rows = await ctx.db
    .selectDistinctOn([commentCorrections.commentId], {
      commentId: commentCorrections.commentId,
      id: commentCorrections.id,
      body: commentCorrections.body,
      at: commentCorrections.at,
      settled: sql<boolean>`exists (select 1 from steps where steps.subject = 'comment-correction'
        and steps.subject_id = ${sql.raw('comment_corrections.id')})`,
    })
    .from(commentCorrections)
    .where(inArray(commentCorrections.commentId, commentIds))
    .orderBy(commentCorrections.commentId, sql`comment_corrections.id desc`)
  return new Map(
    rows
      .filter(({ settled }) => !settled)
      .map(({ commentId, settled: _, ...correction }) => [commentId, correction]),
  )
}

/** What was taken from the record of an activity has nobody who holds its code: it stays as it was recorded. */
export function hasReceipt(): SQL {
  return notInArray(comments.channel, [...recordedChannels])
}

/** The comment of a receipt code, kept to this transaction. */
export async function lockCommentByCode(tx: Ctx, code: string): Promise<LockedComment> {
  const [row] = await tx.db
    .select({ id: comments.id })
    .from(comments)
    .where(and(eq(comments.code, code), hasReceipt()))
  const [comment] = row ? await lockComments(tx, [row.id]) : []
  if (!comment) throw notFound('意见')
  return comment
}

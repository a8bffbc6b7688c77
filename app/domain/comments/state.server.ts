import { eq, inArray, type SQL, sql } from 'drizzle-orm'
import type { Ctx } from '~/app/server/context'
import { notFound } from '~/app/server/errors'
import { comments } from '~/db/schema/comments'
import { lockLedger } from './consultation.server'
import type { CommentState } from './types'

// Drizzle leaves out the table of a column in the fields of a select on one table, and inside these subqueries the bare
// name would be another column: hence the names in full.

export function commentState(): SQL<CommentState> {
  return sql<CommentState>`(select s.state from comment_states s where s.comment_id = comments.id)`
}

/** What the public reads: the newest masking, else the words as they came. */
export function publicBody(): SQL<string> {
  return sql<string>`coalesce((select m.body from comment_maskings m where m.comment_id = comments.id
    order by m.id desc limit 1), comments.body)`
}

export type LockedComment = {
  id: number
  consultationId: number
  clauseId: number | null
  body: string
  state: CommentState
}

/** Takes the comments for this transaction, with a share of their consultations' ledgers. */
export async function lockComments(tx: Ctx, ids: number[]): Promise<LockedComment[]> {
  const held = await tx.db
    .selectDistinct({ id: comments.consultationId })
    .from(comments)
    .where(inArray(comments.id, ids))
  for (const { id } of held.sort((one, other) => one.id - other.id)) await lockLedger(tx, id, 'key share')
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
      body: publicBody(),
      state: commentState(),
    })
    .from(comments)
    .where(inArray(comments.id, ids))
    .orderBy(comments.id)
  if (rows.length !== new Set(ids).size) throw notFound('意见')
  return rows
}

/** The comment of a receipt code, kept to this transaction. */
export async function lockCommentByCode(tx: Ctx, code: string): Promise<LockedComment> {
  const [row] = await tx.db.select({ id: comments.id }).from(comments).where(eq(comments.code, code))
  const [comment] = row ? await lockComments(tx, [row.id]) : []
  if (!comment) throw notFound('意见')
  return comment
}

import { asc, eq } from 'drizzle-orm'
import { readCode } from '~/app/domain/audit/codes'
import { lastStep, stepsOf } from '~/app/domain/audit/steps.server'
import { reportPublishedAt } from '~/app/domain/feedback/report.server'
import { type PublicDecision, publicDecisionsOfComments } from '~/app/domain/issues/decisions.server'
import { placesOfClauses } from '~/app/domain/texts/places.server'
import type { Ctx } from '~/app/server/context'
import { commentMaskings, comments } from '~/db/schema/comments'
import { consultations } from '~/db/schema/consultations'
import { draftClauses } from './draft.server'
import type { CommentChannel, CommentState } from './types'

export type CommentReceipt = {
  code: string
  consultation: { id: number; title: string; closesAt: Date }
  clause: { clauseId: number; cited: string; excerpt: string; href: string | null } | null
  receivedAt: Date
  channel: CommentChannel
  body: string
  /** What the public reads, where it is not the words as they came. */
  masked: string | null
  displayName: string
  publishName: boolean
  state: CommentState
  moderatedAt: Date | null
  refusal: string | null
  withdrawnAt: Date | null
  closed: boolean
  feedbackAt: Date | null
  /** Only what the published feedback report says. */
  decisions: PublicDecision[]
}

/** The whole way of one comment, for who holds its code; null when there is none under it. */
export async function receiptOf(ctx: Ctx, typed: string): Promise<CommentReceipt | null> {
  const code = readCode(typed)
  if (!code) return null
  const [row] = await ctx.db
    .select({
      comment: comments,
      title: consultations.title,
      versionId: consultations.versionId,
      closesAt: consultations.closesAt,
    })
    .from(comments)
    .innerJoin(consultations, eq(consultations.id, comments.consultationId))
    .where(eq(comments.code, code))
  if (!row) return null
  const { comment } = row
  const [steps, maskings, feedbackAt, decisions] = await Promise.all([
    stepsOf(ctx, 'comment', comment.id),
    ctx.db
      .select()
      .from(commentMaskings)
      .where(eq(commentMaskings.commentId, comment.id))
      .orderBy(asc(commentMaskings.id)),
    reportPublishedAt(ctx, comment.consultationId),
    publicDecisionsOfComments(ctx, comment.consultationId, [comment.id]),
  ])
  const moderated = lastStep(steps, 'published', 'refused')
  const withdrawn = lastStep(steps, 'withdrawn')
  return {
    code,
    consultation: { id: comment.consultationId, title: row.title, closesAt: row.closesAt },
    clause: await clauseOf(ctx, row.versionId, comment.clauseId),
    receivedAt: comment.receivedAt,
    channel: comment.channel,
    body: comment.body,
    masked: maskings.at(-1)?.body ?? null,
    displayName: comment.displayName,
    publishName: comment.publishName,
    state: withdrawn ? 'withdrawn' : ((moderated?.kind as 'published' | 'refused' | undefined) ?? 'pending'),
    moderatedAt: moderated?.at ?? null,
    refusal: moderated?.kind === 'refused' ? moderated.reason : null,
    withdrawnAt: withdrawn?.at ?? null,
    closed: ctx.now > row.closesAt,
    feedbackAt,
    decisions: decisions.get(comment.id) ?? [],
  }
}

async function clauseOf(
  ctx: Ctx,
  versionId: number,
  clauseId: number | null,
): Promise<CommentReceipt['clause']> {
  if (clauseId === null) return null
  const [clauses, places] = await Promise.all([
    draftClauses(ctx, versionId),
    placesOfClauses(ctx, [clauseId]),
  ])
  const clause = clauses.get(clauseId)
  if (!clause) return null
  return { clauseId, cited: clause.cited, excerpt: clause.excerpt, href: places.get(clauseId)?.href ?? null }
}

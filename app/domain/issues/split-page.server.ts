import { eq } from 'drizzle-orm'
import { consultationRow } from '~/app/domain/comments/consultation.server'
import { commentState } from '~/app/domain/comments/state.server'
import { reportPublishedAt } from '~/app/domain/feedback/report.server'
import { requirePermission } from '~/app/domain/people/permissions'
import type { Ctx } from '~/app/server/context'
import { notFound } from '~/app/server/errors'
import { comments } from '~/db/schema/comments'
import { points } from '~/db/schema/issues'
import { publicWordsOf } from './point-words.server'
import { proposeParts } from './split'

export type SplitPage = {
  consultation: { id: number; title: string }
  commentId: number
  body: string
  /** What it is split into now; empty while it is one. */
  parts: string[]
  /** Where a machine would cut, where that gives more than one part. */
  proposed: string[]
  /** A point of it is in an issue: it is taken out first. */
  isPlaced: boolean
}

export async function splitPage(ctx: Ctx, consultationId: number, commentId: number): Promise<SplitPage> {
  const consultation = await consultationRow(ctx, consultationId)
  requirePermission(ctx, 'issue.write', consultation)
  const [comment] = await ctx.db
    .select({ consultationId: comments.consultationId, state: commentState() })
    .from(comments)
    .where(eq(comments.id, commentId))
  if (comment?.consultationId !== consultationId || comment.state !== 'published') throw notFound('意见')
  const [body, rows, reportedAt] = await Promise.all([
    publicWordsOf(ctx, commentId),
    ctx.db.select().from(points).where(eq(points.commentId, commentId)).orderBy(points.id),
    reportPublishedAt(ctx, consultationId),
  ])
  const proposed = proposeParts(body)
  return {
    consultation: { id: consultationId, title: consultation.title },
    ...{ commentId, body },
    parts: rows.flatMap(({ text }) => text ?? []),
    proposed: proposed.length > 1 ? proposed : [],
    isPlaced: reportedAt !== null || rows.some(({ issueId }) => issueId !== null),
  }
}

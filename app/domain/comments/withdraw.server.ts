import { eq } from 'drizzle-orm'
import { record, transact } from '~/app/domain/audit/record.server'
import { takeStep } from '~/app/domain/audit/steps.server'
import type { Ctx } from '~/app/server/context'
import { comments, commentWishes } from '~/db/schema/comments'
import { lockCommentByCode } from './state.server'

/**
 * Who holds the code may take the comment back at any time; its words leave the public page, its count stays.
 * Asked twice, it is withdrawn once.
 */
export function withdrawComment(
  ctx: Ctx,
  { code, reason = '' }: { code: string; reason?: string },
): Promise<void> {
  return takeBack(ctx, code, { action: 'comment.withdrawn', reason: reason.trim() })
}

type TakingBack = { action: string; reason?: string; data?: Record<string, unknown> }

/** The contact and the wish to be told are of no use any more and go (L1). */
export async function takeBack(ctx: Ctx, code: string, { action, reason, data }: TakingBack): Promise<void> {
  await transact(ctx, async (tx) => {
    const comment = await lockCommentByCode(tx, code)
    if (comment.state === 'withdrawn') return
    await takeStep(tx, {
      subject: 'comment',
      id: comment.id,
      kind: 'withdrawn',
      ...(reason ? { reason } : {}),
      ...(data ? { data } : {}),
    })
    await tx.db.update(comments).set({ contact: null }).where(eq(comments.id, comment.id))
    await tx.db.delete(commentWishes).where(eq(commentWishes.commentId, comment.id))
    await record(tx, {
      action,
      subject: 'comment',
      id: comment.id,
      before: { state: comment.state },
      tags: [`consultation:${comment.consultationId}`],
    })
  })
}

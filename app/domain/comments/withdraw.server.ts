import { eq } from 'drizzle-orm'
import { record, transact } from '~/app/domain/audit/record.server'
import { takeStep } from '~/app/domain/audit/steps.server'
import type { Ctx } from '~/app/server/context'
import { comments } from '~/db/schema/comments'
import { lockCommentByCode } from './state.server'

/**
 * Who holds the code may take the comment back at any time; its words leave the public page, its count stays.
 * Asked twice, it is withdrawn once. The contact is of no use any more and goes (L1).
 */
export async function withdrawComment(
  ctx: Ctx,
  { code, reason = '' }: { code: string; reason?: string },
): Promise<void> {
  await transact(ctx, async (tx) => {
    const comment = await lockCommentByCode(tx, code)
    if (comment.state === 'withdrawn') return
    const words = reason.trim()
    await takeStep(tx, {
      subject: 'comment',
      id: comment.id,
      kind: 'withdrawn',
      ...(words ? { reason: words } : {}),
    })
    await tx.db.update(comments).set({ contact: null }).where(eq(comments.id, comment.id))
    await record(tx, {
      action: 'comment.withdrawn',
      subject: 'comment',
      id: comment.id,
      before: { state: comment.state },
      tags: [`consultation:${comment.consultationId}`],
    })
  })
}

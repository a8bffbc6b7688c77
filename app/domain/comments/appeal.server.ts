import { eq } from 'drizzle-orm'
import { record, transact } from '~/app/domain/audit/record.server'
import { lastStep, stepsOf } from '~/app/domain/audit/steps.server'
import { reportPublishedAt } from '~/app/domain/feedback/report.server'
import type { Ctx } from '~/app/server/context'
import { Refusal, wrongField } from '~/app/server/errors'
import { commentAppeals } from '~/db/schema/comments'
import { refuseIfReported } from './consultation.server'
import { longestAppeal, whyNoAppeal } from './receipt-rules'
import { lockCommentByCode } from './state.server'

/** One against each refusal. Somebody else than the one who refused decides it. */
export function appealRefusal(ctx: Ctx, { code, body }: { code: string; body: string }): Promise<void> {
  return transact(ctx, async (tx) => {
    const comment = await lockCommentByCode(tx, code)
    const past = await stepsOf(tx, 'comment', comment.id)
    const refusal = lastStep(past, 'published', 'refused', 'restored', 'withdrawn')
    const why = whyNoAppeal(
      {
        state: comment.state,
        refusedAt: refusal?.kind === 'refused' ? refusal.at : null,
        isAppealed: refusal ? await isAppealed(tx, refusal.id) : false,
        isReported: (await reportPublishedAt(tx, comment.consultationId)) !== null,
      },
      tx.now,
    )
    if (why || !refusal) throw new Refusal(409, why ?? '')
    await refuseIfReported(tx, comment.consultationId)
    const length = [...body].length
    if (body.trim() === '' || length > longestAppeal)
      throw wrongField('grounds', `申诉理由应当在1到${longestAppeal}个字之间`)
    const [row] = await tx.db
      .insert(commentAppeals)
      .values({ commentId: comment.id, refusalId: refusal.id, body, at: tx.now })
      .returning({ id: commentAppeals.id })
    if (!row) throw new Error('no row came back from the insert of an appeal')
    await record(tx, {
      action: 'comment.appealed',
      subject: 'comment-appeal',
      id: row.id,
      after: { commentId: comment.id, refusalId: refusal.id },
    })
  })
}

async function isAppealed(tx: Ctx, refusalId: number): Promise<boolean> {
  const [row] = await tx.db
    .select({ id: commentAppeals.id })
    .from(commentAppeals)
    .where(eq(commentAppeals.refusalId, refusalId))
  return row !== undefined
}

import { asc, eq } from 'drizzle-orm'
import { lastStep, type Step, stepsOfMany } from '~/app/domain/audit/steps.server'
import type { Ctx } from '~/app/server/context'
import { commentAppeals, commentCorrections } from '~/db/schema/comments'
import { appealAnswerBy } from './receipt-rules'
import type { ReceiptAppeal, ReceiptCorrection } from './receipt-types'

/** The corrections of one comment, oldest first, each with what became of it. */
export async function correctionsOf(ctx: Ctx, commentId: number): Promise<ReceiptCorrection[]> {
  const rows = await ctx.db
    .select()
    .from(commentCorrections)
    .where(eq(commentCorrections.commentId, commentId))
    .orderBy(asc(commentCorrections.id))
  const steps = await stepsOfMany(
    ctx,
    'comment-correction',
    rows.map(({ id }) => id),
  )
  return rows.map(({ id, at, body }, place) => {
    const settled = lastStep(steps.get(id) ?? [], 'published', 'refused')
    const isNewest = place === rows.length - 1
    return {
      id,
      at,
      body,
      state: correctionState(settled, isNewest),
      settledAt: settled?.at ?? null,
      // Refused with the comment, it has the comment's reason.
      reason: settled?.kind === 'refused' && !settled.data ? settled.reason : null,
    }
  })
}

function correctionState(settled: Step | undefined, isNewest: boolean): ReceiptCorrection['state'] {
  if (settled?.kind === 'published') return 'taken-up'
  if (settled?.kind === 'refused') return settled.data ? 'with-comment' : 'refused'
  return isNewest ? 'waiting' : 'replaced'
}

export async function appealsOf(ctx: Ctx, commentId: number): Promise<ReceiptAppeal[]> {
  const rows = await ctx.db
    .select()
    .from(commentAppeals)
    .where(eq(commentAppeals.commentId, commentId))
    .orderBy(asc(commentAppeals.id))
  const steps = await stepsOfMany(
    ctx,
    'comment-appeal',
    rows.map(({ id }) => id),
  )
  return rows.map(({ id, at, body }) => {
    const settled = lastStep(steps.get(id) ?? [], 'granted', 'upheld')
    return {
      id,
      at,
      body,
      state: (settled?.kind as 'granted' | 'upheld' | undefined) ?? 'waiting',
      answerBy: appealAnswerBy(at),
      settledAt: settled?.at ?? null,
      words: settled?.reason ?? null,
    }
  })
}

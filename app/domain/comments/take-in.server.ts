import { newCode } from '~/app/domain/audit/codes'
import { takeSteps } from '~/app/domain/audit/steps.server'
import { addWholePoints } from '~/app/domain/issues/points.server'
import { accountIdOf, type Ctx } from '~/app/server/context'
import { comments } from '~/db/schema/comments'

type TakenIn = Omit<typeof comments.$inferInsert, 'code' | 'consultationId' | 'enteredBy'>

/**
 * Makes comments of what was said at an activity or written in a survey: published at once, each with one waiting point.
 * The ledger is locked by the caller. Gives their ids, in their order.
 */
export async function takeIn(tx: Ctx, consultationId: number, all: TakenIn[]): Promise<number[]> {
  const rows = all.map((row) => ({ ...row, consultationId, code: newCode(tx), enteredBy: accountIdOf(tx) }))
  const inserted = await tx.db
    .insert(comments)
    .values(rows)
    .returning({ id: comments.id, code: comments.code })
  const idOf = new Map(inserted.map(({ id, code }) => [code, id]))
  const ids = rows.map(({ code }) => idOf.get(code) as number)
  await takeSteps(
    tx,
    ids.map((id) => ({ subject: 'comment', id, kind: 'published' })),
  )
  await addWholePoints(
    tx,
    ids.map((id) => ({ id, consultationId })),
  )
  return ids
}

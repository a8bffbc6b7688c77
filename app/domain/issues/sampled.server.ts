import { inArray } from 'drizzle-orm'
import type { Ctx } from '~/app/server/context'
import { Refusal } from '~/app/server/errors'
import { codings } from '~/db/schema/issues'

/** A point of the second coder's sample may move, but it may not vanish: the sample is a frozen one. */
export async function refuseIfSampled(tx: Ctx, pointIds: number[]): Promise<void> {
  if (pointIds.length === 0) return
  const [sampled] = await tx.db
    .select({ pointId: codings.pointId })
    .from(codings)
    .where(inArray(codings.pointId, pointIds))
    .limit(1)
  if (sampled) throw new Refusal(409, '这个意见点在复核编码的样本里，样本抽定以后不能再拆分、合并或删去它。')
}

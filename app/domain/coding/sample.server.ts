import { and, eq, isNotNull, sql } from 'drizzle-orm'
import { record, transact } from '~/app/domain/audit/record.server'
import { lockLedger, refuseIfReported } from '~/app/domain/comments/consultation.server'
import { accountIdOf, type Ctx } from '~/app/server/context'
import { Refusal } from '~/app/server/errors'
import { codingSamples, codings } from '~/db/schema/issues'
import { requireCoder } from './coders'
import { drawFrom, sampleSize } from './kappa'

/**
 * Draws the points that a second person places again, and keeps where the first one had put each of them. It may be
 * drawn anew until the first point is coded; from then on it stays, so that nobody picks a sample by its outcome.
 */
export async function drawSample(ctx: Ctx, consultationId: number): Promise<{ id: number; size: number }> {
  return transact(ctx, async (tx) => {
    // The whole ledger, so that nobody places a point between the draw and the keeping, and nobody else draws too.
    const consultation = await lockLedger(tx, consultationId, 'update')
    requireCoder(tx, consultation)
    await refuseIfReported(tx, consultationId)
    const [earlier] = await tx.db
      .select()
      .from(codingSamples)
      .where(eq(codingSamples.consultationId, consultationId))
    if (earlier) await dropUnused(tx, earlier.id)
    const { rows: placed } = await tx.db.execute<{ id: string; issue_id: string }>(sql`
      select p.id, p.issue_id from points p
      join comment_states s on s.comment_id = p.comment_id and s.state = 'published'
      where p.consultation_id = ${consultationId} and p.issue_id is not null order by p.id`)
    if (placed.length === 0) throw new Refusal(422, '还没有归入归集的意见点，先完成归集，再抽取复核样本。')
    const drawn = drawFrom(placed, sampleSize(placed.length), tx.random)
    const [sample] = await tx.db
      .insert(codingSamples)
      .values({ consultationId, drawnAt: tx.now, drawnBy: accountIdOf(tx) })
      .returning({ id: codingSamples.id })
    if (!sample) throw new Error('no row came back from the insert of a sample')
    await tx.db.insert(codings).values(
      drawn.map((point) => ({
        sampleId: sample.id,
        pointId: Number(point.id),
        firstIssueId: Number(point.issue_id),
      })),
    )
    await record(tx, {
      action: 'coding-sample.drawn',
      subject: 'coding-sample',
      id: sample.id,
      after: { consultationId, placed: placed.length, points: drawn.map(({ id }) => Number(id)) },
    })
    return { id: sample.id, size: drawn.length }
  })
}

async function dropUnused(tx: Ctx, sampleId: number): Promise<void> {
  const [used] = await tx.db
    .select({ pointId: codings.pointId })
    .from(codings)
    .where(and(eq(codings.sampleId, sampleId), isNotNull(codings.codedAt)))
    .limit(1)
  if (used) throw new Refusal(409, '复核已经开始，样本不能再重新抽取。')
  await tx.db.delete(codings).where(eq(codings.sampleId, sampleId))
  await tx.db.delete(codingSamples).where(eq(codingSamples.id, sampleId))
  await record(tx, { action: 'coding-sample.discarded', subject: 'coding-sample', id: sampleId })
}

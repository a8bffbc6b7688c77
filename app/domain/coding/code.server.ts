import { and, eq, sql } from 'drizzle-orm'
import { record, transact } from '~/app/domain/audit/record.server'
import { lockLedger, refuseIfReported } from '~/app/domain/comments/consultation.server'
import { accountIdOf, type Ctx } from '~/app/server/context'
import { notFound, Refusal } from '~/app/server/errors'
import { codingSamples, codings, issues, points } from '~/db/schema/issues'
import { requireCoder } from './coders'

/** A second person places a point of the sample again; null says that none of the issues fits. Done once for each point. */
export async function codePoint(
  ctx: Ctx,
  sampleId: number,
  pointId: number,
  issueId: number | null,
): Promise<void> {
  await transact(ctx, async (tx) => {
    const [sample] = await tx.db.select().from(codingSamples).where(eq(codingSamples.id, sampleId))
    if (!sample) throw notFound('复核样本')
    const consultation = await lockLedger(tx, sample.consultationId, 'key share')
    requireCoder(tx, consultation)
    await refuseIfReported(tx, consultation.id)
    const [coding] = await tx.db
      .select()
      .from(codings)
      .where(and(eq(codings.sampleId, sampleId), eq(codings.pointId, pointId)))
      .for('update')
    if (!coding) throw notFound('复核样本里的意见点')
    if (coding.codedAt) throw new Refusal(409, '这个意见点已经复核过了，每个意见点只复核一次。')
    await refuseTheFirstCoder(tx, pointId, coding.firstIssueId)
    if (issueId !== null) await requireIssue(tx, consultation.id, issueId)
    await tx.db
      .update(codings)
      .set({ secondIssueId: issueId, codedAt: tx.now, codedBy: accountIdOf(tx) })
      .where(and(eq(codings.sampleId, sampleId), eq(codings.pointId, pointId)))
    await record(tx, {
      action: 'coding-sample.point-coded',
      subject: 'coding-sample',
      id: sampleId,
      after: { point: pointId, issue: issueId },
    })
  })
}

/** Whoever placed it, when the sample was drawn or after it was moved, has an opinion already. */
async function refuseTheFirstCoder(tx: Ctx, pointId: number, firstIssueId: number): Promise<void> {
  const me = accountIdOf(tx)
  if (me === null) return
  const [own] = await tx.db
    .select({ id: points.id })
    .from(points)
    .where(and(eq(points.id, pointId), eq(points.placedBy, me)))
  const { rows } = await tx.db.execute(sql`
    select 1 from audit where subject = 'issue' and subject_id = ${String(firstIssueId)}
      and account_id = ${me} and action = 'issue.points-added'
      and after->'points' @> ${JSON.stringify([pointId])}::jsonb limit 1`)
  if (own || rows.length > 0)
    throw new Refusal(403, '这个意见点是您归入归集的，要由另一位同事复核，结果才可信。')
}

async function requireIssue(tx: Ctx, consultationId: number, issueId: number): Promise<void> {
  const [issue] = await tx.db
    .select({ id: issues.id })
    .from(issues)
    .where(and(eq(issues.id, issueId), eq(issues.consultationId, consultationId)))
  if (!issue) throw new Refusal(422, '请选择本次征求意见的归集。', { fields: { issueId: '请选择归集' } })
}

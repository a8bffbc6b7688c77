import { eq } from 'drizzle-orm'
import { record, transact } from '~/app/domain/audit/record.server'
import { lockForEdit, lockState, takeSignOffStep } from '~/app/domain/audit/sign-off.server'
import { stepsOf, takeStep } from '~/app/domain/audit/steps.server'
import { publicStep } from '~/app/domain/audit/transitions'
import { refuseUnexplained } from '~/app/domain/audit/warnings'
import { lockLedger } from '~/app/domain/comments/consultation.server'
import type { Finding } from '~/app/domain/findings'
import { requireOwnMatter } from '~/app/domain/matters/write.server'
import { unreportedActivities } from '~/app/domain/occasions/of-ledger.server'
import { requirePermission } from '~/app/domain/people/permissions'
import { accountIdOf, type Ctx } from '~/app/server/context'
import { Refusal, refuseIfBlocked } from '~/app/server/errors'
import { consultations } from '~/db/schema/consultations'
import { clauseVersions, texts, textVersions } from '~/db/schema/texts'
import type { ConsultationForm } from './forms'
import { refuseRound } from './rounds.server'
import { refuseTargeted, type StoredConsultation, shownOn, storedConsultation } from './row.server'
import { consultationFindings, extensionFindings, terminationOf } from './rules'

export async function createConsultation(
  ctx: Ctx,
  consultation: ConsultationForm & { departmentId: number },
): Promise<{ id: number }> {
  requirePermission(ctx, 'consultation.write', consultation)
  await requireOwnMatter(ctx, consultation)
  const textId = await ownTextOf(ctx, consultation.versionId, consultation.departmentId)
  return transact(ctx, async (tx) => {
    const [row] = await tx.db
      .insert(consultations)
      .values({
        ...consultation,
        ...inOrder(consultation),
        textId,
        createdAt: tx.now,
        createdBy: accountIdOf(tx),
      })
      .returning({ id: consultations.id })
    if (!row) throw new Error('no row came back from the insert of a consultation')
    await record(tx, {
      action: 'consultation.created',
      subject: 'consultation',
      id: row.id,
      after: consultation,
    })
    return row
  })
}

export async function updateConsultation(ctx: Ctx, id: number, change: ConsultationForm): Promise<void> {
  const before = await storedConsultation(ctx, id)
  requirePermission(ctx, 'consultation.write', before)
  refuseTargeted(before)
  await requireOwnMatter(ctx, { ...change, departmentId: before.departmentId })
  const textId = await ownTextOf(ctx, change.versionId, before.departmentId)
  await transact(ctx, async (tx) => {
    await lockForEdit(tx, 'consultation', id)
    if (before.previousId !== null) await refuseRound(tx, { id, previousId: before.previousId }, change)
    await tx.db
      .update(consultations)
      .set({ ...change, ...inOrder(change), textId })
      .where(eq(consultations.id, id))
    await record(tx, { action: 'consultation.updated', subject: 'consultation', id, before, after: change })
  })
}

// A drafter may save what is not finished, but a period that ends before it begins is a slip of the pen.
function inOrder({ opensAt, closesAt }: ConsultationForm): { opensAt: Date; closesAt: Date } {
  if (closesAt > opensAt) return { opensAt, closesAt }
  throw new Refusal(422, '截止日期早于开始日期。', { fields: { closesAt: '截止日期不能早于开始日期' } })
}

async function ownTextOf(ctx: Ctx, versionId: number, departmentId: number): Promise<number> {
  const [row] = await ctx.db
    .select({ textId: texts.id, departmentId: texts.departmentId })
    .from(textVersions)
    .innerJoin(texts, eq(texts.id, textVersions.textId))
    .where(eq(textVersions.id, versionId))
  if (!row)
    throw new Refusal(422, '没有找到所选的征求意见稿。', { fields: { versionId: '请选择征求意见稿' } })
  if (row.departmentId !== departmentId) throw new Refusal(403, '这份文本属于其他部门，您不能用它征求意见。')
  return row.textId
}

/** What the rules say now; the desk page shows it, submitting and publishing enforce it. */
export async function findingsOf(ctx: Ctx, row: StoredConsultation): Promise<Finding[]> {
  const clauseCount = await ctx.db.$count(clauseVersions, eq(clauseVersions.versionId, row.versionId))
  const matterIsPublic = publicStep(await stepsOf(ctx, 'matter', row.matterId), ctx.now) !== undefined
  return consultationFindings({ ...row, clauseCount, matterIsPublic }, ctx.now)
}

export async function submitConsultation(ctx: Ctx, id: number): Promise<void> {
  await takeDeskStep(ctx, id, 'submitted')
}

export async function reviewConsultation(ctx: Ctx, id: number): Promise<void> {
  await takeDeskStep(ctx, id, 'reviewed')
}

export async function returnConsultation(ctx: Ctx, id: number, reason: string): Promise<void> {
  await takeDeskStep(ctx, id, 'returned', reason)
}

/** One step of the sign-off, as the desk page's button names it. */
export async function takeConsultationStep(
  ctx: Ctx,
  id: number,
  kind: string,
  reason: string,
): Promise<void> {
  if (kind === 'published') return publishConsultation(ctx, id, { reason })
  if (kind === 'withdrawn') return withdrawConsultation(ctx, id, reason)
  if (kind !== 'submitted' && kind !== 'reviewed' && kind !== 'returned')
    throw new Refusal(422, '没有这一步。')
  return takeDeskStep(ctx, id, kind, reason)
}

async function takeDeskStep(
  ctx: Ctx,
  id: number,
  kind: 'submitted' | 'reviewed' | 'returned',
  reason?: string,
): Promise<void> {
  await transact(ctx, async (tx) => {
    const row = await storedConsultation(tx, id)
    refuseTargeted(row)
    await takeSignOffStep(tx, 'consultation', row, kind, reason)
    // The matter may still be on its way into the catalogue (P1); publishing asks for that too.
    if (kind === 'submitted') refuseIfBlocked((await findingsOf(tx, row)).filter(({ id }) => id !== 'P1'))
    await record(tx, {
      action: `consultation.${kind}`,
      subject: 'consultation',
      id,
      after: { reason: reason ?? null },
    })
  })
}

async function withdrawConsultation(ctx: Ctx, id: number, reason: string): Promise<void> {
  await transact(ctx, async (tx) => {
    const row = await storedConsultation(tx, id)
    refuseTargeted(row)
    await takeSignOffStep(tx, 'consultation', row, 'withdrawn', reason)
    // Whole: no notice is published that says its opinions go here.
    await lockLedger(tx, id, 'update')
    const [activity] = await unreportedActivities(tx, id)
    if (activity)
      throw new Refusal(
        409,
        `“${activity.title}”的公告说意见归入这次征求意见，撤回以后就没有地方归了。请先取消那次活动，或者等它的报告公布。`,
      )
    await record(tx, {
      action: 'consultation.withdrawn',
      subject: 'consultation',
      id,
      after: { reason },
      ...shownOn(row),
    })
  })
}

/** Makes it public. What is published late opens now; a warning may be passed with a written reason. */
export async function publishConsultation(
  ctx: Ctx,
  id: number,
  options: { reason?: string } = {},
): Promise<void> {
  await transact(ctx, async (tx) => {
    const row = await storedConsultation(tx, id)
    refuseTargeted(row)
    await takeSignOffStep(tx, 'consultation', row, 'published', options.reason)
    const findings = await findingsOf(tx, row)
    refuseIfBlocked(findings)
    refuseUnexplained(findings, options.reason)
    const opensAt = row.opensAt > tx.now ? row.opensAt : tx.now
    await tx.db.update(consultations).set({ opensAt }).where(eq(consultations.id, id))
    await record(tx, {
      action: 'consultation.published',
      subject: 'consultation',
      id,
      after: { opensAt, closesAt: row.closesAt, passed: findings.map((finding) => finding.id) },
      ...shownOn(row),
    })
  })
}

/** P3: a later end, with a notice; never an earlier one. */
export async function extendConsultation(
  ctx: Ctx,
  id: number,
  extension: { closesAt: Date; notice: string },
): Promise<void> {
  await transact(ctx, async (tx) => {
    const stored = await storedConsultation(tx, id)
    requirePermission(tx, 'consultation.publish', stored)
    refuseTargeted(stored)
    const state = await lockState(tx, 'consultation', id)
    if (state !== 'published') throw new Refusal(409, '公开之后才谈得上延长；现在请直接修改截止日期。')
    if (terminationOf(await stepsOf(tx, 'consultation', id)))
      throw new Refusal(409, '征求意见已经终止，不能再延长；需要继续听取意见的，请开始新一轮征求意见。')
    const row = await storedConsultation(tx, id)
    refuseIfBlocked(extensionFindings(row, extension.closesAt, extension.notice, tx.now))
    const data = { from: row.closesAt.toISOString(), to: extension.closesAt.toISOString() }
    await tx.db.update(consultations).set({ closesAt: extension.closesAt }).where(eq(consultations.id, id))
    await takeStep(tx, {
      subject: 'consultation',
      id,
      kind: 'extended',
      reason: extension.notice.trim(),
      data,
    })
    await record(tx, {
      action: 'consultation.extended',
      subject: 'consultation',
      id,
      before: data.from,
      after: data.to,
      ...shownOn(row),
    })
  })
}

import { eq } from 'drizzle-orm'
import { chainOf } from '~/app/domain/activities/chain.server'
import { type Chain, reportFindings } from '~/app/domain/activities/gates'
import { takeIntoLedger } from '~/app/domain/activities/ledger.server'
import {
  lockActivity,
  refuseIfCancelled,
  type StoredActivity,
  shownOn,
} from '~/app/domain/activities/row.server'
import { record, transact } from '~/app/domain/audit/record.server'
import { lockForEdit, takeSignOffStep } from '~/app/domain/audit/sign-off.server'
import type { SignOffKind } from '~/app/domain/audit/transitions'
import { findPrivateData } from '~/app/domain/comments/private-data'
import type { Finding } from '~/app/domain/findings'
import { recordFindingsOf } from '~/app/domain/occasions/occasion.server'
import { hasPermission, requirePermission } from '~/app/domain/people/permissions'
import { privateDataFindings } from '~/app/domain/transcripts/statement-findings'
import { statementRows } from '~/app/domain/transcripts/statement-rows.server'
import { accountIdOf, type Ctx } from '~/app/server/context'
import { Refusal, refuseIfBlocked, wrongField } from '~/app/server/errors'
import { activityReports, seatCategories } from '~/db/schema/activities'
import { registrations, seats } from '~/db/schema/registrations'

export type StoredReport = typeof activityReports.$inferSelect

export async function reportRow(ctx: Ctx, activityId: number): Promise<StoredReport | undefined> {
  const [row] = await ctx.db.select().from(activityReports).where(eq(activityReports.activityId, activityId))
  return row
}

/** Keeps the words of the account; may be called again until it is handed in. */
export async function saveActivityReport(ctx: Ctx, activityId: number, body: string): Promise<void> {
  await transact(ctx, async (tx) => {
    const activity = await lockActivity(tx, activityId, 'no key update')
    requirePermission(tx, 'activity.write', activity)
    await refuseIfCancelled(tx, activityId)
    const words = body.trim()
    if (words === '') throw wrongField('body', '请写明听取意见的经过和情况')
    const before = await reportRow(tx, activityId)
    const id = before ? await changeReport(tx, before.id, words) : await addReport(tx, activityId, words)
    await record(tx, {
      action: before ? 'activity-report.changed' : 'activity-report.drafted',
      subject: 'activity-report',
      id,
      before: before && { body: before.body },
      after: { activityId, body: words },
    })
  })
}

async function changeReport(tx: Ctx, id: number, body: string): Promise<number> {
  await lockForEdit(tx, 'activity-report', id)
  await tx.db.update(activityReports).set({ body }).where(eq(activityReports.id, id))
  return id
}

async function addReport(tx: Ctx, activityId: number, body: string): Promise<number> {
  const [row] = await tx.db
    .insert(activityReports)
    .values({ activityId, body, createdAt: tx.now, createdBy: accountIdOf(tx) })
    .returning({ id: activityReports.id })
  if (!row) throw new Error('no row came back from the insert of a report')
  return row.id
}

/**
 * One step of the report's sign-off. Publishing it makes the account public; where no transcript is signed, it takes
 * the opinions into the ledger in the same transaction.
 */
export async function takeReportStep(
  ctx: Ctx,
  activityId: number,
  kind: SignOffKind,
  reason = '',
): Promise<void> {
  await transact(ctx, async (tx) => {
    const activity = await lockActivity(tx, activityId, 'no key update')
    const report = await reportRow(tx, activityId)
    if (!report) throw notSaved(tx, activity)
    const chain = await chainOf(tx, activityId)
    const { departmentId } = activity
    await takeSignOffStep(tx, 'activity-report', { id: report.id, departmentId }, kind, reason)
    if (kind === 'submitted' || kind === 'published')
      refuseIfBlocked(await findingsOf(tx, activityId, chain, report.body))
    const isPublished = kind === 'published'
    const taken = isPublished && activity.kind !== 'hearing' ? await takeIntoLedger(tx, activity) : 0
    await record(tx, {
      action: `activity-report.${kind}`,
      subject: 'activity-report',
      id: report.id,
      after: { activityId, reason: reason.trim(), ...(isPublished ? { opinions: taken } : {}) },
      ...(isPublished ? { mail: await seatedOnes(tx, activityId) } : {}),
      ...(isPublished || kind === 'withdrawn' ? shownOn(activity) : {}),
    })
  })
}

/** Who may do nothing here does not learn how far it has come either. */
function notSaved(tx: Ctx, activity: StoredActivity): Refusal {
  if (!hasPermission(tx, 'activity.write', activity)) requirePermission(tx, 'activity.publish', activity)
  return new Refusal(409, '活动报告还没有保存，请先写好并保存。')
}

/** What stands against publishing: the chain's gate, and what would lead to a person (L3). */
export async function findingsOf(
  ctx: Ctx,
  activityId: number,
  chain: Chain,
  body: string,
): Promise<Finding[]> {
  const findings = reportFindings(chain, ctx.now, { body })
  findings.push(...(await recordFindingsOf(ctx, activityId, chain.kind)))
  const kinds = [...new Set(findPrivateData(body).map(({ name }) => name))]
  if (kinds.length > 0)
    findings.push({
      ...{ id: 'L3', level: 'block', field: 'body' },
      message: `报告里有${kinds.join('、')}，请先遮盖（个人信息保护法第五十一条）。`,
    })
  if (chain.kind !== 'hearing') findings.push(...privateDataFindings(await statementRows(ctx, activityId)))
  return findings
}

/** Everyone who has a seat is told, also who only listened; who left no address gets no mail. */
async function seatedOnes(tx: Ctx, activityId: number) {
  const rows = await tx.db
    .select({ registrationId: registrations.id })
    .from(seats)
    .innerJoin(registrations, eq(registrations.id, seats.registrationId))
    .innerJoin(seatCategories, eq(seatCategories.id, seats.categoryId))
    .where(eq(seatCategories.activityId, activityId))
    .orderBy(registrations.id)
  return rows.map(({ registrationId }) => ({ kind: 'activity-reported' as const, registrationId }))
}

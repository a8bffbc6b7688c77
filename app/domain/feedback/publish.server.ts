import { and, eq, isNotNull } from 'drizzle-orm'
import { record, transact } from '~/app/domain/audit/record.server'
import { lockForEdit, takeSignOffStep } from '~/app/domain/audit/sign-off.server'
import {
  type ConsultationRow,
  consultationRow,
  lockLedger,
  sayMoment,
} from '~/app/domain/comments/consultation.server'
import type { Finding } from '~/app/domain/findings'
import { requirePermission } from '~/app/domain/people/permissions'
import { accountIdOf, type Ctx } from '~/app/server/context'
import { notFound, Refusal, refuseIfBlocked } from '~/app/server/errors'
import { comments } from '~/db/schema/comments'
import { feedbackReports } from '~/db/schema/consultations'
import { policies } from '~/db/schema/policies'
import { ledgerOf, missingFrom } from './ledger.server'
import { reportOf } from './report.server'
import { feedbackFindings } from './rules'

/** Saves the words above the report's numbers; may be called again until the report is public. */
export async function saveReport(
  ctx: Ctx,
  consultationId: number,
  { introduction }: { introduction: string },
): Promise<number> {
  return transact(ctx, async (tx) => {
    const consultation = await lockLedger(tx, consultationId, 'update')
    requirePermission(tx, 'feedback.write', consultation)
    if (!consultation.publishedAt) throw notFound('征求意见')
    const words = introduction.trim()
    if (words === '')
      throw new Refusal(422, '请写明征求意见的基本情况。', {
        fields: { introduction: '请写明征求意见的基本情况' },
      })
    const earlier = await reportOf(tx, consultationId)
    const id = earlier
      ? await changeReport(tx, earlier.id, words)
      : await insertReport(tx, consultationId, words)
    await record(tx, {
      action: earlier ? 'feedback.changed' : 'feedback.drafted',
      subject: 'feedback-report',
      id,
      before: earlier ? { introduction: earlier.introduction } : undefined,
      after: { introduction: words },
    })
    return id
  })
}

/** Makes the report public: after closing, and only when the ledger balances (P9). */
export async function publishFeedback(ctx: Ctx, consultationId: number): Promise<void> {
  await transact(ctx, async (tx) => {
    // Whole: no comment moves between the count and the publishing.
    const consultation = await lockLedger(tx, consultationId, 'update')
    requirePermission(tx, 'feedback.publish', consultation)
    const report = await reportOf(tx, consultationId)
    refuseIfBlocked(await findingsOf(tx, consultation))
    if (!report) throw notFound('反馈报告')
    // What was decided while this request waited for the lock bears a later time, and the page would not count it.
    if (!(await ledgerOf(tx, consultationId, tx.now)).balanced)
      throw new Refusal(409, '刚刚还有意见在办理，请刷新页面，再公布一次。')
    const thing = { id: report.id, departmentId: consultation.departmentId }
    await takeSignOffStep(tx, 'feedback-report', thing, 'published')
    await eraseContacts(tx, consultationId)
    await record(tx, {
      action: 'feedback.published',
      subject: 'feedback-report',
      id: report.id,
      after: { consultationId, ledger: await ledgerOf(tx, consultationId) },
      search: [{ kind: 'consultation', id: consultationId }],
      tags: await tagsOf(tx, consultation),
    })
  })
}

/** L1: they were asked for in case something had to be clarified; from now on nothing has to. */
async function eraseContacts(tx: Ctx, consultationId: number): Promise<void> {
  await tx.db
    .update(comments)
    .set({ contact: null })
    .where(and(eq(comments.consultationId, consultationId), isNotNull(comments.contact)))
}

/** For P9 and P10: since when the feedback is public, and what still stands in its way. */
export async function feedbackState(
  ctx: Ctx,
  consultationId: number,
): Promise<{ publishedAt: Date | null; findings: Finding[] }> {
  const consultation = await consultationRow(ctx, consultationId)
  const report = await reportOf(ctx, consultationId)
  if (report?.publishedAt) return { publishedAt: report.publishedAt, findings: [] }
  return { publishedAt: null, findings: await findingsOf(ctx, consultation) }
}

async function findingsOf(ctx: Ctx, consultation: ConsultationRow): Promise<Finding[]> {
  // One after the other: within a transaction there is one connection.
  const ledger = await ledgerOf(ctx, consultation.id)
  const missing = await missingFrom(ctx, consultation.id)
  const report = await reportOf(ctx, consultation.id)
  return feedbackFindings({
    ledger,
    missing,
    closesAt: sayMoment(consultation.closesAt),
    isClosed: ctx.now > consultation.closesAt,
    introduction: report?.introduction ?? '',
  })
}

async function insertReport(tx: Ctx, consultationId: number, introduction: string): Promise<number> {
  const [row] = await tx.db
    .insert(feedbackReports)
    .values({ consultationId, introduction, createdAt: tx.now, createdBy: accountIdOf(tx) })
    .returning({ id: feedbackReports.id })
  if (!row) throw new Error('no row came back from the insert of a feedback report')
  return row.id
}

async function changeReport(tx: Ctx, id: number, introduction: string): Promise<number> {
  await lockForEdit(tx, 'feedback-report', id)
  await tx.db.update(feedbackReports).set({ introduction }).where(eq(feedbackReports.id, id))
  return id
}

/** Every page that says what became of the comments: the policy's margin too. */
async function tagsOf(tx: Ctx, { id, textId, matterId }: ConsultationRow): Promise<string[]> {
  const rows = await tx.db.select({ id: policies.id }).from(policies).where(eq(policies.textId, textId))
  return [
    'home',
    'consultations',
    `consultation:${id}`,
    `matter:${matterId}`,
    `text:${textId}`,
    'departments',
    ...rows.map((row) => `policy:${row.id}`),
  ]
}

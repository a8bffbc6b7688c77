import { and, eq, isNotNull } from 'drizzle-orm'
import { record, transact } from '~/app/domain/audit/record.server'
import { lockForEdit, takeSignOffStep } from '~/app/domain/audit/sign-off.server'
import { refuseUnexplained } from '~/app/domain/audit/warnings'
import { type ConsultationRow, lockLedger } from '~/app/domain/comments/consultation.server'
import { activitiesOfLedger } from '~/app/domain/occasions/of-ledger.server'
import { requirePermission } from '~/app/domain/people/permissions'
import { accountIdOf, type Ctx } from '~/app/server/context'
import { notFound, Refusal, refuseIfBlocked } from '~/app/server/errors'
import { comments, commentWishes } from '~/db/schema/comments'
import { consultations, feedbackReports } from '~/db/schema/consultations'
import { policies } from '~/db/schema/policies'
import { countFigures } from './figures.server'
import { commentsWithoutPoint } from './ledger.server'
import { readinessOf } from './readiness.server'
import { reportOf } from './report.server'
import type { Figures } from './types'

/** Saves the words above the report's numbers; may be called again until the report is handed in. */
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

/**
 * Makes the report public: after the end, and only when the ledger balances (P9). It keeps its figures with the step,
 * and tells everyone who asked. A late one needs a reason, which is published with it (P12).
 */
export async function publishFeedback(
  ctx: Ctx,
  consultationId: number,
  { reason = '' }: { reason?: string } = {},
): Promise<void> {
  await transact(ctx, async (tx) => {
    // Whole: no comment moves between the count and the publishing.
    const consultation = await lockLedger(tx, consultationId, 'update')
    requirePermission(tx, 'feedback.publish', consultation)
    const report = await reportOf(tx, consultationId)
    const { findings, lateness } = await readinessOf(tx, consultation, report?.introduction ?? '')
    refuseIfBlocked(findings)
    if (!report) throw notFound('反馈报告')
    const lost = await commentsWithoutPoint(tx, consultationId)
    if (lost.length > 0)
      throw new Refusal(409, `第${lost.join('、')}号意见没有意见点，请在意见归集里核对（P9）。`)
    const words = reason.trim()
    if (!report.publishedAt) refuseUnexplained(findings, words)
    const figures: Figures = {
      ...(await countFigures(tx, consultation)),
      lateness: lateness && { ...lateness, reason: words },
    }
    const thing = { id: report.id, departmentId: consultation.departmentId }
    await takeSignOffStep(tx, 'feedback-report', thing, 'published', words, { figures })
    await eraseContacts(tx, consultationId)
    const fed = await activitiesOfLedger(tx, consultationId)
    await record(tx, {
      action: 'feedback.published',
      subject: 'feedback-report',
      id: report.id,
      after: { consultationId, ledger: figures.ledger, reason: words },
      search: [
        { kind: 'consultation', id: consultationId },
        ...fed.map(({ id }) => ({ kind: 'activity' as const, id })),
      ],
      mail: await wishesOf(tx, consultationId),
      tags: [
        ...(await tagsOf(tx, consultation)),
        ...(fed.length > 0 ? ['activities', ...fed.map(({ id }) => `activity:${id}`)] : []),
      ],
    })
  })
}

/** The drafter hands it in; from then on only the issuer can give it back. */
export async function submitReport(
  ctx: Ctx,
  consultationId: number,
  { reason = '' }: { reason?: string } = {},
): Promise<void> {
  await takeReportStep(ctx, consultationId, 'submitted', reason, async (tx, consultation, introduction) => {
    const { findings } = await readinessOf(tx, consultation, introduction)
    refuseIfBlocked(findings)
    refuseUnexplained(findings, reason)
  })
}

export async function returnReport(ctx: Ctx, consultationId: number, reason: string): Promise<void> {
  await takeReportStep(ctx, consultationId, 'returned', reason)
}

async function takeReportStep(
  ctx: Ctx,
  consultationId: number,
  kind: 'submitted' | 'returned',
  reason: string,
  check?: (tx: Ctx, consultation: ConsultationRow, introduction: string) => Promise<void>,
): Promise<void> {
  await transact(ctx, async (tx) => {
    const consultation = await lockLedger(tx, consultationId, 'update')
    const report = await reportOf(tx, consultationId)
    if (!report) throw new Refusal(409, '反馈报告还没有保存，请先写好基本情况并保存。')
    const { departmentId } = consultation
    await takeSignOffStep(tx, 'feedback-report', { id: report.id, departmentId }, kind, reason)
    await check?.(tx, consultation, report.introduction)
    await record(tx, {
      action: `feedback.${kind}`,
      subject: 'feedback-report',
      id: report.id,
      after: { consultationId, reason: reason.trim() },
    })
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

/** L1: they were asked for in case something had to be clarified; from now on nothing has to. */
async function eraseContacts(tx: Ctx, consultationId: number): Promise<void> {
  await tx.db
    .update(comments)
    .set({ contact: null })
    .where(and(eq(comments.consultationId, consultationId), isNotNull(comments.contact)))
}

/** Everyone who asked to be told. The address goes when the message has been delivered, not before. */
async function wishesOf(tx: Ctx, consultationId: number) {
  const rows = await tx.db
    .select({ commentId: commentWishes.commentId })
    .from(commentWishes)
    .innerJoin(comments, eq(comments.id, commentWishes.commentId))
    .where(eq(comments.consultationId, consultationId))
    .orderBy(commentWishes.commentId)
  return rows.map(({ commentId }) => ({ kind: 'feedback-published' as const, commentId }))
}

/** Every page that says what became of the comments: the policy's margin and the other rounds too. */
async function tagsOf(tx: Ctx, { id, textId, matterId }: ConsultationRow): Promise<string[]> {
  const made = await tx.db.select({ id: policies.id }).from(policies).where(eq(policies.textId, textId))
  const rounds = await tx.db
    .select({ id: consultations.id })
    .from(consultations)
    .where(and(eq(consultations.textId, textId), eq(consultations.matterId, matterId)))
  return [
    ...new Set([
      'home',
      'consultations',
      'matters',
      `consultation:${id}`,
      `matter:${matterId}`,
      `text:${textId}`,
      'departments',
      ...rounds.map((round) => `consultation:${round.id}`),
      ...made.map((policy) => `policy:${policy.id}`),
    ]),
  ]
}

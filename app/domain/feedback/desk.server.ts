import { and, asc, eq, exists, lt, notExists, or, sql } from 'drizzle-orm'
import { isPublic, publishedStep } from '~/app/domain/audit/published.server'
import { offeredSteps } from '~/app/domain/audit/sign-off.server'
import type { Step } from '~/app/domain/audit/steps.server'
import { isEditable, type OfferedStep, type SignOffState, stateAfter } from '~/app/domain/audit/transitions'
import { type ConsultationRow, consultationRow } from '~/app/domain/comments/consultation.server'
import type { Decision } from '~/app/domain/comments/types'
import type { Finding } from '~/app/domain/findings'
import { issuesOf } from '~/app/domain/issues/board.server'
import { activityOfOwnLedger, notCalledOff } from '~/app/domain/occasions/of-ledger.server'
import { hasPermission, requirePermission } from '~/app/domain/people/permissions'
import type { Ctx } from '~/app/server/context'
import { Refusal } from '~/app/server/errors'
import { steps } from '~/db/schema/audit'
import { consultations, feedbackReports } from '~/db/schema/consultations'
import { draftIntroduction } from './introduction.server'
import { publishFeedback, returnReport, submitReport } from './publish.server'
import { readinessOf } from './readiness.server'
import { type FeedbackReport, reportOf } from './report.server'
import type { Ledger, Missing } from './rules'

type ReportDesk = {
  id: number
  matterId: number
  title: string
  state: SignOffState
  publishedAt: Date | null
  ledger: Ledger
  missing: Missing | null
  findings: Finding[]
  /** P12: by when, where the decision has been taken already. */
  dueOn: string | null
  isClosed: boolean
  introduction: string
  /** The introduction is the ledger's own, nobody has saved it yet. */
  isProposed: boolean
  issues: { id: number; title: string; points: number; decision: Decision | null }[]
  steps: Omit<Step, 'data'>[]
  offered: OfferedStep[]
  /** What the drafter wrote about the delay when handing it in. */
  reason: string
  canEdit: boolean
  mayDownload: boolean
  mayWritePolicy: boolean
}

/** Everything that the department sees before it publishes the report. */
export async function reportDesk(ctx: Ctx, consultationId: number): Promise<ReportDesk> {
  const consultation = await consultationRow(ctx, consultationId)
  requirePermission(ctx, 'text.read', consultation)
  const report = await reportOf(ctx, consultationId)
  const state = stateAfter(report?.steps ?? [])
  const readiness = await readinessOf(ctx, consultation, report?.introduction ?? '')
  const isPublished = state === 'published'
  const mayWrite = hasPermission(ctx, 'feedback.write', consultation)
  const canEdit = mayWrite && isEditable(state) && consultation.publishedAt !== null
  const isProposed = !report && canEdit && readiness.isClosed
  return {
    id: consultationId,
    matterId: consultation.matterId,
    title: consultation.title,
    state,
    publishedAt: report?.publishedAt ?? null,
    ledger: (isPublished ? report?.figures?.ledger : undefined) ?? readiness.ledger,
    missing: isPublished ? null : readiness.missing,
    findings: isPublished ? [] : readiness.findings,
    dueOn: isPublished ? null : readiness.dueOn,
    isClosed: readiness.isClosed,
    introduction: isProposed ? await draftIntroduction(ctx, consultationId) : (report?.introduction ?? ''),
    isProposed,
    issues: (await issuesOf(ctx, consultationId)).map(({ id, title, points, decision }) => ({
      ...{ id, title, points },
      decision: decision?.decision ?? null,
    })),
    // Without the figures, of which the page needs none.
    steps: (report?.steps ?? []).map(({ data: _, ...step }) => step),
    offered: offeredTo(ctx, report, state, consultation),
    reason: report?.steps.findLast(({ kind }) => kind === 'submitted')?.reason ?? '',
    canEdit,
    mayDownload: report !== null,
    mayWritePolicy: isPublished && mayWrite && (await isOnDraft(ctx, consultation)),
  }
}

/** What is asked at a visit or in a poll is an outline; a consultation and a hearing are on the draft of a policy. */
async function isOnDraft(ctx: Ctx, consultation: ConsultationRow): Promise<boolean> {
  const activity = await activityOfOwnLedger(ctx, consultation)
  return activity === null || activity.kind === 'hearing'
}

/** A published report is what the decision rests on (P9, P10): it is never taken back. */
function offeredTo(
  ctx: Ctx,
  report: FeedbackReport | null,
  state: SignOffState,
  { departmentId }: ConsultationRow,
): OfferedStep[] {
  if (!report) return []
  return offeredSteps(ctx, 'feedback-report', state, departmentId).filter(({ kind }) => kind !== 'withdrawn')
}

/** One step of the sign-off, as the desk page's button names it. */
export async function takeFeedbackStep(
  ctx: Ctx,
  consultationId: number,
  kind: string,
  reason: string,
): Promise<void> {
  if (kind === 'submitted') return submitReport(ctx, consultationId, { reason })
  if (kind === 'returned') return returnReport(ctx, consultationId, reason)
  if (kind === 'published') return publishFeedback(ctx, consultationId, { reason })
  throw new Refusal(422, '没有这一步。')
}

export type UnansweredConsultation = {
  id: number
  title: string
  form: ConsultationRow['form']
  closesAt: Date
  isTerminated: boolean
  /** Where its report stands in the sign-off; 'draft' also where nobody has begun it. */
  report: SignOffState
}

/** P12: over, and nobody has been told yet what became of the comments; oldest first. */
export async function unansweredConsultations(
  ctx: Ctx,
  { departmentId }: { departmentId: number },
): Promise<UnansweredConsultation[]> {
  const reported = ctx.db
    .select({ id: steps.id })
    .from(feedbackReports)
    .innerJoin(steps, and(eq(steps.subject, 'feedback-report'), eq(steps.subjectId, feedbackReports.id)))
    .where(and(eq(feedbackReports.consultationId, consultations.id), eq(steps.kind, 'published')))
  const terminated = ctx.db
    .select({ id: steps.id })
    .from(steps)
    .where(
      and(
        eq(steps.subject, 'consultation'),
        eq(steps.subjectId, consultations.id),
        eq(steps.kind, 'terminated'),
      ),
    )
  const rows = await ctx.db
    .select({
      id: consultations.id,
      title: consultations.title,
      form: consultations.form,
      closesAt: consultations.closesAt,
      isTerminated: sql<boolean>`${exists(terminated)}`,
      last: sql<string | null>`(select t.kind from feedback_reports r
        join steps t on t.subject = 'feedback-report' and t.subject_id = r.id
        where r.consultation_id = ${consultations.id} order by t.id desc limit 1)`,
    })
    .from(consultations)
    .innerJoin(publishedStep, isPublic('consultation', consultations.id, ctx.now))
    .where(
      and(
        eq(consultations.departmentId, departmentId),
        or(lt(consultations.closesAt, ctx.now), exists(terminated)),
        notExists(reported),
        notCalledOff(),
      ),
    )
    .orderBy(asc(consultations.closesAt))
  return rows.map(({ last, ...row }) => ({ ...row, report: stateAfter(last ? [{ kind: last }] : []) }))
}

import { and, asc, eq, lt, notExists } from 'drizzle-orm'
import { isPublic, publishedStep } from '~/app/domain/audit/published.server'
import { consultationRow } from '~/app/domain/comments/consultation.server'
import type { Finding } from '~/app/domain/findings'
import { type Issue, issuesOf } from '~/app/domain/issues/board.server'
import { hasPermission, requirePermission } from '~/app/domain/people/permissions'
import type { Ctx } from '~/app/server/context'
import { steps } from '~/db/schema/audit'
import { consultations, feedbackReports } from '~/db/schema/consultations'
import { ledgerOf } from './ledger.server'
import { feedbackState } from './publish.server'
import { reportOf } from './report.server'
import type { Ledger } from './rules'

export type ReportDesk = {
  id: number
  title: string
  closesAt: Date
  ledger: Ledger
  findings: Finding[]
  introduction: string
  publishedAt: Date | null
  issues: Issue[]
  mayWrite: boolean
  mayPublish: boolean
}

/** Everything that the department sees before it publishes the report. */
export async function reportDesk(ctx: Ctx, consultationId: number): Promise<ReportDesk> {
  const consultation = await consultationRow(ctx, consultationId)
  requirePermission(ctx, 'text.read', consultation)
  const [ledger, state, report, issues] = await Promise.all([
    ledgerOf(ctx, consultationId),
    feedbackState(ctx, consultationId),
    reportOf(ctx, consultationId),
    issuesOf(ctx, consultationId),
  ])
  return {
    id: consultationId,
    title: consultation.title,
    closesAt: consultation.closesAt,
    ledger,
    findings: state.findings,
    introduction: report?.introduction ?? '',
    publishedAt: state.publishedAt,
    issues,
    mayWrite: hasPermission(ctx, 'feedback.write', consultation),
    mayPublish: hasPermission(ctx, 'feedback.publish', consultation),
  }
}

export type UnansweredConsultation = { id: number; title: string; closesAt: Date }

/** P12: closed, and nobody has been told yet what became of the comments; oldest first. */
export async function unansweredConsultations(
  ctx: Ctx,
  { departmentId }: { departmentId: number },
): Promise<UnansweredConsultation[]> {
  const reported = ctx.db
    .select({ id: steps.id })
    .from(feedbackReports)
    .innerJoin(steps, and(eq(steps.subject, 'feedback-report'), eq(steps.subjectId, feedbackReports.id)))
    .where(and(eq(feedbackReports.consultationId, consultations.id), eq(steps.kind, 'published')))
  return ctx.db
    .select({ id: consultations.id, title: consultations.title, closesAt: consultations.closesAt })
    .from(consultations)
    .innerJoin(publishedStep, isPublic('consultation', consultations.id, ctx.now))
    .where(
      and(
        eq(consultations.departmentId, departmentId),
        lt(consultations.closesAt, ctx.now),
        notExists(reported),
      ),
    )
    .orderBy(asc(consultations.closesAt))
}

import { and, asc, desc, eq, inArray, lte, sql } from 'drizzle-orm'
import { isPublic, isPublicAsWell, publishedStep } from '~/app/domain/audit/published.server'
import type { Decision } from '~/app/domain/comments/types'
import { reportPublishedAt } from '~/app/domain/feedback/report.server'
import type { Ctx } from '~/app/server/context'
import { consultations, feedbackReports } from '~/db/schema/consultations'
import { issueClauses, issueDecisions, issues, points } from '~/db/schema/issues'

export type PublicDecision = {
  issueId: number
  title: string
  decision: Decision
  reason: string
  decidedAt: Date
}

/** What became of some comments of one consultation; empty until its feedback report is public (invariant 9). */
export async function publicDecisionsOfComments(
  ctx: Ctx,
  consultationId: number,
  commentIds: number[],
): Promise<Map<number, PublicDecision[]>> {
  const found = new Map<number, PublicDecision[]>()
  const asOf = commentIds.length > 0 ? await reportPublishedAt(ctx, consultationId) : null
  if (!asOf) return found
  const rows = await ctx.db
    .selectDistinctOn([points.commentId, issues.id], {
      commentId: points.commentId,
      issueId: issues.id,
      title: issues.title,
      decision: issueDecisions.decision,
      reason: issueDecisions.reason,
      decidedAt: issueDecisions.at,
    })
    .from(points)
    .innerJoin(issues, eq(issues.id, points.issueId))
    .innerJoin(issueDecisions, eq(issueDecisions.issueId, points.issueId))
    .where(
      and(
        inArray(points.commentId, commentIds),
        eq(issues.consultationId, consultationId),
        lte(issueDecisions.at, asOf),
      ),
    )
    .orderBy(points.commentId, issues.id, desc(issueDecisions.id))
  for (const { commentId, ...decision } of rows)
    found.set(commentId, [...(found.get(commentId) ?? []), decision])
  return found
}

export type ClauseDecision = {
  issueId: number
  consultationId: number
  title: string
  decision: Decision
  reason: string
  /** How many comments asked for it. */
  comments: number
}

/** What was asked about each clause of a text, and what was decided: only of published feedback reports. */
export async function decisionsByClause(ctx: Ctx, textId: number): Promise<Map<number, ClauseDecision[]>> {
  const rows = await ctx.db
    .selectDistinctOn([issueClauses.clauseId, issues.id], {
      clauseId: issueClauses.clauseId,
      issueId: issues.id,
      consultationId: issues.consultationId,
      title: issues.title,
      decision: issueDecisions.decision,
      reason: issueDecisions.reason,
      comments: sql<number>`(select count(*)::int from ${points} where ${points.issueId} = ${issues.id})`,
    })
    .from(issueClauses)
    .innerJoin(issues, eq(issues.id, issueClauses.issueId))
    .innerJoin(consultations, eq(consultations.id, issues.consultationId))
    .innerJoin(feedbackReports, eq(feedbackReports.consultationId, consultations.id))
    .innerJoin(publishedStep, isPublic('feedback-report', feedbackReports.id, ctx.now))
    .innerJoin(
      issueDecisions,
      and(eq(issueDecisions.issueId, issues.id), lte(issueDecisions.at, publishedStep.at)),
    )
    .where(and(eq(consultations.textId, textId), isPublicAsWell('consultation', consultations.id, ctx.now)))
    .orderBy(asc(issueClauses.clauseId), asc(issues.id), desc(issueDecisions.id))
  const byClause = new Map<number, ClauseDecision[]>()
  for (const { clauseId, ...decision } of rows)
    byClause.set(clauseId, [...(byClause.get(clauseId) ?? []), decision])
  return byClause
}

import { and, count, desc, eq, gt, gte, inArray, lte, or, sql } from 'drizzle-orm'
import { listActivities } from '~/app/domain/activities/list.server'
import { isPublic, isPublicAsWell, publishedStep } from '~/app/domain/audit/published.server'
import { concernFigures } from '~/app/domain/concerns/figures.server'
import { listConcerns } from '~/app/domain/concerns/list.server'
import { type ListedConsultation, listConsultations } from '~/app/domain/consultations/list.server'
import { type ListedPolicy, listPolicies } from '~/app/domain/policies/list.server'
import { listSurveys } from '~/app/domain/surveys/list.server'
import type { Ctx } from '~/app/server/context'
import { comments } from '~/db/schema/comments'
import { consultations, feedbackReports } from '~/db/schema/consultations'
import { issueDecisions, issues } from '~/db/schema/issues'
import { announcements } from '~/db/schema/matters'
import { departments } from '~/db/schema/people'
import { policies } from '~/db/schema/policies'

const mostShown = 6
/** Beside each other, below the consultations that are open. */
const mostComing = 4
const year = 365 * 24 * 3_600_000

/** What can I take part in now, what was decided lately, what is being answered. */
export async function frontPage(ctx: Ctx) {
  const [open, surveys, activities, coming, policies, concerns, figures] = await Promise.all([
    openConsultations(ctx),
    listSurveys(ctx, { state: 'open', limit: mostShown }),
    listActivities(ctx, { state: ['open', 'coming'], limit: mostComing }),
    comingAnnouncements(ctx),
    decidedPolicies(ctx),
    listConcerns(ctx, { limit: mostShown }),
    figuresOfYear(ctx),
  ])
  return {
    open,
    surveys: surveys.rows,
    activities: activities.rows,
    coming,
    policies,
    concerns: concerns.rows,
    figures,
  }
}

export type OpenConsultation = ListedConsultation & { comments: number }

async function openConsultations(ctx: Ctx): Promise<OpenConsultation[]> {
  const { rows } = await listConsultations(ctx, { state: 'open', limit: mostShown })
  const ids = rows.map((row) => row.id)
  if (ids.length === 0) return []
  const counts = await ctx.db
    .select({ id: comments.consultationId, count: count() })
    .from(comments)
    .where(and(inArray(comments.consultationId, ids), lte(comments.receivedAt, ctx.now)))
    .groupBy(comments.consultationId)
  const byId = new Map(counts.map((row) => [row.id, row.count]))
  return rows.map((row) => ({ ...row, comments: byId.get(row.id) ?? 0 }))
}

/** What is still to take place; a notice without a date while it is new. */
async function comingAnnouncements(ctx: Ctx) {
  const monthAgo = new Date(ctx.now.getTime() - 30 * 24 * 3_600_000)
  const isComing = or(
    gte(announcements.heldAt, ctx.now),
    and(sql`${announcements.heldAt} is null`, gt(publishedStep.at, monthAgo)),
  )
  return ctx.db
    .select({
      id: announcements.id,
      title: announcements.title,
      department: departments.name,
      place: announcements.place,
      heldAt: announcements.heldAt,
      publishedAt: publishedStep.at,
    })
    .from(announcements)
    .innerJoin(publishedStep, isPublic('announcement', announcements.id, ctx.now))
    .innerJoin(departments, eq(departments.id, announcements.departmentId))
    .where(isComing)
    .orderBy(announcements.heldAt, desc(publishedStep.at))
    .limit(mostComing)
}

export type DecisionCounts = Record<(typeof issueDecisions.$inferSelect)['decision'], number>

async function decidedPolicies(ctx: Ctx): Promise<(ListedPolicy & { decisions: DecisionCounts | null })[]> {
  const listed = await listPolicies(ctx, { limit: 2 * mostShown })
  const inForce = listed.rows.filter((row) => row.validity === 'valid' || row.validity === 'amended')
  const rows = inForce.slice(0, mostShown)
  const decisions = await decisionCounts(
    ctx,
    rows.map((row) => row.id),
  )
  return rows.map((row) => ({ ...row, decisions: decisions.get(row.id) ?? null }))
}

/** How the issues of the policy's own text were decided, from published feedback reports only. */
async function decisionCounts(ctx: Ctx, policyIds: number[]): Promise<Map<number, DecisionCounts>> {
  const found = new Map<number, DecisionCounts>()
  if (policyIds.length === 0) return found
  const rows = await ctx.db
    .selectDistinctOn([policies.id, issues.id], { policyId: policies.id, decision: issueDecisions.decision })
    .from(policies)
    .innerJoin(consultations, eq(consultations.textId, policies.textId))
    .innerJoin(feedbackReports, eq(feedbackReports.consultationId, consultations.id))
    .innerJoin(publishedStep, isPublic('feedback-report', feedbackReports.id, ctx.now))
    .innerJoin(issues, eq(issues.consultationId, consultations.id))
    .innerJoin(
      issueDecisions,
      and(eq(issueDecisions.issueId, issues.id), lte(issueDecisions.at, publishedStep.at)),
    )
    .where(and(inArray(policies.id, policyIds), isPublicAsWell('consultation', consultations.id, ctx.now)))
    .orderBy(policies.id, issues.id, desc(issueDecisions.id))
  for (const { policyId, decision } of rows) {
    const counts = found.get(policyId) ?? {
      adopted: 0,
      'partially-adopted': 0,
      'not-adopted': 0,
      explained: 0,
    }
    counts[decision] += 1
    found.set(policyId, counts)
  }
  return found
}

/** Of the past year. Comments and concerns are counted as received, published or not. */
async function figuresOfYear(ctx: Ctx) {
  const since = new Date(ctx.now.getTime() - year)
  const [consulted] = await ctx.db
    .select({ count: count() })
    .from(consultations)
    .innerJoin(publishedStep, isPublic('consultation', consultations.id, ctx.now))
    .where(and(eq(consultations.form, 'public'), gt(publishedStep.at, since)))
  const [received] = await ctx.db
    .select({ count: count() })
    .from(comments)
    .where(and(gt(comments.receivedAt, since), lte(comments.receivedAt, ctx.now)))
  const { asked, answered } = await concernFigures(ctx)
  return { since, consultations: consulted?.count ?? 0, comments: received?.count ?? 0, asked, answered }
}

import { and, asc, eq, gte, inArray, lt } from 'drizzle-orm'
import { activityStandings } from '~/app/domain/activities/list.server'
import { isPublic, isPublicAsWell, publishedStep } from '~/app/domain/audit/published.server'
import { stepsOfMany } from '~/app/domain/audit/steps.server'
import { startOfDay } from '~/app/domain/calendar'
import { consultationState, terminationOf } from '~/app/domain/consultations/rules'
import { countSurveysWithResults, surveysOfMatters } from '~/app/domain/surveys/of-matters.server'
import type { Ctx } from '~/app/server/context'
import { activities, activityReports } from '~/db/schema/activities'
import { consultations, feedbackReports } from '~/db/schema/consultations'
import type { Participation } from './types'

/** By the id of the matter, the earliest first. */
export async function participationOf(ctx: Ctx, matterIds: number[]): Promise<Map<number, Participation[]>> {
  const found = new Map<number, Participation[]>()
  if (matterIds.length === 0) return found
  const all = [
    ...(await calledFor(ctx, matterIds)),
    ...(await heldFor(ctx, matterIds)),
    ...(await askedFor(ctx, matterIds)),
  ]
  for (const { matterId, ...one } of all.sort((a, b) => a.from.getTime() - b.from.getTime()))
    found.set(matterId, [...(found.get(matterId) ?? []), one])
  return found
}

type OfMatter = Participation & { matterId: number }

async function calledFor(ctx: Ctx, matterIds: number[]): Promise<OfMatter[]> {
  const rows = await ctx.db
    .select({
      matterId: consultations.matterId,
      id: consultations.id,
      title: consultations.title,
      opensAt: consultations.opensAt,
      closesAt: consultations.closesAt,
      round: consultations.round,
      reportId: feedbackReports.id,
    })
    .from(consultations)
    .innerJoin(publishedStep, isPublic('consultation', consultations.id, ctx.now))
    .leftJoin(feedbackReports, eq(feedbackReports.consultationId, consultations.id))
    .where(and(inArray(consultations.matterId, matterIds), eq(consultations.form, 'public')))
    .orderBy(asc(consultations.id))
  const steps = await stepsOfMany(
    ctx,
    'consultation',
    rows.map(({ id }) => id),
  )
  const reports = await stepsOfMany(
    ctx,
    'feedback-report',
    rows.flatMap(({ reportId }) => reportId ?? []),
  )
  return rows.map(({ matterId, id, title, round, reportId, ...period }) => {
    const terminatedAt = terminationOf(steps.get(id) ?? [])?.at ?? null
    const state = consultationState({ ...period, terminatedAt }, reports.get(reportId ?? 0) ?? [], ctx.now)
    return { matterId, kind: 'consultation', id, title, state, from: period.opensAt, round }
  })
}

async function heldFor(ctx: Ctx, matterIds: number[]): Promise<OfMatter[]> {
  const rows = await ctx.db
    .select({
      matterId: activities.matterId,
      kind: activities.kind,
      id: activities.id,
      title: activities.title,
      startsAt: activities.startsAt,
      endsAt: activities.endsAt,
      registrationOpensAt: activities.registrationOpensAt,
      registrationClosesAt: activities.registrationClosesAt,
    })
    .from(activities)
    .innerJoin(publishedStep, isPublic('activity', activities.id, ctx.now))
    .where(inArray(activities.matterId, matterIds))
    .orderBy(asc(activities.id))
  const standings = await activityStandings(ctx, rows)
  return rows.flatMap(({ matterId, kind, id, title, startsAt }): OfMatter[] => {
    const standing = standings.get(id)
    return standing ? [{ matterId, kind, id, title, state: standing.state, from: startsAt }] : []
  })
}

async function askedFor(ctx: Ctx, matterIds: number[]): Promise<OfMatter[]> {
  const found = await surveysOfMatters(ctx, matterIds)
  return found.map(({ matterId, survey: { id, title, opensAt }, state }) => ({
    ...{ matterId, kind: 'survey', id, title, state, from: opensAt },
  }))
}

/** W2 (国办秘函〔2019〕19号): at least so many a year, with their results. */
export const fewestAYear = 6

/** W2: how many consultations, activities and surveys that began in the year have their results published. */
export async function countWithResults(ctx: Ctx, year: number): Promise<number> {
  const [from, to] = [startOfDay(`${year}-01-01`), startOfDay(`${year + 1}-01-01`)]
  const called = await ctx.db
    .select({ id: consultations.id })
    .from(consultations)
    .innerJoin(feedbackReports, eq(feedbackReports.consultationId, consultations.id))
    .innerJoin(publishedStep, isPublic('feedback-report', feedbackReports.id, ctx.now))
    .where(
      and(
        eq(consultations.form, 'public'),
        gte(consultations.opensAt, from),
        lt(consultations.opensAt, to),
        isPublicAsWell('consultation', consultations.id, ctx.now),
      ),
    )
  const held = await ctx.db
    .select({ id: activities.id })
    .from(activities)
    .innerJoin(activityReports, eq(activityReports.activityId, activities.id))
    .innerJoin(publishedStep, isPublic('activity-report', activityReports.id, ctx.now))
    .where(
      and(
        gte(activities.startsAt, from),
        lt(activities.startsAt, to),
        isPublicAsWell('activity', activities.id, ctx.now),
      ),
    )
  return called.length + held.length + (await countSurveysWithResults(ctx, from, to))
}

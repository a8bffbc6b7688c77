import { and, asc, eq, gte, inArray, lt, sql } from 'drizzle-orm'
import { unionAll } from 'drizzle-orm/pg-core'
import { isPublic, isPublicAsWell, publishedStep } from '~/app/domain/audit/published.server'
import { stepsOfMany } from '~/app/domain/audit/steps.server'
import { paths } from '~/app/paths'
import type { Ctx } from '~/app/server/context'
import { consultations } from '~/db/schema/consultations'
import { policies } from '~/db/schema/policies'
import { surveyResults, surveys } from '~/db/schema/surveys'
import { type StoredSurvey, statesOfSurveys } from './row.server'
import type { PublicSurveyState } from './types'

type SurveyOfMatter = { matterId: number; survey: StoredSurvey; state: PublicSurveyState }

/** P2: the public surveys of these matters; what asks about a matter's draft or its policy asks about the matter. */
export async function surveysOfMatters(ctx: Ctx, matterIds: number[]): Promise<SurveyOfMatter[]> {
  if (matterIds.length === 0) return []
  const rows = await ctx.db
    .select({
      survey: surveys,
      matterId:
        sql<number>`coalesce(${surveys.matterId}, ${consultations.matterId}, ${policies.matterId})`.mapWith(
          Number,
        ),
    })
    .from(surveys)
    .innerJoin(publishedStep, isPublic('survey', surveys.id, ctx.now))
    .leftJoin(consultations, eq(consultations.id, surveys.consultationId))
    .leftJoin(policies, eq(policies.id, surveys.policyId))
    .where(inArray(surveys.id, idsOfMatters(ctx, matterIds)))
    .orderBy(asc(surveys.opensAt), asc(surveys.id))
  const states = await statesOfSurveys(
    ctx,
    rows.map(({ survey }) => survey),
  )
  return rows.flatMap(({ matterId, survey }) => {
    const state = states.get(survey.id)
    return state === undefined || state === 'unpublished' ? [] : [{ matterId, survey, state }]
  })
}

/** One after the other, so that each is found by its own index. */
function idsOfMatters({ db }: Ctx, matterIds: number[]) {
  const ids = () => db.select({ id: surveys.id }).from(surveys)
  return unionAll(
    ids().where(inArray(surveys.matterId, matterIds)),
    ids()
      .innerJoin(consultations, eq(consultations.id, surveys.consultationId))
      .where(inArray(consultations.matterId, matterIds)),
    ids().innerJoin(policies, eq(policies.id, surveys.policyId)).where(inArray(policies.matterId, matterIds)),
  )
}

type SurveyEvent = {
  id: string
  kind: 'survey-opened' | 'survey-extended' | 'survey-closed' | 'survey-reported'
  at: Date
  title: string
  href: string
  reason?: string | null
}

/** What a matter's timeline tells of its surveys: from when, how long, and when the results were made public. */
export async function surveyEvents(ctx: Ctx, matterId: number): Promise<SurveyEvent[]> {
  const found = await surveysOfMatters(ctx, [matterId])
  const ids = found.map(({ survey }) => survey.id)
  const steps = await stepsOfMany(ctx, 'survey', ids)
  const reported = await resultsPublishedAt(ctx, ids)
  return found.flatMap(({ survey: { id, title, opensAt, closesAt } }): SurveyEvent[] => {
    const extended = (steps.get(id) ?? []).filter(({ kind, at }) => kind === 'extended' && at <= ctx.now)
    const at = reported.get(id)
    const common = { title, href: paths.survey(id) }
    return [
      { ...common, id: `survey-${id}`, kind: 'survey-opened', at: opensAt },
      ...extended.map(
        (step): SurveyEvent => ({
          ...{ ...common, id: `survey-step-${step.id}`, kind: 'survey-extended', at: step.at },
          reason: step.reason,
        }),
      ),
      { ...common, id: `survey-closing-${id}`, kind: 'survey-closed', at: closesAt },
      ...(at ? [resultEvent(id, title, at)] : []),
    ]
  })
}

function resultEvent(id: number, title: string, at: Date): SurveyEvent {
  return { id: `survey-result-${id}`, kind: 'survey-reported', at, title, href: paths.surveyResults(id) }
}

/** When the results of these surveys became public, by the survey's id. */
export async function resultsPublishedAt(ctx: Ctx, surveyIds: number[]): Promise<Map<number, Date>> {
  if (surveyIds.length === 0) return new Map()
  const rows = await ctx.db
    .select({ surveyId: surveyResults.surveyId, at: publishedStep.at })
    .from(surveyResults)
    .innerJoin(publishedStep, isPublic('survey-result', surveyResults.id, ctx.now))
    .where(inArray(surveyResults.surveyId, surveyIds))
  return new Map(rows.map(({ surveyId, at }) => [surveyId, at]))
}

/** W2: how many surveys that opened in this time have their results published. */
export async function countSurveysWithResults(ctx: Ctx, from: Date, to: Date): Promise<number> {
  const rows = await ctx.db
    .select({ id: surveys.id })
    .from(surveys)
    .innerJoin(surveyResults, eq(surveyResults.surveyId, surveys.id))
    .innerJoin(publishedStep, isPublic('survey-result', surveyResults.id, ctx.now))
    .where(
      and(gte(surveys.opensAt, from), lt(surveys.opensAt, to), isPublicAsWell('survey', surveys.id, ctx.now)),
    )
  return rows.length
}

import { and, asc, desc, eq, inArray, isNotNull, isNull } from 'drizzle-orm'
import { stepsOf, stepsOfMany } from '~/app/domain/audit/steps.server'
import { placeOf } from '~/app/domain/comments/types'
import type { Ctx } from '~/app/server/context'
import { notFound } from '~/app/server/errors'
import { departments } from '~/db/schema/people'
import type { Option } from '~/db/schema/survey-definition'
import { surveyResults, surveys, surveyVersions } from '~/db/schema/surveys'
import { type SurveyState, stateOf } from './types'

export type StoredSurvey = typeof surveys.$inferSelect
export type SurveyVersion = typeof surveyVersions.$inferSelect

export async function surveyRow(ctx: Ctx, id: number): Promise<StoredSurvey> {
  const [row] = await ctx.db.select().from(surveys).where(eq(surveys.id, id))
  if (!row) throw notFound('问卷')
  return row
}

/** As `lockActivity`: `share` for an answer, `no key update` for what changes its state. */
export async function lockSurvey(
  tx: Ctx,
  id: number,
  strength: 'share' | 'no key update',
): Promise<StoredSurvey> {
  const [row] = await tx.db.select().from(surveys).where(eq(surveys.id, id)).for(strength)
  if (!row) throw notFound('问卷')
  return row
}

/** The survey that the public sees, with its state; refused as not found while it is not public. */
export async function publicSurvey(
  ctx: Ctx,
  id: number,
): Promise<{ survey: StoredSurvey; state: Exclude<SurveyState, 'unpublished'> }> {
  const survey = await surveyRow(ctx, id)
  const state = await stateOfSurvey(ctx, survey)
  if (state === 'unpublished') throw notFound('问卷')
  return { survey, state }
}

export async function stateOfSurvey(ctx: Ctx, survey: StoredSurvey): Promise<SurveyState> {
  return (await statesOfSurveys(ctx, [survey])).get(survey.id) as SurveyState
}

/** The states of many surveys in three queries. */
export async function statesOfSurveys(ctx: Ctx, all: StoredSurvey[]): Promise<Map<number, SurveyState>> {
  if (all.length === 0) return new Map()
  const ids = all.map(({ id }) => id)
  const steps = await stepsOfMany(ctx, 'survey', ids)
  const results = await ctx.db
    .select({ id: surveyResults.id, surveyId: surveyResults.surveyId })
    .from(surveyResults)
    .where(inArray(surveyResults.surveyId, ids))
  const resultOf = new Map(results.map(({ id, surveyId }) => [surveyId, id]))
  const resultSteps = await stepsOfMany(
    ctx,
    'survey-result',
    results.map(({ id }) => id),
  )
  return new Map(
    all.map((survey) => [
      survey.id,
      stateOf(
        {
          ...survey,
          steps: steps.get(survey.id) ?? [],
          resultSteps: resultSteps.get(resultOf.get(survey.id) ?? 0) ?? [],
        },
        ctx.now,
      ),
    ]),
  )
}

/** The published versions, newest first: the first is the one that is answered now. */
export function publishedVersions(ctx: Ctx, surveyId: number): Promise<SurveyVersion[]> {
  return ctx.db
    .select()
    .from(surveyVersions)
    .where(and(eq(surveyVersions.surveyId, surveyId), isNotNull(surveyVersions.publishedAt)))
    .orderBy(desc(surveyVersions.number))
}

/** The version that is being written; null while the published one stands as it is. */
export async function versionInWork(ctx: Ctx, surveyId: number): Promise<SurveyVersion | null> {
  const [row] = await ctx.db
    .select()
    .from(surveyVersions)
    .where(and(eq(surveyVersions.surveyId, surveyId), isNull(surveyVersions.publishedAt)))
    .orderBy(desc(surveyVersions.number))
    .limit(1)
  return row ?? null
}

/** The townships and streets of the county, as options of a question of place. */
export async function placesOf(ctx: Ctx): Promise<Option[]> {
  const rows = await ctx.db
    .select({ id: departments.slug, name: departments.name })
    .from(departments)
    .where(eq(departments.kind, 'township'))
    .orderBy(asc(departments.id))
  return rows.map(({ id, name }) => ({ id, label: placeOf(name) }))
}

export function surveySteps(ctx: Ctx, id: number) {
  return stepsOf(ctx, 'survey', id)
}

/** The search document and the pages that show a survey. */
export function shownOn({ id, matterId, consultationId, policyId }: StoredSurvey) {
  return {
    search: [{ kind: 'survey' as const, id }],
    tags: [
      `survey:${id}`,
      'surveys',
      'calendar',
      'departments',
      'home',
      ...(matterId === null ? [] : [`matter:${matterId}`, 'matters']),
      ...(consultationId === null ? [] : [`consultation:${consultationId}`]),
      ...(policyId === null ? [] : [`policy:${policyId}`]),
    ],
  }
}

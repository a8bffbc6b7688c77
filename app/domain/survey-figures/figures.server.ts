import { asc, eq } from 'drizzle-orm'
import type { PublishedResult } from '~/app/domain/survey-results/result-types'
import { placesOf, publishedVersions } from '~/app/domain/surveys/row.server'
import type { Ctx } from '~/app/server/context'
import { surveyAnswers } from '~/db/schema/survey-answers'
import { surveyResults } from '~/db/schema/surveys'
import { computeFigures } from './compute-figures'
import type { SurveyFigures } from './figures'

/**
 * The figures as they stand now, of all answers that have been mixed, suppressed already. Who may see them is for the
 * caller. What was published once is said again as it was: laid beside figures of a few answers more, it would tell
 * what these few said.
 */
export async function figuresOf(ctx: Ctx, surveyId: number): Promise<SurveyFigures> {
  const [result] = await ctx.db
    .select({ published: surveyResults.figures })
    .from(surveyResults)
    .where(eq(surveyResults.surveyId, surveyId))
  if (result?.published) return (result.published as unknown as PublishedResult).figures
  const versions = await publishedVersions(ctx, surveyId)
  const rows = await ctx.db
    .select({ versionId: surveyAnswers.versionId, way: surveyAnswers.way, answers: surveyAnswers.answers })
    .from(surveyAnswers)
    .where(eq(surveyAnswers.surveyId, surveyId))
    .orderBy(asc(surveyAnswers.id))
  const numberOf = new Map(versions.map(({ id, number }) => [id, number]))
  return computeFigures({
    versions,
    people: rows.map(({ versionId, way, answers }) => ({
      ...{ way, answers },
      version: numberOf.get(versionId) ?? 0,
    })),
    places: await placesOf(ctx),
  })
}

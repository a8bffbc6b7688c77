import { resultsPage } from '~/app/domain/survey-results/results.server'
import type { Ctx } from '~/app/server/context'
import { notFound } from '~/app/server/errors'
import { type SurveyFileFormat, surveyFileTypes, writeSurveyFile } from './export-files'

/** The published results as a file, for anybody; there is none before they are public. */
export async function surveyFile(ctx: Ctx, surveyId: number, format: SurveyFileFormat) {
  const { survey, published } = await resultsPage(ctx, surveyId)
  if (!published) throw notFound('问卷结果')
  const { figures, quotas, weighting } = published.result
  const { title, opensAt, closesAt } = survey
  return {
    type: surveyFileTypes[format],
    name: `问卷结果-${title}.${format}`,
    plainName: `survey-${surveyId}.${format}`,
    pieces: writeSurveyFile(format, { title, opensAt, closesAt, figures, quotas, weighting }),
  }
}

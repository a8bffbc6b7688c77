import { and, eq, inArray } from 'drizzle-orm'
import { stepsOf } from '~/app/domain/audit/steps.server'
import { publicStep } from '~/app/domain/audit/transitions'
import { aboutOf } from '~/app/domain/surveys/page.server'
import type { SurveyAbout } from '~/app/domain/surveys/page-types'
import { publicSurvey, type StoredSurvey } from '~/app/domain/surveys/row.server'
import type { SurveyState } from '~/app/domain/surveys/types'
import type { Ctx } from '~/app/server/context'
import { steps } from '~/db/schema/audit'
import { departments } from '~/db/schema/people'
import { resultRow } from './result-row.server'
import type { PublishedResult, Quote } from './result-types'

export type ResultsPage = {
  survey: {
    id: number
    title: string
    purpose: string
    audience: string
    opensAt: Date
    closesAt: Date
    access: StoredSurvey['access']
  }
  department: { name: string; slug: string }
  state: SurveyState
  about: SurveyAbout | null
  published: { at: Date; by: string | null; introduction: string; result: PublishedResult } | null
}

/** The results as the public reads them: the one row that was kept when they were published. */
export async function resultsPage(ctx: Ctx, surveyId: number): Promise<ResultsPage> {
  const { survey, state } = await publicSurvey(ctx, surveyId)
  const [department] = await ctx.db
    .select({ name: departments.name, slug: departments.slug })
    .from(departments)
    .where(eq(departments.id, survey.departmentId))
  const { id, title, purpose, audience, opensAt, closesAt, access } = survey
  return {
    survey: { id, title, purpose, audience, opensAt, closesAt, access },
    department: department ?? { name: '', slug: '' },
    ...{ state, about: await aboutOf(ctx, survey) },
    published: state === 'reported' ? await publishedResult(ctx, surveyId) : null,
  }
}

/** What was published, without quotes that were taken down since; null while nothing is public. */
export async function publishedResult(ctx: Ctx, surveyId: number): Promise<ResultsPage['published']> {
  const row = await resultRow(ctx, surveyId)
  if (!row?.figures) return null
  const step = publicStep(await stepsOf(ctx, 'survey-result', row.id), ctx.now)
  if (!step) return null
  const result = row.figures as unknown as PublishedResult
  return {
    ...{ at: step.at, by: step.accountName, introduction: row.introduction },
    result: await withoutTakenDown(ctx, result),
  }
}

async function withoutTakenDown(ctx: Ctx, result: PublishedResult): Promise<PublishedResult> {
  const quoted = result.open.flatMap(({ quotes, themes }) =>
    [quotes, ...themes.map((one) => one.quotes)].flat(),
  )
  if (quoted.length === 0) return result
  // A quote had been kept when it was published: its refusal, if there is a later one, is its last step.
  const rows = await ctx.db
    .select({ id: steps.subjectId, kind: steps.kind })
    .from(steps)
    .where(
      and(
        eq(steps.subject, 'survey-text'),
        inArray(
          steps.subjectId,
          quoted.map(({ id }) => id),
        ),
      ),
    )
    .orderBy(steps.id)
  const last = new Map(rows.map(({ id, kind }) => [id, kind]))
  const isThere = ({ id }: Quote) => last.get(id) !== 'refused'
  return {
    ...result,
    open: result.open.map((one) => ({
      ...one,
      quotes: one.quotes.filter(isThere),
      themes: one.themes.map((theme) => ({ ...theme, quotes: theme.quotes.filter(isThere) })),
    })),
  }
}

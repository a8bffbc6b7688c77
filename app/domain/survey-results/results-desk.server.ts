import { eq } from 'drizzle-orm'
import { offeredSteps } from '~/app/domain/audit/sign-off.server'
import { type Step, stepsOf } from '~/app/domain/audit/steps.server'
import { isEditable, type OfferedStep, type SignOffState, stateAfter } from '~/app/domain/audit/transitions'
import type { Finding } from '~/app/domain/findings'
import { hasPermission, requirePermission } from '~/app/domain/people/permissions'
import { peopleSoFar } from '~/app/domain/survey-answering/receive.server'
import { sheetFigures } from '~/app/domain/survey-sheets/sheet-rows.server'
import { publishedVersions, type StoredSurvey, stateOfSurvey } from '~/app/domain/surveys/row.server'
import type { SurveyState } from '~/app/domain/surveys/types'
import { questionsOf } from '~/app/domain/surveys/walk'
import type { Ctx } from '~/app/server/context'
import { Refusal } from '~/app/server/errors'
import { departments } from '~/db/schema/people'
import { conclusionsOf } from './conclusions.server'
import { buildResult, findingsOf } from './publish-result.server'
import { resultRow, surveyForDesk } from './result-row.server'
import type { Conclusion, PublishedResult } from './result-types'
import { publishedResult } from './results.server'
import { proposeIntroduction } from './results-introduction'
import { countTexts } from './text-rows.server'

export type ResultDesk = {
  survey: Pick<StoredSurvey, 'id' | 'title' | 'opensAt' | 'closesAt' | 'access'>
  surveyState: SurveyState
  state: SignOffState
  introduction: string
  /** The words are drawn from the figures, nobody has saved them yet. */
  isProposed: boolean
  conclusions: Conclusion[]
  questions: { id: string; title: string }[]
  waitingTexts: number
  findings: Finding[]
  offered: OfferedStep[]
  steps: Omit<Step, 'data'>[]
  canEdit: boolean
  /** How many have answered, and how many of them on paper. */
  soFar: { people: number; paper: number }
  /**
   * As it stands now, or as it was published. Null until the survey has closed: who looks twice while answers come in
   * would find out, by subtracting, what the few between the two looks said.
   */
  result: PublishedResult | null
}

/** The results as the department writes and signs them off. */
export async function resultDesk(ctx: Ctx, surveyId: number): Promise<ResultDesk> {
  const survey = await surveyForDesk(ctx, surveyId)
  const surveyState = await stateOfSurvey(ctx, survey)
  const row = await resultRow(ctx, surveyId)
  const steps = row ? await stepsOf(ctx, 'survey-result', row.id) : []
  const state = stateAfter(steps)
  const isOver = surveyState === 'closed' || surveyState === 'reported'
  const canEdit = hasPermission(ctx, 'survey.write', survey) && isEditable(state) && isOver
  const result = isOver
    ? ((await publishedResult(ctx, surveyId))?.result ?? (await buildResult(ctx, survey)))
    : null
  const isProposed = canEdit && !row?.introduction
  const texts = [...(await countTexts(ctx, surveyId)).values()]
  const { id, title, opensAt, closesAt, access } = survey
  return {
    ...{ survey: { id, title, opensAt, closesAt, access }, surveyState, state, canEdit, isProposed, result },
    soFar: {
      people: (await peopleSoFar(ctx, [surveyId])).get(surveyId) ?? 0,
      paper: (await sheetFigures(ctx, surveyId)).counted,
    },
    introduction: isProposed && result ? await proposeFor(ctx, survey, result) : (row?.introduction ?? ''),
    conclusions: await conclusionsOf(ctx, surveyId),
    questions: await questionsAsked(ctx, surveyId),
    waitingTexts: texts.reduce((sum, { waiting }) => sum + waiting, 0),
    findings: state === 'published' || state === 'withdrawn' ? [] : await findingsOf(ctx, survey, row),
    offered: row ? offeredSteps(ctx, 'survey-result', state, survey.departmentId) : [],
    steps: steps.map(({ data: _, ...step }) => step),
  }
}

/** The words at the head once more, as the figures are now; nothing is saved. */
export async function proposedIntroduction(ctx: Ctx, surveyId: number): Promise<string> {
  const survey = await surveyForDesk(ctx, surveyId)
  requirePermission(ctx, 'survey.write', survey)
  if (ctx.now < survey.closesAt) throw new Refusal(409, '问卷还没有截止，截止以后才有数字可写。')
  return proposeFor(ctx, survey, await buildResult(ctx, survey))
}

async function proposeFor(ctx: Ctx, survey: StoredSurvey, { figures }: PublishedResult): Promise<string> {
  const [department] = await ctx.db
    .select({ name: departments.name })
    .from(departments)
    .where(eq(departments.id, survey.departmentId))
  return proposeIntroduction({ ...survey, department: department?.name ?? '', figures })
}

/** Of the newest version that asked it. */
async function questionsAsked(ctx: Ctx, surveyId: number): Promise<ResultDesk['questions']> {
  const versions = await publishedVersions(ctx, surveyId)
  const titles = new Map<string, string>()
  for (const { definition } of versions)
    for (const { id, title } of questionsOf(definition)) if (!titles.has(id)) titles.set(id, title)
  return [...titles].map(([id, title]) => ({ id, title }))
}

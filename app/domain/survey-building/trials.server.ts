import { count, desc, eq } from 'drizzle-orm'
import { record, transact } from '~/app/domain/audit/record.server'
import { requirePermission } from '~/app/domain/people/permissions'
import { computeFigures } from '~/app/domain/survey-figures/compute-figures'
import type { SurveyFigures } from '~/app/domain/survey-figures/figures'
import { checkAnswers, type Setting } from '~/app/domain/surveys/check-answers'
import {
  placesOf,
  publishedVersions,
  type StoredSurvey,
  type SurveyVersion,
  surveyRow,
  versionInWork,
} from '~/app/domain/surveys/row.server'
import type { Ctx } from '~/app/server/context'
import { Refusal } from '~/app/server/errors'
import { surveyTrials } from '~/db/schema/survey-answers'
import type { Answers } from '~/db/schema/survey-definition'
import { requireReader } from './desk.server'
import { randomAnswers } from './random-answers'

export type Trial = { survey: StoredSurvey; version: SurveyVersion; setting: Setting; kept: number }

/** The version that is tried out: the one in work, else the one that is answered now. */
export async function trialOf(ctx: Ctx, surveyId: number): Promise<Trial> {
  const survey = await surveyRow(ctx, surveyId)
  requireReader(ctx, survey)
  const version = (await versionInWork(ctx, surveyId)) ?? (await publishedVersions(ctx, surveyId))[0]
  if (!version) throw new Refusal(404, '问卷还没有题目。')
  const [row] = await ctx.db
    .select({ kept: count() })
    .from(surveyTrials)
    .where(eq(surveyTrials.versionId, version.id))
  return { survey, version, setting: { places: await placesOf(ctx) }, kept: row?.kept ?? 0 }
}

const mostTrials = 500

/** Test answers have a table of their own and are never counted. */
export async function keepTrial(ctx: Ctx, surveyId: number, given: Answers): Promise<void> {
  await transact(ctx, async (tx) => {
    const trial = await writableTrial(tx, surveyId)
    const { answers, faults } = checkAnswers(trial.version.definition, given, trial.setting)
    if (Object.keys(faults).length > 0) throw new Refusal(422, '试答还没有填完，或题目刚改过。请再试答一遍。')
    await insertTrials(tx, trial, [answers])
  })
}

/** Draws answers at random, so that the results can be looked at before anybody has answered. */
export async function drawTrials(ctx: Ctx, surveyId: number, many: number): Promise<void> {
  await transact(ctx, async (tx) => {
    const trial = await writableTrial(tx, surveyId)
    const bytes = tx.random(4096)
    let at = 0
    let state = 0
    // A drawn number for the look of a chart only; a byte and a step are enough.
    const chance = () => {
      state = (Math.imul(state ^ (bytes[at++ % bytes.length] ?? 0), 0x45d9f3b) + 0x9e3779b9) >>> 0
      return state / 2 ** 32
    }
    const { definition } = trial.version
    await insertTrials(
      tx,
      trial,
      Array.from({ length: many }, () => randomAnswers(definition, trial.setting, chance)),
    )
  })
}

export async function clearTrials(ctx: Ctx, surveyId: number): Promise<void> {
  await transact(ctx, async (tx) => {
    const { version, kept } = await writableTrial(tx, surveyId)
    await tx.db.delete(surveyTrials).where(eq(surveyTrials.versionId, version.id))
    await record(tx, {
      ...{ action: 'survey.trials-cleared', subject: 'survey', id: surveyId },
      before: { version: version.number, trials: kept },
    })
  })
}

async function writableTrial(tx: Ctx, surveyId: number): Promise<Trial> {
  const trial = await trialOf(tx, surveyId)
  requirePermission(tx, 'survey.write', trial.survey)
  return trial
}

async function insertTrials(tx: Ctx, { survey, version, kept }: Trial, all: Answers[]): Promise<void> {
  if (kept + all.length > mostTrials)
    throw new Refusal(409, `一版问卷最多留 ${mostTrials} 份试答。请先清空，再接着试。`)
  const rows = all.map((answers) => ({ versionId: version.id, answers, createdAt: tx.now }))
  await tx.db.insert(surveyTrials).values(rows)
  await record(tx, {
    ...{ action: 'survey.tried', subject: 'survey', id: survey.id },
    after: { version: version.number, trials: all.length },
  })
}

/** As the results would look, suppressed in the same way. */
export async function trialFigures(ctx: Ctx, surveyId: number): Promise<SurveyFigures> {
  const { version, setting } = await trialOf(ctx, surveyId)
  const rows = await ctx.db
    .select({ answers: surveyTrials.answers })
    .from(surveyTrials)
    .where(eq(surveyTrials.versionId, version.id))
    .orderBy(desc(surveyTrials.id))
  const { number, note, definition } = version
  return computeFigures({
    versions: [{ number, note, definition }],
    people: rows.map(({ answers }) => ({ version: number, way: 'online', answers })),
    places: setting.places,
  })
}

import { addDays, dayOf, endOfDay, startOfDay } from '~/app/domain/calendar'
import { addConclusion, decideConclusion } from '~/app/domain/survey-results/conclusions.server'
import { saveIntroduction, takeResultStep } from '~/app/domain/survey-results/publish-result.server'
import type { Db } from '~/db/client'
import { surveyAnswers, surveyTexts } from '~/db/schema/survey-answers'
import type { Answers } from '~/db/schema/survey-definition'
import { aSurvey, type Office, type Wanted } from '../surveys/a-survey'

// By the real clock, as in a-survey.
const daysAgo = (days: number) => addDays(dayOf(new Date()), -days)
const opensAt = startOfDay(daysAgo(30))
const closesAt = endOfDay(daysAgo(3))
const day = daysAgo(10)

let lastId = 5_000_000_000

/** Not one after the other, as they are when they are drawn. */
export function anId(): number {
  lastId += 104_729
  return lastId
}

/** A survey that has closed, with these answers as mixing leaves them. */
export async function aClosedSurvey(
  db: Db,
  { office, answers, ...wanted }: Wanted & { office: Office; answers: Answers[] },
) {
  const survey = await aSurvey(db, { office, opensAt, closesAt, ...wanted })
  const { surveyId, versionId } = survey
  const rows = answers.map((given) => ({
    ...{ id: anId(), surveyId, versionId, way: 'online' as const, day, answers: given },
  }))
  for (let from = 0; from < rows.length; from += 1000)
    await db.insert(surveyAnswers).values(rows.slice(from, from + 1000))
  return survey
}

/** Words of an open question, as mixing leaves them: with an id of their own and no link to the other answers. */
export async function textsOf(
  db: Db,
  of: { surveyId: number; versionId: number },
  bodies: string[],
  questionId = 'advice',
): Promise<number[]> {
  const rows = bodies.map((body) => ({
    ...{ id: anId(), surveyId: of.surveyId, versionId: of.versionId, questionId, body },
  }))
  await db.insert(surveyTexts).values(rows)
  return rows.map(({ id }) => id)
}

/** Introduction, one conclusion with its decision, handed in by the drafter. */
export async function handIn(office: Office, surveyId: number, questionIds: string[] = []): Promise<void> {
  const drafter = office.as('drafter')
  await saveIntroduction(drafter, surveyId, '10月5日至30日开展了调查。')
  const conclusionId = await addConclusion(drafter, surveyId, { finding: '停车很难。', questionIds })
  await decideConclusion(drafter, surveyId, {
    ...{ conclusionId, decision: 'adopted', reason: '明年新建两百个车位。' },
  })
  await takeResultStep(drafter, surveyId, 'submitted')
}

/** `counts.none` people without a car, and so on; everyone with a car parks in the street. */
export function carAnswers(counts: { one: number; more: number; none: number }): Answers[] {
  return Object.entries(counts).flatMap(([car, count]) =>
    Array.from(
      { length: count },
      (): Answers => (car === 'none' ? { car, age: 70 } : { car, age: 40, where: ['street'], ease: 2 }),
    ),
  )
}

import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { transact } from '~/app/domain/audit/record.server'
import { dayOf } from '~/app/domain/calendar'
import { mixAnswers } from '~/app/domain/survey-answering/mix.server'
import { keepTexts } from '~/app/domain/survey-results/moderate-texts.server'
import { buildResult, publishResult, takeResultStep } from '~/app/domain/survey-results/publish-result.server'
import { resultsPage } from '~/app/domain/survey-results/results.server'
import { enterSheet } from '~/app/domain/survey-sheets/sheets.server'
import { surveyPage } from '~/app/domain/surveys/page.server'
import { surveyRow } from '~/app/domain/surveys/row.server'
import type { OpenDatabase } from '~/db/client'
import { surveyAnswers, surveySheets, surveyTexts } from '~/db/schema/survey-answers'
import { freshDatabase } from '~/test/support/database'
import { makeOffice } from '~/test/support/office'
import type { Office } from '../surveys/a-survey'
import { aClosedSurvey, carAnswers, handIn } from './a-result'

// Sheets of paper that are entered when the survey has closed: they wait in the box, and each has its number at the desk.

let open: OpenDatabase
let office: Office

beforeAll(async () => {
  open = await freshDatabase()
  office = await makeOffice(open.db)
})
afterAll(() => open.close())

const answers = carAnswers({ one: 60, more: 20, none: 40 })
const typed: Record<string, string> = { car: '1', age: '52', where: '12', ease: '4', advice: '多建车库' }
const enter = (surveyId: number, number: string) =>
  transact(office.as('drafter'), (tx) =>
    enterSheet(tx, surveyId, { number, version: 1, typed: (name) => typed[name] ?? '' }),
  )
const closedSurvey = () => aClosedSurvey(open.db, { office, answers, secondEntryPercent: 0 })

test('words on a sheet entered after closing come to moderation when the results are handed in, and then they can be published', async () => {
  const { surveyId } = await closedSurvey()
  await enter(surveyId, '1')
  await expect(handIn(office, surveyId)).rejects.toMatchObject({
    findings: expect.arrayContaining([expect.objectContaining({ id: 'L4', level: 'block' })]),
  })
  const texts = await open.db.select().from(surveyTexts).where(eq(surveyTexts.surveyId, surveyId))
  expect(texts).toMatchObject([{ questionId: 'advice', body: '多建车库' }])
  await keepTexts(office.as('moderator'), surveyId, { ids: texts.map(({ id }) => id) })
  await takeResultStep(office.as('drafter'), surveyId, 'submitted')
  await publishResult(office.as('issuer'), surveyId)
  const page = await resultsPage(office.citizen(), surveyId)
  expect(page.published?.result.figures.people).toBe(121)
})

test('handing in is refused to another department before anything leaves the box', async () => {
  const { surveyId } = await closedSurvey()
  await enter(surveyId, '1')
  const other = await makeOffice(open.db, 'late-paper-other')
  await expect(takeResultStep(other.as('drafter'), surveyId, 'submitted')).rejects.toMatchObject({
    status: 403,
  })
  expect(await open.db.$count(surveyTexts, eq(surveyTexts.surveyId, surveyId))).toBe(0)
})

test('the day on which a sheet was entered does not lead from its number to the answers', async () => {
  const { surveyId } = await closedSurvey()
  await enter(surveyId, '1')
  await mixAnswers(office.as('drafter'), { all: surveyId })
  const [paper] = (
    await open.db.select().from(surveyAnswers).where(eq(surveyAnswers.surveyId, surveyId))
  ).filter(({ way }) => way === 'paper')
  expect(paper?.day).toBe(dayOf((await surveyRow(office.as('drafter'), surveyId)).opensAt))
})

test('how many sheets were entered twice is not said where the number of sheets is protected', async () => {
  const { surveyId, versionId } = await closedSurvey()
  const survey = await surveyRow(office.as('drafter'), surveyId)
  const paper = async () => (await buildResult(office.as('drafter'), survey)).paper
  const addPaper = async (count: number, from: number) => {
    for (let at = from; at < from + count; at += 1) {
      const common = { surveyId, versionId }
      await open.db.insert(surveyAnswers).values({
        ...{ ...common, id: surveyId * 1_000_000 + at, way: 'paper', day: '2026-11-01' },
        answers: { car: 'one', age: 40, where: ['street'], ease: 2 },
      })
      await open.db.insert(surveySheets).values({
        ...{ ...common, number: `${at}`, sampled: true, enteredAt: new Date(), secondAt: new Date() },
        ...{ compared: 5, countedAt: new Date() },
      })
    }
  }
  await addPaper(4, 1)
  expect(await paper()).toBeNull()
  await addPaper(8, 5)
  expect(await paper()).toEqual({ twice: 12, compared: 60, differed: 0 })
})

test('when the answers are forgotten, the page still says how many there were', async () => {
  const { surveyId } = await closedSurvey()
  await handIn(office, surveyId)
  await publishResult(office.as('issuer'), surveyId)
  await open.db.delete(surveyAnswers).where(eq(surveyAnswers.surveyId, surveyId))
  expect((await surveyPage(office.citizen(), surveyId)).people).toBe(120)
})

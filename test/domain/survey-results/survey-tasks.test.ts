import { isNull } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { keepTexts } from '~/app/domain/survey-results/moderate-texts.server'
import { publishResult, takeResultStep } from '~/app/domain/survey-results/publish-result.server'
import { surveyTasks } from '~/app/domain/survey-results/tasks.server'
import type { Db, OpenDatabase } from '~/db/client'
import { surveyVersions } from '~/db/schema/surveys'
import { aClosedSurvey, carAnswers, handIn, textsOf } from '~/test/domain/survey-results/a-result'
import { aSurvey, carSurvey } from '~/test/domain/surveys/a-survey'
import { freshDatabase } from '~/test/support/database'
import { makeOffice } from '~/test/support/office'

let open: OpenDatabase
let db: Db
beforeAll(async () => {
  open = await freshDatabase()
  db = open.db
})
afterAll(() => open.close())

describe('what waits after a survey is public', () => {
  test('a mended version waits for the issuer once it differs from the public one', async () => {
    const office = await makeOffice(db, 'mending')
    const { surveyId } = await aSurvey(db, { office })
    const mended = { surveyId, number: 2, note: '改了一个错字。', createdAt: new Date() }
    await db.insert(surveyVersions).values({ ...mended, definition: carSurvey })
    expect(await surveyTasks(office.as('issuer'))).toEqual([])
    await db
      .update(surveyVersions)
      .set({ definition: { ...carSurvey, crossBy: [] } })
      .where(isNull(surveyVersions.publishedAt))
    expect(await surveyTasks(office.as('issuer'))).toMatchObject([{ what: 'version', id: surveyId }])
    expect(await surveyTasks(office.as('drafter'))).toEqual([])
  })

  test('the results wait for the drafter, then for the issuer, then for nobody (P12)', async () => {
    const office = await makeOffice(db, 'results')
    const { surveyId } = await aClosedSurvey(db, {
      ...{ office, answers: carAnswers({ one: 30, more: 20, none: 20 }) },
    })
    expect(await surveyTasks(office.as('drafter'))).toMatchObject([{ what: 'results', id: surveyId }])
    await handIn(office, surveyId)
    expect(await surveyTasks(office.as('drafter'))).toEqual([])
    expect(await surveyTasks(office.as('issuer'))).toMatchObject([{ what: 'issue', id: surveyId }])
    await takeResultStep(office.as('issuer'), surveyId, 'returned', '请把理由写具体。')
    expect(await surveyTasks(office.as('drafter'))).toMatchObject([{ what: 'results', id: surveyId }])
    await takeResultStep(office.as('drafter'), surveyId, 'submitted')
    await publishResult(office.as('issuer'), surveyId)
    for (const role of ['drafter', 'issuer'] as const) expect(await surveyTasks(office.as(role))).toEqual([])
  })

  test('words wait for moderators until all are decided about', async () => {
    const office = await makeOffice(db, 'words')
    const survey = await aClosedSurvey(db, { office, answers: carAnswers({ one: 1, more: 0, none: 0 }) })
    const ids = await textsOf(db, survey, ['多建车位', '加装路灯'])
    const tasks = () => surveyTasks(office.as('moderator'))
    expect(await tasks()).toMatchObject([{ what: 'texts', id: survey.surveyId }])
    await keepTexts(office.as('moderator'), survey.surveyId, { ids })
    expect(await tasks()).toEqual([])
  })
})

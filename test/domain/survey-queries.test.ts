import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bankPage } from '~/app/domain/survey-building/bank.server'
import { deskSurveys } from '~/app/domain/survey-building/desk.server'
import { resultsPage } from '~/app/domain/survey-results/results.server'
import { surveyTasks } from '~/app/domain/survey-results/tasks.server'
import { textsDesk } from '~/app/domain/survey-results/texts-desk.server'
import { sheetsDesk } from '~/app/domain/survey-sheets/sheets-desk.server'
import { listSurveys, surveysAbout } from '~/app/domain/surveys/list.server'
import { surveyEvents } from '~/app/domain/surveys/of-matters.server'
import { surveyPage } from '~/app/domain/surveys/page.server'
import type { Ctx } from '~/app/server/context'
import type { OpenDatabase } from '~/db/client'
import { freshDatabase } from '~/test/support/database'
import { makeSurveys } from '~/test/support/many-surveys'
import { plansOf } from '~/test/support/plans'
import { aSurvey, type Office } from './surveys/a-survey'

let open: OpenDatabase
let office: Office
let big: number
let reported: number
const now = new Date()
const drafter = (db: Ctx['db']) => ({ ...office.as('drafter', now), db })
const moderator = (db: Ctx['db']) => ({ ...office.as('moderator', now), db })

beforeAll(async () => {
  open = await freshDatabase()
  const made = await aSurvey(open.db, { closesAt: new Date(now.getTime() - 86_400_000) })
  office = made.office
  big = made.surveyId
  const { departmentId } = office
  await makeSurveys(open, { ...made, departmentId }, { surveys: 2000, answers: 100_000 })
  const { rows } = await open.pool.query('select min(survey_id) as id from survey_results')
  reported = Number(rows[0].id)
}, 120_000)
afterAll(() => open.close())

async function timeOf(page: Page[1]): Promise<number> {
  const begun = performance.now()
  await page(open.db)
  return performance.now() - begun
}

type Page = [string, (db: Ctx['db']) => Promise<unknown>]

const large = [
  'survey_answers',
  'survey_participations',
  'survey_texts',
  'survey_drafts',
  'survey_sheets',
  'steps',
]

describe('with two thousand surveys, and a hundred thousand answers to one of them', () => {
  const lists: Page[] = [
    ['the list of surveys', (db) => listSurveys(drafter(db))],
    ['those that have results', (db) => listSurveys(drafter(db), { state: 'reported' })],
    ['those of a department', (db) => listSurveys(drafter(db), { departmentId: office.departmentId })],
    ['the surveys about a policy', (db) => surveysAbout(drafter(db), { policyId: 1 })],
    ['the surveys of a matter', (db) => surveyEvents(drafter(db), 1)],
    ['the page of results', (db) => resultsPage(drafter(db), reported)],
    ['the surveys at a desk', (db) => deskSurveys(drafter(db), { after: big + 1900 })],
    ['the bank of questions', (db) => bankPage(drafter(db), {})],
  ]
  it.each(lists)('%s reads none of the large tables from end to end', async (_, page) => {
    const plans = await plansOf(open.pool, page)
    expect(plans.flatMap(({ scanned }) => scanned).filter((table) => large.includes(table))).toEqual([])
    expect(plans.length).toBeLessThanOrEqual(20)
    expect(await timeOf(page)).toBeLessThan(1000)
  })

  const pages: Page[] = [
    ['the page of the survey', (db) => surveyPage(drafter(db), big)],
    ['its words at the desk', (db) => textsDesk(moderator(db), big, { state: 'waiting' })],
    ['its sheets', (db) => sheetsDesk(drafter(db), big, { version: null, before: null })],
    ['what waits for a drafter', (db) => surveyTasks(drafter(db))],
  ]
  it.each(pages)('%s asks a handful of questions and is there within a second', async (_, page) => {
    expect((await plansOf(open.pool, page)).length).toBeLessThanOrEqual(20)
    expect(await timeOf(page)).toBeLessThan(1000)
  })

  it('a moderator learns at once which survey has words to decide about', async () => {
    expect(await timeOf((db) => surveyTasks(moderator(db)))).toBeLessThan(1000)
    const tasks = await surveyTasks(moderator(open.db))
    expect(tasks.filter(({ what }) => what === 'texts').map(({ id }) => id)).toContain(big)
  })
})

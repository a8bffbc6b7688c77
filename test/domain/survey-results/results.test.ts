import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addConclusion, decideConclusion } from '~/app/domain/survey-results/conclusions.server'
import { keepTexts, refuseTexts } from '~/app/domain/survey-results/moderate-texts.server'
import {
  publishResult,
  saveIntroduction,
  takeResultStep,
} from '~/app/domain/survey-results/publish-result.server'
import { resultsPage } from '~/app/domain/survey-results/results.server'
import { proposedIntroduction, resultDesk } from '~/app/domain/survey-results/results-desk.server'
import { addTheme, quoteTexts, themeTexts } from '~/app/domain/survey-results/themes.server'
import type { Db, OpenDatabase } from '~/db/client'
import { surveyAnswers, surveySheets } from '~/db/schema/survey-answers'
import { surveyResults } from '~/db/schema/surveys'
import { freshDatabase } from '~/test/support/database'
import { makeOffice } from '~/test/support/office'
import { aSurvey, type Office } from '../surveys/a-survey'
import { aClosedSurvey, anId, carAnswers, handIn, textsOf } from './a-result'

let open: OpenDatabase
let db: Db
let office: Office

beforeAll(async () => {
  open = await freshDatabase()
  db = open.db
  office = await makeOffice(db)
})
afterAll(() => open.close())

const answers = carAnswers({ one: 60, more: 20, none: 40 })

describe('publishing the results', () => {
  test('the drafter hands in, the issuer publishes; the page shows what was kept, whatever happens later', async () => {
    const { surveyId } = await aClosedSurvey(db, { office, answers })
    await handIn(office, surveyId, ['car'])
    await expect(publishResult(office.as('drafter'), surveyId)).rejects.toMatchObject({ status: 403 })
    await publishResult(office.as('issuer'), surveyId)
    const page = await resultsPage(office.citizen(), surveyId)
    expect(page).toMatchObject({ state: 'reported', published: { by: 'housing issuer' } })
    const result = page.published?.result
    expect(result?.figures.people).toBe(120)
    expect(result?.conclusions).toMatchObject([
      { finding: '停车很难。', questionIds: ['car'], decision: 'adopted', reason: '明年新建两百个车位。' },
    ])
    expect(result?.charts.zh[0]).toContain('<svg')
    await expect(
      addConclusion(office.as('drafter'), surveyId, { finding: '还有', questionIds: [] }),
    ).rejects.toMatchObject({ status: 409 })
    await expect(
      db.update(surveyResults).set({ introduction: '改过' }).where(eq(surveyResults.surveyId, surveyId)),
    ).rejects.toThrow()
    await expect(publishResult(office.as('issuer'), surveyId)).rejects.toMatchObject({ status: 409 })
  })

  test('not before the survey has closed by the server’s clock (P3)', async () => {
    const { surveyId } = await aSurvey(db, { office })
    await expect(handIn(office, surveyId)).rejects.toMatchObject({
      findings: [expect.objectContaining({ id: 'P3', level: 'block' })],
    })
  })

  test('not without an introduction, a conclusion, and a decision with its reason for each (P12)', async () => {
    const { surveyId } = await aClosedSurvey(db, { office, answers })
    const drafter = office.as('drafter')
    const submit = () => takeResultStep(drafter, surveyId, 'submitted')
    await expect(submit()).rejects.toThrow('还没有写明调查的基本情况')
    await saveIntroduction(drafter, surveyId, '基本情况')
    await expect(submit()).rejects.toThrow('至少写一条')
    const conclusionId = await addConclusion(drafter, surveyId, { finding: '停车难', questionIds: [] })
    await expect(submit()).rejects.toThrow('“停车难”')
    await decideConclusion(drafter, surveyId, { conclusionId, decision: 'not-adopted', reason: '没有用地。' })
    await submit()
    await expect(
      decideConclusion(drafter, surveyId, {
        ...{ conclusionId, decision: 'adopted', reason: '有了' },
      }),
    ).rejects.toMatchObject({ status: 409 })
  })

  test('not while words wait for moderation, a sheet is not counted, or a telephone number stands in it', async () => {
    const survey = await aClosedSurvey(db, { office, answers })
    const { surveyId, versionId } = survey
    const [text] = (await textsOf(db, survey, ['多建车位'])) as [number]
    await db.insert(surveySheets).values({ surveyId, versionId, number: '1', enteredAt: new Date() })
    await expect(handIn(office, surveyId)).rejects.toThrow(/纸质问卷没有计入.*没有审核/)
    await keepTexts(office.as('moderator'), surveyId, { ids: [text] })
    await db.delete(surveySheets).where(eq(surveySheets.surveyId, surveyId))
    await saveIntroduction(office.as('drafter'), surveyId, '联系人电话 13812345678')
    await expect(takeResultStep(office.as('drafter'), surveyId, 'submitted')).rejects.toThrow('手机号码')
  })

  test('kept words under no theme are a warning, passed with a reason', async () => {
    const survey = await aClosedSurvey(db, { office, answers })
    const ids = await textsOf(db, survey, ['多建车位', '随便'])
    await keepTexts(office.as('moderator'), survey.surveyId, { ids })
    const drafter = office.as('drafter')
    await addTheme(drafter, survey.surveyId, { questionId: 'advice', label: '车位' })
    await expect(handIn(office, survey.surveyId)).rejects.toThrow('写明理由')
    await takeResultStep(drafter, survey.surveyId, 'submitted', '这两段说不上是哪一类。')
  })

  test('a survey that nobody answered is reported too, without conclusions', async () => {
    const { surveyId } = await aClosedSurvey(db, { office, answers: [] })
    await saveIntroduction(office.as('drafter'), surveyId, '没有收到答卷。')
    await takeResultStep(office.as('drafter'), surveyId, 'submitted')
    await publishResult(office.as('issuer'), surveyId)
    const page = await resultsPage(office.citizen(), surveyId)
    expect(page.published?.result.figures).toMatchObject({ people: 0, questions: [] })
  })

  test('what was withdrawn is gone from the public', async () => {
    const { surveyId } = await aClosedSurvey(db, { office, answers })
    await handIn(office, surveyId)
    await publishResult(office.as('issuer'), surveyId)
    await takeResultStep(office.as('issuer'), surveyId, 'withdrawn', '数字有误，更正后另行公布。')
    expect(await resultsPage(office.citizen(), surveyId)).toMatchObject({ state: 'closed', published: null })
  })

  test('other departments do not see the desk’s page', async () => {
    const { surveyId } = await aClosedSurvey(db, { office, answers })
    const other = await makeOffice(db, `desk-${surveyId}`)
    await expect(resultDesk(other.as('drafter'), surveyId)).rejects.toMatchObject({ status: 403 })
    const desk = await resultDesk(office.as('drafter'), surveyId)
    expect(desk.isProposed).toBe(true)
    expect(desk.introduction).toContain('共收到答卷 120 份')
  })

  test('while the survey is open the desk tells how many, and no figure of a question: two looks would tell the difference', async () => {
    const survey = await aSurvey(db, { office })
    const counted = answers.map((given) => ({
      ...{ id: anId(), surveyId: survey.surveyId, versionId: survey.versionId },
      ...{ way: 'online' as const, day: '2026-11-02', answers: given },
    }))
    await db.insert(surveyAnswers).values(counted)
    const desk = await resultDesk(office.as('drafter'), survey.surveyId)
    expect(desk).toMatchObject({
      result: null,
      introduction: '',
      soFar: { people: 120, paper: 0 },
      canEdit: false,
    })
    await expect(proposedIntroduction(office.as('drafter'), survey.surveyId)).rejects.toMatchObject({
      status: 409,
    })
  })
})

describe('what people wrote, with the results', () => {
  test('themes are counted in people, quotes stand under them; a small theme is a dash', async () => {
    const written = Array.from({ length: 30 }, () => ({ car: 'none', age: 70, advice: '见另表' }))
    const survey = await aClosedSurvey(db, { office, answers: [...answers, ...written] })
    const { surveyId } = survey
    const ids = await textsOf(
      db,
      survey,
      written.map((_, at) => `建议 ${at + 1}`),
    )
    await keepTexts(office.as('moderator'), surveyId, { ids })
    const drafter = office.as('drafter')
    const spaces = await addTheme(drafter, surveyId, { questionId: 'advice', label: '车位' })
    const lights = await addTheme(drafter, surveyId, { questionId: 'advice', label: '照明' })
    await themeTexts(drafter, surveyId, { ids: ids.slice(0, 18), themeId: spaces, isIn: true })
    await themeTexts(drafter, surveyId, { ids: ids.slice(18, 22), themeId: lights, isIn: true })
    await quoteTexts(drafter, surveyId, { ids: [ids[0], ids[29]] as number[], isQuoted: true })
    const { result } = await resultDesk(drafter, surveyId)
    expect(result?.open).toEqual([
      {
        ...{ questionId: 'advice', isOther: false, base: 30 },
        themes: [
          { id: spaces, label: '车位', people: 18, quotes: [{ id: ids[0], words: '建议 1' }] },
          { id: lights, label: '照明', people: null, quotes: [] },
        ],
        quotes: [{ id: ids[29], words: '建议 30' }],
      },
    ])
  })

  test('a quote that is taken down after publishing leaves the page, the rest stays as it was', async () => {
    const written = Array.from({ length: 20 }, () => ({ car: 'none', advice: '见另表' }))
    const survey = await aClosedSurvey(db, { office, answers: [...answers, ...written] })
    const ids = await textsOf(
      db,
      survey,
      written.map((_, at) => `话 ${at + 1}`),
    )
    const moderator = office.as('moderator')
    await keepTexts(moderator, survey.surveyId, { ids })
    await quoteTexts(office.as('drafter'), survey.surveyId, { ids: ids.slice(0, 2), isQuoted: true })
    await handIn(office, survey.surveyId)
    await publishResult(office.as('issuer'), survey.surveyId)
    await refuseTexts(moderator, survey.surveyId, { ids: ids.slice(0, 1), rule: 'privacy' })
    const page = await resultsPage(office.citizen(), survey.surveyId)
    expect(page.published?.result.open[0]?.quotes.map(({ words }) => words)).toEqual(['话 2'])
    await expect(keepTexts(moderator, survey.surveyId, { ids: ids.slice(0, 1) })).rejects.toThrow('已经公布')
  })
})

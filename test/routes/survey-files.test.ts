import { afterAll, beforeAll, expect, test } from 'vitest'
import { takeStep } from '~/app/domain/audit/steps.server'
import { figuresOf } from '~/app/domain/survey-figures/figures.server'
import type { OpenDatabase } from '~/db/client'
import { surveyAnswers } from '~/db/schema/survey-answers'
import { surveyResults } from '~/db/schema/surveys'
import { freshDatabase } from '~/test/support/database'
import { handleRequest } from '~/test/support/server'
import { aSurvey } from '../domain/surveys/a-survey'

let open: OpenDatabase
beforeAll(async () => {
  open = await freshDatabase()
})
afterAll(() => open.close())

test('results can be downloaded once they are public, and stay what was published', async () => {
  const { db } = open
  const { surveyId, versionId, office } = await aSurvey(db)
  const answer = (from: number, count: number) =>
    db.insert(surveyAnswers).values(
      Array.from({ length: count }, (_, at) => ({
        ...{ id: from + at, surveyId, versionId, way: 'online' as const, day: '2026-11-20' },
        answers: { car: 'none' },
      })),
    )
  await answer(1, 40)
  expect((await handleRequest(`/surveys/${surveyId}/results.csv`)).status).toBe(404)
  const figures = await figuresOf(office.as('drafter'), surveyId)
  const nothing = { open: [], conclusions: [], quotas: [], weighting: '', paper: null }
  const [row] = await db
    .insert(surveyResults)
    .values({ surveyId, createdAt: new Date(), figures: { figures, charts: { zh: [], en: [] }, ...nothing } })
    .returning()
  const past = new Date(Date.now() - 60_000)
  const result = { subject: 'survey-result' as const, id: row?.id as number }
  await takeStep(office.as('drafter', past), { ...result, kind: 'submitted' })
  await takeStep(office.as('issuer', past), { ...result, kind: 'published' })
  for (const format of ['csv', 'xlsx']) {
    const response = await handleRequest(`/surveys/${surveyId}/results.${format}`)
    expect(response.status).toBe(200)
    expect(response.headers.get('content-disposition')).toContain(`survey-${surveyId}.${format}`)
  }
  const json = await handleRequest(`/surveys/${surveyId}/results.json`)
  expect(await json.json()).toMatchObject({ figures: { people: 40 } })
  await answer(100, 3)
  expect((await figuresOf(office.as('drafter'), surveyId)).people).toBe(40)
})

import { randomBytes } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { saveDraft } from '~/app/domain/survey-answering/drafts.server'
import { takeSurveyStep } from '~/app/domain/survey-building/write.server'
import { paths } from '~/app/paths'
import { createContext } from '~/app/server/context'
import type { OpenDatabase } from '~/db/client'
import { surveyBox, surveyDrafts } from '~/db/schema/survey-answers'
import { aSurvey } from '~/test/domain/surveys/a-survey'
import { freshDatabase } from '~/test/support/database'
import { makeOffice } from '~/test/support/office'
import { handleRequest } from '~/test/support/server'

let open: OpenDatabase

beforeAll(async () => {
  open = await freshDatabase()
  await handleRequest('/healthz')
}, 120_000)
afterAll(() => open.close())

const code = 'ABCDEFGHJKMN'
const car = { car: 'none' }

test('whatever stands in a form, it is refused or taken with words, never a fault of the server', async () => {
  const { surveyId } = await aSurvey(open.db, { slug: 'odd' })
  const ok = { 'form-page': 'car', 'form-intent': 'next', 'form-shown': 'car', car: 'none' }
  const odd: Record<string, string>[] = [
    ...['1e400', '-1', '1.5', '99999999999999', 'NaN', '0x10', '__proto__'].map((version) => ({
      ...ok,
      'form-version': version,
    })),
    ...['__proto__', 'constructor', '\0', '\ud800', 'a'.repeat(5000), ''].map((page) => ({
      ...ok,
      'form-page': page,
    })),
    ...[
      'open __proto__',
      'open \0',
      'destroy',
      '\0',
      'put-away',
      'save',
      'back',
      'code',
      'submit',
      'other-code',
    ].map((intent) => ({ ...ok, 'form-intent': intent })),
    ...['\0', '__proto__', '\ud83d', 'none\0', 'x'.repeat(300_000)].map((value) => ({ ...ok, car: value })),
    { ...ok, __proto__: 'x', 'car.__proto__': 'x', 'constructor.prototype': 'x', 'car-other': 'x' },
    { ...ok, 'form-draft': '\0\0', 'form-key': '\0'.repeat(20) },
    { 'form-intent': 'submit', 'form-key': '\0'.repeat(20), 'form-draft': code },
    { 'form-intent': 'submit', 'form-key': 'x'.repeat(3000) },
    { 'form-intent': 'code', 'form-code': '\0\ud800' },
  ]
  for (const form of odd) {
    const { status } = await handleRequest(paths.surveyAnswer(surveyId), { form })
    expect([JSON.stringify(form).slice(0, 200), status < 500]).toEqual([expect.anything(), true])
  }
  const many = Object.fromEntries(Array.from({ length: 20_000 }, (_, at) => [`q${at}`, 'x']))
  expect(
    (await handleRequest(paths.surveyAnswer(surveyId), { form: { ...ok, ...many } })).status,
  ).toBeLessThan(500)
  for (const query of [
    'page=__proto__',
    'page=%00',
    'code=%00',
    'code=__proto__',
    'page=constructor',
    'page=%ED%A0%80',
  ])
    expect((await handleRequest(`${paths.surveyAnswer(surveyId)}?${query}`)).status).toBeLessThan(500)
  for (const cookie of [
    `survey-${surveyId}=%00`,
    `survey-${surveyId}=__proto__; survey-browser=x; survey-account=a.b.c; survey-address=zzzz; survey-invitation=%00`,
  ])
    for (const path of [
      paths.surveyAnswer(surveyId),
      paths.surveySaved(surveyId),
      paths.surveyAddress(surveyId),
      paths.surveyThanks(surveyId),
    ])
      expect([path, (await handleRequest(path, { cookie })).status < 500]).toEqual([path, true])
  expect(await open.db.$count(surveyBox, eq(surveyBox.surveyId, surveyId))).toBe(0)
})

test('the code of what was begun in one survey opens nothing in another', async () => {
  const one = await aSurvey(open.db, { slug: 'begun' })
  const other = await aSurvey(open.db, { slug: 'foreign' })
  const draft = { version: 1, answers: car, seed: 's' }
  await saveDraft(createContext(open.db), one.surveyId, code, draft)
  const form = { 'form-intent': 'submit', 'form-key': randomBytes(16).toString('hex'), 'form-draft': code }
  const cookie = `survey-${other.surveyId}=${code}`
  expect((await handleRequest(paths.surveyAnswer(other.surveyId), { form, cookie })).status).toBe(422)
  const saved = await handleRequest(paths.surveySaved(other.surveyId), { cookie })
  expect(await saved.text()).not.toContain('30 天')
  expect(await open.db.$count(surveyBox, eq(surveyBox.surveyId, other.surveyId))).toBe(0)
  expect(await open.db.$count(surveyDrafts, eq(surveyDrafts.surveyId, one.surveyId))).toBe(1)
})

test('of a survey that was withdrawn nothing is found any more, nor can it be answered', async () => {
  const office = await makeOffice(open.db, 'withdrawing')
  const { surveyId } = await aSurvey(open.db, { office })
  await saveDraft(createContext(open.db), surveyId, code, { version: 1, answers: car, seed: 's' })
  const cookie = `survey-${surveyId}=${code}`
  await takeSurveyStep(office.as('issuer'), surveyId, 'withdrawn', '题目有误，改好后另行发布。')
  const own = [
    ...[paths.survey, paths.surveyAnswer, paths.surveySaved, paths.surveyThanks, paths.surveySheet].map(
      (path) => path(surveyId),
    ),
    ...[paths.surveyAddress(surveyId), paths.surveyResults(surveyId)],
    ...['csv', 'xlsx', 'json'].map((format) => `${paths.surveyResults(surveyId)}.${format}`),
  ]
  for (const path of own) {
    expect([path, (await handleRequest(path)).status]).toEqual([path, 404])
    expect([path, (await handleRequest(path, { cookie })).status]).toEqual([path, 404])
  }
  const form = { 'form-intent': 'submit', 'form-key': randomBytes(16).toString('hex') }
  expect((await handleRequest(paths.surveyAnswer(surveyId), { cookie, form })).status).toBe(404)
  for (const path of [paths.surveys(), '/', '/feed.xml', '/sitemap.xml', '/calendar'])
    expect(await (await handleRequest(path)).text()).not.toContain(`/surveys/${surveyId}"`)
})

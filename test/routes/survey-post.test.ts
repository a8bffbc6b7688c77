import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { openDraft, saveDraft, startDraft } from '~/app/domain/survey-answering/drafts.server'
import { openBoxed } from '~/app/domain/survey-answering/seal.server'
import { paths } from '~/app/paths'
import type { OpenDatabase } from '~/db/client'
import type { Answers } from '~/db/schema/survey-definition'
import { newKey, storedOf } from '~/test/domain/survey-answering/answering'
import { aSurvey, type Office } from '~/test/domain/surveys/a-survey'
import { freshDatabase } from '~/test/support/database'
import { handleRequest } from '~/test/support/server'

let open: OpenDatabase
let office: Office
let surveyId: number
beforeAll(async () => {
  open = await freshDatabase()
  ;({ office, surveyId } = await aSurvey(open.db))
})
afterAll(() => open.close())

async function aDraft(answers: Answers, id = surveyId): Promise<string> {
  const { code, draft } = await startDraft(office.citizen(), id)
  await saveDraft(office.citizen(), id, code, { ...draft, answers })
  return code
}

const handIn = (code: string, { id = surveyId, key = newKey(), cookie = '' } = {}) => {
  const form = new URLSearchParams({ 'form-intent': 'submit', 'form-key': key, 'form-draft': code })
  return handleRequest(paths.surveyAnswer(id), {
    method: 'POST',
    cookie: `survey-${id}=${code}; ${cookie}`,
    bytes: new TextEncoder().encode(form.toString()),
    headers: {
      'Content-Type': 'application/x-www-form-urlencoded',
      'Content-Length': String(form.toString().length),
    },
  })
}
const people = async (id = surveyId) => (await storedOf(open.db, id)).box.length

test('who hands in is led to the thanks, the browser forgets its code, and a second click is led there as well', async () => {
  const code = await aDraft({ car: 'none', why: '走路' })
  const key = newKey()
  const before = await people()
  for (let click = 0; click < 2; click++) {
    const answer = await handIn(code, { key })
    expect(answer.status).toBe(303)
    expect(answer.headers.get('Location')).toBe(paths.surveyThanks(surveyId))
    expect(answer.headers.get('Cache-Control')).toBe('no-store')
    expect(answer.headers.get('Content-Security-Policy')).toBeTruthy()
    expect(answer.headers.getSetCookie().some((line) => line.startsWith(`survey-${surveyId}=;`))).toBe(true)
  }
  expect(await people()).toBe(before + 1)
  expect(await openDraft(office.citizen(), surveyId, code)).toBeNull()
})

test('fifty forms at once, each sent twice, are fifty answers', async () => {
  const { surveyId: id } = await aSurvey(open.db, { office })
  const forms = await Promise.all(
    Array.from({ length: 50 }, async () => ({ code: await aDraft({ car: 'none' }, id), key: newKey() })),
  )
  const answers = await Promise.all([...forms, ...forms].map(({ code, key }) => handIn(code, { id, key })))
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([303]))
  expect(await people(id)).toBe(50)
})

test('an answer to a question that is hidden since an earlier answer was changed is not stored', async () => {
  const { surveyId: id } = await aSurvey(open.db, { office })
  const code = await aDraft({ car: 'none', why: '走路', where: ['street'], ease: 3 }, id)
  expect((await handIn(code, { id })).status).toBe(303)
  const [row] = (await storedOf(open.db, id)).box
  expect(openBoxed(row?.sealed ?? new Uint8Array()).answers).toEqual({ car: 'none', why: '走路' })
})

test('what cannot be taken is not: faults, nobody’s draft, a form from elsewhere, no key', async () => {
  const said = vi.spyOn(console, 'error').mockImplementation(() => undefined)
  const { surveyId: id } = await aSurvey(open.db, { office })
  const faulty = await aDraft({ car: 'one' }, id)
  const other = await aDraft({ car: 'none' })
  for (const [code, more] of [
    [faulty, {}],
    [other, {}],
    ['', {}],
    [await aDraft({ car: 'none' }, id), { key: '' }],
    [await aDraft({ car: 'none' }, 999_999).catch(() => ''), {}],
  ] as const) {
    const { status } = await handIn(code, { id, ...more })
    expect(status).toBeGreaterThanOrEqual(400)
    expect(status).toBeLessThan(500)
  }
  const foreign = await handleRequest(paths.surveyAnswer(id), {
    form: { 'form-intent': 'submit', 'form-key': newKey(), 'form-draft': faulty },
    origin: 'https://evil.example',
  })
  expect(foreign.status).toBe(403)
  expect(await people(id)).toBe(0)
  expect(await openDraft(office.citizen(), id, faulty)).not.toBeNull()
  // Nothing of it stands in a log.
  expect(JSON.stringify(said.mock.calls)).not.toContain(faulty)
  said.mockRestore()
})

test('one answer per browser: the token in the cookie counts, and the second one is refused with the draft kept', async () => {
  const { surveyId: id } = await aSurvey(open.db, { office, access: 'browser' })
  const cookie = `survey-browser=${'a'.repeat(22)}`
  expect((await handIn(await aDraft({ car: 'none' }, id), { id, cookie })).status).toBe(303)
  const again = await aDraft({ car: 'none' }, id)
  expect((await handIn(again, { id, cookie })).status).toBe(409)
  expect((await handIn(again, { id })).status).toBe(422)
  expect(await openDraft(office.citizen(), id, again)).not.toBeNull()
  expect(await people(id)).toBe(1)
})

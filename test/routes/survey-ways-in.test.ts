import { eq, sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createAccount } from '~/app/domain/people/accounts.server'
import { openCheck } from '~/app/domain/survey-answering/address.server'
import { paths } from '~/app/paths'
import { createContext, type Role } from '~/app/server/context'
import type { OpenDatabase } from '~/db/client'
import { idempotencyKeys } from '~/db/schema/audit'
import { rateLimits } from '~/db/schema/people'
import { addressChecks, surveyBox, surveyInvitations, surveySheets } from '~/db/schema/survey-answers'
import { aSurvey } from '~/test/domain/surveys/a-survey'
import { freshDatabase } from '~/test/support/database'
import { handleRequest } from '~/test/support/server'

const password = '云岭县测试用口令-2026'
let open: OpenDatabase
let made: Awaited<ReturnType<typeof aSurvey>>
let invited: typeof made
let mailed: typeof made
let drafter: string
let colleague: string

beforeAll(async () => {
  open = await freshDatabase()
  made = await aSurvey(open.db, { secondEntryPercent: 0 })
  invited = await aSurvey(open.db, { office: made.office, access: 'invitation' })
  mailed = await aSurvey(open.db, { office: made.office, access: 'account' })
  drafter = await signUp('drafter')
  colleague = await signUp('moderator')
}, 60_000)
beforeEach(() => open.db.delete(rateLimits))
afterAll(() => open.close())

async function signUp(role: Role): Promise<string> {
  const email = `${role}@ways.example`
  const person = { name: `录入员 ${role}`, email, password, title: '', roles: [role] }
  await createAccount(createContext(open.db, { kind: 'system' }), {
    ...person,
    departmentId: made.office.departmentId,
  })
  return cookiesOf(await handleRequest(paths.desk.signIn(), { form: { email, password } }))
}

function cookiesOf(response: Response): string {
  return response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ')
}

const pageOf = async (response: Response) => (await response.text()).replaceAll('<!-- -->', '')
const key = (n: number) => `a-form-key-of-${String(n).padStart(4, '0')}`
const seed = 'a-seed-that-only-this-form-carries-in-it'

describe('invitation codes', () => {
  const path = () => paths.desk.surveyInvitations(invited.surveyId)
  const form = { key: key(1), seed, label: '城关镇，第一批', codes: '12' }
  const codesIn = (page: string) => [...new Set(page.match(/[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}/g))]

  it('are shown once as cards and as a file, and again for a second click on the same form', async () => {
    const response = await handleRequest(path(), { cookie: drafter, form })
    expect(response.status).toBe(200)
    expect(response.headers.get('cache-control')).toBe('no-store')
    const page = await pageOf(response)
    const codes = codesIn(page)
    expect(codes).toHaveLength(12)
    expect(page.match(/class="qr-code"/g)).toHaveLength(12)
    const [, file = ''] = /href="(data:text\/csv[^"]+)"/.exec(page) ?? []
    const csv = decodeURIComponent(file.replaceAll('&amp;', '&').split(',').slice(1).join(','))
    for (const code of codes)
      expect(csv).toContain(`${code},http://gongyi.test${paths.surveyAnswer(invited.surveyId, { code })}`)
    const second = await handleRequest(path(), { cookie: drafter, form })
    expect(codesIn(await pageOf(second))).toEqual(codes)
    expect(await open.db.$count(surveyInvitations)).toBe(12)
    const kept = JSON.stringify(await open.db.select().from(idempotencyKeys))
    for (const secret of [...codes, seed]) expect(kept).not.toContain(secret)
  })

  it('are not on the page that lists the batches', async () => {
    const page = await pageOf(await handleRequest(path(), { cookie: drafter }))
    expect(page).toContain('城关镇，第一批')
    expect(codesIn(page)).toEqual([])
  })

  it('say what is wrong with the number, and keep what was typed', async () => {
    const wrong = { ...form, key: key(2), codes: '5001' }
    const response = await handleRequest(path(), { cookie: drafter, form: wrong })
    expect(response.status).toBe(422)
    const page = await pageOf(response)
    expect(page).toContain('一批最多 5000 个')
    expect(page).toContain('value="5001"')
  })

  it('open the questions from the link on the card, and the code leaves the address', async () => {
    const page = await pageOf(await handleRequest(path(), { cookie: drafter, form }))
    const [code = ''] = codesIn(page)
    const opened = await handleRequest(paths.surveyAnswer(invited.surveyId, { code }))
    expect(opened.status).toBe(303)
    expect(opened.headers.get('location')).not.toContain(code)
    expect(opened.headers.getSetCookie().join('\n')).toMatch(
      new RegExp(`survey-invitation=${code}; Path=/surveys/${invited.surveyId};.*HttpOnly`),
    )
  })

  it('are nothing for a moderator', async () => {
    expect((await handleRequest(path(), { cookie: colleague })).status).toBe(403)
  })
})

describe('a verified address', () => {
  const path = () => paths.surveyAddress(mailed.surveyId)
  const email = 'zhao.guilan@example.com'
  const ask = () => handleRequest(path(), { form: { intent: 'ask', email } })
  const codeNow = async () => {
    const [row] = await open.db.select().from(addressChecks).where(sql`length(${addressChecks.sealed}) > 0`)
    return openCheck(row?.sealed ?? new Uint8Array())?.code ?? ''
  }
  beforeEach(() => open.db.delete(addressChecks))

  it('leads to the questions, and what the browser keeps of it names no address', async () => {
    const asked = await ask()
    expect([asked.status, asked.headers.get('location')]).toEqual([303, path()])
    const cookie = cookiesOf(asked)
    expect(cookie).not.toContain('zhao')
    const step = await pageOf(await handleRequest(path(), { cookie }))
    expect(step).toContain('z***@example.com')
    const proved = await handleRequest(path(), { cookie, form: { intent: 'prove', code: await codeNow() } })
    expect([proved.status, proved.headers.get('location')]).toEqual([
      303,
      paths.surveyAnswer(mailed.surveyId),
    ])
    const account = cookiesOf(proved)
    expect(account).toMatch(/survey-account=[\w-]{43}\.\d+\.[\w-]{43}/)
    expect((await handleRequest(paths.surveyAnswer(mailed.surveyId), { cookie: account })).status).toBe(200)
  })

  it('is asked for before the questions, and a forged sign does not pass', async () => {
    const forged = `survey-account=${'A'.repeat(43)}.99999999999.${'A'.repeat(43)}`
    for (const cookie of ['', forged]) {
      const response = await handleRequest(paths.surveyAnswer(mailed.surveyId), { cookie })
      expect([response.status, response.headers.get('location')]).toEqual([303, path()])
    }
  })

  it('of one survey opens no other', async () => {
    const other = await aSurvey(open.db, { office: made.office, access: 'account' })
    const cookie = cookiesOf(await ask())
    const proved = await handleRequest(path(), { cookie, form: { intent: 'prove', code: await codeNow() } })
    const response = await handleRequest(paths.surveyAnswer(other.surveyId), { cookie: cookiesOf(proved) })
    expect(response.status).toBe(303)
  })

  it('is refused in words: a wrong address, a wrong code, too many letters, no cookie', async () => {
    const wrong = await handleRequest(path(), { form: { intent: 'ask', email: '赵桂兰' } })
    expect(wrong.status).toBe(422)
    expect(await pageOf(wrong)).toContain('邮箱写法不对')
    const cookie = cookiesOf(await ask())
    const code = (await codeNow()) === '111111' ? '222222' : '111111'
    const guessed = await handleRequest(path(), { cookie, form: { intent: 'prove', code } })
    expect(guessed.status).toBe(422)
    expect(await pageOf(guessed)).toContain('还可以试 4 次')
    for (let n = 0; n < 2; n += 1)
      expect((await handleRequest(path(), { cookie, form: { intent: 'again' } })).status).toBe(303)
    const tooMany = await handleRequest(path(), { cookie, form: { intent: 'again' } })
    expect(tooMany.status).toBe(429)
    expect(await pageOf(tooMany)).toContain('垃圾邮件箱')
    const lost = await handleRequest(path(), { form: { intent: 'prove', code } })
    expect(lost.status).toBe(422)
    expect(await pageOf(lost)).toContain('请再填一次邮箱')
  })

  it('is not asked for where anyone may answer', async () => {
    const response = await handleRequest(paths.surveyAddress(made.surveyId))
    expect([response.status, response.headers.get('location')]).toEqual([303, paths.survey(made.surveyId)])
  })

  it('takes odd input as a refusal, never as a failure', async () => {
    const odd: Record<string, string>[] = [
      {},
      { intent: 'x' },
      { intent: 'ask' },
      { intent: 'ask', email: `${'a'.repeat(300)}@example.com` },
      { intent: 'prove', code: '\ud800' },
    ]
    for (const form of odd) expect((await handleRequest(path(), { form })).status).toBe(422)
  })
})

describe('sheets of paper', () => {
  const path = () => paths.desk.surveySheets(made.surveyId)
  const whole = { 'a-car': '1', 'a-age': '52', 'a-where': '12', 'a-ease': '4', 'a-advice': '多建车库' }
  const form = { intent: 'enter', key: key(11), number: '00７', version: '1', ...whole }

  it('are entered once for a double click, and the next number is proposed', async () => {
    const answers = await Promise.all([1, 2].map(() => handleRequest(path(), { cookie: drafter, form })))
    for (const { status, headers } of answers) {
      expect(status).toBe(303)
      expect(headers.get('location')).toContain('entered=7')
    }
    expect(await open.db.$count(surveySheets)).toBe(1)
    expect(await open.db.$count(surveyBox, eq(surveyBox.surveyId, made.surveyId))).toBe(1)
    const page = await pageOf(await handleRequest(`${path()}?entered=7`, { cookie: drafter }))
    expect(page).toContain('第 7 号已经录入')
    expect(page).toMatch(/name="number"[^>]*value="8"|value="8"[^>]*name="number"/)
  })

  it('show again what was typed, with what is wrong beside it', async () => {
    const wrong = { ...form, key: key(12), number: '8', 'a-ease': '9', 'a-advice': '写了很多字' }
    const response = await handleRequest(path(), { cookie: drafter, form: wrong })
    expect(response.status).toBe(422)
    expect(response.headers.get('cache-control')).toBe('no-store')
    const page = await pageOf(response)
    expect(page).toContain('请在 1 到 5 之间选择')
    expect(page).toContain('写了很多字')
    expect(page).toContain('href="#q-ease"')
  })

  it('take odd input as a refusal, never as a failure', async () => {
    const odd: Record<string, string>[] = [
      {},
      { ...form, key: 'x' },
      { ...form, key: key(13), number: '' },
      { ...form, key: key(14), number: '9', version: '99999' },
      { intent: 'again', key: key(15), sheet: '99999999' },
      { intent: 'settle', key: key(16), sheet: 'x' },
    ]
    for (const one of odd) {
      const { status } = await handleRequest(path(), { cookie: drafter, form: one })
      expect([404, 422]).toContain(status)
    }
    for (const query of ['?second=999', '?settle=x', '?drop=-1', '?before=a', '?version=77'])
      expect((await handleRequest(`${path()}${query}`, { cookie: drafter })).status).toBeLessThan(500)
  })
})

import { randomUUID } from 'node:crypto'
import { count, eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createAccount } from '~/app/domain/people/accounts.server'
import { confirmSeat } from '~/app/domain/registrations/confirm.server'
import { enterRegistration, registerForActivity } from '~/app/domain/registrations/register.server'
import { registrationOfCode } from '~/app/domain/registrations/row.server'
import { paths } from '~/app/paths'
import { createContext, type Role } from '~/app/server/context'
import type { OpenDatabase } from '~/db/client'
import { audit, idempotencyKeys, outbox, steps } from '~/db/schema/audit'
import { registrations, seats } from '~/db/schema/registrations'
import { aCounty, aHearing, type County, takeChainStep } from '~/test/domain/activities/an-activity'
import { aForm, anEntered } from '~/test/domain/registrations/a-registration'
import { freshDatabase } from '~/test/support/database'
import { handleRequest } from '~/test/support/server'

let open: OpenDatabase
let county: County
type Hearing = Awaited<ReturnType<typeof aHearing>>
let hearing: Hearing

const day = 24 * 3_600_000
const inDays = (days: number) => new Date(Date.now() + days * day)

beforeAll(async () => {
  open = await freshDatabase()
  county = await aCounty(open.db)
  hearing = await openNow()
  // The first request loads the server.
  await handleRequest('/healthz')
}, 120_000)
afterAll(() => open.close())

/** The server's clock is the real one here. */
async function openNow(wanted: Parameters<typeof aHearing>[1] = {}): Promise<Hearing> {
  return aHearing(county, {
    ...{ at: inDays(-3), startsAt: inDays(40), endsAt: inDays(40.1) },
    ...{ registrationOpensAt: inDays(-2), registrationClosesAt: inDays(20) },
    ...wanted,
  })
}

const idOf = ({ categories }: Hearing, group: string) =>
  categories.find((category) => category.group === group)?.id ?? 0
const formOf = ({ id }: Hearing, category?: number) => paths.register(id, { category })
const page = async (path: string, cookie?: string) => (await handleRequest(path, { cookie })).text()
const keyIn = (html: string) => /name="key" value="([^"]+)"/.exec(html)?.[1] ?? ''

let people = 0
function fields(of: Hearing, change: Record<string, string> = {}): Record<string, string> {
  people += 1
  return {
    ...{ key: randomUUID(), categoryId: String(idOf(of, 'consumer')), name: '欧阳桂兰' },
    ...{ phone: `1350000${String(people).padStart(4, '0')}`, email: '', isAdult: 'on' },
    ...change,
  }
}

async function register(of: Hearing, change: Record<string, string> = {}): Promise<Response> {
  return handleRequest(formOf(of, idOf(of, 'consumer')), { form: fields(of, change) })
}

async function registered(of: Hearing, change: Record<string, string> = {}): Promise<string> {
  const response = await register(of, change)
  expect(response.status).toBe(303)
  return response.headers.get('Location') ?? ''
}

async function signIn(role: Role, departmentId = county.office.departmentId): Promise<string> {
  const email = `${randomUUID()}@yunling.example`
  const password = 'a password for the tests 2026'
  const person = { name: '田禾', email, password, title: '', departmentId, roles: [role] }
  await createAccount(createContext(open.db, { kind: 'system' }), person)
  const { headers } = await handleRequest(paths.desk.signIn(), { form: { email, password } })
  return headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ')
}

describe('the form', () => {
  it('first asks who one is, then only what this category needs, and runs no script', async () => {
    const choice = await page(formOf(hearing))
    expect(choice).toContain('您以什么身份参加？')
    expect(choice).not.toContain('name="phone"')
    expect(choice).not.toContain('我是专家')
    const form = await page(formOf(hearing, idOf(hearing, 'consumer')))
    for (const name of ['name', 'phone', 'email', 'needs', 'topic', 'publishName', 'isAdult'])
      expect(form).toContain(`name="${name}"`)
    for (const name of ['organisation', 'township', 'sex', 'ageBand'])
      expect(form).not.toContain(`name="${name}"`)
    expect(form).not.toMatch(/name="publishName"[^>]* checked/)
    expect(form).toContain('活动结束六个月后删除')
    expect(form).not.toContain('<script')
    const response = await handleRequest(formOf(hearing))
    expect(response.headers.get('Cache-Control')).toBe('no-store')
  })

  it('says when it is not open: before, after, and once cancelled', async () => {
    const upcoming = await openNow({ registrationOpensAt: inDays(2) })
    expect(await page(formOf(upcoming))).toContain('报名还没有开始')
    const closed = await openNow({ registrationClosesAt: inDays(-1) })
    expect(await page(formOf(closed))).toContain('报名已经截止')
    const cancelled = await openNow()
    await takeChainStep(county, cancelled.id, 'cancelled', inDays(-1), { reason: '停电' })
    expect(await page(formOf(cancelled))).toContain('这次活动已经取消')
    expect((await handleRequest(formOf(await openNow({ published: false })))).status).toBe(404)
  })

  it('leads to the receipt, and the same form twice to the same one', async () => {
    const of = await openNow()
    const form = { ...fields(of), key: keyIn(await page(formOf(of, idOf(of, 'consumer')))) }
    const send = () => handleRequest(formOf(of), { form })
    const [one, other] = await Promise.all([send(), send()])
    expect([one.status, other.status]).toEqual([303, 303])
    expect(one.headers.get('Location')).toBe(other.headers.get('Location'))
    expect(await open.db.$count(registrations, eq(registrations.activityId, of.id))).toBe(1)
  })

  it('says all that is missing at once, above everything else, also what only this category asks for', async () => {
    const of = await openNow({
      categories: [{ group: 'organisation', seats: 2, method: 'arrival', eligibility: '' }],
    })
    const blank = { name: '', phone: '', isAdult: '', categoryId: String(idOf(of, 'organisation')) }
    const response = await register(of, blank)
    expect(response.status).toBe(422)
    const html = await response.text()
    expect(html).toContain('有 4 处需要修改')
    for (const words of ['请写下您的姓名', '请写下您的电话号码', '请写下您所在的单位', '须年满18周岁'])
      expect(html).toContain(words)
    expect(html.indexOf('error-summary')).toBeLessThan(html.indexOf('class="facts"'))
  })

  it('gives back what was typed where it came too late', async () => {
    const closing = await openNow({ registrationClosesAt: inDays(-1) })
    const response = await register(closing, { topic: '充电桩离楼门近一点' })
    expect(response.status).toBe(410)
    const html = await response.text()
    expect(html).toContain('报名已经截止')
    expect(html).toContain('充电桩离楼门近一点')
  })

  it('tells the second registration of a telephone how to find the first', async () => {
    const of = await openNow()
    await registered(of, { phone: '13612345678' })
    const response = await register(of, { phone: '136 1234 5678' })
    expect(response.status).toBe(409)
    expect(await response.text()).toContain('这个电话号码已经报过名')
  })
})

describe('bad input', () => {
  const long = (length: number) => '长'.repeat(length)
  const bad: [string, Record<string, string>][] = [
    ['no name', { name: '' }],
    ['a blank name', { name: '　 ' }],
    ['a name of dashes', { name: '---' }],
    ['a name too long', { name: long(41) }],
    ['a NUL in the name', { name: '王\0兰' }],
    ['half a character', { name: '王\uD800' }],
    ['no telephone', { phone: '' }],
    ['a short telephone', { phone: '1380000000' }],
    ['a long telephone', { phone: '138000000000' }],
    ['a landline without area code', { phone: '1234567' }],
    ['letters for a telephone', { phone: '一三八' }],
    ['an emergency number', { phone: '110' }],
    ['a broken e-mail', { email: 'zhao@' }],
    ['two addresses', { email: 'a@b.example, c@d.example' }],
    ['a line break in the address', { email: 'a@b.example\nBcc: c@d.example' }],
    ['an endless address', { email: `${'a'.repeat(200)}@b.example` }],
    ['a topic too long', { topic: long(1001) }],
    ['a need too long', { needs: long(501) }],
    ['an organisation too long', { organisation: long(81) }],
    ['a sex that is none', { sex: 'other' }],
    ['an age that is none', { ageBand: '0-17' }],
    ['not an adult', { isAdult: '' }],
    ['another word for adult', { isAdult: 'true' }],
    ['no category', { categoryId: '' }],
    ['a category that is none', { categoryId: '999999999' }],
    ['words for a category', { categoryId: "1' or 1=1" }],
    ['no key', { key: '' }],
    ['a strange key', { key: '../../etc/passwd' }],
  ]

  it.each(bad)('%s is refused with words, and leaves nothing', async (_what, change) => {
    const before = await everything()
    const response = await register(hearing, { topic: '请留下我的话', ...change })
    expect(response.status).toBe(422)
    const html = await response.text()
    expect(html).toContain('error-summary')
    if (!('topic' in change)) expect(html).toContain('请留下我的话')
    expect(await everything()).toEqual(before)
  })

  it('from another site is refused at the gate', async () => {
    const before = await everything()
    const form = fields(hearing)
    for (const origin of [null, 'https://elsewhere.example'])
      expect((await handleRequest(formOf(hearing), { form, origin })).status).toBe(403)
    expect(await everything()).toEqual(before)
  })

  async function everything() {
    const counts = []
    for (const table of [registrations, seats, steps, audit, outbox, idempotencyKeys]) {
      const [row] = await open.db.select({ count: count() }).from(table)
      counts.push(row?.count)
    }
    return counts
  }
})

describe('the receipt', () => {
  it('says in one sentence how it stands and what to do, is confirmed by one button, and is kept nowhere', async () => {
    const of = await openNow({
      categories: [{ group: 'consumer', seats: 1, method: 'arrival', eligibility: '' }],
    })
    const [gone, path] = [await registered(of), await registered(of)]
    expect(await page(gone)).toContain('不用再确认')
    await handleRequest(gone, { form: { key: randomUUID(), intent: 'withdraw', sure: 'on' } })
    const response = await handleRequest(path)
    expect(response.headers.get('Cache-Control')).toBe('no-store')
    expect(response.headers.get('X-Robots-Tag')).toBe('noindex')
    const html = await response.text()
    expect(html).toMatch(/您已入选，请在.*前确认参加/)
    expect(html).toContain('我确认参加')
    expect(html).not.toContain('<script')
    const key = keyIn(html)
    const confirmed = await handleRequest(path, { form: { key, intent: 'confirm' } })
    expect([confirmed.status, confirmed.headers.get('Location')]).toEqual([303, path])
    expect(await page(path)).toContain('您已确认参加')
  })

  it('says which place one has on the waiting list, and moves on by itself', async () => {
    const of = await openNow({
      categories: [{ group: 'consumer', seats: 1, method: 'arrival', eligibility: '' }],
    })
    const [holder, second, third] = [await registered(of), await registered(of), await registered(of)]
    expect(await page(third)).toContain('您排在候补第 2 位')
    const form = { key: randomUUID(), intent: 'withdraw' }
    const unsure = await handleRequest(holder, { form })
    expect(unsure.status).toBe(422)
    expect(await unsure.text()).toContain('请先勾选，确认您不参加了')
    expect((await handleRequest(holder, { form: { ...form, sure: 'on' } })).status).toBe(303)
    expect(await page(holder)).toContain('您已取消报名')
    expect(await page(second)).toContain('递补入选')
    expect(await page(third)).toContain('您排在候补第 1 位')
  })

  it('of who comes has the code for the door, which leads to the desk and holds neither name nor key', async () => {
    const of = await openNow({
      categories: [{ group: 'consumer', seats: 1, method: 'arrival', eligibility: '' }],
    })
    const [comes, waits] = [await registered(of), await registered(of)]
    await confirmSeat(createContext(open.db), comes.split('/').at(-1) ?? '')
    const { pseudonym } = await registrationOfCode(createContext(open.db), comes.split('/').at(-1) ?? '')
    expect(await page(comes)).toContain(`编号 ${pseudonym} 的签到二维码`)
    expect(await page(waits)).not.toContain('的签到二维码')
    // Whoever scans it without an account comes to the signing in.
    const scanned = await handleRequest(paths.desk.checkIn(of.id, pseudonym))
    expect([scanned.status, scanned.headers.get('Location')]).toEqual([
      302,
      expect.stringContaining(paths.desk.signIn()),
    ])
  })

  it('is found by its code, however it is typed', async () => {
    const path = await registered(await openNow())
    const code = path.split('/').at(-1) ?? ''
    const typed = code.toLowerCase().replaceAll('-', ' ')
    const found = await handleRequest(paths.receipts(), { form: { code: typed } })
    expect([found.status, found.headers.get('Location')]).toEqual([303, path])
    expect((await handleRequest(paths.registration('ABCD-EFGH-JKMN'))).status).toBe(404)
  })

  it('waits for the draw where seats are drawn', async () => {
    const of = await openNow()
    const path = await registered(of, { categoryId: String(idOf(of, 'affected')) })
    const html = await page(path)
    expect(html).toContain('报名已经收到，等待抽签')
    expect(html).not.toContain('我确认参加')
  })
})

describe('nobody else', () => {
  it('reads a name or a telephone on any page or in the audit, the desk’s list of them included', async () => {
    const of = await openNow()
    const secrets = { name: '司马光明', phone: '13987654321', email: 'guang@yunling.example' }
    const path = await registered(of, { ...secrets, needs: '坐轮椅来' })
    const drafter = await signIn('drafter')
    const all = [
      await page(formOf(of)),
      await page(paths.activity(of.id)),
      await page(path),
      await page(paths.desk.registrations(of.id), drafter),
      JSON.stringify(await open.db.select().from(audit)),
      JSON.stringify(await open.db.select().from(outbox)),
    ].join('\n')
    for (const secret of ['光明', '13987654321', 'guang@', '轮椅来']) expect(all).not.toContain(secret)
    expect(all).toContain('司马**')
  })
})

describe('the desk', () => {
  it('opens a name on demand, with a record, and only for the department’s own', async () => {
    const of = await openNow()
    await registered(of, { name: '司马光明', phone: '13911112222' })
    const [row] = await open.db.select().from(registrations).where(eq(registrations.activityId, of.id))
    const path = paths.desk.registrations(of.id)
    const form = { intent: 'see', id: String(row?.id) }
    const seen = await handleRequest(path, { form, cookie: await signIn('drafter') })
    expect(seen.headers.get('Cache-Control')).toBe('no-store')
    expect((await seen.text()).replaceAll('<!-- -->', '')).toContain('司马光明　13911112222')
    const looks = await open.db.$count(audit, eq(audit.action, 'registration.person-seen'))
    expect(looks).toBe(1)
    for (const role of ['issuer', 'reviewer'] as const)
      expect((await handleRequest(path, { form, cookie: await signIn(role) })).status).toBe(403)
    expect((await handleRequest(path, { cookie: await signIn('moderator') })).status).toBe(403)
  })

  it('enters somebody who called, and gives the code to read out; excludes with a reason', async () => {
    const of = await openNow()
    const cookie = await signIn('drafter')
    const enter = paths.desk.registrations(of.id, { enter: idOf(of, 'consumer') })
    const key = keyIn(await page(enter, cookie))
    const form = { ...fields(of), key, intent: 'enter', channel: 'phone', phone: '' }
    const wrong = await handleRequest(enter, { form: { ...form, name: '' }, cookie })
    expect(wrong.status).toBe(422)
    const entered = await handleRequest(enter, { form, cookie })
    expect(entered.status).toBe(303)
    const html = await page(entered.headers.get('Location') ?? '', cookie)
    const [row] = await open.db.select().from(registrations).where(eq(registrations.activityId, of.id))
    expect(html).toContain(row?.code)

    const path = paths.desk.registrations(of.id)
    const exclude = { key: randomUUID(), intent: 'exclude', id: String(row?.id) }
    const silent = await handleRequest(path, { form: exclude, cookie })
    expect(silent.status).toBe(422)
    expect(await silent.text()).toContain('请写明理由，报名的人会看到')
    const reason = { [`reason-${row?.id}`]: '不住在本县' }
    expect((await handleRequest(path, { form: { ...exclude, ...reason }, cookie })).status).toBe(303)
    expect(await page(paths.registration(row?.code ?? ''))).toContain('不住在本县')
  })

  it('filters by state, and names whom to call', async () => {
    const of = await openNow()
    const ctx = createContext(open.db)
    await registerForActivity(ctx, of.id, aForm(idOf(of, 'affected')))
    const drafter = county.office.as('drafter')
    const nominated = anEntered(idOf(of, 'expert'), { channel: 'nominated', organisation: '县消协' })
    await enterRegistration(drafter, of.id, nominated)
    const cookie = await signIn('drafter')
    const all = await page(paths.desk.registrations(of.id), cookie)
    expect(all).toContain('要打电话告诉的人')
    expect(all.match(/id="registration-\d+"/g)).toHaveLength(2)
    const confirmed = await page(paths.desk.registrations(of.id, { state: 'confirmed' }), cookie)
    expect(confirmed.match(/id="registration-\d+"/g)).toHaveLength(1)
    expect(confirmed).toContain('县消协')
  })
})

import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createAccount } from '~/app/domain/people/accounts.server'
import { paths } from '~/app/paths'
import { createContext, type Role } from '~/app/server/context'
import type { OpenDatabase } from '~/db/client'
import { activities, agendaItems, seatCategories } from '~/db/schema/activities'
import { steps } from '~/db/schema/audit'
import { aCounty, aRegistered, type County } from '~/test/domain/activities/an-activity'
import { freshDatabase } from '~/test/support/database'
import { handleRequest } from '~/test/support/server'

let open: OpenDatabase
let county: County
const cookies = new Map<Role, string>()

beforeAll(async () => {
  open = await freshDatabase()
  county = await aCounty(open.db)
  for (const role of ['drafter', 'issuer'] as const) cookies.set(role, await signIn(role))
})
afterAll(() => open.close())

async function signIn(role: Role): Promise<string> {
  const email = `desk.${role}@yunling.example`
  const password = 'a long enough password'
  const { departmentId } = county.office
  const account = { name: role, email, password, title: '', departmentId, roles: [role] }
  await createAccount(createContext(open.db, { kind: 'system' }), account)
  const { headers } = await handleRequest(paths.desk.signIn(), { form: { email, password } })
  return headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ')
}

async function read(path: string, role: Role): Promise<string> {
  const html = await (await handleRequest(path, { cookie: cookies.get(role) })).text()
  return html.replaceAll('<!-- -->', '')
}

async function post(path: string, role: Role, form: Record<string, string>): Promise<Response> {
  const key = /name="key" value="([^"]+)"/.exec(await read(path, role))?.[1] ?? 'no-form-on-this-page'
  return handleRequest(path, { cookie: cookies.get(role), form: { key, ...form } })
}

/** Whole minutes in Asia/Shanghai, so many days from now, as `datetime-local` sends them. */
function inDays(days: number, time = '09:00'): string {
  const day = new Date(Date.now() + days * 86_400_000 + 8 * 3_600_000).toISOString().slice(0, 10)
  return `${day}T${time}`
}

const typed = (more: Record<string, string> = {}): Record<string, string> => ({
  ...{ kind: 'hearing', profile: 'general', matterId: String(county.matterId), title: '停车收费听证会' },
  ...{ purpose: '听听住户的意见。', place: '县政务服务中心二楼', accessibility: '有坡道和电梯。' },
  ...{ startsAt: inDays(40), endsAt: inDays(40, '11:30'), liveUrl: '', confirmHours: '48' },
  ...{ registrationOpensAt: inDays(0, '00:00'), registrationClosesAt: inDays(20, '23:59') },
  ...{ consultationId: '', versionId: String(county.versionId), explanation: '草案的说明。' },
  ...{ 'seats-consumer': '3', 'method-consumer': 'arrival', 'eligibility-consumer': '住在本县' },
  ...{ 'seats-affected': '2', 'method-affected': 'lottery', 'eligibility-affected': '' },
  ...more,
})

async function aWrittenHearing(): Promise<{ id: number; desk: string }> {
  const made = await post(paths.desk.newActivity(), 'drafter', typed())
  expect(made.status).toBe(303)
  const desk = made.headers.get('location') ?? ''
  return { id: Number(desk.split('/').pop()), desk }
}

async function aPublishedHearing() {
  const made = await aWrittenHearing()
  expect((await post(made.desk, 'drafter', { intent: 'submitted' })).status).toBe(303)
  expect((await post(made.desk, 'issuer', { intent: 'published' })).status).toBe(303)
  return made
}

describe('a hearing at the desk', () => {
  it('is written, submitted and published with forms alone, without JavaScript', async () => {
    const { id, desk } = await aWrittenHearing()
    expect(desk).toBe(paths.desk.activity(id))
    const draft = await read(desk, 'drafter')
    expect(draft).not.toContain('<script')
    expect(draft).toContain('现在要做什么')
    expect(draft).toContain('补齐公告')
    expect(draft).toMatch(/name="seats-consumer"[^>]*value="3"/)
    expect((await post(desk, 'drafter', { intent: 'submitted' })).status).toBe(303)
    expect(await read(paths.desk.home(), 'issuer')).toContain('停车收费听证会')
    expect((await post(desk, 'issuer', { intent: 'published' })).status).toBe(303)
    const page = await read(desk, 'drafter')
    expect(page).toContain('排好议程')
    expect(page).toContain(`href="${paths.desk.registrations(id)}"`)
    expect(page).toContain(`href="${paths.activity(id)}"`)
    expect(page).not.toContain('value="update"')
    expect(await read(paths.desk.activities(), 'drafter')).toContain('停车收费听证会')
    expect((await handleRequest(paths.activity(id))).status).toBe(200)
  })

  it('shows again what was typed, with every error beside its field', async () => {
    const form = typed({ title: '', 'seats-consumer': '许多', liveUrl: 'http://live.example', place: '三楼' })
    const refused = await post(paths.desk.newActivity(), 'drafter', form)
    expect(refused.status).toBe(422)
    const html = (await refused.text()).replaceAll('<!-- -->', '')
    for (const field of ['title', 'seats-consumer', 'liveUrl']) expect(html).toContain(`href="#${field}"`)
    expect(html).toMatch(/name="place"[^>]*value="三楼"/)
    expect(html).toMatch(/name="seats-consumer"[^>]*value="许多"/)
    expect(html).toMatch(/name="seats-affected"[^>]*value="2"/)
  })

  it('is submitted once, however often the button is pressed', async () => {
    const key = 'one-and-the-same-key'
    const before = await open.db.$count(activities)
    const forms = await Promise.all(
      [1, 2, 3].map(() =>
        handleRequest(paths.desk.newActivity(), {
          cookie: cookies.get('drafter'),
          form: { key, ...typed({ title: '只有一次' }) },
        }),
      ),
    )
    expect(new Set(forms.map(({ headers }) => headers.get('location'))).size).toBe(1)
    expect(await open.db.$count(activities)).toBe(before + 1)
  })

  it('says at the submitting what is missing', async () => {
    const { desk } = await aWrittenHearing()
    expect((await post(desk, 'drafter', { ...typed({ place: '' }), intent: 'update' })).status).toBe(303)
    const html = await read(desk, 'drafter')
    expect(html).toContain('请写明地点')
    const refused = await post(desk, 'drafter', { intent: 'submitted' })
    expect(refused.status).toBe(422)
    expect(await refused.text()).toContain('请写明地点')
  })
})

describe('what is moved or called off', () => {
  it('is postponed with a reason that the public reads', async () => {
    const { id, desk } = await aPublishedHearing()
    const change = { intent: 'postpone', newStartsAt: inDays(60), newEndsAt: inDays(60, '11:30') }
    const refused = await post(desk, 'issuer', { ...change, changeReason: '' })
    expect(refused.status).toBe(422)
    expect(await refused.text()).toContain('href="#changeReason"')
    expect((await post(desk, 'issuer', { ...change, changeReason: '会场检修。' })).status).toBe(303)
    const [row] = await open.db.select().from(activities).where(eq(activities.id, id))
    expect(row?.startsAt).toEqual(new Date(`${inDays(60)}:00+08:00`))
    expect(await (await handleRequest(paths.activity(id))).text()).toContain('会场检修。')
    expect(await read(desk, 'drafter')).not.toContain('value="postpone"')
  })

  it('is cancelled, told how many will be told, and offers nothing more', async () => {
    const { id, desk } = await aPublishedHearing()
    const [category] = await open.db.select().from(seatCategories).where(eq(seatCategories.activityId, id))
    if (category) await aRegistered(county.office.citizen(), category)
    expect(await read(desk, 'issuer')).toContain('已经报名的 1 人会逐一收到通知')
    expect((await post(desk, 'issuer', { intent: 'withdrawn', reason: '写错了。' })).status).toBe(422)
    expect((await post(desk, 'issuer', { intent: 'cancel', cancelReason: '不再收费。' })).status).toBe(303)
    const page = await read(desk, 'issuer')
    for (const intent of ['cancel', 'postpone', 'withdrawn']) expect(page).not.toContain(`value="${intent}"`)
    expect(await (await handleRequest(paths.activity(id))).text()).toContain('不再收费。')
  })
})

describe('the agenda at the desk', () => {
  it('is proposed, saved and read by the public', async () => {
    const { id } = await aPublishedHearing()
    const path = paths.desk.agenda(id)
    const html = await read(path, 'drafter')
    expect(html).toContain('还没有保存')
    expect(html).not.toContain('<script')
    const rows = ['presentation', 'statements', 'debate', 'signing'].flatMap((part, row) => [
      [`order-${row}`, String(row + 1)],
      [`part-${row}`, part],
      [`title-${row}`, `第${row + 1}项`],
      [`minutes-${row}`, row === 0 ? 'x' : '30'],
      [`speaker-${row}`, ''],
    ])
    const form = Object.fromEntries(rows)
    const refused = await post(path, 'drafter', form)
    expect(refused.status).toBe(422)
    expect(await refused.text()).toContain('href="#minutes-0"')
    expect((await post(path, 'drafter', { ...form, 'minutes-0': '30' })).status).toBe(303)
    expect(await open.db.$count(agendaItems, eq(agendaItems.activityId, id))).toBe(4)
    expect(await (await handleRequest(paths.activity(id))).text()).toContain('第3项')
    expect(await read(path, 'drafter')).not.toContain('还没有保存')
    expect((await post(path, 'issuer', { ...form, 'minutes-0': '30' })).status).toBe(403)
  })
})

describe('odd numbers and days', () => {
  const largest = String(Number.MAX_SAFE_INTEGER)

  it.each([
    ['matterId', largest],
    ['versionId', largest],
    ['consultationId', largest],
    ['matterId', '1e99'],
    ['startsAt', '0001-01-01T00:00'],
    ['endsAt', '2026-02-30T09:00'],
    ['seats-press', '1e3'],
    ['confirmHours', '-1'],
  ])('in %s are told, and nothing is written', async (name, value) => {
    const before = await open.db.$count(activities)
    const form = typed(name === 'consultationId' ? { versionId: '', [name]: value } : { [name]: value })
    expect((await post(paths.desk.newActivity(), 'drafter', form)).status).toBe(422)
    expect(await open.db.$count(activities)).toBe(before)
  })
})

describe('an address that is none', () => {
  it('is not found, and an unknown step changes nothing', async () => {
    const cookie = cookies.get('drafter')
    for (const path of ['/desk/activities/0', '/desk/activities/99999', '/desk/activities/99999/agenda'])
      expect((await handleRequest(path, { cookie })).status).toBe(404)
    const { desk } = await aPublishedHearing()
    const before = await open.db.$count(steps)
    expect((await post(desk, 'issuer', { intent: 'explode' })).status).toBe(422)
    expect((await post(desk, 'issuer', { intent: 'update' })).status).toBe(422)
    expect(await open.db.$count(steps)).toBe(before)
  })
})

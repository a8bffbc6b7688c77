import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createAccount } from '~/app/domain/people/accounts.server'
import { createContext, type Role } from '~/app/server/context'
import type { OpenDatabase } from '~/db/client'
import { concerns, responses } from '~/db/schema/concerns'
import { makePolicy } from '../domain/concerns/published-policy'
import { freshDatabase } from '../support/database'
import { makeOffice } from '../support/office'
import { handleRequest } from '../support/server'

const password = 'a long enough password'

let open: OpenDatabase
let departmentId: number
let policy: Awaited<ReturnType<typeof makePolicy>>
let hidden: Awaited<ReturnType<typeof makePolicy>>
const cookies = new Map<Role, string>()

beforeAll(async () => {
  open = await freshDatabase()
  const office = await makeOffice(open.db, 'housing')
  departmentId = office.departmentId
  policy = await makePolicy(office.citizen(), departmentId, new Date('2026-01-05T09:00:00+08:00'))
  hidden = await makePolicy(office.citizen(), departmentId, null, '2')
  const system = createContext(open.db, { kind: 'system' })
  for (const role of ['moderator', 'drafter', 'spokesperson'] as const) {
    const email = `${role}@yunling.example`
    await createAccount(system, { name: role, email, password, title: '', departmentId, roles: [role] })
    const response = await handleRequest('/desk/sign-in', { form: { email, password } })
    cookies.set(
      role,
      response.headers
        .getSetCookie()
        .map((cookie) => cookie.split(';')[0])
        .join('; '),
    )
  }
})
afterAll(() => open.close())

const body = '我家在六楼，老人上下楼困难，补贴什么时候能到账？'

async function keyOf(path: string): Promise<string> {
  const page = await (await handleRequest(path)).text()
  return /name="key" value="([^"]+)"/.exec(page)?.[1] ?? ''
}

async function raise(): Promise<{ id: number; code: string; location: string }> {
  const [clauseId] = policy.clauseIds
  const path = `/concerns/new?clause=${clauseId}`
  const form = {
    key: await keyOf(path),
    kind: 'question',
    body,
    clauseId: String(clauseId),
    contact: '13800138000',
  }
  const response = await handleRequest(path, { form })
  const location = response.headers.get('Location') ?? ''
  const code = location.split('/').at(-1) ?? ''
  const [row] = await open.db.select({ id: concerns.id }).from(concerns).where(eq(concerns.code, code))
  return { id: row?.id ?? 0, code, location }
}

function post(id: number, role: Role, form: Record<string, string>): Promise<Response> {
  return handleRequest(`/desk/concerns/${id}`, { form, cookie: cookies.get(role) ?? '' })
}

const triage = () => ({
  intent: 'triage',
  departmentId: String(departmentId),
  severity: 'ordinary',
  publicTitle: '加装电梯补贴何时到账',
  publicBody: '群众咨询补贴资金的拨付时间。',
  reason: '',
})

describe('the form for a concern', () => {
  it('shows the clause that it is about', async () => {
    const page = await (await handleRequest(`/concerns/new?clause=${policy.clauseIds[0]}`)).text()
    expect(page).toContain('第一条')
    expect(page).toContain('本细则适用于四层以上的既有住宅')
    expect((await handleRequest(`/concerns/new?clause=${hidden.clauseIds[0]}`)).status).toBe(404)
  })

  it('gives a receipt, and the same one when it is sent twice', async () => {
    const key = await keyOf('/concerns/new')
    const first = await handleRequest('/concerns/new', { form: { key, body } })
    expect(first.status).toBe(303)
    expect(first.headers.get('Location')).toMatch(/^\/receipts\/[A-Z2-9-]{14}$/)
    const second = await handleRequest('/concerns/new', { form: { key, body } })
    expect(second.headers.get('Location')).toBe(first.headers.get('Location'))
    const other = await handleRequest('/concerns/new', { form: { key, body: '别的话' } })
    expect(other.status).toBe(409)
    expect(await other.text()).toContain('别的话')
  })

  it('keeps what was typed where something is missing', async () => {
    const key = await keyOf('/concerns/new')
    const response = await handleRequest('/concerns/new', {
      form: { key, body: ' ', place: '东关社区三号楼' },
    })
    const page = await response.text()
    expect(response.status).toBe(422)
    expect(page).toContain('请写下您关心的事')
    expect(page).toContain('东关社区三号楼')
    expect(page).toContain(key)
  })

  it('sent from another site, as a document or as data, changes nothing', async () => {
    const before = await open.db.$count(concerns)
    for (const path of ['/concerns/new', '/concerns/new.data', '/error-report']) {
      for (const origin of ['https://evil.example', null]) {
        const response = await handleRequest(path, { form: { key: 'foreign-key', body }, origin })
        expect(response.status, path).toBe(403)
      }
    }
    expect(await open.db.$count(concerns)).toBe(before)
  })
})

describe('a concern from the citizen to the answer', () => {
  it('is public only when the desk says so, and answered by the spokesperson', async () => {
    const { id, location } = await raise()
    const receipt = await (await handleRequest(location)).text()
    expect(receipt).toContain(body)
    expect((await handleRequest(`/concerns/${id}`)).status).toBe(404)
    expect((await post(id, 'drafter', triage())).status).toBe(403)
    expect((await post(id, 'moderator', { ...triage(), publicTitle: '' })).status).toBe(422)
    expect((await post(id, 'moderator', triage())).status).toBe(303)
    expect(await (await handleRequest('/concerns')).text()).not.toContain('加装电梯补贴何时到账')
    expect((await post(id, 'moderator', { intent: 'publish-concern' })).status).toBe(303)
    const waiting = await (await handleRequest(`/concerns/${id}`)).text()
    expect(waiting).toContain('待回应')
    expect(waiting).toContain('群众咨询补贴资金的拨付时间')
    expect(waiting).not.toContain(body)
    expect(waiting).not.toContain('13800138000')

    const draft = {
      body: '验收合格后三十日内拨付。',
      spokesperson: '乔若溪',
      clauseIds: String(policy.clauseIds[1]),
    }
    const preview = await (await post(id, 'drafter', { ...draft, intent: 'preview' })).text()
    expect(preview).toContain('预览（尚未保存）')
    expect(await open.db.$count(responses, eq(responses.concernId, id))).toBe(0)
    const unpublished = await post(id, 'drafter', {
      ...draft,
      intent: 'save',
      clauseIds: String(hidden.clauseIds[0]),
    })
    expect(unpublished.status).toBe(422)
    expect(await unpublished.text()).toContain('验收合格后三十日内拨付。')
    expect((await post(id, 'drafter', { ...draft, intent: 'save' })).status).toBe(303)
    const [response] = await open.db.select().from(responses).where(eq(responses.concernId, id))
    const responseId = String(response?.id)
    expect((await post(id, 'drafter', { intent: 'submitted', responseId })).status).toBe(303)
    expect(await (await handleRequest(`/concerns/${id}`)).text()).not.toContain('验收合格')
    expect((await post(id, 'drafter', { intent: 'published', responseId })).status).toBe(403)
    expect((await post(id, 'spokesperson', { intent: 'published', responseId })).status).toBe(303)

    const page = await (await handleRequest(`/concerns/${id}`)).text()
    expect(page).toContain('验收合格后三十日内拨付。')
    expect(page).toContain(`href="/policies/${policy.policyId}#c-${policy.clauseIds[1]}"`)
    expect(page).toContain('已回应')
    expect(page).not.toContain('<script')
    expect(page).not.toContain('\0')
    const form = await (await handleRequest(`/concerns/new?clause=${policy.clauseIds[1]}`)).text()
    expect(form).toContain('加装电梯补贴何时到账')
    for (const path of ['/', '/concerns', '/feed.xml', '/sitemap.xml', '/departments/housing']) {
      expect(await (await handleRequest(path)).text(), path).toContain(
        path === '/sitemap.xml' ? `/concerns/${id}` : '加装电梯补贴何时到账',
      )
    }
  })

  it('entered by staff appears in the inbox', async () => {
    const cookie = cookies.get('moderator') ?? ''
    const key = 'staff-entered-key'
    const form = {
      key,
      channel: 'phone',
      receivedAt: '2026-01-10T09:30',
      kind: 'complaint',
      body: '路灯三天没亮。',
    }
    const response = await handleRequest('/desk/concerns/new', { form, cookie })
    expect(response.status).toBe(303)
    const inbox = await (await handleRequest('/desk/concerns', { cookie })).text()
    expect(inbox).toContain('路灯三天没亮。')
    expect(inbox).toContain('2026-01-10 09:30')
    expect((await handleRequest('/desk/concerns')).status).toBe(302)
  })
})

describe('a report of an error on the site', () => {
  it('is a complaint with the page, and a receipt', async () => {
    const page = await (await handleRequest('/error-report?page=/policies/3')).text()
    expect(page).toContain('value="/policies/3"')
    const key = await keyOf('/error-report')
    const response = await handleRequest('/error-report', {
      form: { key, page: '/policies/3', body: '日期写错了。' },
    })
    expect(response.status).toBe(303)
    const receipt = await (await handleRequest(response.headers.get('Location') ?? '')).text()
    expect(receipt).toContain('/policies/3')
  })
})

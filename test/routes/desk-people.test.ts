import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { record, transact } from '~/app/domain/audit/record.server'
import { takeStep } from '~/app/domain/audit/steps.server'
import { createAccount } from '~/app/domain/people/accounts.server'
import { type Ctx, createContext, type Role } from '~/app/server/context'
import type { OpenDatabase } from '~/db/client'
import { outbox } from '~/db/schema/audit'
import { accountRoles, accounts, rateLimits } from '~/db/schema/people'
import { freshDatabase } from '~/test/support/database'
import { handleRequest } from '~/test/support/server'
import { makeDepartment, makeInterpretation, makePolicy } from '../search/published-things'

const password = '云岭县测试用口令-2026'
let open: OpenDatabase
let system: Ctx
let departmentId: number
const ids = new Map<Role, string>()
const cookies = new Map<Role, string>()

beforeAll(async () => {
  open = await freshDatabase()
  const made = await makeDepartment(open.db)
  system = createContext(open.db, { kind: 'system' })
  departmentId = made.departmentId
  for (const role of ['site-administrator', 'drafter', 'reviewer', 'auditor'] as const) {
    ids.set(role, await addAccount(role))
    cookies.set(role, await signIn(emailOf(role)))
  }
})
afterAll(() => open.close())
beforeEach(() => open.db.delete(rateLimits))

const emailOf = (role: Role) => `${role}@yunling.example`

function addAccount(role: Role): Promise<string> {
  return createAccount(system, {
    name: `云岭${role}`,
    email: emailOf(role),
    password,
    title: '科员',
    departmentId,
    roles: [role],
  })
}

async function signIn(email: string, words = password): Promise<string> {
  const response = await handleRequest('/desk/sign-in', { form: { email, password: words } })
  expect(response.status).toBe(303)
  return response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ')
}

/** React sets comments between pieces of text. */
const pageOf = async (response: Response) => (await response.text()).replaceAll('<!-- -->', '')

const read = (role: Role, path: string) => handleRequest(path, { cookie: cookies.get(role) })

const post = (role: Role, form: Record<string, string> | FormData) =>
  handleRequest('/desk/accounts', { cookie: cookies.get(role), form })

function accountForm(more: Record<string, string>, roles: string[] = ['drafter', 'reviewer']): FormData {
  const form = new FormData()
  const values = { name: '赵新来', title: '一级科员', departmentId: String(departmentId), password, ...more }
  for (const [name, value] of Object.entries(values)) form.append(name, value)
  for (const role of roles) form.append('roles', role)
  return form
}

const rolesOf = async (accountId: string) =>
  (await open.db.select().from(accountRoles).where(eq(accountRoles.accountId, accountId)))
    .map((row) => row.role)
    .sort()

const accountOf = async (email: string) =>
  (await open.db.select().from(accounts).where(eq(accounts.email, email)))[0]

describe('the accounts page', () => {
  it('lists who may do what, to the site administrator', async () => {
    const response = await read('site-administrator', '/desk/accounts')
    expect(response.status).toBe(200)
    const page = await response.text()
    expect(page).toContain(emailOf('drafter'))
    expect(page).toContain('审计员')
  })

  it('answers a form that is not in order with 422, the errors, and what was typed; never the password', async () => {
    const response = await post(
      'site-administrator',
      accountForm({ email: 'not an address', password: '短' }, []),
    )
    expect(response.status).toBe(422)
    const page = await response.text()
    expect(page).toContain('邮箱的写法不对')
    expect(page).toContain('密码至少 12 个字符')
    expect(page).toContain('请至少选择一个角色')
    expect(page).toContain('value="赵新来"')
    expect(page).toContain('value="not an address"')
    expect(page).not.toContain('value="短"')
    expect(page).toMatch(/<details open=""/)
  })

  it('keeps the boxes that were ticked and the department that was chosen', async () => {
    const response = await post(
      'site-administrator',
      accountForm({ email: '', name: '赵新来' }, ['issuer', 'moderator']),
    )
    const page = await response.text()
    const [form = ''] = page.split('</details>').filter((part) => part.includes('name="departmentId"'))
    const boxes = [...form.matchAll(/<input type="checkbox"[^>]*>/g)].map((match) => match[0])
    const ticked = boxes.filter((box) => box.includes('checked=""'))
    expect(ticked.map((box) => /value="([^"]*)"/.exec(box)?.[1])).toEqual(['issuer', 'moderator'])
    expect(page).toMatch(
      new RegExp(`<option[^>]*value="${departmentId}"[^>]*selected|selected=""[^>]*value="${departmentId}"`),
    )
  })

  it('makes an account that can sign in and sees the desk of its roles', async () => {
    const email = 'zhao@yunling.example'
    const response = await post('site-administrator', accountForm({ email: ' ZHAO@yunling.example ' }))
    expect(response.status).toBe(303)
    expect(response.headers.get('Location')).toBe('/desk/accounts')
    const desk = await (await handleRequest('/desk', { cookie: await signIn(email) })).text()
    expect(desk).toContain('赵新来')
    expect(desk).toContain('起草人、审核人')
    expect(desk).not.toContain('href="/desk/accounts"')
  })

  it('refuses an address that is taken, and keeps what was typed', async () => {
    const response = await post(
      'site-administrator',
      accountForm({ email: emailOf('drafter'), name: '冒名者' }),
    )
    expect(response.status).toBe(422)
    const page = await response.text()
    expect(page).toContain('这个邮箱已经有账号了')
    expect(page).toContain('value="冒名者"')
    expect((await accountOf(emailOf('drafter')))?.name).toBe('云岭drafter')
  })

  it('changes roles, which count from the next page on', async () => {
    const reviewer = ids.get('reviewer') ?? ''
    expect((await read('reviewer', '/desk/audit')).status).toBe(403)
    const form = new FormData()
    form.append('intent', 'roles')
    form.append('account', reviewer)
    for (const role of ['reviewer', 'auditor']) form.append('roles', role)
    expect((await post('site-administrator', form)).status).toBe(303)
    expect(await rolesOf(reviewer)).toEqual(['auditor', 'reviewer'])
    expect((await read('reviewer', '/desk/audit')).status).toBe(200)
  })

  it('wants a reason for a deactivation, then shuts the account out, and never the own one', async () => {
    const account = (await accountOf('zhao@yunling.example'))?.id ?? ''
    const cookie = await signIn('zhao@yunling.example')
    const deactivate = (id: string, reason: string) =>
      post('site-administrator', { intent: 'deactivate', account: id, reason })
    expect((await deactivate(account, '')).status).toBe(422)
    expect((await handleRequest('/desk', { cookie })).status).toBe(200)
    expect((await deactivate(account, '调离本单位')).status).toBe(303)
    expect((await handleRequest('/desk', { cookie })).status).toBe(302)
    const own = await deactivate(ids.get('site-administrator') ?? '', '试一试')
    expect(own.status).toBe(422)
    expect(await own.text()).toContain('不能停用自己的账号')
  })

  it('is closed to everyone else, for reading and for writing', async () => {
    const response = await read('drafter', '/desk/accounts')
    expect(response.status).toBe(403)
    expect(await response.text()).toContain('网站管理员')
    expect((await read('drafter', '/desk/audit')).status).toBe(403)
    const attempt = await post(
      'drafter',
      accountForm({ email: 'sneak@yunling.example' }, ['site-administrator']),
    )
    expect(attempt.status).toBe(403)
    expect(await accountOf('sneak@yunling.example')).toBeUndefined()
    const drafter = ids.get('drafter') ?? ''
    await post('drafter', { intent: 'roles', account: drafter, roles: 'site-administrator' })
    expect(await rolesOf(drafter)).toEqual(['drafter'])
  })
})

describe('the audit page', () => {
  it('lists who did what, with what changed, and narrows to one kind of thing', async () => {
    const page = await (await read('auditor', '/desk/audit')).text()
    expect(page).toContain('调整角色')
    expect(page).toContain('云岭site-administrator')
    expect(page).not.toContain(password)
    const matters = await (await read('auditor', '/desk/audit?subject=matter')).text()
    expect(matters).not.toContain('调整角色')
    expect((await read('auditor', '/desk/audit?subject=nonsense&after=x')).status).toBe(200)
  })

  it('goes on page by page, without an entry twice or missing', async () => {
    await transact(system, async (tx) => {
      for (let id = 1; id <= 120; id++) await record(tx, { action: 'matter.created', subject: 'matter', id })
    })
    const seen: string[] = []
    let path: string | undefined = '/desk/audit?subject=matter'
    while (path) {
      const page: string = await pageOf(await read('auditor', path))
      seen.push(...[...page.matchAll(/<td>决策事项 (\d+)<\/td>/g)].map((match) => match[1] ?? ''))
      path = /href="([^"]*after=[^"]*)"/.exec(page)?.[1]?.replaceAll('&amp;', '&')
    }
    expect(seen).toEqual(Array.from({ length: 120 }, (_, at) => String(120 - at)))
  })
})

describe('the outbox page', () => {
  it('says that everything is delivered, or what waits and why', async () => {
    expect(await (await read('auditor', '/desk/outbox')).text()).toContain('全部送达')
    const now = new Date()
    await open.db.insert(outbox).values({
      topic: 'search',
      payload: { kind: 'policy', id: 7 },
      createdAt: now,
      runAfter: now,
      attempts: 3,
      lastError: 'the engine <is> away',
    })
    const page = await pageOf(await read('site-administrator', '/desk/outbox'))
    expect(page).toContain('search policy 7')
    expect(page).toContain('the engine &lt;is&gt; away')
    expect((await read('drafter', '/desk/outbox')).status).toBe(403)
  })
})

describe('what to do next', () => {
  it('is what waits for this very person, also where things of two kinds have the same number', async () => {
    const article = [{ label: '第一条', body: '为了说明。' }]
    const policy = await makePolicy(system, departmentId, '同号政策办法', '岭政办发〔2026〕66号', article)
    const interpretation = await makeInterpretation(system, departmentId, policy.id, '同号政策办法解读')
    expect(interpretation).toBe(policy.id)
    await transact(system, (tx) => takeStep(tx, { subject: 'policy', id: policy.id, kind: 'submitted' }))
    const drafter = await (await read('drafter', '/desk')).text()
    expect(drafter).toContain(`href="/desk/interpretations/${interpretation}"`)
    expect(drafter).not.toContain(`href="/desk/policies/${policy.id}"`)
    const reviewer = await (await read('reviewer', '/desk')).text()
    expect(reviewer).toContain(`href="/desk/policies/${policy.id}"`)
    expect(reviewer).not.toContain(`href="/desk/interpretations/${interpretation}"`)
  })
})

import { like } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createAccount, deactivateAccount } from '~/app/domain/people/accounts.server'
import { createContext } from '~/app/server/context'
import type { OpenDatabase } from '~/db/client'
import { departments, rateLimits } from '~/db/schema/people'
import { freshDatabase } from '~/test/support/database'
import { handleRequest } from '~/test/support/server'

const password = '云岭测试口令-2026'
const email = 'drafter@yunling.example'
let open: OpenDatabase
let account: string

beforeAll(async () => {
  open = await freshDatabase()
  const [department] = await open.db
    .insert(departments)
    .values({ slug: 'housing', name: '住房和城乡建设局', nameEn: 'Housing Bureau', kind: 'bureau' })
    .returning()
  const system = createContext(open.db, { kind: 'system' })
  account = await createAccount(system, {
    name: '李起草',
    email,
    password,
    title: '科员',
    departmentId: department?.id ?? 0,
    roles: ['drafter'],
  })
})
afterAll(() => open.close())
beforeEach(() => open.db.delete(rateLimits))

function signIn(words: { email: string; password: string; to?: string }) {
  return handleRequest('/desk/sign-in', { form: words })
}

function cookieOf(response: Response): string {
  return response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ')
}

describe('signing in', () => {
  it('opens the desk to the right words, and leads back to where one came from', async () => {
    const response = await signIn({ email, password, to: '/desk/outbox' })
    expect(response.status).toBe(303)
    expect(response.headers.get('Location')).toBe('/desk/outbox')
    const desk = await handleRequest('/desk', { cookie: cookieOf(response) })
    expect(desk.status).toBe(200)
    expect(await desk.text()).toContain('李起草')
  })

  it('keeps the session cookie from scripts and from other sites', async () => {
    const [cookie] = (await signIn({ email, password })).headers.getSetCookie()
    expect(cookie).toMatch(/HttpOnly/i)
    expect(cookie).toMatch(/SameSite=Lax/i)
  })

  it('says the same for a wrong password and an unknown address, and keeps the address typed', async () => {
    const wrong = await signIn({ email, password: 'not the password' })
    const unknown = await signIn({ email: 'nobody@yunling.example', password: 'not the password' })
    expect([wrong.status, unknown.status]).toEqual([422, 422])
    const words = await wrong.text()
    expect(words).toContain('邮箱或密码不正确')
    expect(words).toContain(`value="${email}"`)
    expect(await unknown.text()).toContain('邮箱或密码不正确')
  })

  it('never leads to another site', async () => {
    const response = await signIn({ email, password, to: '//elsewhere.example/desk' })
    expect(response.headers.get('Location')).toBe('/desk')
  })

  it('locks the door after ten tries, also for the right password', async () => {
    for (let attempt = 0; attempt < 10; attempt++) await signIn({ email, password: `wrong ${attempt}` })
    const response = await signIn({ email, password })
    expect(response.status).toBe(429)
    expect(await response.text()).toContain('五分钟')
    const [lock] = await open.db.select().from(rateLimits).where(like(rateLimits.key, 'sign-in-failures:%'))
    expect(lock?.count).toBe(10)
  })

  it('opens the door again after five minutes, and locks nobody else out', async () => {
    for (let attempt = 0; attempt < 10; attempt++) await signIn({ email, password: `wrong ${attempt}` })
    const other = await signIn({ email: 'somebody.else@yunling.example', password: 'wrong' })
    expect(other.status).toBe(422)
    await open.db.update(rateLimits).set({ lastRequest: Date.now() - 5 * 60_000 })
    expect((await signIn({ email, password })).status).toBe(303)
  })

  it('sends those without a session to the sign-in page', async () => {
    const response = await handleRequest('/desk/outbox')
    expect(response.status).toBe(302)
    expect(response.headers.get('Location')).toBe('/desk/sign-in?to=%2Fdesk%2Foutbox')
  })

  it('ends the session when one signs out', async () => {
    const cookie = cookieOf(await signIn({ email, password }))
    await handleRequest('/desk/sign-out', { cookie, form: {} })
    expect((await handleRequest('/desk', { cookie })).status).toBe(302)
  })

  it('shuts out a deactivated account at once', async () => {
    const cookie = cookieOf(await signIn({ email, password }))
    await deactivateAccount(createContext(open.db, { kind: 'system' }), account, '调离')
    expect((await handleRequest('/desk', { cookie })).status).toBe(302)
    const again = await signIn({ email, password })
    const desk = await handleRequest('/desk', { cookie: cookieOf(again) })
    expect(desk.status).toBe(302)
  })
})

import { redirect } from '@remix-run/node'
import { eq } from 'drizzle-orm'
import { countFailure, forgetFailures, requireUnlocked } from '~/app/domain/people/sign-in-attempts.server'
import { staffById } from '~/app/domain/people/staff.server'
import { paths } from '~/app/paths'
import { database } from '~/db/client'
import { departments } from '~/db/schema/people'
import { auth, clientAddressHeader } from './auth.server'
import { type Ctx, createContext, type Staff } from './context'
import { Refusal } from './errors'

const sessionCookie = /(?:^|;\s*)(?:__Secure-)?gongyi\.session_token=/

export function hasSessionCookie(request: Request): boolean {
  return sessionCookie.test(request.headers.get('cookie') ?? '')
}

/** Who asks, and when: the first line of every loader and action. */
export async function contextFor(request: Request): Promise<Ctx> {
  const staff = hasSessionCookie(request) ? await staffOf(request) : null
  return createContext(database(), staff ?? { kind: 'citizen' })
}

/** As `contextFor`, and sends those who are not signed in to the sign-in page. */
export async function staffContextFor(request: Request): Promise<Ctx & { actor: Staff }> {
  const ctx = await contextFor(request)
  if (ctx.actor.kind !== 'staff') throw redirect(paths.desk.signIn({ to: addressOf(request) }))
  return ctx as Ctx & { actor: Staff }
}

/** Back to the very page: the QR code at the door names a person. */
function addressOf(request: Request): string {
  const { pathname, search } = new URL(request.url)
  return request.method === 'GET' ? `${pathname}${search}` : pathname
}

async function staffOf(request: Request): Promise<Staff | null> {
  const session = await auth().api.getSession({ headers: request.headers })
  return session ? staffById(database(), session.user.id) : null
}

/** The name of the department stands on every desk page. */
export async function departmentName(ctx: Ctx, id: number): Promise<string> {
  const [row] = await ctx.db
    .select({ name: departments.name })
    .from(departments)
    .where(eq(departments.id, id))
  return row?.name ?? ''
}

/** Signs in and gives the cookies to set. A wrong password and an unknown address give the same refusal. */
export async function signIn(request: Request, email: string, password: string): Promise<Headers> {
  const ctx = createContext(database())
  await requireUnlocked(ctx, email)
  const response = await auth().handler(authRequest(request, '/api/auth/sign-in/email', { email, password }))
  if (response.status === 429) throw new Refusal(429, '这个网络地址登录过于频繁，请五分钟后再试。')
  if (!response.ok) {
    await countFailure(ctx, email)
    throw new Refusal(422, '邮箱或密码不正确。')
  }
  await forgetFailures(ctx, email)
  return cookiesOf(response)
}

export async function signOut(request: Request): Promise<Headers> {
  return cookiesOf(await auth().handler(authRequest(request, '/api/auth/sign-out', {})))
}

function authRequest(request: Request, path: string, body: unknown): Request {
  const headers = new Headers({ 'content-type': 'application/json', origin: new URL(request.url).origin })
  for (const name of ['cookie', 'user-agent', clientAddressHeader]) {
    const value = request.headers.get(name)
    if (value) headers.set(name, value)
  }
  return new Request(new URL(path, request.url), { method: 'POST', headers, body: JSON.stringify(body) })
}

// Only the cookies: its other headers describe a JSON answer, not our page.
function cookiesOf(response: Response): Headers {
  const headers = new Headers()
  for (const cookie of response.headers.getSetCookie()) headers.append('set-cookie', cookie)
  return headers
}

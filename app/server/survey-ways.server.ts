import { createHmac, timingSafeEqual } from 'node:crypto'
import { readCode } from '~/app/domain/audit/codes'
import { decryptContact, encryptContact } from '~/app/domain/people/contact.server'
import { paths } from '~/app/paths'
import type { Ctx } from './context'
import { env } from './env'

// How a browser says that it may answer: cookies that go to the pages of one survey only, and are gone when it has
// answered. None of them holds an address that somebody else could read.

const invitationName = 'survey-invitation'
const accountName = 'survey-account'
const askedName = 'survey-address'

const verifiedFor = 6 * 3600
const askedFor = 3600

/** The `Set-Cookie` line for an invitation code that was found good. */
export function invitationCookie(surveyId: number, code: string): string {
  return cookie(surveyId, invitationName, code, 30 * 86_400)
}

export function invitationCodeOf(request: Request): string | null {
  const value = readCookie(request, invitationName)
  return value === null ? null : readCode(value)
}

/** Says for some hours that an address was verified: the mark and until when, signed. The address is not in it. */
export function accountCookie(surveyId: number, mark: Uint8Array, now: Date): string {
  const until = Math.floor(now.getTime() / 1000) + verifiedFor
  const words = `${Buffer.from(mark).toString('base64url')}.${until}`
  return cookie(surveyId, accountName, `${words}.${sign(surveyId, words).toString('base64url')}`, verifiedFor)
}

/** The mark of the verified address; null without one, or when it is too old or of another survey. */
export function accountMarkOf(request: Request, surveyId: number, now: Date): Uint8Array | null {
  const [mark = '', until = '', signature = ''] = (readCookie(request, accountName) ?? '').split('.')
  if (!/^\d{1,12}$/.test(until) || Number(until) * 1000 <= now.getTime()) return null
  const given = Buffer.from(signature, 'base64url')
  const right = sign(surveyId, `${mark}.${until}`)
  if (given.length !== right.length || !timingSafeEqual(given, right)) return null
  return Buffer.from(mark, 'base64url')
}

/** Which address the code was sent to, sealed, for the second step of the address page. */
export function askedCookie(ctx: Ctx, surveyId: number, address: string): string {
  const sealed = Buffer.from(encryptContact(ctx, address) ?? []).toString('base64url')
  return cookie(surveyId, askedName, sealed, askedFor)
}

export function askedAddressOf(request: Request): string | null {
  const value = readCookie(request, askedName)
  if (!value) return null
  try {
    return decryptContact(Buffer.from(value, 'base64url'))
  } catch {
    return null
  }
}

export function forgetAsked(surveyId: number): string {
  return cookie(surveyId, askedName, '', 0)
}

/** After it has answered, nothing in the browser says with which code or address. */
export function forgetWays(surveyId: number): string[] {
  return [invitationName, accountName, askedName].map((name) => cookie(surveyId, name, '', 0))
}

function cookie(surveyId: number, name: string, value: string, age: number): string {
  const secure = env().SITE_URL?.startsWith('https:') ? '; Secure' : ''
  return `${name}=${value}; Path=${paths.survey(surveyId)}; Max-Age=${age}; SameSite=Lax; HttpOnly${secure}`
}

function readCookie(request: Request, wanted: string): string | null {
  for (const pair of (request.headers.get('cookie') ?? '').split(';')) {
    const at = pair.indexOf('=')
    if (at > 0 && pair.slice(0, at).trim() === wanted) return pair.slice(at + 1).trim()
  }
  return null
}

function sign(surveyId: number, words: string): Buffer {
  return createHmac('sha256', env().SESSION_SECRET).update(`survey-account\n${surveyId}\n${words}`).digest()
}

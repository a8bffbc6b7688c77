import { readCode } from '~/app/domain/audit/codes'
import { paths } from '~/app/paths'
import type { Ctx } from './context'
import { env } from './env'

// What the answering pages leave in a browser, besides the ways in (survey-ways): the code of what was begun, and the
// token by which a survey for one answer per browser knows the browser again. Both stay with the pages of one survey.

const browserName = 'survey-browser'
const month = 30 * 86_400
const year = 365 * 86_400

/** The code under which the answers so far are kept. */
export function draftCodeOf(request: Request, surveyId: number): string | null {
  const value = readCookie(request, `survey-${surveyId}`)
  return value === null ? null : readCode(value)
}

export function draftCookie(surveyId: number, code: string): string {
  return cookie(surveyId, `survey-${surveyId}`, code, month)
}

export function forgetDraftCookie(surveyId: number): string {
  return cookie(surveyId, `survey-${surveyId}`, '', 0)
}

export function browserTokenOf(request: Request): string | null {
  const value = readCookie(request, browserName)
  return value !== null && /^[\w-]{22}$/.test(value) ? value : null
}

export function browserCookie(surveyId: number, token: string): string {
  return cookie(surveyId, browserName, token, year)
}

export function newBrowserToken(ctx: Ctx): string {
  return Buffer.from(ctx.random(16)).toString('base64url')
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

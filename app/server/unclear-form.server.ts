import { createHmac } from 'node:crypto'
import { data, redirect } from '@remix-run/node'
import { unclearForm } from '~/app/domain/unclear-clauses/forms'
import { markUnclear } from '~/app/domain/unclear-clauses/mark.server'
import { unclearClause } from '~/app/domain/unclear-clauses/public.server'
import type { UnclearFormView } from '~/app/domain/unclear-clauses/types'
import { paths } from '~/app/paths'
import { clientAddressHeader } from './auth.server'
import type { Ctx } from './context'
import { env } from './env'
import { newFormKey } from './forms'

import { takeKeyedForm } from './keyed-form.server'

// The form 「这一条看不懂」 at a clause, for the page of that clause: its loader opens it, its action takes it, and the page
// shows <UnclearForm>. Each view has a key of its own, so the page carries no cache tags.

type At = { policyId: number; clauseId: number }

const cookieName = 'unclear'
const year = 365 * 86_400

/** What the form shows. */
export async function openUnclearForm(
  ctx: Ctx,
  request: Request,
  at: At & { label: string },
): Promise<UnclearFormView> {
  return {
    ...at,
    ...(await unclearClause(ctx, at)),
    key: newFormKey(ctx),
    isThanked: new URL(request.url).searchParams.get('unclear') === 'thanks',
  }
}

/** Takes the form: on to the thanks, or everything that the page shows again. */
export async function takeUnclearForm(ctx: Ctx, request: Request, at: At) {
  const known = tokenOf(request)
  let token = known ?? ''
  const answer = await takeKeyedForm(ctx, await request.formData(), unclearForm, async (value) => {
    token = known ?? tokenFrom(value.key)
    await markUnclear(ctx, { ...at, ...value, browserToken: token, network: networkOf(request) })
    return { code: '' }
  })
  if ('code' in answer) {
    const headers = new Headers(known ? {} : { 'Set-Cookie': cookieFor(at, token) })
    return redirect(`${paths.policyClause(at.policyId, at.clauseId)}?unclear=thanks#unclear`, {
      status: 303,
      headers,
    })
  }
  const { status, ...unclear } = answer
  return data({ unclear }, { status })
}

function tokenOf(request: Request): string | null {
  for (const pair of (request.headers.get('cookie') ?? '').split(';')) {
    const [name = '', value = ''] = pair.trim().split('=')
    if (name === cookieName && /^[\w-]{22}$/.test(value)) return value
  }
  return null
}

/** Who only reads gets no cookie. The first form gives it, and the same form sent twice gives the same. */
function tokenFrom(key: string): string {
  return createHmac('sha256', env().SESSION_SECRET)
    .update(`unclear-browser\n${key}`)
    .digest('base64url')
    .slice(0, 22)
}

/** It stays with the page of the one clause: every other page is cached for this browser as for all. */
function cookieFor({ policyId, clauseId }: At, token: string): string {
  const secure = env().SITE_URL?.startsWith('https:') ? '; Secure' : ''
  return `${cookieName}=${token}; Path=${paths.policyClause(policyId, clauseId)}; Max-Age=${year}; SameSite=Lax; HttpOnly${secure}`
}

/** Of an IPv6 address the part that one connection has; the rest its owner may choose. */
function networkOf(request: Request): string {
  const address = request.headers.get(clientAddressHeader) ?? ''
  return address.includes(':') && !address.includes('.') ? address.split(':').slice(0, 4).join(':') : address
}

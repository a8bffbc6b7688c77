import { paths } from '~/app/paths'
import { database } from '~/db/client'
import { submitCommentForm } from './comment-form.server'
import { createContext } from './context'
import { Refusal } from './errors'
import { sayError } from './say-error'
import { hasSessionCookie } from './session.server'

const commentAddress = /^\/consultations\/([1-9]\d{0,14})\/comment$/
const mostBytes = 64 * 1024

type Taken = { response: Response; request?: never } | { response?: never; request: Request }

/**
 * The one post that comes in crowds is answered before Remix: a comment that is taken leads to its receipt. Whatever
 * else there is to say (a refusal, a failure, files, a person at the desk) Remix says, from the request as it came; a
 * comment is submitted once for its key, however often it is tried.
 */
export async function takeCommentPost(request: Request): Promise<Taken> {
  const id = commentAddress.exec(new URL(request.url).pathname)?.[1]
  const length = Number(request.headers.get('Content-Length') ?? mostBytes + 1)
  if (request.method !== 'POST' || !id || length > mostBytes || hasSessionCookie(request)) return { request }
  const { url, method, headers, signal } = request
  const body = await request.arrayBuffer()
  try {
    const type = { 'Content-Type': headers.get('Content-Type') ?? '' }
    const form = await new Response(body, { headers: type }).formData()
    const answer = await submitCommentForm(createContext(database()), Number(id), form)
    if ('code' in answer) {
      const location = { Location: paths.receipt(answer.code), 'Cache-Control': 'no-store' }
      return { response: new Response(null, { status: 303, headers: location }) }
    }
  } catch (error) {
    if (!(error instanceof Refusal || error instanceof TypeError))
      console.error('a comment was not taken', sayError(error))
  }
  return { request: new Request(url, { method, headers, signal, body }) }
}

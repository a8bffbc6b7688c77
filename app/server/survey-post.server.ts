import { paths } from '~/app/paths'
import { database } from '~/db/client'
import { createContext } from './context'
import { Refusal } from './errors'
import { sayError } from './say-error'
import { hasSessionCookie } from './session.server'
import { handIn, handInSurvey } from './survey-form.server'

const answerAddress = /^\/surveys\/([1-9]\d{0,14})\/answer$/
// The answers are in the draft: the form that hands them in has a few short fields.
const mostBytes = 4 * 1024

type Taken = { response: Response; request?: never } | { response?: never; request: Request }

/**
 * Answers that are handed in come in crowds, too, and are taken before Remix: they lead to the thanks. Whatever else
 * there is to say Remix says, from the request as it came; answers are stored once for their form's key.
 */
export async function takeSurveyPost(request: Request): Promise<Taken> {
  const id = answerAddress.exec(new URL(request.url).pathname)?.[1]
  const length = Number(request.headers.get('Content-Length') ?? mostBytes + 1)
  if (request.method !== 'POST' || !id || length > mostBytes || hasSessionCookie(request)) return { request }
  const { url, method, headers, signal } = request
  const body = await request.arrayBuffer()
  const whole = () => new Request(url, { method, headers, signal, body })
  try {
    const form = await whole().formData()
    if (form.get('form-intent') !== handIn) return { request: whole() }
    const answer = await handInSurvey(createContext(database()), Number(id), request, form)
    if (answer.ok) return { response: thanks(Number(id), answer.cookies) }
  } catch (error) {
    if (!(error instanceof Refusal || error instanceof TypeError))
      console.error('answers to a survey were not taken', sayError(error))
  }
  return { request: whole() }
}

function thanks(surveyId: number, cookies: string[]): Response {
  const headers = new Headers({ Location: paths.surveyThanks(surveyId), 'Cache-Control': 'no-store' })
  for (const cookie of cookies) headers.append('Set-Cookie', cookie)
  return new Response(null, { status: 303, headers })
}

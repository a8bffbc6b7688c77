import { newCode, readCode } from '~/app/domain/audit/codes'
import { answerView, refusedHandIn, standingOf } from '~/app/domain/survey-answering/answer-page.server'
import { type AnswerView, type Onward, pageIntents } from '~/app/domain/survey-answering/answer-types'
import { takeInvitation } from '~/app/domain/survey-answering/invitations.server'
import { savedPage } from '~/app/domain/survey-answering/saved.server'
import { takePage } from '~/app/domain/survey-answering/take-page.server'
import type { WaysIn } from '~/app/domain/survey-answering/ways-in.server'
import type { Ctx } from './context'
import { Refusal } from './errors'
import {
  browserCookie,
  browserTokenOf,
  draftCodeOf,
  draftCookie,
  newBrowserToken,
} from './survey-cookies.server'
import { handIn, handInSurvey } from './survey-form.server'
import { accountMarkOf, forgetWays, invitationCodeOf, invitationCookie } from './survey-ways.server'

/** What the answering page gives back: a view, or where it goes on. `cookies`: the lines of `Set-Cookie`. */
export type Answering = { cookies: string[] } & (
  | { view: AnswerView; status: number; isInPlace: boolean; onward?: never }
  /** `done`: everything was handed in; `start`: the answering page as it opens. */
  | { onward: Onward | 'done' | 'start'; view?: never }
)

/** The survey is opened, or a page of it. Nothing is written: the code is good for what will be put away under it. */
export async function openAnswering(ctx: Ctx, surveyId: number, request: Request): Promise<Answering> {
  const asked = new URL(request.url).searchParams
  const invitation = asked.get('code')
  if (invitation !== null) return takeCode(ctx, surveyId, invitation)
  const known = draftCodeOf(request, surveyId)
  const code = known ?? newCode(ctx)
  const view = await answerView(ctx, surveyId, {
    ...{ code, pageId: asked.get('page'), ways: waysOf(ctx, surveyId, request) },
  })
  const isAnswered = view.kind === 'questions' || view.kind === 'review'
  const token = isAnswered && view.head.access === 'browser' && !browserTokenOf(request)
  const cookies = [
    ...(isAnswered && !known ? [draftCookie(surveyId, code)] : []),
    ...(token ? [browserCookie(surveyId, newBrowserToken(ctx))] : []),
  ]
  return { view, status: 200, isInPlace: false, cookies }
}

/** Whatever is sent from the answering page. */
export async function takeAnswering(ctx: Ctx, surveyId: number, request: Request): Promise<Answering> {
  const form = await request.formData()
  const word = (name: string) => String(form.get(name) ?? '')
  const intent = word('form-intent')
  if (intent === 'code') return takeCode(ctx, surveyId, word('form-code'))
  if (intent === 'other-code') return { onward: 'start', cookies: forgetWays(surveyId) }
  const sender: Sender = {
    ...{ ctx, surveyId, request, ways: waysOf(ctx, surveyId, request) },
    // The page that was sent, wherever it was opened, says under which code it belongs.
    code: readCode(word('form-draft')) ?? draftCodeOf(request, surveyId) ?? newCode(ctx),
    isInPlace: draftCodeOf(request, surveyId) === null,
  }
  if (intent === handIn) return handInAll(sender, form)
  if (intent === 'put-away') return goOn(sender, { to: 'saved', anchor: null })
  if (intent.startsWith('open ')) return show(sender, intent.slice('open '.length), 200)
  const known = pageIntents.find((one) => one === intent)
  // A form that is sent without a button goes on.
  if (!known && intent !== '') throw new Refusal(422, '表单不完整，请重新打开问卷再填。')
  const taken = await takePage(ctx, surveyId, {
    ...{ intent: known ?? 'next', code: sender.code, form },
    version: Number(word('form-version')) || 0,
    pageId: word('form-page'),
    shown: word('form-shown').split(' ').filter(Boolean).slice(0, 200),
  })
  if (taken.instead) return seen(sender, taken.instead, taken.instead.kind === 'not-open' ? 410 : 422)
  return goOn(sender, taken.onward)
}

type Sender = {
  ctx: Ctx
  surveyId: number
  request: Request
  ways: WaysIn
  code: string
  /** The browser keeps no cookies: each page comes as the answer to the one before, which carries the code. */
  isInPlace: boolean
}

function waysOf(ctx: Ctx, surveyId: number, request: Request): WaysIn {
  return {
    browserToken: browserTokenOf(request),
    invitationCode: invitationCodeOf(request),
    accountMark: accountMarkOf(request, surveyId, ctx.now),
  }
}

/** On with a redirect, so that looking back sends nothing again. What is wrong is said at once. */
async function goOn(sender: Sender, onward: Onward): Promise<Answering> {
  const { ctx, surveyId, code, isInPlace } = sender
  if (onward.wrong) {
    const view = await viewOf(sender, onward.to)
    if (view.kind !== 'questions' || onward.wrong === true) return seen(sender, view, 422)
    return seen(sender, { ...view, faults: { form: onward.wrong, ...view.faults } }, 422)
  }
  if (!isInPlace) return { onward, cookies: [draftCookie(surveyId, code)] }
  if (onward.to !== 'saved') return show(sender, onward.to, 200)
  const { saved } = await savedPage(ctx, surveyId, code)
  return saved ? seen(sender, { kind: 'saved', ...saved }, 200) : show(sender, null, 200)
}

async function show(sender: Sender, pageId: string | null, status: number): Promise<Answering> {
  return seen(sender, await viewOf(sender, pageId), status)
}

function viewOf({ ctx, surveyId, code, ways }: Sender, pageId: string | null): Promise<AnswerView> {
  return answerView(ctx, surveyId, { code, pageId, ways })
}

function seen({ surveyId, code, isInPlace }: Sender, view: AnswerView, status: number): Answering {
  return { view, status, isInPlace, cookies: [draftCookie(surveyId, code)] }
}

async function handInAll(sender: Sender, form: FormData): Promise<Answering> {
  const { ctx, surveyId, request, code, ways } = sender
  const handed = await handInSurvey(ctx, surveyId, request, form)
  if (handed.ok) return { onward: 'done', cookies: handed.cookies }
  const view = await refusedHandIn(ctx, surveyId, { ...handed, code, ways })
  return seen(sender, view, view.kind === 'not-open' ? 410 : handed.status)
}

/** An invitation code, from the card's QR code or typed; good ones are remembered, and gone from the address. */
async function takeCode(ctx: Ctx, surveyId: number, typed: string): Promise<Answering> {
  try {
    const code = await takeInvitation(ctx, surveyId, typed)
    return { onward: 'start', cookies: [invitationCookie(surveyId, code)] }
  } catch (error) {
    if (!(error instanceof Refusal) || error.status === 404) throw error
    const { head, state } = await standingOf(ctx, surveyId, undefined)
    // It says by itself that it is not open, or asks for no code at all.
    if (state !== 'open' || head.access !== 'invitation') return { onward: 'start', cookies: [] }
    const fault = error.fields.code ?? error.message
    const view: AnswerView = { kind: 'invitation', head, typed: typed.slice(0, 40), fault }
    return { view, status: error.status, isInPlace: false, cookies: [] }
  }
}

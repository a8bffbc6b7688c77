import { readCode } from '~/app/domain/audit/codes'
import { type Draft, openDraft } from '~/app/domain/survey-answering/drafts.server'
import { hasSubmitted, submitAnswers } from '~/app/domain/survey-answering/submit.server'
import type { Ctx } from './context'
import { Refusal } from './errors'
import { browserTokenOf, draftCodeOf, forgetDraftCookie } from './survey-cookies.server'
import { accountMarkOf, forgetWays, invitationCodeOf } from './survey-ways.server'

/** `form-intent` of the button that hands everything in, on the page where all answers stand once more. */
export const handIn = 'submit'

export type HandedIn =
  /** The lines of `Set-Cookie` by which the browser forgets what it was used for. */
  | { ok: true; cookies: string[] }
  /** `fields`: what is wrong, by the question's id. The draft stays as it was. */
  | { ok: false; status: number; message: string; fields: Record<string, string>; draft: Draft | null }

/**
 * Hands in what a draft holds, whichever handler takes the form (its fields: `form-intent`, `form-key`, and `form-draft`
 * where the browser keeps no cookies). The answers themselves are in no form: every page has been saved before.
 */
export async function handInSurvey(
  ctx: Ctx,
  surveyId: number,
  request: Request,
  form: FormData,
): Promise<HandedIn> {
  const key = String(form.get('form-key') ?? '')
  // First the one whose answers were on the page; a browser without cookies has no other.
  const code = readCode(String(form.get('form-draft') ?? '')) ?? draftCodeOf(request, surveyId)
  const draft = code ? await openDraft(ctx, surveyId, code) : null
  try {
    // The second of two clicks comes when the draft is gone.
    if (!draft && !(await hasSubmitted(ctx, surveyId, key))) throw nothingThere()
    if (draft)
      await submitAnswers(ctx, surveyId, {
        ...{ key, version: draft.version, answers: draft.answers, way: 'online', draftCode: code },
        browserToken: browserTokenOf(request),
        invitationCode: invitationCodeOf(request),
        accountMark: accountMarkOf(request, surveyId, ctx.now),
      })
    return { ok: true, cookies: [forgetDraftCookie(surveyId), ...forgetWays(surveyId)] }
  } catch (error) {
    if (!(error instanceof Refusal) || error.status === 404) throw error
    const { status, message, fields } = error
    return { ok: false, status, message, fields, draft }
  }
}

function nothingThere(): Refusal {
  return new Refusal(
    422,
    '没有找到您填写的内容：可能已经在别处提交，也可能放得太久，或者浏览器没有保存 Cookie。记下过保存码的，请用保存码接着填；没有的，请重新填写。',
  )
}

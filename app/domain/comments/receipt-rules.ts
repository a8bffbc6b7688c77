import { addDays, addWorkingDays, dayOf, endOfDay, isWorkday, sayMoment } from '~/app/domain/calendar'
import { isPast } from '~/app/domain/consultations/rules'
import type { CommentState } from './types'

export const mostCorrections = 5
export const longestAppeal = 2000

const appealDays = 30
const answerDays = 10

/** T1: the day of the refusal is not counted, and an end on a holiday moves to the next working day. */
export function appealUntil(refusedAt: Date): Date {
  let last = addDays(dayOf(refusedAt), appealDays)
  while (!isWorkday(last)) last = addDays(last, 1)
  return endOfDay(last)
}

/** By when somebody else than the one who refused has decided an appeal. */
export function appealAnswerBy(appealedAt: Date): Date {
  return endOfDay(addWorkingDays(dayOf(appealedAt), answerDays))
}

const kept = '您写的文字仍在下面，请自行保存。'

type Correctable = {
  state: CommentState
  consultation: { closesAt: Date; terminatedAt: Date | null }
  corrections: number
}

/** Why the author cannot correct the comment now; null where he can. */
export function whyNoCorrection({ state, consultation, corrections }: Correctable, now: Date): string | null {
  if (state === 'withdrawn') return '这条意见已经撤回，不能再更正。'
  if (consultation.terminatedAt) return `征求意见已经终止，不能再更正。${kept}`
  if (isPast(consultation.closesAt, now))
    return `征求意见已于${sayMoment(consultation.closesAt)}结束，不能再更正。${kept}`
  if (corrections >= mostCorrections)
    return `一条意见最多更正${mostCorrections}次；还想补充的，请另提一条意见。`
  return null
}

type Appealable = { state: CommentState; refusedAt: Date | null; isAppealed: boolean; isReported: boolean }

/** Why there is no appeal against the refusal now; null where there is. */
export function whyNoAppeal(
  { state, refusedAt, isAppealed, isReported }: Appealable,
  now: Date,
): string | null {
  if (state !== 'refused' || !refusedAt) return '这条意见现在不是“不予公开”，不需要申诉；请刷新页面查看。'
  if (isAppealed) return '对这次审核结果已经申诉过一次，请等答复；答复会写在这张回执上。'
  if (isReported) return `采纳情况反馈已经公布，不能再申诉。${kept}`
  const until = appealUntil(refusedAt)
  return isPast(until, now) ? `申诉期到${sayMoment(until)}为止，已经过了。${kept}` : null
}

/** Why nobody can be told of anything more; null where somebody can. */
export function whyNoWish({
  state,
  isReported,
}: {
  state: CommentState
  isReported: boolean
}): string | null {
  if (state === 'withdrawn') return '这条意见已经撤回，不会再有进展。'
  return isReported ? '采纳情况反馈已经公布，结果就在这张回执上，不会再有新的进展。' : null
}

/** z***@example.com: enough for its owner to know it by. */
export function maskEmail(email: string): string {
  const at = email.lastIndexOf('@')
  return `${[...email][0] ?? ''}***${email.slice(at)}`
}

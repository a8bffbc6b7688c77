import { sayMoment } from '~/app/domain/calendar'
import { Refusal } from '~/app/server/errors'
import type { SurveyState } from './types'

type Period = { opensAt: Date; closesAt: Date }

/** By the server's clock. */
export function refuseUnlessOpen(period: Period, state: SurveyState): void {
  if (state === 'upcoming') throw notYet(period)
  if (state !== 'open') throw alreadyClosed(period)
}

export function notYet({ opensAt }: Period): Refusal {
  return new Refusal(409, `这份问卷还没有开始，${sayMoment(opensAt)}起可以填写，到时候请再来。`)
}

export function alreadyClosed({ closesAt }: Period): Refusal {
  return new Refusal(
    409,
    `这份问卷已于${sayMoment(closesAt)}截止，不能再收答案了。谢谢您的关心，结果会在问卷的页面上公布。`,
  )
}

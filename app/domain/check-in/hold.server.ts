import { chainOf } from '~/app/domain/activities/chain.server'
import { holdingFindings } from '~/app/domain/activities/gates'
import { activityRow, lockActivity, shownOn } from '~/app/domain/activities/row.server'
import { record, transact } from '~/app/domain/audit/record.server'
import { takeStep } from '~/app/domain/audit/steps.server'
import { sayMoment } from '~/app/domain/calendar'
import { requirePermission } from '~/app/domain/people/permissions'
import type { Ctx } from '~/app/server/context'
import { refuseIfBlocked, wrongField } from '~/app/server/errors'

/** P6, P7, P8: that it was held, with how many participants were there; `at` is when it began, now if not said. */
export async function holdActivity(ctx: Ctx, activityId: number, { at }: { at?: Date } = {}): Promise<void> {
  requirePermission(ctx, 'registration.handle', await activityRow(ctx, activityId))
  await transact(ctx, async (tx) => {
    const activity = await lockActivity(tx, activityId, 'no key update')
    const chain = await chainOf(tx, activityId)
    refuseIfBlocked(holdingFindings(chain, tx.now))
    if (at && at > tx.now) throw wrongField('at', '请填已经过去的时间')
    if (at && minuteOf(at) < minuteOf(activity.startsAt))
      throw wrongField('at', `公告的开始时间是 ${sayMoment(activity.startsAt)}，不能比它早`)
    const count = (presence: 'present' | 'absent') =>
      chain.participants.filter((one) => one.presence === presence).length
    const data = { present: count('present'), absent: count('absent') }
    await takeStep(tx, { subject: 'activity', id: activityId, kind: 'held', at: at ?? tx.now, data })
    await record(tx, {
      action: 'activity.held',
      subject: 'activity',
      id: activityId,
      after: { ...data, at: at ?? tx.now },
      ...shownOn(activity),
    })
  })
}

/** A form says whole minutes. */
function minuteOf(at: Date): number {
  return Math.floor(at.getTime() / 60_000)
}

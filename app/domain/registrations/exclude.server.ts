import { eq } from 'drizzle-orm'
import { record, transact } from '~/app/domain/audit/record.server'
import { lastStep, takeStep } from '~/app/domain/audit/steps.server'
import { requirePermission } from '~/app/domain/people/permissions'
import type { Ctx } from '~/app/server/context'
import { Refusal, wrongField } from '~/app/server/errors'
import { registrations } from '~/db/schema/registrations'
import { registrationRow } from './row.server'
import { moveUp, releaseSeat } from './seats.server'
import { lockStanding } from './standing.server'

/**
 * Somebody who does not belong to the category, with a reason that the person reads and, after the list is frozen, the
 * public under the pseudonym. The frozen list stays as it is: the draw passes over who is excluded. The person may
 * register again for the right category.
 */
export function excludeRegistration(ctx: Ctx, id: number, reason: string): Promise<void> {
  return transact(ctx, async (tx) => {
    const { state, activity, activitySteps, registration } = await lockStanding(
      tx,
      await registrationRow(tx, id),
    )
    requirePermission(tx, 'registration.handle', activity)
    const words = reason.trim()
    if (words === '') throw wrongField('reason', '请写明理由，报名的人会看到')
    if (state === 'withdrawn') throw new Refusal(409, '本人已经取消报名，不用再处理。')
    if (state === 'excluded') throw new Refusal(409, '这个报名已经处理过，请刷新页面查看。')
    if (state === 'lapsed') throw new Refusal(409, '名额因为没有按时确认已经让出，不用再处理。')
    if (lastStep(activitySteps, 'cancelled', 'held'))
      throw new Refusal(409, '活动已经举行或者取消，不能再处理报名。')
    await releaseSeat(tx, id)
    await tx.db.update(registrations).set({ personMark: null }).where(eq(registrations.id, id))
    await takeStep(tx, { subject: 'registration', id, kind: 'excluded', reason: words })
    await record(tx, {
      ...{ action: 'registration.excluded', subject: 'registration', id },
      before: { state },
      after: { reason: words },
      mail: [{ kind: 'registration-excluded', registrationId: id }],
      tags: [`activity:${activity.id}`],
    })
    await moveUp(tx, activity, registration.categoryId)
  })
}

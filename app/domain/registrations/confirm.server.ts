import { eq } from 'drizzle-orm'
import { record, transact } from '~/app/domain/audit/record.server'
import { lastStep, takeStep } from '~/app/domain/audit/steps.server'
import { sayMoment } from '~/app/domain/calendar'
import { requirePermission } from '~/app/domain/people/permissions'
import type { Ctx } from '~/app/server/context'
import { Refusal } from '~/app/server/errors'
import { seats } from '~/db/schema/registrations'
import { registrationOfCode, registrationRow } from './row.server'
import { lockStanding, type Standing } from './standing.server'

/** The seat is taken for good. Twice is once; too late is too late, even where the seat has not been given on yet. */
export function confirmSeat(ctx: Ctx, code: string): Promise<void> {
  return transact(ctx, async (tx) =>
    confirm(tx, await lockStanding(tx, await registrationOfCode(tx, code)), 'code'),
  )
}

/** By staff, for somebody who said so on the telephone or at the counter. */
export function confirmForPerson(ctx: Ctx, id: number): Promise<void> {
  return transact(ctx, async (tx) => {
    const standing = await lockStanding(tx, await registrationRow(tx, id))
    requirePermission(tx, 'registration.handle', standing.activity)
    await confirm(tx, standing, 'staff')
  })
}

async function confirm(tx: Ctx, standing: Standing, by: 'code' | 'staff'): Promise<void> {
  const { state, registration, activitySteps } = standing
  if (lastStep(activitySteps, 'cancelled')) throw new Refusal(410, '这次活动已经取消，不用再确认。')
  if (state === 'confirmed') return
  const why = whyNotConfirmed(standing, tx.now)
  if (why) throw new Refusal(409, why)
  const { id, activityId, categoryId } = registration
  await tx.db.update(seats).set({ confirmBy: null }).where(eq(seats.registrationId, id))
  await takeStep(tx, { subject: 'registration', id, kind: 'confirmed' })
  await record(tx, {
    ...{ action: 'registration.confirmed', subject: 'registration', id },
    after: { activityId, categoryId, by },
    tags: [`activity:${activityId}`],
  })
}

function whyNotConfirmed({ state, seat }: Standing, now: Date): string | null {
  if (state === 'offered') {
    const confirmBy = seat?.confirmBy
    if (!confirmBy || now <= confirmBy) return null
    return `确认的期限是 ${sayMoment(confirmBy)}，已经过了，名额让给候补的人。`
  }
  if (state === 'lapsed') return '确认的期限已经过了，名额已经让给候补的人。'
  if (state === 'withdrawn') return '这个报名已经取消，不能再确认。'
  if (state === 'excluded') return '这个报名没有通过核对，不能确认。'
  return '您还没有入选，不用确认；轮到您时会告诉您。'
}

import { eq } from 'drizzle-orm'
import { record, transact } from '~/app/domain/audit/record.server'
import { lastStep, takeStep } from '~/app/domain/audit/steps.server'
import { requirePermission } from '~/app/domain/people/permissions'
import type { Ctx } from '~/app/server/context'
import { Refusal } from '~/app/server/errors'
import { registrations } from '~/db/schema/registrations'
import { registrationOfCode, registrationRow } from './row.server'
import { shownNameOf } from './rules'
import { moveUp, releaseSeat } from './seats.server'
import { lockStanding, type Standing } from './standing.server'

/**
 * Whoever holds the code may give up until the activity has been held; the next one moves up in the same transaction.
 * Who it was is forgotten at once (L1). Twice is once.
 */
export function withdrawRegistration(ctx: Ctx, code: string): Promise<void> {
  return transact(ctx, async (tx) =>
    withdraw(tx, await lockStanding(tx, await registrationOfCode(tx, code)), 'code'),
  )
}

/** By staff, for somebody who said so on the telephone or at the counter. */
export function withdrawForPerson(ctx: Ctx, id: number): Promise<void> {
  return transact(ctx, async (tx) => {
    const standing = await lockStanding(tx, await registrationRow(tx, id))
    requirePermission(tx, 'registration.handle', standing.activity)
    await withdraw(tx, standing, 'staff')
  })
}

async function withdraw(tx: Ctx, standing: Standing, by: 'code' | 'staff'): Promise<void> {
  const { state, registration, activity, activitySteps } = standing
  if (state === 'withdrawn') return
  if (lastStep(activitySteps, 'held')) throw new Refusal(409, '活动已经举行，不能再取消报名。')
  const { id, categoryId } = registration
  const shownName = shownNameOf(registration.shownName, false)
  await releaseSeat(tx, id)
  await tx.db
    .update(registrations)
    .set({ person: null, personMark: null, shownName })
    .where(eq(registrations.id, id))
  await takeStep(tx, { subject: 'registration', id, kind: 'withdrawn' })
  await record(tx, {
    ...{ action: 'registration.withdrawn', subject: 'registration', id },
    before: { state },
    after: { by },
    tags: [`activity:${activity.id}`],
  })
  await moveUp(tx, activity, categoryId)
}

import { eq } from 'drizzle-orm'
import { activityRow, lockActivity, type StoredActivity } from '~/app/domain/activities/row.server'
import { type Step, stepsOf } from '~/app/domain/audit/steps.server'
import type { Ctx } from '~/app/server/context'
import { seats, waitingPlaces } from '~/db/schema/registrations'
import { registrationRow, type StoredRegistration } from './row.server'
import { registrationState } from './rules'
import { lockCategories } from './seats.server'
import type { RegistrationState } from './types'

export type Standing = {
  registration: StoredRegistration
  activity: StoredActivity
  activitySteps: Step[]
  steps: Step[]
  seat: { number: number; confirmBy: Date | null } | null
  isWaiting: boolean
  state: RegistrationState
}

/** Keeps a registration's category to this transaction and reads how it stands: whoever comes second sees the first's step. */
export async function lockStanding(tx: Ctx, known: StoredRegistration): Promise<Standing> {
  await lockActivity(tx, known.activityId, 'share')
  await lockCategories(tx, [known.categoryId])
  return standingOf(tx, await registrationRow(tx, known.id))
}

export async function standingOf(ctx: Ctx, registration: StoredRegistration): Promise<Standing> {
  const activity = await activityRow(ctx, registration.activityId)
  const activitySteps = await stepsOf(ctx, 'activity', activity.id)
  const steps = await stepsOf(ctx, 'registration', registration.id)
  const [seat = null] = await ctx.db
    .select({ number: seats.number, confirmBy: seats.confirmBy })
    .from(seats)
    .where(eq(seats.registrationId, registration.id))
  const places = await ctx.db
    .select({ place: waitingPlaces.place })
    .from(waitingPlaces)
    .where(eq(waitingPlaces.registrationId, registration.id))
  const isWaiting = places.length > 0
  const state = registrationState({ steps, seat, isWaiting }, activity, ctx.now)
  return { registration, activity, activitySteps, steps, seat, isWaiting, state }
}

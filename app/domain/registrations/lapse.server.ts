import { and, asc, eq, lt, or, sql } from 'drizzle-orm'
import { lockActivity } from '~/app/domain/activities/row.server'
import { recordAll, transact } from '~/app/domain/audit/record.server'
import { takeSteps } from '~/app/domain/audit/steps.server'
import type { Ctx } from '~/app/server/context'
import { activities, seatCategories } from '~/db/schema/activities'
import { seats } from '~/db/schema/registrations'
import { mayMoveUp } from './rules'
import { moveUp, releaseSeat } from './seats.server'

/**
 * Takes back the seats that nobody confirmed in time and gives free ones to who waits next, also where a postponement
 * has made that possible again; gives how many lapsed. Several processes may do so at once: a category that another one
 * has in hand is left to it.
 */
export async function lapseOverdue(ctx: Ctx): Promise<number> {
  let lapsed = 0
  for (const { activityId, categoryId } of await categoriesToSettle(ctx))
    lapsed += await transact(ctx, (tx) => lapseCategory(tx, activityId, categoryId))
  return lapsed
}

/** Of activities that are over or were called off nothing lapses any more. */
async function categoriesToSettle(ctx: Ctx): Promise<{ activityId: number; categoryId: number }[]> {
  const rows = await ctx.db
    .select({
      ...{ kind: activities.kind, profile: activities.profile, startsAt: activities.startsAt },
      ...{ activityId: activities.id, categoryId: seatCategories.id },
      isOverdue: sql<boolean>`${overdueAt(ctx.now)}`,
    })
    .from(seatCategories)
    .innerJoin(activities, eq(activities.id, seatCategories.activityId))
    .where(and(or(overdueAt(ctx.now), couldMoveUp(ctx.now)), notOver))
    .orderBy(asc(activities.id), asc(seatCategories.id))
  return rows.filter((row) => row.isOverdue || mayMoveUp(row, ctx.now))
}

function overdueAt(now: Date) {
  return sql`exists (select 1 from seats where seats.category_id = ${seatCategories.id}
    and seats.confirm_by < ${now.toISOString()})`
}

function couldMoveUp(now: Date) {
  return sql`${activities.startsAt} > ${now.toISOString()}
    and exists (select 1 from waiting_places where waiting_places.category_id = ${seatCategories.id})
    and exists (select 1 from seats where seats.category_id = ${seatCategories.id}
      and seats.registration_id is null)`
}

const notOver = sql`not exists (select 1 from steps where steps.subject = 'activity'
  and steps.subject_id = ${activities.id} and steps.kind in ('cancelled', 'held'))`

async function lapseCategory(tx: Ctx, activityId: number, categoryId: number): Promise<number> {
  const activity = await lockActivity(tx, activityId, 'share')
  const own = await tx.db
    .select({ id: seatCategories.id })
    .from(seatCategories)
    .where(eq(seatCategories.id, categoryId))
    .for('no key update', { skipLocked: true })
  if (own.length === 0) return 0
  const overdue = await tx.db
    .select({ registrationId: seats.registrationId, confirmBy: seats.confirmBy })
    .from(seats)
    .where(and(eq(seats.categoryId, categoryId), lt(seats.confirmBy, tx.now)))
    .orderBy(asc(seats.number))
  const ids = overdue.flatMap(({ registrationId }) => registrationId ?? [])
  for (const id of ids) await releaseSeat(tx, id)
  await takeSteps(
    tx,
    ids.map((id) => ({ subject: 'registration', id, kind: 'lapsed' })),
  )
  await recordAll(
    tx,
    ids.map((registrationId) => ({
      ...{ action: 'registration.lapsed', subject: 'registration', id: registrationId },
      after: { activityId, categoryId },
      mail: [{ kind: 'seat-lapsed', registrationId }],
      tags: [`activity:${activityId}`],
    })),
  )
  await moveUp(tx, activity, categoryId)
  return ids.length
}

import { and, asc, eq, inArray, isNull, sql } from 'drizzle-orm'
import type { StoredActivity } from '~/app/domain/activities/row.server'
import { type RegistrationMail, recordAll } from '~/app/domain/audit/record.server'
import { stepsOf, takeSteps } from '~/app/domain/audit/steps.server'
import type { Ctx } from '~/app/server/context'
import { seatCategories } from '~/db/schema/activities'
import { seats, waitingPlaces } from '~/db/schema/registrations'
import { confirmByFor, mayMoveUp } from './rules'
import type { SeatWay } from './types'

/**
 * Keeps these categories to this transaction, in the order of their ids: seats and waiting places of a category are
 * touched only under its lock, and only after the lock of the activity.
 */
export async function lockCategories(tx: Ctx, ids: number[]): Promise<void> {
  if (ids.length === 0) return
  await tx.db
    .select({ id: seatCategories.id })
    .from(seatCategories)
    .where(inArray(seatCategories.id, ids))
    .orderBy(asc(seatCategories.id))
    .for('no key update')
}

export type Placed =
  | { registrationId: number; confirmBy: Date | null; place?: never }
  | { registrationId: number; place: number; confirmBy?: never }

/**
 * Gives the free seats of a category to these registrations in their order, and a waiting place to the others. While
 * somebody waits there is no free seat for who comes later. Only a drawn seat has to be confirmed. Under the lock of the
 * category; takes the steps, and leaves what is said about it to the caller.
 */
export async function seatInOrder(
  tx: Ctx,
  activity: StoredActivity,
  categoryId: number,
  registrationIds: number[],
  way: Exclude<SeatWay, 'moved-up'>,
): Promise<Placed[]> {
  if (registrationIds.length === 0) return []
  const last = await lastPlace(tx, categoryId)
  const free = last === 0 ? await freeSeats(tx, categoryId, registrationIds.length) : []
  const confirmBy = way === 'draw' ? confirmByFor(activity, tx.now) : null
  const seated = registrationIds.slice(0, free.length)
  const waiting = registrationIds.slice(free.length)
  await takeSeats(tx, { categoryId, numbers: free, registrationIds: seated, confirmBy, way })
  if (waiting.length > 0) {
    const places = waiting.map((registrationId, at) => ({ registrationId, categoryId, place: last + at + 1 }))
    await tx.db.insert(waitingPlaces).values(places)
    await takeSteps(
      tx,
      places.map(({ registrationId: id, place }) => ({
        ...{ subject: 'registration' as const, id, kind: 'waiting' },
        data: { way, place },
      })),
    )
  }
  return [
    ...seated.map((registrationId) => ({ registrationId, confirmBy })),
    ...waiting.map((registrationId, at) => ({ registrationId, place: last + at + 1 })),
  ]
}

/** What is written to who has been placed. */
export function mailOfPlace({ registrationId, place, confirmBy }: Placed): RegistrationMail {
  if (place !== undefined) return { kind: 'on-waiting-list', registrationId }
  return { kind: confirmBy ? 'seat-offered' : 'seat-given', registrationId }
}

async function lastPlace(tx: Ctx, categoryId: number): Promise<number> {
  const [row] = await tx.db
    .select({ last: sql<number>`coalesce(max(${waitingPlaces.place}), 0)::int` })
    .from(waitingPlaces)
    .where(eq(waitingPlaces.categoryId, categoryId))
  return row?.last ?? 0
}

export async function freeSeats(tx: Ctx, categoryId: number, atMost: number): Promise<number[]> {
  const rows = await tx.db
    .select({ number: seats.number })
    .from(seats)
    .where(and(eq(seats.categoryId, categoryId), isNull(seats.registrationId)))
    .orderBy(asc(seats.number))
    .limit(atMost)
  return rows.map(({ number }) => number)
}

type Taking = {
  categoryId: number
  numbers: number[]
  registrationIds: number[]
  confirmBy: Date | null
  way: SeatWay
}

async function takeSeats(tx: Ctx, taking: Taking): Promise<void> {
  const { categoryId, numbers, registrationIds, confirmBy, way } = taking
  if (registrationIds.length === 0) return
  const pairs = registrationIds.map((id, at) => sql`(${numbers[at]}::int, ${id}::bigint)`)
  await tx.db.execute(sql`update seats set registration_id = taken.registration_id,
      confirm_by = ${confirmBy?.toISOString() ?? null}::timestamptz
    from (values ${sql.join(pairs, sql`, `)}) as taken (number, registration_id)
    where seats.category_id = ${categoryId} and seats.number = taken.number`)
  await takeSteps(
    tx,
    registrationIds.map((id) => ({
      ...{ subject: 'registration' as const, id, kind: 'seated' },
      data: { way, confirmBy: confirmBy?.toISOString() ?? null },
    })),
  )
  // Who came first, or was put forward, has said so already: only who is drawn or moves up is asked again.
  if (confirmBy === null)
    await takeSteps(
      tx,
      registrationIds.map((id) => ({ subject: 'registration' as const, id, kind: 'confirmed' })),
    )
}

/** Takes a seat or a waiting place back. Under the lock of the category; `moveUp` follows in the same transaction. */
export async function releaseSeat(tx: Ctx, registrationId: number): Promise<void> {
  await tx.db
    .update(seats)
    .set({ registrationId: null, confirmBy: null })
    .where(eq(seats.registrationId, registrationId))
  await tx.db.delete(waitingPlaces).where(eq(waitingPlaces.registrationId, registrationId))
}

/**
 * Gives the free seats of a category to those who wait, in their order, and tells them. Under the lock of the category.
 * After the last day on which the materials could still reach them a seat stays empty.
 */
export async function moveUp(tx: Ctx, activity: StoredActivity, categoryId: number): Promise<number> {
  if (!mayMoveUp(activity, tx.now) || (await isOver(tx, activity.id))) return 0
  const waiting = await tx.db
    .select({ registrationId: waitingPlaces.registrationId })
    .from(waitingPlaces)
    .where(eq(waitingPlaces.categoryId, categoryId))
    .orderBy(asc(waitingPlaces.place))
    .limit(mostSeats)
  if (waiting.length === 0) return 0
  const numbers = await freeSeats(tx, categoryId, waiting.length)
  const registrationIds = waiting.slice(0, numbers.length).map(({ registrationId }) => registrationId)
  if (registrationIds.length === 0) return 0
  await tx.db.delete(waitingPlaces).where(inArray(waitingPlaces.registrationId, registrationIds))
  const confirmBy = confirmByFor(activity, tx.now)
  await takeSeats(tx, { categoryId, numbers, registrationIds, confirmBy, way: 'moved-up' })
  await recordAll(
    tx,
    registrationIds.map((registrationId) => ({
      action: 'registration.moved-up',
      subject: 'registration',
      id: registrationId,
      after: { activityId: activity.id, categoryId, confirmBy },
      mail: [{ kind: 'seat-offered', registrationId }],
      tags: [`activity:${activity.id}`],
    })),
  )
  return registrationIds.length
}

/** A category has no more (see its check). */
const mostSeats = 500

async function isOver(tx: Ctx, activityId: number): Promise<boolean> {
  const steps = await stepsOf(tx, 'activity', activityId)
  return steps.some(({ kind }) => kind === 'cancelled' || kind === 'held' || kind === 'withdrawn')
}

/**
 * The places of these registrations among those who still wait: 1 is the next one up. Each is counted from the one before
 * it on, so that all of them together cost one pass however far down the list they stand.
 */
export async function waitingRanks(ctx: Ctx, registrationIds: number[]): Promise<Map<number, number>> {
  if (registrationIds.length === 0) return new Map()
  const { rows } = await ctx.db.execute<{ id: string; rank: number }>(sql`
    select registration_id as id, (sum(since) over (partition by category_id order by place))::int as rank
    from (
      select asked.*, (select count(*) from waiting_places w where w.category_id = asked.category_id
        and w.place > asked.previous and w.place <= asked.place) as since
      from (
        select registration_id, category_id, place,
          coalesce(lag(place) over (partition by category_id order by place), 0) as previous
        from waiting_places where ${inArray(waitingPlaces.registrationId, registrationIds)}) as asked) as counted`)
  return new Map(rows.map(({ id, rank }) => [Number(id), rank]))
}

import { and, asc, eq, gt, type SQL, sql } from 'drizzle-orm'
import { activityRow } from '~/app/domain/activities/row.server'
import { lastStep, stepsOfMany } from '~/app/domain/audit/steps.server'
import { placeOf } from '~/app/domain/comments/types'
import { requirePermission } from '~/app/domain/people/permissions'
import type { Ctx } from '~/app/server/context'
import { seatCategories } from '~/db/schema/activities'
import { departments } from '~/db/schema/people'
import { registrations, seats, waitingPlaces } from '~/db/schema/registrations'
import type { DeskRegistration, DeskState } from './desk-types'
import { registrationState, shownNameOf } from './rules'
import { waitingRanks } from './seats.server'

const pageLength = 50

type Asked = { state?: DeskState; categoryId?: number; after?: number }

/** Who has registered, in the order in which they came; `after` is the id of the last one of the page before. */
export async function deskRegistrations(
  ctx: Ctx,
  activityId: number,
  { state, categoryId, after }: Asked,
): Promise<{ registrations: DeskRegistration[]; next: number | null }> {
  const activity = await activityRow(ctx, activityId)
  requirePermission(ctx, 'text.read', activity)
  const rows = await rowsOf(
    ctx,
    and(
      eq(registrations.activityId, activityId),
      categoryId ? eq(registrations.categoryId, categoryId) : undefined,
      state ? inState[state] : undefined,
      after ? gt(registrations.id, after) : undefined,
    ),
  )
  const shown = rows.slice(0, pageLength)
  const ids = shown.map(({ id }) => id)
  const steps = await stepsOfMany(ctx, 'registration', ids)
  const ranks = await waitingRanks(ctx, ids)
  return {
    registrations: shown.map(({ seatNumber, confirmBy, place, township, ...row }) => {
      const own = steps.get(row.id) ?? []
      const seat = seatNumber === null ? null : { confirmBy }
      return {
        ...row,
        // L1: whoever has been forgotten is not named by a consent of before.
        shownName: row.isKnown ? row.shownName : shownNameOf(row.shownName, false),
        ...{ township: placeOf(township), confirmBy, rank: ranks.get(row.id) ?? null },
        reason: lastStep(own, 'excluded')?.reason ?? null,
        state: registrationState({ steps: own, seat, isWaiting: place !== null }, activity, ctx.now),
      }
    }),
    next: rows.length > pageLength ? (shown.at(-1)?.id ?? null) : null,
  }
}

function rowsOf(ctx: Ctx, condition: SQL | undefined) {
  return ctx.db
    .select({
      id: registrations.id,
      pseudonym: registrations.pseudonym,
      group: seatCategories.group,
      channel: registrations.channel,
      receivedAt: registrations.receivedAt,
      shownName: registrations.shownName,
      organisation: registrations.organisation,
      township: departments.name,
      sex: registrations.sex,
      ageBand: registrations.ageBand,
      topic: registrations.topic,
      isKnown: sql<boolean>`${registrations.person} is not null`,
      seatNumber: seats.number,
      confirmBy: seats.confirmBy,
      place: waitingPlaces.place,
    })
    .from(registrations)
    .innerJoin(seatCategories, eq(seatCategories.id, registrations.categoryId))
    .leftJoin(departments, eq(departments.slug, registrations.township))
    .leftJoin(seats, eq(seats.registrationId, registrations.id))
    .leftJoin(waitingPlaces, eq(waitingPlaces.registrationId, registrations.id))
    .where(condition)
    .orderBy(asc(registrations.id))
    .limit(pageLength + 1)
}

const has = (kinds: SQL) => sql`exists (select 1 from steps where steps.subject = 'registration'
  and steps.subject_id = ${registrations.id} and steps.kind in (${kinds}))`
const placed = sql`(${seats.number} is not null or ${waitingPlaces.place} is not null)`
const ended = has(sql`'withdrawn', 'lapsed', 'excluded'`)

/** As `registrationState` says it. */
const inState: Record<DeskState, SQL> = {
  offered: sql`${seats.number} is not null and ${seats.confirmBy} is not null`,
  confirmed: sql`${seats.number} is not null and ${seats.confirmBy} is null`,
  waiting: sql`${waitingPlaces.place} is not null`,
  received: sql`not ${placed} and not ${ended}`,
  withdrawn: has(sql`'withdrawn'`),
  lapsed: has(sql`'lapsed'`),
  excluded: has(sql`'excluded'`),
}

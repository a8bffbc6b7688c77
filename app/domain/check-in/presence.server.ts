import { asc, eq } from 'drizzle-orm'
import {
  activityRow,
  lockActivity,
  refuseIfCancelled,
  type StoredActivity,
} from '~/app/domain/activities/row.server'
import { record, recordAll, transact } from '~/app/domain/audit/record.server'
import { lastStep, stepsOfMany, takeStep, takeSteps } from '~/app/domain/audit/steps.server'
import { dayOf, sayMoment } from '~/app/domain/calendar'
import { requirePermission } from '~/app/domain/people/permissions'
import type { Ctx } from '~/app/server/context'
import { Refusal, wrongField } from '~/app/server/errors'
import { seatCategories } from '~/db/schema/activities'
import { registrations, seats } from '~/db/schema/registrations'
import type { Seated } from './check-in-types'
import { type Presence, presenceOf } from './presence'

/** P7: who is there. Everybody with a seat can be marked, also observers and the press; what was said last holds. */
export async function markPresence(
  ctx: Ctx,
  activityId: number,
  pseudonym: string,
  presence: Presence,
): Promise<void> {
  requirePermission(ctx, 'registration.handle', await activityRow(ctx, activityId))
  await transact(ctx, async (tx) => {
    const activity = await lockActivity(tx, activityId, 'no key update')
    await refuseUnlessOpen(tx, activity)
    const person = await findSeated(tx, activity, pseudonym)
    if (!person) throw wrongField('person', `“${pseudonym}”没有座位，请核对编号`)
    if (person.presence === presence) return
    await takeStep(tx, { subject: 'registration', id: person.registrationId, kind: presence })
    await record(tx, markOf(activityId, person, presence))
  })
}

/** Everybody who has not come once it has begun. Gives how many. */
export async function markRestAbsent(ctx: Ctx, activityId: number): Promise<number> {
  requirePermission(ctx, 'registration.handle', await activityRow(ctx, activityId))
  return transact(ctx, async (tx) => {
    const activity = await lockActivity(tx, activityId, 'no key update')
    await refuseUnlessOpen(tx, activity)
    if (tx.now < activity.startsAt)
      throw new Refusal(
        422,
        `${sayMoment(activity.startsAt)} 才开始，没到的人可能还在路上；开始以后再登记其余的人缺席。`,
      )
    const rest = (await seatedOf(tx, activity)).filter(({ presence }) => presence === null)
    await takeSteps(
      tx,
      rest.map(({ registrationId: id }) => ({ subject: 'registration' as const, id, kind: 'absent' })),
    )
    await recordAll(
      tx,
      rest.map((person) => markOf(activityId, person, 'absent')),
    )
    return rest.length
  })
}

function markOf(activityId: number, { registrationId, pseudonym, presence }: Seated, now: Presence) {
  return {
    action: `registration.marked-${now}`,
    subject: 'registration' as const,
    id: registrationId,
    before: { presence },
    after: { activityId, pseudonym, presence: now },
  }
}

/** The door opens on the day, and the list is closed once it is recorded that it was held. */
async function refuseUnlessOpen(tx: Ctx, activity: StoredActivity): Promise<void> {
  const steps = await refuseIfCancelled(tx, activity.id)
  if (lastStep(steps, 'held')) throw new Refusal(422, '已经登记举行，到场情况不再改动。')
  if (dayOf(tx.now) < dayOf(activity.startsAt))
    throw new Refusal(422, `还没有到举行的日子：${sayMoment(activity.startsAt)} 开始，当天才能签到。`)
}

/** Everybody with a seat, in the order of the list, and whether they are there. */
export async function seatedOf(ctx: Ctx, activity: StoredActivity): Promise<Seated[]> {
  const rows = await ctx.db
    .select({
      registrationId: registrations.id,
      pseudonym: registrations.pseudonym,
      shownName: registrations.shownName,
      organisation: registrations.organisation,
      group: seatCategories.group,
      confirmBy: seats.confirmBy,
    })
    .from(seats)
    .innerJoin(seatCategories, eq(seatCategories.id, seats.categoryId))
    .innerJoin(registrations, eq(registrations.id, seats.registrationId))
    .where(eq(seatCategories.activityId, activity.id))
    .orderBy(asc(seatCategories.position), asc(seats.number))
  const steps = await stepsOfMany(
    ctx,
    'registration',
    rows.map(({ registrationId }) => registrationId),
  )
  return rows.map(({ confirmBy, ...row }) => {
    const own = steps.get(row.registrationId) ?? []
    const presence = presenceOf(own, activity.startsAt)
    return {
      ...row,
      isConfirmed: confirmBy === null,
      presence,
      markedAt: presence ? (lastStep(own, presence)?.at ?? null) : null,
    }
  })
}

/** However it was typed at the door: lower case, spaces, full-width letters. */
export async function findSeated(ctx: Ctx, activity: StoredActivity, typed: string): Promise<Seated | null> {
  const wanted = plain(typed)
  if (wanted === '') return null
  const all = await seatedOf(ctx, activity)
  return all.find(({ pseudonym }) => plain(pseudonym) === wanted) ?? null
}

function plain(pseudonym: string): string {
  return pseudonym
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\-–—_.]/g, '')
}

import { and, asc, eq, gt, inArray, isNotNull } from 'drizzle-orm'
import { signatureOf, transcriptOf } from '~/app/domain/activities/chain.server'
import { activityRow } from '~/app/domain/activities/row.server'
import { isParticipantGroup } from '~/app/domain/activities/types'
import { record, transact } from '~/app/domain/audit/record.server'
import { lastStep, type Step, stepsOf, stepsOfMany } from '~/app/domain/audit/steps.server'
import { presenceOf } from '~/app/domain/check-in/presence'
import { requirePermission } from '~/app/domain/people/permissions'
import type { Ctx } from '~/app/server/context'
import { Refusal } from '~/app/server/errors'
import { seatCategories } from '~/db/schema/activities'
import { audit } from '~/db/schema/audit'
import { registrations, seats } from '~/db/schema/registrations'
import type { CallReason, DueCall } from './desk-types'
import { openPerson, registrationRow, sitsOrHas } from './row.server'

const shownAtOnce = 100
const readAtOnce = 1000

/**
 * Whom nobody can write to and who has to be told something that has not been told yet. What they are called about is
 * the newest that happened to them; a call that was made before it does not count.
 */
export async function dueCalls(ctx: Ctx, activityId: number): Promise<DueCall[]> {
  const activity = await activityRow(ctx, activityId)
  requirePermission(ctx, 'registration.handle', activity)
  const ofActivity = await stepsOf(ctx, 'activity', activityId)
  const due: DueCall[] = []
  // In portions: after a postponement everybody has to be told, and the list shows a hundred.
  for (let after = 0; due.length < shownAtOnce; ) {
    const rows = await concerned(ctx, activityId, ofActivity, after)
    due.push(...(await dueAmong(ctx, rows.filter(hasNoEmail), { ...activity, steps: ofActivity })))
    if (rows.length < readAtOnce) break
    after = rows.at(-1)?.id ?? after
  }
  return due.slice(0, shownAtOnce)
}

type Concerned = Awaited<ReturnType<typeof concerned>>[number]

type Called = { startsAt: Date; steps: Step[] }

async function dueAmong(ctx: Ctx, rows: Concerned[], activity: Called): Promise<DueCall[]> {
  const ids = rows.map(({ id }) => id)
  const steps = await stepsOfMany(ctx, 'registration', ids)
  const told = await callsMade(ctx, ids)
  return rows.flatMap(({ id, pseudonym, shownName, confirmBy, group }): DueCall[] => {
    const own = steps.get(id) ?? []
    const isToSign = isParticipantGroup(group) && presenceOf(own, activity.startsAt) === 'present'
    const signing = isToSign ? signingOf(own, activity.steps) : null
    const about = signing ?? newsOf(own, activity.steps, confirmBy)
    if (!about || (told.get(id) ?? 0) >= about.since.getTime()) return []
    return [{ id, pseudonym, shownName, confirmBy, ...about }]
  })
}

/** A change of the activity concerns all; otherwise there are news only for who sits, and for who has lost a seat. */
function concerned(ctx: Ctx, activityId: number, ofActivity: Step[], after: number) {
  const concernsAll = lastStep(ofActivity, 'cancelled', 'postponed') !== undefined
  return ctx.db
    .select({
      id: registrations.id,
      pseudonym: registrations.pseudonym,
      shownName: registrations.shownName,
      person: registrations.person,
      confirmBy: seats.confirmBy,
      group: seatCategories.group,
    })
    .from(registrations)
    .innerJoin(seatCategories, eq(seatCategories.id, registrations.categoryId))
    .leftJoin(seats, eq(seats.registrationId, registrations.id))
    .where(
      and(
        eq(registrations.activityId, activityId),
        isNotNull(registrations.person),
        gt(registrations.id, after),
        concernsAll ? undefined : sitsOrHas(activityId, 'lapsed', 'excluded'),
      ),
    )
    .orderBy(asc(registrations.id))
    .limit(readAtOnce)
}

/** What cannot be opened can be called by nobody here. */
function hasNoEmail(row: { person: Uint8Array | null }): boolean {
  try {
    return openPerson(row)?.email === ''
  } catch (error) {
    if (error instanceof Refusal) return false
    throw error
  }
}

type News = { about: CallReason; since: Date }

/** P7: the transcript waits for the signature of this participant, who was there. */
function signingOf(own: Step[], ofActivity: Step[]): News | null {
  const open = transcriptOf(ofActivity)
  if (!open || lastStep(ofActivity, 'transcript-closed') || signatureOf(own, open.version)) return null
  return { about: 'transcript-opened', since: open.openedAt }
}

function newsOf(own: Step[], ofActivity: Step[], confirmBy: Date | null): News | null {
  const cancelled = lastStep(ofActivity, 'cancelled')
  const ended = lastStep(own, 'lapsed', 'excluded')
  if (ended)
    return { about: ended.kind === 'lapsed' ? 'seat-lapsed' : 'registration-excluded', since: ended.at }
  if (cancelled) return { about: 'activity-cancelled', since: cancelled.at }
  const postponed = lastStep(ofActivity, 'postponed')
  const seated = confirmBy ? lastStep(own, 'seated') : undefined
  if (postponed && (!seated || postponed.at > seated.at))
    return { about: 'activity-postponed', since: postponed.at }
  return seated ? { about: 'seat-offered', since: seated.at } : null
}

async function callsMade(ctx: Ctx, ids: number[]): Promise<Map<number, number>> {
  if (ids.length === 0) return new Map()
  const rows = await ctx.db
    .select({ id: audit.subjectId, at: audit.at })
    .from(audit)
    .where(
      and(
        eq(audit.subject, 'registration'),
        inArray(audit.subjectId, ids.map(String)),
        eq(audit.action, 'registration.called'),
      ),
    )
    .orderBy(asc(audit.id))
  return new Map(rows.map(({ id, at }) => [Number(id), at.getTime()]))
}

/** The person has been told on the telephone. */
export function noteCall(ctx: Ctx, id: number): Promise<void> {
  return transact(ctx, async (tx) => {
    const row = await registrationRow(tx, id)
    requirePermission(tx, 'registration.handle', await activityRow(tx, row.activityId))
    await record(tx, { action: 'registration.called', subject: 'registration', id })
  })
}

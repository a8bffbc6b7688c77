import { and, asc, eq, inArray, isNotNull } from 'drizzle-orm'
import { activityRow } from '~/app/domain/activities/row.server'
import { record, transact } from '~/app/domain/audit/record.server'
import { lastStep, type Step, stepsOf, stepsOfMany } from '~/app/domain/audit/steps.server'
import { requirePermission } from '~/app/domain/people/permissions'
import type { Ctx } from '~/app/server/context'
import { Refusal } from '~/app/server/errors'
import { audit } from '~/db/schema/audit'
import { registrations, seats } from '~/db/schema/registrations'
import type { CallReason, DueCall } from './desk-types'
import { openPerson, registrationRow } from './row.server'

const shownAtOnce = 100

/**
 * Whom nobody can write to and who has to be told something that has not been told yet. What they are called about is
 * the newest that happened to them; a call that was made before it does not count.
 */
export async function dueCalls(ctx: Ctx, activityId: number): Promise<DueCall[]> {
  requirePermission(ctx, 'registration.handle', await activityRow(ctx, activityId))
  const rows = await withoutEmail(ctx, activityId)
  const ids = rows.map(({ id }) => id)
  const steps = await stepsOfMany(ctx, 'registration', ids)
  const ofActivity = await stepsOf(ctx, 'activity', activityId)
  const told = await callsMade(ctx, ids)
  return rows
    .flatMap(({ id, pseudonym, shownName, confirmBy }): DueCall[] => {
      const about = newsOf(steps.get(id) ?? [], ofActivity, confirmBy)
      if (!about || (told.get(id) ?? 0) >= about.since.getTime()) return []
      return [{ id, pseudonym, shownName, confirmBy, ...about }]
    })
    .slice(0, shownAtOnce)
}

async function withoutEmail(ctx: Ctx, activityId: number) {
  const rows = await ctx.db
    .select({
      id: registrations.id,
      pseudonym: registrations.pseudonym,
      shownName: registrations.shownName,
      person: registrations.person,
      confirmBy: seats.confirmBy,
    })
    .from(registrations)
    .leftJoin(seats, eq(seats.registrationId, registrations.id))
    .where(and(eq(registrations.activityId, activityId), isNotNull(registrations.person)))
    .orderBy(asc(registrations.id))
  return rows.filter(hasNoEmail)
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

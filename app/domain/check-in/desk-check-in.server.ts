import { eq } from 'drizzle-orm'
import { chainOf } from '~/app/domain/activities/chain.server'
import { deskHead } from '~/app/domain/activities/desk-head.server'
import { holdingFindings } from '~/app/domain/activities/gates'
import { activityRow, type StoredActivity } from '~/app/domain/activities/row.server'
import { callsPeople } from '~/app/domain/activities/types'
import { record, transact } from '~/app/domain/audit/record.server'
import { dayOf } from '~/app/domain/calendar'
import { hasPermission, requirePermission } from '~/app/domain/people/permissions'
import { openPerson } from '~/app/domain/registrations/row.server'
import type { Ctx } from '~/app/server/context'
import { notFound } from '~/app/server/errors'
import { registrations } from '~/db/schema/registrations'
import type { CheckIn, Named, Seated } from './check-in-types'
import { findSeated, seatedOf } from './presence.server'

/** Who is expected and who has come: by pseudonym and the public name, nothing that is private. */
export async function deskCheckIn(ctx: Ctx, id: number): Promise<CheckIn> {
  const head = await deskHead(ctx, id)
  if (!callsPeople(head.kind)) throw notFound()
  const activity = await activityRow(ctx, id)
  const chain = await chainOf(ctx, id)
  return {
    head,
    place: activity.place,
    seated: await seatedOf(ctx, activity),
    isOpen: !chain.heldAt && !chain.cancelledAt && dayOf(ctx.now) >= dayOf(activity.startsAt),
    hasBegun: ctx.now >= activity.startsAt,
    heldAt: chain.heldAt,
    holding: holdingFindings(chain, ctx.now),
    mayHandle: hasPermission(ctx, 'registration.handle', activity),
  }
}

/** The list to print, with full names; one look, one line in the audit (L3). */
export async function namedList(ctx: Ctx, id: number): Promise<Named[]> {
  const activity = await activityRow(ctx, id)
  requirePermission(ctx, 'registration.handle', activity)
  return seePeople(ctx, activity, await seatedOf(ctx, activity), 'check-in list')
}

/** One person at the door. Null where nobody with a seat has this pseudonym. */
export async function namedPerson(ctx: Ctx, id: number, pseudonym: string): Promise<Named | null> {
  const activity = await activityRow(ctx, id)
  requirePermission(ctx, 'registration.handle', activity)
  const person = await findSeated(ctx, activity, pseudonym)
  if (!person) return null
  const [named] = await seePeople(ctx, activity, [person], 'check-in')
  return named ?? null
}

function seePeople(ctx: Ctx, activity: StoredActivity, people: Seated[], purpose: string): Promise<Named[]> {
  if (people.length === 0) return Promise.resolve([])
  return transact(ctx, async (tx) => {
    const rows = await tx.db
      .select({ id: registrations.id, person: registrations.person })
      .from(registrations)
      .where(eq(registrations.activityId, activity.id))
    const persons = new Map(rows.map((row) => [row.id, row]))
    await record(tx, {
      action: 'registration.person-seen',
      subject: 'activity',
      id: activity.id,
      after: { purpose, registrations: people.map(({ registrationId }) => registrationId) },
    })
    return people.map((one) => {
      const row = persons.get(one.registrationId)
      const person = row ? openPerson(row) : null
      return { ...one, name: person?.name || one.shownName, needs: person?.needs ?? '' }
    })
  })
}

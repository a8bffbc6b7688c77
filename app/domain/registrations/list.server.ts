import { and, asc, eq, sql } from 'drizzle-orm'
import { chainOf } from '~/app/domain/activities/chain.server'
import { listFindings } from '~/app/domain/activities/gates'
import { lockActivity, shownOn } from '~/app/domain/activities/row.server'
import { isParticipantGroup, type SeatGroup } from '~/app/domain/activities/types'
import { record, transact } from '~/app/domain/audit/record.server'
import { lastStep, type Step, stepsOf, stepsOfMany, takeStep } from '~/app/domain/audit/steps.server'
import { maskPrivateData } from '~/app/domain/comments/private-data'
import { requirePermission } from '~/app/domain/people/permissions'
import type { Ctx } from '~/app/server/context'
import { refuseIfBlocked } from '~/app/server/errors'
import { seatCategories } from '~/db/schema/activities'
import { registrations, seats } from '~/db/schema/registrations'
import type { ListedPerson, ParticipantList } from './list-types'
import { sitsOrHas } from './row.server'
import { shownNameOf } from './rules'

/** P6, P8: who takes part, made public before the hearing by who signs for it; from then on every change is dated. */
export function publishList(ctx: Ctx, id: number): Promise<void> {
  return transact(ctx, async (tx) => {
    const activity = await lockActivity(tx, id, 'no key update')
    requirePermission(tx, 'activity.publish', activity)
    const chain = await chainOf(tx, id)
    refuseIfBlocked(listFindings(chain, tx.now))
    const data = { count: chain.participants.length }
    await takeStep(tx, { subject: 'activity', id, kind: 'list-published', data })
    await record(tx, {
      ...{ action: 'activity.list-published', subject: 'activity', id },
      after: { pseudonyms: chain.participants.map(({ pseudonym }) => pseudonym) },
      ...shownOn(activity),
    })
  })
}

/** The list as it is now, with those who came and went since it was published; null before. Observers are not in it. */
export async function participantList(ctx: Ctx, activityId: number): Promise<ParticipantList | null> {
  const published = lastStep(await stepsOf(ctx, 'activity', activityId), 'list-published')
  if (!published || published.at > ctx.now) return null
  const rows = await everSeated(ctx, activityId)
  const histories = await stepsOfMany(
    ctx,
    'registration',
    rows.map(({ id }) => id),
  )
  const groups = new Map<SeatGroup, ListedPerson[]>()
  for (const { id, group, seat, ...person } of rows) {
    const stay = stayOf(histories.get(id) ?? [], seat, published.at)
    if (!stay || !isParticipantGroup(group)) continue
    // L2: whoever has left agreed to be named as a participant, and is none any more.
    const shownName = maskPrivateData(shownNameOf(person.shownName, stay.leftAt === null))
    // L3: whatever was written into these fields.
    const organisation = maskPrivateData(person.organisation)
    groups.set(group, [...(groups.get(group) ?? []), { ...person, shownName, organisation, ...stay }])
  }
  return {
    publishedAt: published.at,
    groups: [...groups].map(([group, people]) => ({ group, people })),
  }
}

function everSeated(ctx: Ctx, activityId: number) {
  return ctx.db
    .select({
      id: registrations.id,
      pseudonym: registrations.pseudonym,
      shownName: registrations.shownName,
      organisation: registrations.organisation,
      group: seatCategories.group,
      seat: sql<'kept' | 'confirmed' | null>`case when ${seats.registrationId} is null then null
        when ${seats.confirmBy} is null then 'confirmed' else 'kept' end`,
    })
    .from(registrations)
    .innerJoin(seatCategories, eq(seatCategories.id, registrations.categoryId))
    .leftJoin(seats, eq(seats.registrationId, registrations.id))
    .where(and(eq(registrations.activityId, activityId), sitsOrHas(activityId, 'seated')))
    .orderBy(asc(seatCategories.position), asc(registrations.id))
}

const endings = ['withdrawn', 'lapsed', 'excluded']

/** Null for who had gone before the list was published, and for who has not confirmed: nobody is named before that. */
function stayOf(history: Step[], seat: 'kept' | 'confirmed' | null, publishedAt: Date) {
  const confirmed = lastStep(history, 'confirmed')
  if (seat === 'kept' || !confirmed) return null
  const leftAt = seat ? null : (lastStep(history, ...endings)?.at ?? null)
  if (leftAt && leftAt <= publishedAt) return null
  return { joinedAt: confirmed.at > publishedAt ? confirmed.at : null, leftAt }
}

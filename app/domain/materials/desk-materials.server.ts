import { chainOf } from '~/app/domain/activities/chain.server'
import { deskHead } from '~/app/domain/activities/desk-head.server'
import { addMaterialFindings, deliveryFindings } from '~/app/domain/activities/gates'
import { activityRow } from '~/app/domain/activities/row.server'
import { lastDayForMaterials, leadTimes } from '~/app/domain/activities/rules'
import { callsPeople, isParticipantGroup } from '~/app/domain/activities/types'
import { stepsOfMany } from '~/app/domain/audit/steps.server'
import { dayOf } from '~/app/domain/calendar'
import { seatedOf } from '~/app/domain/check-in/presence.server'
import { hasPermission } from '~/app/domain/people/permissions'
import type { Ctx } from '~/app/server/context'
import { notFound } from '~/app/server/errors'
import { deliveriesOf } from './deliveries'
import { whoHasEmail } from './delivery.server'
import { deliveredFiles, materialsOf } from './materials.server'
import type { DeskMaterials } from './materials-types'
import { openingsOf } from './open-materials.server'

/** What there is to send, who has been served when and how, and who has opened it. */
export async function deskMaterials(ctx: Ctx, id: number): Promise<DeskMaterials> {
  const head = await deskHead(ctx, id)
  if (!callsPeople(head.kind)) throw notFound()
  const activity = await activityRow(ctx, id)
  const chain = await chainOf(ctx, id)
  const delivered = await deliveredFiles(ctx, id)
  const seated = (await seatedOf(ctx, activity)).filter(({ group }) => isParticipantGroup(group))
  const ids = seated.map(({ registrationId }) => registrationId)
  const steps = await stepsOfMany(ctx, 'registration', ids)
  const reachable = await whoHasEmail(ctx, ids)
  const lastDay = lastDayForMaterials(activity)
  const isHearing = activity.kind === 'hearing'
  const people = seated.map(({ registrationId, pseudonym, shownName, group, isConfirmed }) => {
    const own = steps.get(registrationId) ?? []
    const { openedAt, files } = openingsOf(own)
    const completeAt = chain.participants.find((one) => one.registrationId === registrationId)?.deliveredAt
    return {
      ...{ registrationId, pseudonym, shownName, group, isConfirmed, openedAt },
      hasEmail: reachable.has(registrationId),
      deliveries: deliveriesOf(own),
      completeAt: completeAt ?? null,
      isLate: isHearing && dayOf(completeAt ?? ctx.now) > lastDay,
      openedFiles: files.length,
    }
  })
  return {
    head,
    materials: (await materialsOf(ctx, id)).map((file) => ({ ...file, isDelivered: delivered.has(file.id) })),
    limit: isHearing
      ? {
          days: leadTimes[activity.profile].materials,
          lastDay,
          isPast: dayOf(ctx.now) > lastDay,
        }
      : null,
    people,
    listPublishedAt: chain.listPublishedAt,
    heldAt: chain.heldAt,
    delivering: deliveryFindings(chain),
    adding: addMaterialFindings(chain, ctx.now),
    mayHandle: hasPermission(ctx, 'registration.handle', activity),
    mayWrite: hasPermission(ctx, 'activity.write', activity),
  }
}

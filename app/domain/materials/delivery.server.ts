import { inArray } from 'drizzle-orm'
import { chainOf } from '~/app/domain/activities/chain.server'
import { type ChainParticipant, deliveryFindings } from '~/app/domain/activities/gates'
import { activityRow, lockActivity } from '~/app/domain/activities/row.server'
import { recordAll, transact } from '~/app/domain/audit/record.server'
import { takeSteps } from '~/app/domain/audit/steps.server'
import { sayMoment } from '~/app/domain/calendar'
import { requirePermission } from '~/app/domain/people/permissions'
import { openPerson } from '~/app/domain/registrations/row.server'
import type { Ctx } from '~/app/server/context'
import { Refusal, refuseIfBlocked, wrongField } from '~/app/server/errors'
import { registrations } from '~/db/schema/registrations'
import type { DeliveryWay } from './deliveries'
import { materialsOf } from './materials.server'
import type { Material } from './materials-types'

export type NewDelivery = {
  registrationIds: number[]
  way: DeliveryWay
  /** When it was handed over, for what went by post or by hand; the link goes out now. */
  at?: Date
}

const namedAtMost = 5

/** P6: everything there is now goes to these participants, and the log says how and when. */
export async function deliverMaterials(
  ctx: Ctx,
  activityId: number,
  { registrationIds, way, at }: NewDelivery,
): Promise<void> {
  requirePermission(ctx, 'registration.handle', await activityRow(ctx, activityId))
  await transact(ctx, async (tx) => {
    await lockActivity(tx, activityId, 'no key update')
    const chain = await chainOf(tx, activityId)
    refuseIfBlocked(deliveryFindings(chain))
    const chosen = chooseParticipants(chain.participants, registrationIds)
    const files = await materialsOf(tx, activityId)
    const servedAt = way === 'link' ? tx.now : (at ?? tx.now)
    checkTime(servedAt, { now: tx.now, listPublishedAt: chain.listPublishedAt, files })
    if (way === 'link') await refuseWithoutEmail(tx, chosen)
    const data = { way, materials: files.length, files: files.map(({ id }) => id) }
    await takeSteps(
      tx,
      chosen.map(({ registrationId: id }) => ({
        ...{ subject: 'registration' as const, kind: 'materials-delivered' },
        ...{ id, data, at: servedAt },
      })),
    )
    await recordAll(
      tx,
      chosen.map(({ registrationId: id, pseudonym }) => ({
        action: 'registration.materials-delivered',
        subject: 'registration' as const,
        id,
        after: { activityId, pseudonym, ...data, at: servedAt },
        mail: way === 'link' ? [{ kind: 'materials-delivered' as const, registrationId: id }] : [],
        tags: [`activity:${activityId}`],
      })),
    )
  })
}

function chooseParticipants(all: ChainParticipant[], ids: number[]): ChainParticipant[] {
  if (ids.length === 0) throw wrongField('person', '请先勾选参加人')
  const chosen = all.filter(({ registrationId }) => ids.includes(registrationId))
  if (chosen.length !== new Set(ids).size)
    throw wrongField('person', '参加人有变动，勾选的人里有的已经不在名单上，请刷新页面后重新勾选')
  return chosen
}

type Limits = { now: Date; listPublishedAt: Date | null; files: Material[] }

/** A form says whole minutes: within the minute of the list, or of the newest file, is not before it. */
function checkTime(at: Date, { now, listPublishedAt, files }: Limits): void {
  const minute = (date: Date) => Math.floor(date.getTime() / 60_000)
  if (at > now) throw wrongField('at', '送达时间还没有到，请填已经送到的时间')
  if (listPublishedAt && minute(at) < minute(listPublishedAt))
    throw wrongField('at', `参加人名单是 ${sayMoment(listPublishedAt)} 公布的，材料不可能在这之前送达`)
  const newest = files.reduce<Material | null>(
    (latest, file) => (latest && latest.addedAt >= file.addedAt ? latest : file),
    null,
  )
  if (newest && minute(at) < minute(newest.addedAt))
    throw wrongField(
      'at',
      `“${newest.name}”是 ${sayMoment(newest.addedAt)} 才加进来的，全部材料不可能在这之前送达`,
    )
}

async function refuseWithoutEmail(tx: Ctx, chosen: ChainParticipant[]): Promise<void> {
  const reachable = await whoHasEmail(
    tx,
    chosen.map(({ registrationId }) => registrationId),
  )
  const others = chosen.filter(({ registrationId }) => !reachable.has(registrationId))
  if (others.length === 0) return
  const named = others.slice(0, namedAtMost).map(({ pseudonym }) => pseudonym)
  const more = others.length > namedAtMost ? ` 等 ${others.length} 人` : ''
  throw new Refusal(
    422,
    `${named.join('、')}${more}没有留电子邮箱，收不到链接，请邮寄或者当面送交，再在这里登记送到的时间。`,
    { fields: { person: `没有留电子邮箱：${named.join('、')}${more}。请邮寄或者当面送交` } },
  )
}

/** Only whether there is an address: nobody looks at it here. */
export async function whoHasEmail(ctx: Ctx, registrationIds: number[]): Promise<Set<number>> {
  if (registrationIds.length === 0) return new Set()
  const rows = await ctx.db
    .select({ id: registrations.id, person: registrations.person })
    .from(registrations)
    .where(inArray(registrations.id, registrationIds))
  return new Set(rows.filter((row) => (openPerson(row)?.email ?? '') !== '').map(({ id }) => id))
}

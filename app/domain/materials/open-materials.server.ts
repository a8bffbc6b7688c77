import { eq } from 'drizzle-orm'
import { type AgendaEntry, agendaTimes } from '~/app/domain/activities/agenda'
import { agendaOf } from '~/app/domain/activities/agenda.server'
import { activityRow, type StoredActivity } from '~/app/domain/activities/row.server'
import type { ActivityKind } from '~/app/domain/activities/types'
import { record, transact } from '~/app/domain/audit/record.server'
import { type Step, stepsOf, takeStep } from '~/app/domain/audit/steps.server'
import { registrationOfCode, type StoredRegistration } from '~/app/domain/registrations/row.server'
import { type Clause, versionOf } from '~/app/domain/texts/versions.server'
import type { Ctx } from '~/app/server/context'
import { notFound, Refusal } from '~/app/server/errors'
import { consultations } from '~/db/schema/consultations'
import { registrations, seats } from '~/db/schema/registrations'
import { deliveriesOf } from './deliveries'
import { type MaterialFile, materialsOf, readMaterial } from './materials.server'
import type { Material } from './materials-types'

export type MaterialsPage = {
  code: string
  pseudonym: string
  activity: { id: number; kind: ActivityKind; title: string; place: string; startsAt: Date; endsAt: Date }
  deliveredAt: Date
  draft: { title: string; explanation: string; clauses: Clause[] } | null
  agenda: AgendaEntry[]
  files: Material[]
}

/** The private page of a participant: everything that was delivered. The first look is written down (P6). */
export async function openMaterials(ctx: Ctx, typed: string): Promise<MaterialsPage> {
  const registration = await registrationOfCode(ctx, typed)
  const delivered = await requireDelivery(ctx, registration)
  const activity = await activityRow(ctx, registration.activityId)
  await noteOpening(ctx, registration, null)
  const { id, kind, title, place, startsAt, endsAt } = activity
  const last = delivered.at(-1)
  if (!last) throw notFound('材料')
  return {
    code: registration.code,
    pseudonym: registration.pseudonym,
    activity: { id, kind, title, place, startsAt, endsAt },
    deliveredAt: last.at,
    draft: await draftOf(ctx, activity),
    agenda: agendaTimes(startsAt, await agendaOf(ctx, id)),
    files: (await materialsOf(ctx, id)).filter((file) => isAmong(delivered, file.id)),
  }
}

/** One file of it, for who holds the code of a participant to whom it was delivered. */
export async function openMaterial(ctx: Ctx, typed: string, materialId: number): Promise<MaterialFile> {
  const registration = await registrationOfCode(ctx, typed)
  const delivered = await requireDelivery(ctx, registration)
  if (!isAmong(delivered, materialId)) throw notFound('材料')
  const file = await readMaterial(ctx, registration.activityId, materialId)
  await noteOpening(ctx, registration, materialId)
  return file
}

type Delivered = ReturnType<typeof deliveriesOf>

function isAmong(delivered: Delivered, materialId: number): boolean {
  return delivered.some(({ files }) => files.includes(materialId))
}

/** Materials are for who sits in the hearing, from the moment they were handed over. */
async function requireDelivery(ctx: Ctx, { id }: StoredRegistration): Promise<Delivered> {
  const [seat] = await ctx.db.select({ number: seats.number }).from(seats).where(eq(seats.registrationId, id))
  if (!seat) throw new Refusal(403, '材料只发给参加人，您现在不在参加人名单里。报名的情况请看您的报名回执。')
  const delivered = deliveriesOf(await stepsOf(ctx, 'registration', id))
  if (delivered.length === 0)
    throw new Refusal(
      403,
      '材料还没有送达，送达以后才能在这里看。什么时候送达，请看您的报名回执，或者打电话问承办单位。',
    )
  return delivered
}

/** The first opening of the page, and of each file, once: also when two come at the same moment. */
async function noteOpening(
  ctx: Ctx,
  { id, activityId }: StoredRegistration,
  materialId: number | null,
): Promise<void> {
  const isKnown = async (one: Ctx) =>
    (await stepsOf(one, 'registration', id)).some(
      ({ kind, data }) => kind === 'materials-opened' && (data?.material ?? null) === materialId,
    )
  if (await isKnown(ctx)) return
  await transact(ctx, async (tx) => {
    await tx.db
      .select({ id: registrations.id })
      .from(registrations)
      .where(eq(registrations.id, id))
      .for('no key update')
    if (await isKnown(tx)) return
    const data = materialId === null ? undefined : { material: materialId }
    await takeStep(tx, { subject: 'registration', id, kind: 'materials-opened', data })
    await record(tx, {
      action: 'registration.materials-opened',
      subject: 'registration',
      id,
      after: { activityId, materialId },
    })
  })
}

/** When somebody first opened the page, and how many of the files. */
export function openingsOf(steps: Step[]): { openedAt: Date | null; files: number[] } {
  const opened = steps.filter(({ kind }) => kind === 'materials-opened')
  return {
    openedAt: opened[0]?.at ?? null,
    files: opened.flatMap(({ data }) => (typeof data?.material === 'number' ? [data.material] : [])),
  }
}

async function draftOf(ctx: Ctx, { consultationId }: StoredActivity): Promise<MaterialsPage['draft']> {
  if (consultationId === null) return null
  const [ledger] = await ctx.db
    .select({ versionId: consultations.versionId, explanation: consultations.draftingNote })
    .from(consultations)
    .where(eq(consultations.id, consultationId))
  if (!ledger) return null
  const { title, clauses } = await versionOf(ctx, ledger.versionId)
  return { title, clauses, explanation: ledger.explanation }
}

import { and, asc, eq, max } from 'drizzle-orm'
import { chainOf } from '~/app/domain/activities/chain.server'
import { addMaterialFindings } from '~/app/domain/activities/gates'
import { activityRow, lockActivity, type StoredActivity } from '~/app/domain/activities/row.server'
import { callsPeople } from '~/app/domain/activities/types'
import { record, recordAll, transact } from '~/app/domain/audit/record.server'
import {
  dropFiles,
  type KeptFile,
  keepFiles,
  readKept,
  type Upload,
} from '~/app/domain/media/kept-files.server'
import { hasPermission, requirePermission } from '~/app/domain/people/permissions'
import type { Ctx } from '~/app/server/context'
import { notFound, Refusal, refuseIfBlocked, wrongField } from '~/app/server/errors'
import { activityMaterials } from '~/db/schema/activities'
import { steps } from '~/db/schema/audit'
import { registrations } from '~/db/schema/registrations'
import { deliveriesOf } from './deliveries'
import { mostMaterials } from './material-forms'
import type { Material } from './materials-types'

export const materialsFolder = 'materials'

const field = 'files'

/** Puts files to what the participants are sent, all of them or none. They are never public by themselves. */
export async function addMaterial(ctx: Ctx, activityId: number, uploads: Upload[]): Promise<void> {
  checkMaterials(await activityRow(ctx, activityId), ctx)
  if (uploads.length === 0) throw wrongField(field, '请选择文件')
  const kept = await keepFiles(ctx, materialsFolder, uploads, { file: refuseFile, store: refuseForNow })
  try {
    await transact(ctx, (tx) => addRows(tx, activityId, kept))
  } catch (error) {
    await dropFiles(kept)
    throw error
  }
}

async function addRows(tx: Ctx, activityId: number, kept: KeptFile[]): Promise<void> {
  await lockActivity(tx, activityId, 'no key update')
  refuseIfBlocked(addMaterialFindings(await chainOf(tx, activityId), tx.now))
  const before = await materialsOf(tx, activityId)
  if (before.length + kept.length > mostMaterials)
    throw wrongField(field, `材料最多 ${mostMaterials} 份，已有 ${before.length} 份`)
  const [last] = await tx.db
    .select({ position: max(activityMaterials.position) })
    .from(activityMaterials)
    .where(eq(activityMaterials.activityId, activityId))
  const next = (last?.position ?? 0) + 1
  const rows = await tx.db
    .insert(activityMaterials)
    .values(kept.map((file, at) => ({ ...file, activityId, position: next + at, addedAt: tx.now })))
    .returning()
  await recordAll(
    tx,
    rows.map(({ id, name, size, sha256 }) => ({
      action: 'activity.material-added',
      subject: 'activity' as const,
      id: activityId,
      after: { materialId: id, name, size, sha256 },
      tags: [`activity:${activityId}`],
    })),
  )
}

/** What has been delivered to somebody stays: the log says that it was. */
export async function removeMaterial(ctx: Ctx, activityId: number, materialId: number): Promise<void> {
  checkMaterials(await activityRow(ctx, activityId), ctx)
  const removed = await transact(ctx, async (tx) => {
    await lockActivity(tx, activityId, 'no key update')
    if ((await deliveredFiles(tx, activityId)).has(materialId))
      throw new Refusal(422, '这份材料已经送达参加人，不能再删除。有更正的，请另加一份并重新送达。')
    const [row] = await tx.db
      .delete(activityMaterials)
      .where(and(eq(activityMaterials.activityId, activityId), eq(activityMaterials.id, materialId)))
      .returning()
    if (!row) throw notFound('材料')
    await record(tx, {
      action: 'activity.material-removed',
      subject: 'activity',
      id: activityId,
      before: { materialId, name: row.name, sha256: row.sha256 },
      tags: [`activity:${activityId}`],
    })
    return row
  })
  await dropFiles([removed])
}

function checkMaterials(activity: StoredActivity, ctx: Ctx): void {
  requirePermission(ctx, 'activity.write', activity)
  if (!callsPeople(activity.kind)) throw new Refusal(422, '这类活动不向参加人送达材料。')
}

/** The files that have gone to anybody who registered, seated still or not. */
export async function deliveredFiles(ctx: Ctx, activityId: number): Promise<Set<number>> {
  const delivered = await ctx.db
    .select({ kind: steps.kind, at: steps.at, data: steps.data })
    .from(steps)
    .innerJoin(registrations, and(eq(steps.subject, 'registration'), eq(registrations.id, steps.subjectId)))
    .where(and(eq(registrations.activityId, activityId), eq(steps.kind, 'materials-delivered')))
  return new Set(deliveriesOf(delivered).flatMap(({ files }) => files))
}

export function materialsOf(ctx: Ctx, activityId: number): Promise<Material[]> {
  return ctx.db
    .select({
      id: activityMaterials.id,
      name: activityMaterials.name,
      type: activityMaterials.type,
      size: activityMaterials.size,
      addedAt: activityMaterials.addedAt,
    })
    .from(activityMaterials)
    .where(eq(activityMaterials.activityId, activityId))
    .orderBy(asc(activityMaterials.position))
}

/** What the public page says that the participants get; the files themselves are theirs. */
export async function materialNames(ctx: Ctx, activityId: number): Promise<{ name: string; size: number }[]> {
  return (await materialsOf(ctx, activityId)).map(({ name, size }) => ({ name, size }))
}

export type MaterialFile = { name: string; type: string; bytes: Uint8Array }

/** At the desk, for the department whose activity it is. */
export async function readMaterialAtDesk(
  ctx: Ctx,
  activityId: number,
  materialId: number,
): Promise<MaterialFile> {
  const activity = await activityRow(ctx, activityId)
  if (!hasPermission(ctx, 'audit.read')) requirePermission(ctx, 'text.read', activity)
  return readMaterial(ctx, activityId, materialId)
}

/** Whoever calls has checked that this person may have it. */
export async function readMaterial(ctx: Ctx, activityId: number, materialId: number): Promise<MaterialFile> {
  const [row] = await ctx.db
    .select()
    .from(activityMaterials)
    .where(and(eq(activityMaterials.activityId, activityId), eq(activityMaterials.id, materialId)))
  const bytes = row ? await readKept(row) : undefined
  if (!row || !bytes) throw notFound('材料')
  return { name: row.name, type: row.type, bytes }
}

function refuseFile(why: string): Refusal {
  return wrongField(field, `${why}，这次选的文件都没有加进去，请改好后重新选择`)
}

function refuseForNow(): Refusal {
  const message = '文件暂时存不下来，材料没有改动，请稍后再试'
  return new Refusal(503, `${message}。`, { fields: { [field]: message } })
}

import { createHash } from 'node:crypto'
import { and, desc, eq, lt, sql } from 'drizzle-orm'
import { record, transact } from '~/app/domain/audit/record.server'
import { requirePermission } from '~/app/domain/people/permissions'
import { accountIdOf, type Ctx } from '~/app/server/context'
import { Refusal } from '~/app/server/errors'
import { activityPhotos } from '~/db/schema/activities'
import { media, mediaUses } from '~/db/schema/media'
import { makeVariant, variantNames, variantType } from '~/media/images'
import { ImageError, type InspectedImage, inspectImage } from '~/media/inspect'
import { originalKey, variantKey } from './keys'
import { mediaStorage } from './storage.server'

type Upload = { name: string; bytes: Uint8Array; departmentId: number }
export type StoredImage = { mediaId: number; sha256: string; width: number; height: number }

/** Keeps an uploaded picture once, whoever uploads it again. The files come first: a row never points at nothing. */
export async function storeImage(ctx: Ctx, { name, bytes, departmentId }: Upload): Promise<StoredImage> {
  requirePermission(ctx, 'media.write', { departmentId })
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const { type, width, height } = await inspectAndKeep(bytes, sha256)
  const values = { sha256, name: tidyName(name), type, size: bytes.length, width, height, departmentId }
  return transact(ctx, async (tx) => {
    const [stored] = await tx.db
      .insert(media)
      .values({ ...values, uploadedAt: tx.now, uploadedBy: accountIdOf(tx) })
      .onConflictDoNothing()
      .returning({ id: media.id })
    const mediaId = stored?.id ?? (await idOf(tx, sha256))
    if (stored) await record(tx, { action: 'media.stored', subject: 'media', id: mediaId, after: values })
    return { mediaId, sha256, width, height }
  })
}

async function inspectAndKeep(bytes: Uint8Array, sha256: string): Promise<InspectedImage> {
  const storage = mediaStorage()
  try {
    const inspected = await inspectImage(bytes)
    // Making the variants reads the picture to its end: what is cut off or forged fails here and not at a reader.
    for (const variant of variantNames) {
      await storage.put(variantKey(sha256, variant), await makeVariant(bytes, variant), variantType(variant))
    }
    await storage.put(originalKey(sha256), bytes, inspected.type)
    return inspected
  } catch (error) {
    if (error instanceof ImageError)
      throw new Refusal(422, error.message, { fields: { file: error.message } })
    throw error
  }
}

async function idOf(tx: Ctx, sha256: string): Promise<number> {
  const [row] = await tx.db.select({ id: media.id }).from(media).where(eq(media.sha256, sha256))
  if (!row) throw new Error(`no row for the picture ${sha256}`)
  return row.id
}

/** The name is only shown to staff; a path or control characters in it are dropped. */
function tidyName(name: string): string {
  const last = name.split(/[\\/]/).at(-1) ?? ''
  return last.replace(/\p{C}/gu, '').trim().slice(-120) || '未命名图片'
}

export type MediaRow = {
  id: number
  sha256: string
  name: string
  type: string
  size: number
  width: number | null
  height: number | null
  uploadedAt: Date
  uses: number
}

const pageSize = 20

/** The pictures of a department, newest first. */
export async function listMedia(
  ctx: Ctx,
  departmentId: number,
  before?: number,
): Promise<{ rows: MediaRow[]; next: number | null }> {
  requirePermission(ctx, 'desk.open')
  const rows = await ctx.db
    .select({
      id: media.id,
      sha256: media.sha256,
      name: media.name,
      type: media.type,
      size: media.size,
      width: media.width,
      height: media.height,
      uploadedAt: media.uploadedAt,
      uses: sql<number>`(count(${mediaUses.interpretationId})
        + (select count(*) from ${activityPhotos} where ${activityPhotos.mediaId} = ${media.id}))::int`,
    })
    .from(media)
    .leftJoin(mediaUses, eq(mediaUses.mediaId, media.id))
    .where(and(eq(media.departmentId, departmentId), before ? lt(media.id, before) : undefined))
    .groupBy(media.id)
    .orderBy(desc(media.id))
    .limit(pageSize + 1)
  return {
    rows: rows.slice(0, pageSize),
    next: rows.length > pageSize ? (rows[pageSize - 1]?.id ?? null) : null,
  }
}

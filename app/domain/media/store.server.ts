import { createHash, randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { eq } from 'drizzle-orm'
import { record, transact } from '~/app/domain/audit/record.server'
import { requirePermission } from '~/app/domain/people/permissions'
import { accountIdOf, type Ctx } from '~/app/server/context'
import { Refusal } from '~/app/server/errors'
import { media } from '~/db/schema/media'
import { variantType } from '~/media/images'
import { familyOf, MediaError } from '~/media/kinds'
import { lockBytes } from './delete.server'
import { type How, type Inspected, inspectUpload } from './inspect-upload.server'
import { originalKey, variantKey } from './keys'
import { mediaStorage } from './storage.server'

type Upload = { name: string; departmentId: number } & How
export type Stored = { mediaId: number; sha256: string; isNew: boolean }

/**
 * Keeps a file of this machine in the library once, whoever brings it again. The bytes come first: a row never points
 * at nothing.
 */
export async function storeFile(
  ctx: Ctx,
  { path, name, departmentId, ...how }: Upload & { path: string },
): Promise<Stored> {
  requirePermission(ctx, 'media.write', { departmentId })
  const sha256 = await fingerprintOf(path)
  const known = await idOf(ctx, sha256)
  if (known) return { mediaId: known, sha256, isNew: false }
  const { variants, ...facts } = await inspectUpload(path, name, how)
  await keepBytes(path, sha256, facts.type, variants)
  const values = { ...facts, sha256, departmentId, name: tidyName(name), title: titleOf(name) }
  return transact(ctx, async (tx) => {
    await lockBytes(tx, sha256)
    // Taken out of the library by somebody between the bytes and the row.
    if (!(await mediaStorage().has(originalKey(sha256)))) await keepBytes(path, sha256, facts.type, variants)
    const [stored] = await tx.db
      .insert(media)
      .values({ ...values, uploadedAt: tx.now, uploadedBy: accountIdOf(tx) })
      .onConflictDoNothing()
      .returning({ id: media.id })
    const mediaId = stored?.id ?? (await idOf(tx, sha256)) ?? 0
    if (stored) await record(tx, { action: 'media.stored', subject: 'media', id: mediaId, after: values })
    return { mediaId, sha256, isNew: stored !== undefined }
  })
}

/** The same for bytes at hand: a plain form, a frame of a video. */
export async function storeBytes(
  ctx: Ctx,
  { bytes, ...upload }: Upload & { bytes: Uint8Array },
): Promise<Stored> {
  requirePermission(ctx, 'media.write', upload)
  const folder = await mkdtemp(join(tmpdir(), 'gongyi-upload-'))
  try {
    const path = join(folder, randomUUID())
    await writeFile(path, bytes)
    return await storeFile(ctx, { ...upload, path })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

type StoredImage = { mediaId: number; sha256: string; width: number; height: number }

/** A picture, where nothing else will do. */
export async function storeImage(ctx: Ctx, upload: Upload & { bytes: Uint8Array }): Promise<StoredImage> {
  requirePermission(ctx, 'media.write', upload)
  refuseOther(upload.bytes)
  const { mediaId, sha256 } = await storeBytes(ctx, upload)
  const [size] = await ctx.db
    .select({ width: media.width, height: media.height })
    .from(media)
    .where(eq(media.id, mediaId))
  return { mediaId, sha256, width: size?.width ?? 0, height: size?.height ?? 0 }
}

function refuseOther(bytes: Uint8Array): void {
  try {
    if (familyOf(bytes) === 'image') return
    throw new MediaError('这里要一张图片：PNG、JPEG、WebP、GIF、AVIF 或 SVG。')
  } catch (error) {
    if (!(error instanceof MediaError)) throw error
    throw new Refusal(422, error.message, { fields: { file: error.message.replace(/。$/, '') } })
  }
}

async function keepBytes(
  path: string,
  sha256: string,
  type: string,
  variants: Inspected['variants'],
): Promise<void> {
  const storage = mediaStorage()
  try {
    for (const [name, bytes] of variants)
      await storage.put(variantKey(sha256, name), bytes, variantType(name))
    await storage.putFile(originalKey(sha256), path, type)
  } catch (error) {
    console.error('a file could not be stored', error)
    throw new Refusal(503, '文件暂时存不下来，请过一会儿再试。')
  }
}

async function fingerprintOf(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const piece of createReadStream(path, { highWaterMark: 1024 * 1024 })) hash.update(piece)
  return hash.digest('hex')
}

async function idOf(ctx: Ctx, sha256: string): Promise<number | undefined> {
  const [row] = await ctx.db.select({ id: media.id }).from(media).where(eq(media.sha256, sha256))
  return row?.id
}

/** The name is only shown to staff and given to who saves the file; a path or control characters in it are dropped. */
function tidyName(name: string): string {
  const last = name.split(/[\\/]/).at(-1) ?? ''
  return last.replace(/\p{C}/gu, '').trim().slice(-120) || '未命名文件'
}

/** Until somebody writes a better one. */
function titleOf(name: string): string {
  return tidyName(name)
    .replace(/\.[a-z0-9]{2,5}$/i, '')
    .slice(0, 80)
}

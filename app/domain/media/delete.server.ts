import { eq, sql } from 'drizzle-orm'
import { record, transact } from '~/app/domain/audit/record.server'
import { requirePermission } from '~/app/domain/people/permissions'
import type { Ctx } from '~/app/server/context'
import { Refusal } from '~/app/server/errors'
import { media, mediaCaptions } from '~/db/schema/media'
import { originalKey, variantsFolder } from './keys'
import { lockMedia } from './row.server'
import { mediaStorage } from './storage.server'
import { usesOf } from './uses.server'

/** Takes a file out of the library that stands nowhere; its bytes go after its row. */
export async function deleteMedia(ctx: Ctx, id: number): Promise<void> {
  const sha256 = await transact(ctx, async (tx) => {
    const row = await lockMedia(tx, id)
    requirePermission(tx, 'media.write', row)
    const uses = await usesOf(tx, id, row.sha256)
    if (uses.length > 0) {
      const places = uses.slice(0, 5).map(({ title }) => `“${title}”`)
      const more = uses.length > places.length ? `等 ${uses.length} 处` : ''
      throw new Refusal(409, `这个文件正用在${places.join('、')}${more}，不能删除。请先从那里换下来。`)
    }
    await tx.db.delete(mediaCaptions).where(eq(mediaCaptions.mediaId, id))
    await tx.db.delete(media).where(eq(media.id, id))
    await record(tx, { action: 'media.deleted', subject: 'media', id, before: row })
    return row.sha256
  })
  await removeFiles(ctx, sha256).catch((error: unknown) =>
    console.error(`the files of ${sha256} stay behind until orphans are removed`, error),
  )
}

/** Held until the transaction ends: nobody stores and removes the same bytes at once. */
export async function lockBytes(tx: Ctx, sha256: string): Promise<void> {
  await tx.db.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`media ${sha256}`}, 0))`)
}

async function removeFiles(ctx: Ctx, sha256: string): Promise<void> {
  await transact(ctx, async (tx) => {
    await lockBytes(tx, sha256)
    // Uploaded again meanwhile, it is somebody's.
    const [again] = await tx.db.select({ id: media.id }).from(media).where(eq(media.sha256, sha256))
    if (again) return
    const storage = mediaStorage()
    const keys = [originalKey(sha256)]
    for await (const files of storage.list(variantsFolder(sha256))) keys.push(...files.map(({ key }) => key))
    for (const key of keys) await storage.remove(key)
  })
}

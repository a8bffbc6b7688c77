import { inArray } from 'drizzle-orm'
import { attachmentsFolder } from '~/app/domain/comments/attachments.server'
import { materialsFolder } from '~/app/domain/materials/materials.server'
import { mediaStorage } from '~/app/domain/media/storage.server'
import { recordingsFolder } from '~/app/domain/transcripts/recording.server'
import type { Ctx } from '~/app/server/context'
import { activityMaterials, recordings } from '~/db/schema/activities'
import { commentAttachments } from '~/db/schema/comments'

const grace = 24 * 3_600_000
const mostOrphans = 100
const askedAtOnce = 1000

type Known = (ctx: Ctx, keys: string[]) => Promise<{ storageKey: string }[]>

/** Where files are kept for rows of their own, and which of these keys have one. */
const folders: { folder: string; known: Known }[] = [
  {
    folder: attachmentsFolder,
    known: (ctx, keys) =>
      ctx.db
        .select({ storageKey: commentAttachments.storageKey })
        .from(commentAttachments)
        .where(inArray(commentAttachments.storageKey, keys)),
  },
  {
    folder: materialsFolder,
    known: (ctx, keys) =>
      ctx.db
        .select({ storageKey: activityMaterials.storageKey })
        .from(activityMaterials)
        .where(inArray(activityMaterials.storageKey, keys)),
  },
  {
    folder: recordingsFolder,
    known: (ctx, keys) =>
      ctx.db
        .select({ storageKey: recordings.storageKey })
        .from(recordings)
        .where(inArray(recordings.storageKey, keys)),
  },
]

/** Takes away the files that never got a row, because the process died between the two. Gives how many. */
export async function removeOrphans(ctx: Ctx, storage = mediaStorage()): Promise<number> {
  let removed = 0
  for (const { folder, known } of folders) removed += await removeFrom(ctx, storage, folder, known)
  return removed
}

/** A crash leaves a handful: many more mean that this is not the database of these files, and then none is touched. */
async function removeFrom(
  ctx: Ctx,
  storage: ReturnType<typeof mediaStorage>,
  folder: string,
  known: Known,
): Promise<number> {
  const oldest = ctx.now.getTime() - grace
  const orphans: string[] = []
  let waiting: string[] = []
  const check = async () => {
    const keys = [...new Set(waiting.map(rowKeyOf))]
    const rows = keys.length === 0 ? [] : await known(ctx, keys)
    const kept = new Set(rows.map(({ storageKey }) => storageKey))
    orphans.push(...waiting.filter((key) => !kept.has(rowKeyOf(key))))
    waiting = []
  }
  for await (const files of storage.list(folder)) {
    waiting.push(...files.filter(({ at }) => at.getTime() < oldest).map(({ key }) => key))
    if (waiting.length >= askedAtOnce) await check()
  }
  await check()
  if (orphans.length > mostOrphans) {
    console.error(`${orphans.length} files in ${folder} belong to no row of this database; none was removed`)
    return 0
  }
  for (const key of orphans) await storage.remove(key)
  return orphans.length
}

/** The key of the row: its files stand under it. */
function rowKeyOf(key: string): string {
  return key.slice(0, key.lastIndexOf('/'))
}

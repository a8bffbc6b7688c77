import { inArray } from 'drizzle-orm'
import { attachmentsFolder } from '~/app/domain/comments/attachments.server'
import { materialsFolder } from '~/app/domain/materials/materials.server'
import { mediaStorage } from '~/app/domain/media/storage.server'
import { recordingsFolder } from '~/app/domain/transcripts/recording.server'
import type { Ctx } from '~/app/server/context'
import { activityMaterials, recordings } from '~/db/schema/activities'
import { commentAttachments } from '~/db/schema/comments'
import { media } from '~/db/schema/media'

const grace = 24 * 3_600_000
const mostOrphans = 100
const askedAtOnce = 1000

type Known = (ctx: Ctx, keys: string[]) => Promise<{ storageKey: string }[]>
/** What the row of a file is known by: as a rule the folder in which its files stand. */
type Folder = { folder: string; known: Known; rowKeyOf?: (key: string) => string | null }

/** Where files are kept for rows of their own, and which of these keys have one. */
const folders: Folder[] = [
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
  { folder: 'originals', known: knownMedia, rowKeyOf: fingerprintIn },
  { folder: 'variants', known: knownMedia, rowKeyOf: fingerprintIn },
]

/** The library's files are known by their content. */
function knownMedia(ctx: Ctx, keys: string[]): Promise<{ storageKey: string }[]> {
  return ctx.db.select({ storageKey: media.sha256 }).from(media).where(inArray(media.sha256, keys))
}

function fingerprintIn(key: string): string | null {
  return /\/([0-9a-f]{64})(?:\/|$)/.exec(key)?.[1] ?? null
}

/** Takes away the files that never got a row, because the process died between the two. Gives how many. */
export async function removeOrphans(ctx: Ctx, storage = mediaStorage()): Promise<number> {
  let removed = 0
  for (const folder of folders) removed += await removeFrom(ctx, storage, folder)
  return removed
}

/** A crash leaves a handful: many more mean that this is not the database of these files, and then none is touched. */
async function removeFrom(
  ctx: Ctx,
  storage: ReturnType<typeof mediaStorage>,
  { folder, known, rowKeyOf = folderOf }: Folder,
): Promise<number> {
  const oldest = ctx.now.getTime() - grace
  const orphans: string[] = []
  let waiting: string[] = []
  const check = async () => {
    const keys = [...new Set(waiting.flatMap((key) => rowKeyOf(key) ?? []))]
    const rows = keys.length === 0 ? [] : await known(ctx, keys)
    const kept = new Set(rows.map(({ storageKey }) => storageKey))
    orphans.push(...waiting.filter((key) => !kept.has(rowKeyOf(key) ?? '') && rowKeyOf(key) !== null))
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

function folderOf(key: string): string {
  return key.slice(0, key.lastIndexOf('/'))
}

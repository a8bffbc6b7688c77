import { inArray } from 'drizzle-orm'
import { mediaStorage } from '~/app/domain/media/storage.server'
import type { Ctx } from '~/app/server/context'
import { commentAttachments } from '~/db/schema/comments'
import { attachmentsFolder } from './attachments.server'

const grace = 24 * 3_600_000
const mostOrphans = 100
const askedAtOnce = 1000

/**
 * Takes away the files of comments that never got a row, because the process died between the two. Gives how many.
 * A crash leaves a handful: many more mean that this is not the database of these files, and then none is touched.
 */
export async function removeOrphans(ctx: Ctx, storage = mediaStorage()): Promise<number> {
  const oldest = ctx.now.getTime() - grace
  const orphans: string[] = []
  let waiting: string[] = []
  const check = async () => {
    const known = await knownFolders(ctx, waiting)
    orphans.push(...waiting.filter((key) => !known.has(folderOf(key))))
    waiting = []
  }
  for await (const files of storage.list(attachmentsFolder)) {
    waiting.push(...files.filter(({ at }) => at.getTime() < oldest).map(({ key }) => key))
    if (waiting.length >= askedAtOnce) await check()
  }
  await check()
  if (orphans.length > mostOrphans) {
    console.error(`${orphans.length} attachments belong to no comment of this database; none was removed`)
    return 0
  }
  for (const key of orphans) await storage.remove(key)
  return orphans.length
}

async function knownFolders(ctx: Ctx, keys: string[]): Promise<Set<string>> {
  const folders = [...new Set(keys.map(folderOf))]
  if (folders.length === 0) return new Set()
  const rows = await ctx.db
    .select({ storageKey: commentAttachments.storageKey })
    .from(commentAttachments)
    .where(inArray(commentAttachments.storageKey, folders))
  return new Set(rows.map(({ storageKey }) => storageKey))
}

/** The key of the row: its files stand under it. */
function folderOf(key: string): string {
  return key.slice(0, key.lastIndexOf('/'))
}

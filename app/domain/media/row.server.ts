import { eq } from 'drizzle-orm'
import type { Ctx } from '~/app/server/context'
import { notFound } from '~/app/server/errors'
import { media } from '~/db/schema/media'

export type StoredMedia = typeof media.$inferSelect

export async function mediaRow(ctx: Ctx, id: number): Promise<StoredMedia> {
  const [row] = await ctx.db.select().from(media).where(eq(media.id, id))
  if (!row) throw notFound('文件')
  return row
}

/** Held until the transaction ends, so that two changes do not cross. */
export async function lockMedia(tx: Ctx, id: number): Promise<StoredMedia> {
  const [row] = await tx.db.select().from(media).where(eq(media.id, id)).for('no key update')
  if (!row) throw notFound('文件')
  return row
}

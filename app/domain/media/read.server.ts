import { and, eq } from 'drizzle-orm'
import { isPublic, isPublicAsWell, publishedStep } from '~/app/domain/audit/published.server'
import type { Ctx } from '~/app/server/context'
import { notFound } from '~/app/server/errors'
import { activityPhotos, activityReports } from '~/db/schema/activities'
import { media, mediaUses } from '~/db/schema/media'
import { isVariantName, makeVariant, variantType } from '~/media/images'
import { originalKey, variantKey } from './keys'
import { mediaStorage } from './storage.server'

export type ReadMedia = { bytes: Uint8Array; type: string; isPublic: boolean }

/** One variant of a picture: for everybody when a public interpretation or activity shows it, else for staff only (invariant 9). */
export async function readMedia(ctx: Ctx, sha256: string, variant: string): Promise<ReadMedia> {
  if (!/^[0-9a-f]{64}$/.test(sha256) || !isVariantName(variant)) throw notFound('图片')
  const [row] = await ctx.db.select({ id: media.id }).from(media).where(eq(media.sha256, sha256))
  if (!row) throw notFound('图片')
  const isOpen = await hasPublicUse(ctx, row.id)
  if (!isOpen && ctx.actor.kind === 'citizen') throw notFound('图片')
  const storage = mediaStorage()
  const type = variantType(variant)
  const kept = await storage.get(variantKey(sha256, variant))
  if (kept) return { bytes: kept, type, isPublic: isOpen }
  // Invariant 1: a variant that was thrown away is made again.
  const original = await storage.get(originalKey(sha256))
  if (!original) throw notFound('图片')
  const bytes = await makeVariant(original, variant)
  await storage.put(variantKey(sha256, variant), bytes, type)
  return { bytes, type, isPublic: isOpen }
}

async function hasPublicUse(ctx: Ctx, mediaId: number): Promise<boolean> {
  const uses = await ctx.db
    .select({ id: mediaUses.interpretationId })
    .from(mediaUses)
    .innerJoin(publishedStep, isPublic('interpretation', mediaUses.interpretationId, ctx.now))
    .where(eq(mediaUses.mediaId, mediaId))
    .limit(1)
  return uses.length > 0 || (await isPublicPhoto(ctx, mediaId))
}

/** A photograph of an activity is public with its report, as long as the activity is. */
async function isPublicPhoto(ctx: Ctx, mediaId: number): Promise<boolean> {
  const photos = await ctx.db
    .select({ id: activityPhotos.activityId })
    .from(activityPhotos)
    .innerJoin(activityReports, eq(activityReports.activityId, activityPhotos.activityId))
    .innerJoin(publishedStep, isPublic('activity-report', activityReports.id, ctx.now))
    .where(
      and(
        eq(activityPhotos.mediaId, mediaId),
        isPublicAsWell('activity', activityPhotos.activityId, ctx.now),
      ),
    )
    .limit(1)
  return photos.length > 0
}

import { and, eq, or } from 'drizzle-orm'
import { isPublic, isPublicAsWell, publishedStep } from '~/app/domain/audit/published.server'
import type { Ctx } from '~/app/server/context'
import { notFound } from '~/app/server/errors'
import { activityPhotos, activityReports } from '~/db/schema/activities'
import { media, mediaCaptions, mediaUses, policyAttachments } from '~/db/schema/media'
import { isVariantName, makeVariant, variantType } from '~/media/images'
import { originalKey, variantKey } from './keys'
import type { StoredMedia } from './row.server'
import { mediaStorage } from './storage.server'

export type ReadMedia = { bytes: Uint8Array; type: string; isPublic: boolean }

const pieceSize = 1024 * 1024

/** One variant of a picture: for everybody when something public shows it, else for staff only (invariant 9). */
export async function readMedia(ctx: Ctx, sha256: string, variant: string): Promise<ReadMedia> {
  if (!isVariantName(variant)) throw notFound('图片')
  const { row, isOpen } = await openMedia(ctx, sha256, '图片')
  if (row.kind !== 'image' && row.kind !== 'moving-image') throw notFound('图片')
  const storage = mediaStorage()
  const type = variantType(variant)
  const kept = await storage.get(variantKey(sha256, variant))
  if (kept) return { bytes: kept, type, isPublic: isOpen }
  // Invariant 1: a variant that was thrown away is made again.
  const original = await storage.get(originalKey(sha256))
  if (!original) throw notFound('图片')
  const bytes = await makeOnce(variantKey(sha256, variant), async () => {
    const made = await makeVariant(original, variant)
    await storage.put(variantKey(sha256, variant), made, type)
    return made
  })
  return { bytes, type, isPublic: isOpen }
}

const making = new Map<string, Promise<Uint8Array>>()

/** However many ask for it at the same time. */
function makeOnce(key: string, make: () => Promise<Uint8Array>): Promise<Uint8Array> {
  const begun = making.get(key) ?? make().finally(() => making.delete(key))
  making.set(key, begun)
  return begun
}

export type MediaFile = {
  type: string
  name: string
  size: number
  sha256: string
  isPublic: boolean
  /** Played where it stands; anything else is saved. */
  isPlayed: boolean
  /** From the first of these bytes up to, not including, the second; piece by piece. */
  read: (from: number, to: number) => AsyncGenerator<Uint8Array>
}

/** What is played or saved as it came. A picture is not: its original may say where it was taken. */
export async function readMediaFile(ctx: Ctx, sha256: string): Promise<MediaFile> {
  const { row, isOpen } = await openMedia(ctx, sha256, '文件')
  if (row.kind === 'image' || row.kind === 'moving-image') throw notFound('文件')
  const { type, name, size, kind } = row
  const read = (from: number, to: number) => readPieces(originalKey(sha256), from, to)
  return { type, name, size, sha256, isPublic: isOpen, isPlayed: kind !== 'file', read }
}

export async function readMediaCaptions(
  ctx: Ctx,
  sha256: string,
  lang: 'zh' | 'en',
): Promise<{ vtt: string; isPublic: boolean }> {
  const { row, isOpen } = await openMedia(ctx, sha256, '字幕')
  const [captions] = await ctx.db
    .select({ vtt: mediaCaptions.vtt })
    .from(mediaCaptions)
    .where(and(eq(mediaCaptions.mediaId, row.id), eq(mediaCaptions.lang, lang)))
  if (!captions) throw notFound('字幕')
  return { vtt: captions.vtt, isPublic: isOpen }
}

async function openMedia(
  ctx: Ctx,
  sha256: string,
  what: string,
): Promise<{ row: StoredMedia; isOpen: boolean }> {
  if (!/^[0-9a-f]{64}$/.test(sha256)) throw notFound(what)
  const [row] = await ctx.db.select().from(media).where(eq(media.sha256, sha256))
  if (!row) throw notFound(what)
  const isOpen = await hasPublicUse(ctx, row.id)
  if (!isOpen && ctx.actor.kind === 'citizen') throw notFound(what)
  return { row, isOpen }
}

export async function hasPublicUse(ctx: Ctx, mediaId: number): Promise<boolean> {
  return (
    (await isInPublicInterpretation(ctx, mediaId)) ||
    (await isPublicPhoto(ctx, mediaId)) ||
    (await isPublicAttachment(ctx, mediaId))
  )
}

async function isInPublicInterpretation(ctx: Ctx, mediaId: number): Promise<boolean> {
  const uses = await ctx.db
    .select({ id: mediaUses.interpretationId })
    .from(mediaUses)
    .innerJoin(publishedStep, isPublic('interpretation', mediaUses.interpretationId, ctx.now))
    .where(eq(mediaUses.mediaId, mediaId))
    .limit(1)
  return uses.length > 0
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

/** What is published with a policy, and the still picture of it. */
async function isPublicAttachment(ctx: Ctx, mediaId: number): Promise<boolean> {
  const attached = await ctx.db
    .select({ id: policyAttachments.policyId })
    .from(policyAttachments)
    .innerJoin(media, eq(media.id, policyAttachments.mediaId))
    .innerJoin(publishedStep, isPublic('policy', policyAttachments.policyId, ctx.now))
    .where(or(eq(policyAttachments.mediaId, mediaId), eq(media.posterId, mediaId)))
    .limit(1)
  return attached.length > 0
}

async function* readPieces(key: string, from: number, to: number): AsyncGenerator<Uint8Array> {
  for (let at = from; at < to; at += pieceSize) {
    const piece = await mediaStorage().part(key, at, Math.min(at + pieceSize, to))
    if (!piece || piece.length === 0) throw new Error(`the file ${key} is shorter than its row says`)
    yield piece
  }
}

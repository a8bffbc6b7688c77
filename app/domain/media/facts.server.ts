import { eq, inArray } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import type { Ctx } from '~/app/server/context'
import { media, mediaCaptions } from '~/db/schema/media'
import type { MediaFact } from './types'

/** What is known of each file, under its SHA-256; what is not in the library is not there. */
export async function mediaFacts(ctx: Ctx, shas: string[]): Promise<Map<string, MediaFact>> {
  if (shas.length === 0) return new Map()
  const poster = alias(media, 'poster')
  const rows = await ctx.db
    .select({
      id: media.id,
      sha: media.sha256,
      kind: media.kind,
      name: media.name,
      type: media.type,
      size: media.size,
      width: media.width,
      height: media.height,
      duration: media.duration,
      codecs: media.codecs,
      placeholder: media.placeholder,
      title: media.title,
      licence: media.licence,
      source: media.source,
      people: media.people,
      transcript: media.transcript,
      poster: {
        id: poster.id,
        sha: poster.sha256,
        width: poster.width,
        height: poster.height,
        placeholder: poster.placeholder,
      },
    })
    .from(media)
    .leftJoin(poster, eq(poster.id, media.posterId))
    .where(inArray(media.sha256, shas))
  const captions = await captionsOf(
    ctx,
    rows.map((row) => row.id),
  )
  return new Map(rows.map((row) => [row.sha, { ...row, captions: captions.get(row.id) ?? [] }]))
}

async function captionsOf(ctx: Ctx, ids: number[]): Promise<Map<number, MediaFact['captions']>> {
  const found = new Map<number, MediaFact['captions']>()
  if (ids.length === 0) return found
  const rows = await ctx.db
    .select({ mediaId: mediaCaptions.mediaId, lang: mediaCaptions.lang, vtt: mediaCaptions.vtt })
    .from(mediaCaptions)
    .where(inArray(mediaCaptions.mediaId, ids))
    .orderBy(mediaCaptions.lang)
  for (const { mediaId, ...caption } of rows) found.set(mediaId, [...(found.get(mediaId) ?? []), caption])
  return found
}

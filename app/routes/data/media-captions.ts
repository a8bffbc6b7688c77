import { createHash } from 'node:crypto'
import type { LoaderFunctionArgs } from '@remix-run/node'
import { readMediaCaptions } from '~/app/domain/media/read.server'
import { contextFor } from '~/app/server/session.server'

/** The captions that a player shows with a recording of the library. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const lang = new URL(request.url).pathname.endsWith('.en.vtt') ? 'en' : 'zh'
  const { vtt, isPublic } = await readMediaCaptions(await contextFor(request), params.sha ?? '', lang)
  const etag = `"${createHash('sha256').update(vtt).digest('base64url').slice(0, 22)}"`
  const headers = {
    'Content-Type': 'text/vtt; charset=utf-8',
    ETag: etag,
    // A word in it may be mended: asked for again each time.
    'Cache-Control': isPublic ? 'public, no-cache' : 'private, no-store',
  }
  if (request.headers.get('If-None-Match') === etag) return new Response(null, { status: 304, headers })
  return new Response(vtt, { headers })
}

import { createHash } from 'node:crypto'
import type { LoaderFunctionArgs } from '@remix-run/node'
import { readMedia } from '~/app/domain/media/read.server'
import { keptFor } from '~/app/server/kept-for'
import { contextFor } from '~/app/server/session.server'

/** A picture. Its address holds the fingerprint of its content, so a public one never changes. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await contextFor(request)
  const { bytes, type, isPublic } = await readMedia(ctx, params.sha ?? '', params.variant ?? '')
  const etag = `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`
  const headers = {
    'Content-Type': type,
    ETag: etag,
    'Cache-Control': keptFor({ isPublic }),
    // Opened by itself it is a picture and nothing else.
    'Content-Security-Policy': "default-src 'none'; sandbox",
    'Content-Disposition': 'inline',
  }
  if (request.headers.get('If-None-Match') === etag) return new Response(null, { status: 304, headers })
  return new Response(Uint8Array.from(bytes), {
    headers: { ...headers, 'Content-Length': String(bytes.length) },
  })
}

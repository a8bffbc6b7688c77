import { createHash } from 'node:crypto'

/** A picture that may become another one at the same address: browsers ask again after five minutes. */
export function pictureResponse(request: Request, png: Uint8Array, name?: string): Response {
  const etag = `"${createHash('sha256').update(png).digest('base64url').slice(0, 22)}"`
  const headers = {
    'Content-Type': 'image/png',
    ETag: etag,
    'Cache-Control': 'public, max-age=300',
    'Content-Security-Policy': "default-src 'none'; sandbox",
    'Content-Disposition': name ? `inline; filename="${name}"` : 'inline',
  }
  if (request.headers.get('If-None-Match') === etag) return new Response(null, { status: 304, headers })
  return new Response(Uint8Array.from(png), { headers: { ...headers, 'Content-Length': String(png.length) } })
}

import type { LoaderFunctionArgs } from '@remix-run/node'
import { publicRecordingFile } from '~/app/domain/transcripts/recording.server'
import { readRange } from '~/app/server/byte-range'
import { readId } from '~/app/server/params'
import { contextFor } from '~/app/server/session.server'

/** The recording of an activity, or the part of it that a player asks for. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const file = await publicRecordingFile(await contextFor(request), readId(params.id))
  const { type, size, sha256 } = file
  const etag = `"${sha256.slice(0, 32)}"`
  const headers = {
    'Content-Type': type,
    'Accept-Ranges': 'bytes',
    ETag: etag,
    // It may be replaced or taken back: asked for again each time, answered with 304.
    'Cache-Control': 'public, no-cache',
    'Content-Disposition': 'inline',
    'Content-Security-Policy': "default-src 'none'; media-src 'self'; sandbox",
    'X-Content-Type-Options': 'nosniff',
  }
  if (request.headers.get('If-None-Match') === etag) return new Response(null, { status: 304, headers })
  const condition = request.headers.get('If-Range')
  const asked = condition === null || condition === etag ? request.headers.get('Range') : null
  const range = readRange(asked, size)
  if (range === 'unsatisfiable')
    return new Response(null, { status: 416, headers: { ...headers, 'Content-Range': `bytes */${size}` } })
  const { from, to } = range ?? { from: 0, to: size }
  const body = request.method === 'HEAD' ? null : streamOf(file.read(from, to))
  return new Response(body, {
    status: range ? 206 : 200,
    headers: {
      ...headers,
      'Content-Length': String(to - from),
      ...(range ? { 'Content-Range': `bytes ${from}-${to - 1}/${size}` } : {}),
    },
  })
}

/** As fast as it is taken, and no further than that. */
function streamOf(pieces: AsyncGenerator<Uint8Array>): ReadableStream<Uint8Array> {
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { done, value } = await pieces.next()
        if (done) controller.close()
        else controller.enqueue(value)
      },
      cancel: async () => {
        await pieces.return(undefined)
      },
    },
    { highWaterMark: 0 },
  )
}

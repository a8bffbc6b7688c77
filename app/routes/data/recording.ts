import type { LoaderFunctionArgs } from '@remix-run/node'
import { publicRecordingFile } from '~/app/domain/transcripts/recording.server'
import { readId } from '~/app/server/params'
import { rangeResponse } from '~/app/server/range-response'
import { contextFor } from '~/app/server/session.server'

/** The recording of an activity, or the parts of it that a player asks for. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const file = await publicRecordingFile(await contextFor(request), readId(params.id))
  const etag = `"${file.sha256.slice(0, 32)}"`
  return rangeResponse(
    request,
    { ...file, etag },
    {
      // It may be replaced or taken back: asked for again each time, answered with 304.
      'Cache-Control': 'public, no-cache',
      'Content-Disposition': 'inline',
      'Content-Security-Policy': "default-src 'none'; media-src 'self'; sandbox",
      'X-Content-Type-Options': 'nosniff',
    },
  )
}

import type { LoaderFunctionArgs } from '@remix-run/node'
import { readMediaFile } from '~/app/domain/media/read.server'
import { encodeFileName } from '~/app/server/file-response'
import { keptFor } from '~/app/server/kept-for'
import { rangeResponse } from '~/app/server/range-response'
import { contextFor } from '~/app/server/session.server'

/** What is played or saved, or the parts of it that a player asks for. Its address holds its fingerprint, so it never changes. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const file = await readMediaFile(await contextFor(request), params.sha ?? '')
  const etag = `"${file.sha256.slice(0, 32)}"`
  return rangeResponse(
    request,
    { ...file, etag },
    {
      'Cache-Control': keptFor(file),
      'Content-Disposition': file.isPlayed
        ? 'inline'
        : `attachment; filename*=UTF-8''${encodeFileName(file.name)}`,
      // Opened by itself it is played, and nothing in it runs.
      'Content-Security-Policy': "default-src 'none'; media-src 'self'; sandbox",
      'X-Content-Type-Options': 'nosniff',
    },
  )
}

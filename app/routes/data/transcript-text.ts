import type { LoaderFunctionArgs } from '@remix-run/node'
import { publicTranscriptText } from '~/app/domain/transcripts/transcript-page.server'
import { readId } from '~/app/server/params'
import { contextFor } from '~/app/server/session.server'

/** The text that the participants have signed, so that anyone can compute its fingerprint. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const id = readId(params.id)
  const text = await publicTranscriptText(await contextFor(request), id)
  return new Response(text, {
    headers: {
      'Content-Type': 'text/plain; charset=utf-8',
      'Content-Disposition': `attachment; filename="transcript-${id}.txt"`,
      'X-Content-Type-Options': 'nosniff',
      'Cache-Control': 'public, no-cache',
    },
  })
}

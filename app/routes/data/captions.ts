import type { LoaderFunctionArgs } from '@remix-run/node'
import { publicCaptions } from '~/app/domain/transcripts/recording.server'
import { readId } from '~/app/server/params'
import { contextFor } from '~/app/server/session.server'

/** The captions that the player shows with a recording. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const captions = await publicCaptions(await contextFor(request), readId(params.id))
  return new Response(captions, {
    headers: { 'Content-Type': 'text/vtt; charset=utf-8', 'Cache-Control': 'public, no-cache' },
  })
}

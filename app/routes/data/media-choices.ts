import type { LoaderFunctionArgs } from '@remix-run/node'
import { mediaChoices } from '~/app/domain/media/choices.server'
import { isMediaKind } from '~/app/domain/media/types'
import { Refusal } from '~/app/server/errors'
import { readOptionalId } from '~/app/server/params'
import { contextFor } from '~/app/server/session.server'

/** The library as the editor asks for it: `kind` (several, with commas), `q`, `all=1` for every department, `before`. */
export async function loader({ request }: LoaderFunctionArgs) {
  const asked = new URL(request.url).searchParams
  try {
    const choices = await mediaChoices(await contextFor(request), {
      kinds: (asked.get('kind') ?? '').split(',').filter(isMediaKind),
      words: (asked.get('q') ?? '').slice(0, 80),
      all: asked.get('all') === '1',
      before: readOptionalId(asked, 'before') ?? undefined,
    })
    return Response.json(choices, { headers: { 'Cache-Control': 'private, no-store' } })
  } catch (error) {
    if (error instanceof Refusal) return Response.json({ message: error.message }, { status: error.status })
    throw error
  }
}

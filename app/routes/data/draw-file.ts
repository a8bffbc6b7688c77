import type { LoaderFunctionArgs } from '@remix-run/node'
import { publicDrawFile } from '~/app/domain/draws/file.server'
import { readId } from '~/app/server/params'
import { contextFor } from '~/app/server/session.server'

/** The file of a draw, to the byte; from the freezing of the list on. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const id = readId(params.id)
  const text = await publicDrawFile(await contextFor(request), id)
  return new Response(text, {
    headers: {
      'Content-Type': 'text/plain; charset=utf-8',
      'Content-Disposition': `attachment; filename="draw-${id}.txt"`,
      'X-Content-Type-Options': 'nosniff',
      'X-Cache-Tags': `activity:${id}`,
    },
  })
}

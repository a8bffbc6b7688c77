import type { LoaderFunctionArgs } from '@remix-run/node'
import { publicPollTable } from '~/app/domain/occasions/occasion.server'
import { encodeFileName } from '~/app/server/file-response'
import { readId } from '~/app/server/params'
import { contextFor } from '~/app/server/session.server'

/** The raw table of an opinion poll, with its published results. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const id = readId(params.id)
  const table = await publicPollTable(await contextFor(request), id)
  const name = encodeFileName(`民意调查原始数据-${id}.csv`)
  return new Response(table, {
    headers: {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="poll-${id}.csv"; filename*=UTF-8''${name}`,
      'X-Content-Type-Options': 'nosniff',
      'X-Cache-Tags': `activity:${id}`,
    },
  })
}

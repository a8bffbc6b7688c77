import type { LoaderFunctionArgs } from '@remix-run/node'
import { openComments } from '~/app/domain/comments/export.server'
import { exportFormats } from '~/app/domain/comments/export-types'
import { notFound } from '~/app/server/errors'
import { fileResponse } from '~/app/server/file-response'
import { readId } from '~/app/server/params'
import { contextFor } from '~/app/server/session.server'

/** The published comments of a consultation as open data. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const id = readId(params.id)
  const { pathname } = new URL(request.url)
  const format = exportFormats.find((each) => pathname.endsWith(`.${each}`))
  if (!format) throw notFound()
  const file = await openComments(await contextFor(request), id, format)
  return fileResponse(
    file,
    file.isSmall ? { 'X-Cache-Tags': `consultation:${id}` } : { 'Cache-Control': 'no-store' },
  )
}

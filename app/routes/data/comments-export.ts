import type { LoaderFunctionArgs } from '@remix-run/node'
import { exportComments } from '~/app/domain/comments/export.server'
import { exportFormats } from '~/app/domain/comments/export-types'
import { Refusal } from '~/app/server/errors'
import { fileResponse } from '~/app/server/file-response'
import { readId } from '~/app/server/params'
import { staffContextFor } from '~/app/server/session.server'

/** All comments of a consultation, for the desk. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await staffContextFor(request)
  const asked = new URL(request.url).searchParams
  const format = exportFormats.find((each) => each === asked.get('format'))
  if (!format) throw new Refusal(400, '请选择导出的格式：csv、json 或 xlsx。')
  const original = asked.get('original') === '1'
  const file = await exportComments(ctx, readId(params.id), { format, original })
  return fileResponse(file, { 'Cache-Control': 'private, no-store', 'X-Robots-Tag': 'noindex' })
}

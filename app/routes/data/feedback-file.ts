import type { LoaderFunctionArgs } from '@remix-run/node'
import { type ReportFormat, reportFile } from '~/app/domain/feedback/file.server'
import { encodeFileName } from '~/app/server/file-response'
import { readId } from '~/app/server/params'
import { contextFor } from '~/app/server/session.server'

/** The report as a file: the published one for everybody, a draft for the department. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const format: ReportFormat = new URL(request.url).pathname.endsWith('.docx') ? 'docx' : 'xlsx'
  const { content, type, name, isDraft } = await reportFile(
    await contextFor(request),
    readId(params.id),
    format,
  )
  return new Response(new Uint8Array(content), {
    headers: {
      'Content-Type': type,
      'Content-Disposition': `attachment; filename="feedback.${format}"; filename*=UTF-8''${encodeFileName(name)}`,
      'Cache-Control': isDraft ? 'private, no-store' : 'public, max-age=300',
      'X-Content-Type-Options': 'nosniff',
    },
  })
}

import type { LoaderFunctionArgs } from '@remix-run/node'
import { policyWordFile } from '~/app/domain/policies/word-file.server'
import { encodeFileName } from '~/app/server/file-response'
import { readId } from '~/app/server/params'
import { contextFor } from '~/app/server/session.server'

/** A public policy as a Word file. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const { bytes, name } = await policyWordFile(await contextFor(request), readId(params.id))
  return new Response(new Uint8Array(bytes), {
    headers: {
      'Content-Type': 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
      'Content-Disposition': `attachment; filename="policy.docx"; filename*=UTF-8''${encodeFileName(name)}`,
      'Cache-Control': 'public, max-age=300',
      'X-Content-Type-Options': 'nosniff',
    },
  })
}

import type { LoaderFunctionArgs } from '@remix-run/node'
import { readAttachment } from '~/app/domain/comments/attachments.server'
import { encodeFileName } from '~/app/server/file-response'
import { readId } from '~/app/server/params'
import { contextFor } from '~/app/server/session.server'

/** An attachment of a comment, to be saved: for who holds the code, or at the desk. Nothing in it runs here. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await contextFor(request)
  const by = params.code === undefined ? { staff: true as const } : { code: params.code }
  const { name, type, bytes } = await readAttachment(ctx, by, readId(params.id))
  return new Response(Uint8Array.from(bytes), {
    headers: {
      'Content-Type': type,
      'Content-Length': String(bytes.length),
      'Content-Disposition': `attachment; filename*=UTF-8''${encodeFileName(name)}`,
      'Content-Security-Policy': "default-src 'none'; sandbox",
      'X-Content-Type-Options': 'nosniff',
      'Cache-Control': 'private, no-store',
      'X-Robots-Tag': 'noindex',
    },
  })
}

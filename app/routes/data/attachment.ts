import type { LoaderFunctionArgs } from '@remix-run/node'
import { readAttachment } from '~/app/domain/comments/attachments.server'
import { privateFile } from '~/app/server/file-response'
import { readId } from '~/app/server/params'
import { contextFor } from '~/app/server/session.server'

/** An attachment of a comment, for who holds the code, or at the desk. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await contextFor(request)
  const by = params.code === undefined ? { staff: true as const } : { code: params.code }
  return privateFile(await readAttachment(ctx, by, readId(params.id)))
}

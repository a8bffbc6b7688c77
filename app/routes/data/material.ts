import type { LoaderFunctionArgs } from '@remix-run/node'
import { readMaterialAtDesk } from '~/app/domain/materials/materials.server'
import { openMaterial } from '~/app/domain/materials/open-materials.server'
import { encodeFileName } from '~/app/server/file-response'
import { readId } from '~/app/server/params'
import { contextFor } from '~/app/server/session.server'

/** One of the materials, to be saved: for the participant to whom it was delivered, or at the desk. Nothing in it runs here. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await contextFor(request)
  const id = readId(params.materialId)
  const { name, type, bytes } =
    params.code === undefined
      ? await readMaterialAtDesk(ctx, readId(params.id), id)
      : await openMaterial(ctx, params.code, id)
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

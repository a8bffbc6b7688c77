import type { LoaderFunctionArgs } from '@remix-run/node'
import { readMaterialAtDesk } from '~/app/domain/materials/materials.server'
import { openMaterial } from '~/app/domain/materials/open-materials.server'
import { privateFile } from '~/app/server/file-response'
import { readId } from '~/app/server/params'
import { contextFor } from '~/app/server/session.server'

/** One of the materials, for the participant to whom it was delivered, or at the desk. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await contextFor(request)
  const id = readId(params.materialId)
  return privateFile(
    params.code === undefined
      ? await readMaterialAtDesk(ctx, readId(params.id), id)
      : await openMaterial(ctx, params.code, id),
  )
}

import type { ActionFunctionArgs } from '@remix-run/node'
import { storeImage } from '~/app/domain/media/store.server'
import { requireStaff } from '~/app/domain/people/permissions'
import { Refusal } from '~/app/server/errors'
import { contextFor } from '~/app/server/session.server'
import { readUpload } from '~/app/server/uploads'

/** For the editor: takes one picture and says where it is kept, or in words why not. */
export async function action({ request }: ActionFunctionArgs) {
  try {
    const ctx = await contextFor(request)
    const { departmentId } = requireStaff(ctx)
    const { name, bytes } = await readUpload(await request.formData(), 'file')
    const { sha256, width, height } = await storeImage(ctx, { name, bytes, departmentId })
    return Response.json({ sha256, width, height })
  } catch (error) {
    if (error instanceof Refusal) return Response.json({ message: error.message }, { status: error.status })
    throw error
  }
}

import type { LoaderFunctionArgs } from '@remix-run/node'
import { longPicture } from '~/app/domain/take-along/long-picture.server'
import { paths } from '~/app/paths'
import { readId } from '~/app/server/params'
import { pictureResponse } from '~/app/server/picture-response'
import { contextFor } from '~/app/server/session.server'
import { siteOrigin } from '~/app/server/site-address'

/** A public interpretation as one long picture. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const id = readId(params.id)
  const address = siteOrigin(request) + paths.interpretation(id)
  const png = await longPicture(await contextFor(request), id, address)
  return pictureResponse(request, png, `interpretation-${id}.png`)
}

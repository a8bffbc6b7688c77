import type { LoaderFunctionArgs } from '@remix-run/node'
import { interpretationCard, policyCard } from '~/app/domain/take-along/card.server'
import { readId } from '~/app/server/params'
import { pictureResponse } from '~/app/server/picture-response'
import { contextFor } from '~/app/server/session.server'

/** The picture that a messenger shows beside a link. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const draw = new URL(request.url).pathname.startsWith('/policies/') ? policyCard : interpretationCard
  return pictureResponse(request, await draw(await contextFor(request), readId(params.id)))
}

import { notFound } from '~/app/server/errors'

/** Every address that no other route knows, so that its error page stands in the frame too. */
export function loader() {
  throw notFound()
}

export default function NotFound() {
  return null
}

import { isRouteErrorResponse } from '@remix-run/react'
import { sayError, sayPath } from './say-error'

/** Remix reports here what a loader, an action or a render threw without meaning to. */
export function handleError(error: unknown, { request }: { request: Request }): void {
  // A client that went away, or that asked for what is not there (a post to a page without a form), is no failure of ours.
  if (request.signal.aborted || (isRouteErrorResponse(error) && error.status < 500)) return
  console.error(`${request.method} ${sayPath(new URL(request.url).pathname)}`, sayError(error))
}

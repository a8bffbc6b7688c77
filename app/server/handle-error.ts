/** Remix reports here what a loader, an action or a render threw without meaning to. */
export function handleError(error: unknown, { request }: { request: Request }): void {
  if (request.signal.aborted) return
  console.error(`${request.method} ${new URL(request.url).pathname}`, error)
}

import type { AppLoadContext, EntryContext } from '@remix-run/node'
import { RemixServer } from '@remix-run/react'
import { renderToString } from 'react-dom/server'
import { NonceContext } from './server/nonce'
import { renderHydratable } from './server/render-hydratable'
import { scriptPolicy } from './server/security-headers'

export const streamTimeout = 5_000

export default async function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  entry: EntryContext,
  context: AppLoadContext,
): Promise<Response> {
  headers.set('Content-Type', 'text/html; charset=utf-8')
  if (!needsScripts(entry)) {
    const html = renderToString(<RemixServer context={entry} url={request.url} />)
    return new Response(`<!doctype html>\n${html}`, { status, headers })
  }
  headers.set('Content-Security-Policy', scriptPolicy(context.nonce))
  const html = await renderHydratable(
    <NonceContext.Provider value={context.nonce}>
      <RemixServer context={entry} url={request.url} nonce={context.nonce} abortDelay={streamTimeout} />
    </NonceContext.Provider>,
    streamTimeout + 1_000,
  )
  return new Response(new Uint8Array(html), { status, headers })
}

export { handleError } from './server/handle-error'

function needsScripts(entry: EntryContext): boolean {
  return entry.staticHandlerContext.matches.some(({ route }) => {
    const handle: unknown = entry.routeModules[route.id]?.handle
    return typeof handle === 'object' && handle !== null && 'js' in handle && handle.js === true
  })
}

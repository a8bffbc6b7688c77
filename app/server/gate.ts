const safeMethods = new Set(['GET', 'HEAD'])
const knownMethods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'])

/**
 * Invariant 8: a request that may change something must come from a page of our own. It holds for documents,
 * `_data` and `.data` posts and resource routes alike, because it looks at nothing but method and headers.
 * Returns the reason of a refusal.
 */
export function findForeignRequest(request: Request, siteUrl?: string): 'method' | 'foreign' | undefined {
  if (!knownMethods.has(request.method)) return 'method'
  if (safeMethods.has(request.method)) return undefined
  const origin = request.headers.get('Origin')
  const site = request.headers.get('Sec-Fetch-Site')
  if (origin === null && site === null) return 'foreign'
  if (origin !== null && !isOurOrigin(origin, request, siteUrl)) return 'foreign'
  if (site !== null && site !== 'same-origin') return 'foreign'
  return undefined
}

/** X-Forwarded-Host is never asked: anyone can send it. Behind a proxy that changes Host, set SITE_URL. */
function isOurOrigin(origin: string, request: Request, siteUrl: string | undefined): boolean {
  if (siteUrl) return origin === new URL(siteUrl).origin
  const host = request.headers.get('Host') ?? new URL(request.url).host
  return origin === `http://${host}` || origin === `https://${host}`
}

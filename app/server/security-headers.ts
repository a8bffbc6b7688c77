const common = [
  "default-src 'self'",
  "img-src 'self' data: blob:",
  "media-src 'self' blob:",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'self'",
  "style-src-attr 'unsafe-inline'",
]

/** Public pages: our own files only, no inline script and no inline style sheet. */
const publicPolicy = [...common, "script-src 'self'", "style-src 'self'"].join('; ')

/** Staff pages that hydrate: Remix's inline scripts and the editor's style sheet carry the nonce. */
export function scriptPolicy(nonce: string): string {
  return [...common, `script-src 'self' 'nonce-${nonce}'`, `style-src 'self' 'nonce-${nonce}'`].join('; ')
}

/** Adds what every response carries; a policy that the page has set itself stays, because it is the stricter one. */
export function setSecurityHeaders(headers: Headers): void {
  if (!headers.has('Content-Security-Policy')) headers.set('Content-Security-Policy', publicPolicy)
  headers.set('X-Content-Type-Options', 'nosniff')
  // Not no-referrer: with that a browser sends `Origin: null` with its own forms, and the gate refuses them.
  if (!headers.has('Referrer-Policy')) headers.set('Referrer-Policy', 'strict-origin-when-cross-origin')
  headers.set('X-Frame-Options', 'SAMEORIGIN')
  headers.set('Permissions-Policy', 'camera=(), microphone=(), geolocation=()')
}

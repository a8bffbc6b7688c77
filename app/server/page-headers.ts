import type { HeadersFunction } from '@remix-run/node'

/** `export const headers = pageHeaders`: what the loader or the action has set reaches the document's response. */
export const pageHeaders: HeadersFunction = ({
  loaderHeaders,
  actionHeaders,
  parentHeaders,
  errorHeaders,
}) => {
  const headers = new Headers(parentHeaders)
  for (const source of [loaderHeaders, actionHeaders]) {
    source.forEach((value, name) => {
      if (name !== 'set-cookie') headers.set(name, value)
    })
    for (const cookie of source.getSetCookie()) headers.append('Set-Cookie', cookie)
  }
  // A page that failed is never kept.
  if (errorHeaders) headers.delete('X-Cache-Tags')
  return headers
}

import { cacheKey, isStorable, type PageCache } from './page-cache'
import { setSecurityHeaders } from './security-headers'

type Rendered = {
  response: Response
  /** Call it when the response has been read to its end. */
  done: () => void
}

/** Renders a page, and keeps it where its loader has allowed that. */
export async function renderThroughCache(
  cache: PageCache,
  request: Request,
  render: () => Promise<Rendered>,
): Promise<Response> {
  const key = cacheKey(request.method, request.url, request.headers.get('Cookie'))
  const begun = cache.begin()
  const { response, done } = await render()
  setSecurityHeaders(response.headers)
  if (!key || request.method !== 'GET' || !isStorable(response)) return finishing(response, done)
  const body = Buffer.from(await response.arrayBuffer())
  done()
  await cache.store(key, begun, response, body)
  return withoutMarks(new Response(body, response))
}

function finishing(response: Response, done: () => void): Response {
  if (!response.body) {
    done()
    return withoutMarks(response)
  }
  const body = response.body.pipeThrough(new TransformStream({ flush: done }))
  return withoutMarks(new Response(body, response))
}

/** What loaders tell the cache is nobody else's business. */
function withoutMarks(response: Response): Response {
  response.headers.delete('X-Cache-Tags')
  response.headers.delete('X-Cache-Seconds')
  return response
}

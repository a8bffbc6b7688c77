import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { resolve } from 'node:path'
import { createRequest, sendResponse } from '@remix-run/node-fetch-server'
import sirv from 'sirv'
import { closeDatabase } from '~/db/client'
import { env } from './env'
import { listen } from './listen'
import { type CachedPage, cacheKey, chooseEncoding, type PageCache } from './page-cache'
import { sayError } from './say-error'

export type RunningServer = { port: number; close: () => Promise<void> }

type Parts = {
  handle: (request: Request, address: string) => Promise<Response>
  /** Answers what is too large to become a Request; false where it is something else. */
  answerUploads: (req: IncomingMessage, res: ServerResponse) => Promise<boolean>
  pageCache: PageCache
  /** Starts what runs beside the requests; gives the way to stop it. */
  startJobs: () => () => Promise<void>
  host: string
  port: number
}

const drainTime = 5_000

/** Node's HTTP server around `handle`: files of the build and cached pages go out without a Request being made. */
export async function startHttpServer({
  handle,
  answerUploads,
  pageCache,
  startJobs,
  host,
  port,
}: Parts): Promise<RunningServer> {
  const files = sirv(resolve(process.cwd(), 'build/client'), {
    gzip: true,
    brotli: true,
    etag: true,
    setHeaders: keepForever,
  })
  const notices = listen({
    url: env().DATABASE_URL,
    channel: 'pages',
    onNotice: (payload) => pageCache.invalidate(readTags(payload)),
    onUp: pageCache.open,
    onDown: pageCache.close,
  })

  const answer = async (req: IncomingMessage, res: ServerResponse) => {
    try {
      if (await answerUploads(req, res)) return
      const protocol = env().SITE_URL?.startsWith('https:') ? 'https:' : 'http:'
      const key = cacheKey(
        req.method ?? 'GET',
        `${protocol}//${req.headers.host}${req.url}`,
        req.headers.cookie ?? null,
      )
      const page = key ? pageCache.find(key) : undefined
      if (page) return sendCachedPage(page, req, res)
      const request = readRequest(req, res, protocol)
      if (!request) return sendText(res, 400, '请求有误。Bad request.\n')
      const response = await handle(request, req.socket.remoteAddress ?? '')
      // The sender of a form sees the effect of it on the very next page.
      if (req.method !== 'GET' && req.method !== 'HEAD') await notices.settle()
      await sendResponse(res, response)
    } catch (error) {
      failRequest(res, error)
    }
  }

  const server = createServer((req, res) => files(req, res, () => void answer(req, res)))
  server.requestTimeout = 120_000
  server.headersTimeout = 20_000
  await listenOn(server, host, port)
  const stopJobs = startJobs()
  const address = server.address()
  return {
    port: typeof address === 'object' && address ? address.port : port,
    close: async () => {
      await drain(server)
      await stopJobs()
      await notices.close()
      await closeDatabase()
    },
  }
}

function sendCachedPage(page: CachedPage, req: IncomingMessage, res: ServerResponse): void {
  for (const [name, value] of page.headers) res.setHeader(name, value)
  res.setHeader('ETag', page.etag)
  if (req.headers['if-none-match'] === page.etag) {
    res.writeHead(304).end()
    return
  }
  const encoding = chooseEncoding(req.headers['accept-encoding']?.toString())
  if (encoding !== 'identity') res.setHeader('Content-Encoding', encoding)
  res.setHeader('Content-Length', page.bodies[encoding].length)
  res.writeHead(200).end(req.method === 'HEAD' ? undefined : page.bodies[encoding])
}

/** The names of built files change with their content. */
function keepForever(res: ServerResponse, pathname: string): void {
  if (pathname.startsWith('/assets/')) res.setHeader('Cache-Control', 'public, max-age=31536000, immutable')
  res.setHeader('X-Content-Type-Options', 'nosniff')
}

function readTags(payload: string): string[] {
  try {
    const tags: unknown = JSON.parse(payload)
    return Array.isArray(tags) ? tags.map(String) : []
  } catch {
    return []
  }
}

/** Undefined when there is no making sense of its address. */
function readRequest(req: IncomingMessage, res: ServerResponse, protocol: string): Request | undefined {
  try {
    return createRequest(req, res, { protocol })
  } catch {
    return undefined
  }
}

/** A client that has gone away is no error of ours. */
function failRequest(res: ServerResponse, error: unknown): void {
  if (res.destroyed || res.writableEnded) return
  console.error(sayError(error))
  if (res.headersSent) res.destroy()
  else sendText(res, 500, '服务器出错了，请稍后再试。Something went wrong.\n')
}

function sendText(res: ServerResponse, status: number, text: string): void {
  res.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8' }).end(text)
}

function listenOn(server: Server, host: string, port: number): Promise<void> {
  return new Promise((done, fail) => {
    server.once('error', fail)
    server.listen(port, host, () => {
      server.off('error', fail)
      done()
    })
  })
}

/** Takes no new request, lets the running ones end, and cuts those that take too long. */
async function drain(server: Server): Promise<void> {
  const closed = new Promise((done) => server.close(done))
  server.closeIdleConnections()
  const cut = setTimeout(() => server.closeAllConnections(), drainTime)
  await closed
  clearTimeout(cut)
}

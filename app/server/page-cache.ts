import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

/** What a page may depend on besides its address. A request with any other cookie is never cached. */
export const preferenceCookies = ['lang', 'theme', 'elder'] as const

const defaultSeconds = 60
const largestCache = 128 * 1024 * 1024

export type Encoding = 'identity' | 'gzip' | 'br'
export type CachedPage = {
  headers: [string, string][]
  bodies: Record<Encoding, Buffer>
  etag: string
  tags: string[]
  expiresAt: number
}

/**
 * Finished public pages as encoded buffers. It can be thrown away at any moment (invariant 1). It keeps only what
 * a loader marked with X-Cache-Tags (invariant 9), and nothing at all while notices of changes may be missed.
 */
export function createPageCache(clock: () => number = Date.now) {
  const pages = new Map<string, CachedPage>()
  const lastChange = new Map<string, number>()
  let moment = 0
  let lastClear = 0
  let bytes = 0
  let isOpen = false

  function drop(key: string) {
    const page = pages.get(key)
    if (!page) return
    bytes -= sizeOf(page)
    pages.delete(key)
  }

  function clear() {
    lastClear = ++moment
    pages.clear()
    lastChange.clear()
    bytes = 0
  }

  function isOutdated(tags: string[], begun: number): boolean {
    return begun < lastClear || tags.some((tag) => (lastChange.get(tag) ?? 0) > begun)
  }

  return {
    /** Notices arrive from now on; whatever was kept before may be outdated. */
    open() {
      clear()
      isOpen = true
    },
    /** Notices may be lost from now on. */
    close() {
      isOpen = false
      clear()
    },
    find(key: string): CachedPage | undefined {
      const page = pages.get(key)
      if (!page || page.expiresAt > clock()) return page
      drop(key)
      return undefined
    },
    /** Take this before a page is rendered, and give it to `store`. */
    begin: () => moment,
    invalidate(tags: string[]) {
      moment++
      for (const tag of tags) lastChange.set(tag, moment)
      for (const [key, page] of pages) if (page.tags.some((tag) => tags.includes(tag))) drop(key)
    },
    /** Keeps a page, unless something that it shows has changed since its rendering began. */
    async store(key: string, begun: number, response: Response, body: Buffer): Promise<void> {
      if (!isOpen) return
      const page = await encodePage(response, body, clock())
      // Asked after the encoding, in the same turn as the page is set.
      if (!isOpen || isOutdated(page.tags, begun)) return
      drop(key)
      pages.set(key, page)
      bytes += sizeOf(page)
      for (const oldest of pages.keys()) {
        if (bytes <= largestCache) break
        drop(oldest)
      }
    },
  }
}

export type PageCache = ReturnType<typeof createPageCache>

/** The key of a request whose page may be kept and shared, else undefined. */
export function cacheKey(method: string, url: string, cookies: string | null): string | undefined {
  if (method !== 'GET' && method !== 'HEAD') return undefined
  const preferences: string[] = []
  for (const pair of (cookies ?? '').split(';')) {
    const [name = '', value = ''] = pair.trim().split('=')
    if (name === '') continue
    if (!isPreference(name)) return undefined
    preferences.push(`${name}=${value}`)
  }
  return [url, ...preferences.sort()].join(' ')
}

export function isStorable(response: Response): boolean {
  const { status, headers } = response
  return status === 200 && headers.has('X-Cache-Tags') && !headers.has('Set-Cookie')
}

export function chooseEncoding(accepted: string | null | undefined): Encoding {
  if (!accepted) return 'identity'
  if (/\bbr\b(?!;\s*q=0(?:[,\s]|$))/.test(accepted)) return 'br'
  return /\bgzip\b(?!;\s*q=0(?:[,\s]|$))/.test(accepted) ? 'gzip' : 'identity'
}

function isPreference(name: string): boolean {
  return (preferenceCookies as readonly string[]).includes(name)
}

async function encodePage(response: Response, body: Buffer, now: number): Promise<CachedPage> {
  const [zipped, brotli] = await Promise.all([
    promisify(gzip)(body),
    promisify(brotliCompress)(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }),
  ])
  const asked = Number(response.headers.get('X-Cache-Seconds') ?? defaultSeconds)
  const seconds = Number.isFinite(asked) ? Math.min(asked, defaultSeconds) : defaultSeconds
  return {
    headers: [...response.headers].filter(([name]) => !/^(x-cache-|content-length$)/.test(name)),
    bodies: { identity: body, gzip: zipped, br: brotli },
    etag: `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`,
    tags: (response.headers.get('X-Cache-Tags') ?? '').split(/[\s,]+/).filter(Boolean),
    expiresAt: now + seconds * 1000,
  }
}

function sizeOf({ bodies }: CachedPage): number {
  return bodies.identity.length + bodies.gzip.length + bodies.br.length
}

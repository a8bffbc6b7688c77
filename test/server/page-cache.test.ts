import { Client } from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type RunningServer, startHttpServer } from '~/app/server/http'
import { cacheKey, chooseEncoding, createPageCache } from '~/app/server/page-cache'
import { renderThroughCache } from '~/app/server/through-cache'
import { waitUntil } from '~/db/child-process'
import type { OpenDatabase } from '~/db/client'
import { freshDatabase } from '../support/database'

const address = 'http://gongyi.test/consultations/1'
const body = Buffer.from(`<p>${'第一条　为了加装电梯。'.repeat(50)}</p>`)
const page = (headers: Record<string, string>) => new Response(body, { headers })

describe('what is kept', () => {
  test('only a page that its loader has marked', async () => {
    const cache = createPageCache()
    cache.open()
    const unmarked: Record<string, string>[] = [{}, { 'X-Cache-Tags': 'home', 'Set-Cookie': 'flash=1' }]
    for (const headers of unmarked) {
      await renderThroughCache(cache, new Request(address), async () => ({
        response: page(headers),
        done: () => undefined,
      }))
    }
    expect(cache.find(address)).toBeUndefined()
    const sent = await renderThroughCache(cache, new Request(address), async () => ({
      response: page({ 'X-Cache-Tags': 'home consultation:1' }),
      done: () => undefined,
    }))
    expect(sent.headers.has('X-Cache-Tags')).toBe(false)
    expect(cache.find(address)?.tags).toEqual(['home', 'consultation:1'])
    expect(cache.find(address)?.headers.map(([name]) => name)).toContain('content-security-policy')
  })

  test('never the page of someone who is signed in or carries a message', () => {
    expect(cacheKey('GET', address, 'gongyi.session_token=abc')).toBeUndefined()
    expect(cacheKey('GET', address, 'theme=dark; flash=1')).toBeUndefined()
    expect(cacheKey('POST', address, null)).toBeUndefined()
  })

  test('one copy for each language, theme and size of type', () => {
    const keys = [null, 'lang=en', 'theme=dark', 'elder=on', 'theme=dark; lang=en'].map((cookies) =>
      cacheKey('GET', address, cookies),
    )
    expect(new Set(keys).size).toBe(5)
    expect(cacheKey('GET', address, 'lang=en; theme=dark')).toBe(keys[4])
  })

  test('no longer than a minute, and shorter where the loader says so', async () => {
    let now = 0
    const cache = createPageCache(() => now)
    cache.open()
    await cache.store('long', cache.begin(), page({ 'X-Cache-Tags': 'a', 'X-Cache-Seconds': '3600' }), body)
    await cache.store('short', cache.begin(), page({ 'X-Cache-Tags': 'a', 'X-Cache-Seconds': '5' }), body)
    now = 5_001
    expect(cache.find('short')).toBeUndefined()
    expect(cache.find('long')).toBeDefined()
    now = 60_001
    expect(cache.find('long')).toBeUndefined()
  })

  test('not a page whose rendering began before something on it changed', async () => {
    const cache = createPageCache()
    cache.open()
    const begun = cache.begin()
    cache.invalidate(['consultation:1'])
    await cache.store('stale', begun, page({ 'X-Cache-Tags': 'consultation:1' }), body)
    await cache.store('other', begun, page({ 'X-Cache-Tags': 'consultation:2' }), body)
    await cache.store('fresh', cache.begin(), page({ 'X-Cache-Tags': 'consultation:1' }), body)
    expect(cache.find('stale')).toBeUndefined()
    expect(cache.find('other')).toBeDefined()
    expect(cache.find('fresh')).toBeDefined()
  })

  test('nothing while notices of changes may be lost', async () => {
    const cache = createPageCache()
    const begun = cache.begin()
    await cache.store('closed', begun, page({ 'X-Cache-Tags': 'a' }), body)
    cache.open()
    await cache.store('begun-before', begun, page({ 'X-Cache-Tags': 'a' }), body)
    expect([cache.find('closed'), cache.find('begun-before')]).toEqual([undefined, undefined])
  })

  test('the encoding that the browser prefers', () => {
    expect(chooseEncoding('gzip, deflate, br')).toBe('br')
    expect(chooseEncoding('gzip, br;q=0')).toBe('gzip')
    expect(chooseEncoding('gzip;q=0')).toBe('identity')
    expect(chooseEncoding(undefined)).toBe('identity')
  })
})

describe('served over HTTP and invalidated through PostgreSQL', () => {
  let open: OpenDatabase
  let other: Client
  let server: RunningServer
  let renders = 0
  const cache = createPageCache()

  const read = async (headers: Record<string, string> = {}) =>
    (await fetch(`http://127.0.0.1:${server.port}/`, { headers })).text()

  const isKept = async () => {
    const first = await read()
    return first === (await read())
  }

  beforeAll(async () => {
    open = await freshDatabase()
    other = new Client({ connectionString: open.url })
    await other.connect()
    const render = async () => ({
      response: new Response(`<p>${++renders}</p>`, {
        headers: { 'Content-Type': 'text/html', 'X-Cache-Tags': 'home consultation:1' },
      }),
      done: () => undefined,
    })
    server = await startHttpServer({
      handle: async (request) => {
        if (request.method !== 'POST') return renderThroughCache(cache, request, render)
        await other.query(`select pg_notify('pages', '["consultation:1"]')`)
        return new Response(null, { status: 303, headers: { Location: '/' } })
      },
      answerUploads: async () => false,
      pageCache: cache,
      startJobs: () => async () => undefined,
      host: '127.0.0.1',
      port: 0,
    })
    await waitUntil(isKept, 5_000)
  })
  afterAll(async () => {
    await server.close()
    await other.end()
    await open.close()
  })
  beforeEach(() => {
    cache.open()
    renders = 0
  })

  test('a page is rendered once, and again after a notice with one of its tags', async () => {
    expect([await read(), await read()]).toEqual(['<p>1</p>', '<p>1</p>'])
    await other.query(`select pg_notify('pages', '["consultation:2"]')`)
    expect(await read()).toBe('<p>1</p>')
    await other.query(`select pg_notify('pages', '["consultation:1","consultations"]')`)
    await waitUntil(() => cache.find(`http://127.0.0.1:${server.port}/`) === undefined, 2_000)
    expect(await read()).toBe('<p>2</p>')
  })

  test('a notice that is rolled back changes nothing', async () => {
    await read()
    await other.query('begin')
    await other.query(`select pg_notify('pages', '["home"]')`)
    await other.query('rollback')
    expect(await read()).toBe('<p>1</p>')
  })

  test('who has sent a form sees its effect on the very next page', async () => {
    for (let round = 1; round <= 20; round++) {
      await read()
      await fetch(`http://127.0.0.1:${server.port}/`, { method: 'POST', redirect: 'manual' })
      expect(await read()).toBe(`<p>${round + 1}</p>`)
    }
  })

  test('a browser that has the page already is told so', async () => {
    await read()
    const url = `http://127.0.0.1:${server.port}/`
    const etag = (await fetch(url)).headers.get('ETag') ?? ''
    expect((await fetch(url, { headers: { 'If-None-Match': etag } })).status).toBe(304)
  })

  test('everything is dropped when the connection that brings the notices is lost', async () => {
    expect([await read(), await read()]).toEqual(['<p>1</p>', '<p>1</p>'])
    await other.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name = 'gongyi pages'`,
    )
    await waitUntil(() => cache.find(`http://127.0.0.1:${server.port}/`) === undefined, 2_000)
    expect(await read()).toBe('<p>2</p>')
    // It comes back by itself, and pages are kept again.
    expect(await waitUntil(isKept, 5_000)).toBe(true)
  })
})

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findForeignRequest } from '~/app/server/gate'
import type { OpenDatabase } from '~/db/client'
import { audit } from '~/db/schema/audit'
import { freshDatabase } from '../support/database'
import { handleRequest } from '../support/server'

const own = 'http://gongyi.test'
const foreignHeaders: Record<string, Record<string, string>> = {
  'another site': { Origin: 'https://evil.example' },
  'another site that names our host as forwarded': {
    Origin: 'https://evil.example',
    'X-Forwarded-Host': 'evil.example',
    'X-Forwarded-Proto': 'https',
  },
  'a sandboxed page': { Origin: 'null' },
  'a sister site': { Origin: own, 'Sec-Fetch-Site': 'same-site' },
  'a cross-site form without an Origin': { 'Sec-Fetch-Site': 'cross-site' },
  'someone who says nothing': {},
  'our host on another port': { Origin: `${own}:8080` },
}
const addresses = {
  'a document': '/',
  'a `_data` post': '/?_data=routes%2Fpublic%2Fhome',
  'a `.data` single fetch post': '/_root.data',
  'a resource route': '/preferences',
  'the index action': '/?index',
  'a page that is not there': '/nowhere',
}

describe('whatever the address', () => {
  let open: OpenDatabase
  beforeAll(async () => {
    open = await freshDatabase()
  })
  afterAll(() => open.close())

  for (const [what, address] of Object.entries(addresses)) {
    for (const [who, headers] of Object.entries(foreignHeaders)) {
      test(`${what} from ${who} is refused and changes nothing`, async () => {
        const response = await handleRequest(address, { form: { body: '意见' }, headers, origin: null })
        expect(response.status).toBe(403)
        expect(response.headers.has('Set-Cookie')).toBe(false)
        expect(await response.text()).toContain('没有受理')
        expect(await open.db.select().from(audit)).toEqual([])
      })
    }
  }

  test('a form of our own passes the gate', async () => {
    const response = await handleRequest('/', {
      form: { body: '意见' },
      headers: { 'Sec-Fetch-Site': 'same-origin' },
    })
    expect(response.status).not.toBe(403)
  })

  test('a body larger than a form can be is refused with words', async () => {
    const response = await handleRequest('/', { form: { body: '长'.repeat(400_000) } })
    expect(response.status).toBe(413)
    expect(await response.text()).toContain('1 MB')
  })

  test('an address that is no address gets a page that says so', async () => {
    const response = await handleRequest('/%E4%BD')
    expect(response.status).toBe(400)
  })

  test('every answer carries the security headers', async () => {
    for (const address of ['/', '/%E4%BD', '/healthz']) {
      const { headers } = await handleRequest(address)
      expect(headers.get('X-Content-Type-Options')).toBe('nosniff')
      expect(headers.get('Content-Security-Policy')).toContain("frame-ancestors 'self'")
      expect(headers.get('Content-Security-Policy')).not.toContain("script-src 'self' 'unsafe-inline'")
    }
  })
})

describe('who counts as our own', () => {
  const ask = (headers: Record<string, string>, siteUrl?: string, method = 'POST') =>
    findForeignRequest(new Request(`${own}/x`, { method, headers }), siteUrl)

  test('a request that names neither Origin nor Sec-Fetch-Site does not', () => {
    expect(ask({})).toBe('foreign')
  })

  test('an Origin with the host that was asked does, when no SITE_URL is set', () => {
    expect(ask({ Origin: own })).toBeUndefined()
    expect(ask({ Origin: 'https://city.example', Host: 'city.example' })).toBeUndefined()
  })

  test('only SITE_URL does, once it is set, whatever Host says', () => {
    expect(ask({ Origin: 'https://city.example' }, 'https://city.example/')).toBeUndefined()
    expect(ask({ Origin: own }, 'https://city.example')).toBe('foreign')
    expect(ask({ Origin: 'https://evil.example', Host: 'evil.example' }, 'https://city.example')).toBe(
      'foreign',
    )
  })

  test('a browser that sends only Sec-Fetch-Site: same-origin does', () => {
    expect(ask({ 'Sec-Fetch-Site': 'same-origin' })).toBeUndefined()
    expect(ask({ 'Sec-Fetch-Site': 'none' })).toBe('foreign')
  })

  test('reading is open to everyone; PUT, PATCH and DELETE are writing', () => {
    expect(ask({ Origin: 'https://evil.example' }, undefined, 'GET')).toBeUndefined()
    for (const method of ['PUT', 'PATCH', 'DELETE']) expect(ask({}, undefined, method)).toBe('foreign')
    expect(ask({ Origin: own }, undefined, 'OPTIONS')).toBe('method')
  })
})

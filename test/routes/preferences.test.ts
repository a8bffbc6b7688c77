import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ownPath, readPreferences } from '~/app/server/preferences'
import type { OpenDatabase } from '~/db/client'
import { freshDatabase } from '../support/database'
import { handleRequest } from '../support/server'

let open: OpenDatabase
beforeAll(async () => {
  open = await freshDatabase()
})
afterAll(() => open.close())

describe('the preferences form', () => {
  it('sets what was chosen, keeps the rest and goes back to the page', async () => {
    const response = await handleRequest('/preferences', {
      form: { lang: 'en', back: '/concerns?state=open' },
      cookie: 'theme=dark',
    })
    expect(response.status).toBe(303)
    expect(response.headers.get('Location')).toBe('/concerns?state=open')
    const cookies = response.headers.getSetCookie().join('\n')
    expect(cookies).toContain('lang=en; Path=/; Max-Age=31536000')
    expect(cookies).toContain('theme=dark;')
    expect(cookies).toContain('elder=; Path=/; Max-Age=0')
  })

  it('makes the next page English, dark and large', async () => {
    const page = await (await handleRequest('/about', { cookie: 'lang=en; theme=dark; elder=1' })).text()
    expect(page).toMatch(/<html[^>]*lang="en"[^>]*data-theme="dark"[^>]*data-elder="on"/)
    expect(page).toContain('About this site')
    const plain = await (await handleRequest('/about')).text()
    expect(plain).toMatch(/<html[^>]*lang="zh-CN"[^>]*data-theme="auto"[^>]*data-elder="off"/)
    expect(plain).toContain('关于本站')
  })

  it('never sends the reader to another site', async () => {
    for (const back of [
      'https://evil.example/',
      '//evil.example/',
      '/\\evil.example',
      '/\t/evil.example',
      'javascript:alert(1)',
      '/..//evil.example',
    ]) {
      const response = await handleRequest('/preferences', { form: { elder: 'on', back } })
      expect(response.headers.get('Location'), back).toBe('/')
      expect(ownPath(back), back).toBe('/')
    }
  })

  it('takes an unknown value for the default', () => {
    expect(readPreferences('lang=fr; theme=blue; elder=perhaps')).toEqual({
      lang: 'zh',
      theme: 'auto',
      elder: false,
    })
  })

  it('from another site changes nothing', async () => {
    const response = await handleRequest('/preferences', {
      form: { lang: 'en' },
      origin: 'https://evil.example',
    })
    expect(response.status).toBe(403)
    expect(response.headers.getSetCookie()).toEqual([])
  })
})

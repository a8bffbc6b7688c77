import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { publicDrawFile } from '~/app/domain/draws/file.server'
import { paths } from '~/app/paths'
import type { OpenDatabase } from '~/db/client'
import { aCounty, type County } from '~/test/domain/activities/an-activity'
import { aDrawnHearing, aHearingToDraw } from '~/test/domain/draws/a-drawn-hearing'
import { exampleFile } from '~/test/domain/draws/example'
import { axeViolations } from '~/test/support/axe'
import { launchBrowser } from '~/test/support/browser'
import { freshDatabase } from '~/test/support/database'
import { startServer } from '~/test/support/server'

let open: OpenDatabase
let server: Awaited<ReturnType<typeof startServer>>
let browser: Browser
let county: County
let drawn: Awaited<ReturnType<typeof aDrawnHearing>>

beforeAll(async () => {
  open = await freshDatabase()
  county = await aCounty(open.db)
  drawn = await aDrawnHearing(county, 8)
  server = await startServer()
  browser = await launchBrowser()
}, 90_000)
afterAll(async () => {
  await browser.close()
  await server.close()
  await open.close()
})

async function at(path: string, options: Parameters<Browser['newContext']>[0] = {}): Promise<Page> {
  const context = await browser.newContext({
    ...{ baseURL: server.url, locale: 'zh-CN', viewport: { width: 1280, height: 900 }, bypassCSP: true },
    ...options,
  })
  context.setDefaultTimeout(15_000)
  const page = await context.newPage()
  await page.goto(path)
  return page
}

async function choose(page: Page, text: string | Buffer): Promise<void> {
  const buffer = Buffer.from(text)
  await page.setInputFiles('[name=file]', { name: 'draw.txt', mimeType: 'text/plain', buffer })
  await page.getByRole('button', { name: '核对' }).click()
  await page.locator('#draw-report').waitFor()
}

const said = (page: Page) => page.locator('.draw-check-result').innerText()

/** The frame around it is looked at with every kind of page, in the demo county; here the site has no address. */
async function violations(page: Page): Promise<string[]> {
  return (await axeViolations(page)).filter((place) => !place.includes('mailto:'))
}

describe('the page that checks a draw', () => {
  it('computes in the browser: the names of the public page, and not one request', async () => {
    const page = await at(paths.drawVerify(), { bypassCSP: false })
    const asked: string[] = []
    await page.getByText('不会传到网上').waitFor()
    page.on('request', (request) => asked.push(request.url()))
    await choose(page, await publicDrawFile(county.office.citizen(), drawn.id))
    expect(asked).toEqual([])
    expect(await said(page)).toContain('核对无误')
    expect(await page.locator('.draw-check').count()).toBe(4)
    const computed = await page.locator('.draw-order-chosen .pseudonym').allInnerTexts()
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('draw-report')
    await page.goto(paths.draw(drawn.id))
    expect(await page.locator('.draw-order-chosen .pseudonym').allInnerTexts()).toEqual(computed)
    expect(computed).toHaveLength(7)
    await page.context().close()
  })

  it('says the same of one changed byte with and without JavaScript', async () => {
    const bytes = Buffer.from(await publicDrawFile(county.office.citizen(), drawn.id))
    const place = bytes.indexOf('\n\n') + 2
    bytes[place] = (bytes[place] ?? 0) ^ 1
    const words: string[] = []
    for (const javaScriptEnabled of [true, false]) {
      const page = await at(paths.drawVerify(), { javaScriptEnabled })
      await choose(page, bytes)
      words.push(await said(page))
      await page.context().close()
    }
    expect(words[0]).toContain('not the published list')
    expect(words[0]).toBe(words[1])
  })

  it('says the same of a good file with and without JavaScript, in both languages', async () => {
    for (const lang of ['zh', 'en']) {
      const words: string[] = []
      for (const javaScriptEnabled of [true, false]) {
        const page = await at(paths.drawVerify(), { javaScriptEnabled })
        await page.context().addCookies([{ name: 'lang', value: lang, url: server.url }])
        await page.reload()
        const buffer = Buffer.from(exampleFile)
        await page.setInputFiles('[name=file]', { name: 'draw.txt', mimeType: 'text/plain', buffer })
        await page.locator('draw-check button').click()
        await page.locator('#draw-report').waitFor()
        words.push(await page.locator('.draw-check-result').innerHTML())
        await page.context().close()
      }
      expect(words[0]).toContain('CWH3')
      expect(withoutMarks(words[0])).toBe(withoutMarks(words[1]))
    }
  })

  it('asks for a file where none was chosen, with JavaScript too', async () => {
    const page = await at(paths.drawVerify())
    await page.getByRole('button', { name: '核对' }).click()
    await page.getByText('请先选择抽签文件').waitFor()
    await page.context().close()
  })

  it('has one script of at most 10 KB', async () => {
    const page = await at(paths.drawVerify())
    expect(await page.locator('script').count()).toBe(1)
    const file = await page.request.get((await page.locator('script').getAttribute('src')) ?? '', {
      headers: { 'Accept-Encoding': 'gzip' },
    })
    expect(file.status()).toBe(200)
    expect(Number(file.headers()['content-length'])).toBeLessThan(10 * 1024)
    await page.context().close()
  })

  it('computes 5,000 registrations while one waits', async () => {
    const page = await at(paths.drawVerify())
    await choose(page, await largeFile())
    expect(await said(page)).toContain('核对无误')
    await page.context().close()
  })
})

/** Labels and pseudo-attributes that only the server writes. */
function withoutMarks(html = ''): string {
  return html
    .replaceAll('<!-- -->', '')
    .replaceAll(/ (aria-label|class|start|tabindex|id|aria-labelledby)="[^"]*"/g, '')
}

async function largeFile(): Promise<string> {
  const { fileOf } = await import('~/test/domain/draws/example')
  const entries = Array.from({ length: 5000 }, (_, index) => ({
    ...{ pseudonym: `P${index}`, group: 'consumer', stratum: null },
  }))
  const rule = { group: 'consumer', seats: 20, method: 'lottery', trait: null } as const
  return fileOf([rule], entries, 'ab'.repeat(32))
}

describe('for everyone', () => {
  it.each([390, 1280])('nothing is in the way of a screen reader at %i pixels', async (width) => {
    const waiting = await aHearingToDraw(county)
    const found: string[] = []
    for (const path of [paths.draw(waiting.id), paths.draw(drawn.id), paths.drawVerify()]) {
      const page = await at(path, { viewport: { width, height: 900 } })
      found.push(...(await violations(page)))
      if (path === paths.drawVerify()) {
        await choose(page, exampleFile)
        found.push(...(await violations(page)))
      }
      await page.context().close()
    }
    expect(found).toEqual([])
  })
})

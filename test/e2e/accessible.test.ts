import type { Browser, BrowserContext } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { routes } from '~/app/routes'
import type { OpenDatabase } from '~/db/client'
import { axeViolations, axeViolationsOfLook } from '~/test/support/axe'
import { launchBrowser } from '~/test/support/browser'
import { countyDatabase } from '~/test/support/county'
import { everyPage, type Page } from '~/test/support/every-page'
import { startServer } from '~/test/support/server'
import { signInAs } from '~/test/support/sign-in'

const looks = [
  { width: 390, colorScheme: 'light' },
  { width: 1280, colorScheme: 'dark' },
] as const

let open: OpenDatabase
let server: Awaited<ReturnType<typeof startServer>>
let browser: Browser
let pages: Page[]

beforeAll(async () => {
  open = await countyDatabase()
  server = await startServer()
  browser = await launchBrowser()
  pages = await everyPage(open.db)
}, 120_000)
afterAll(async () => {
  await browser.close()
  await server.close()
  await open.close()
})

describe('every kind of page', () => {
  it('has its line in the list, so that none is left out', () => {
    const patterns = pagePatterns(routes, '')
    const missed = patterns.filter((pattern) => !pages.some(({ path }) => matches(pattern, path)))
    expect(missed).toEqual([])
  })

  it('is there', async () => {
    const wrong: string[] = []
    for (const { name, path, as } of pages) {
      if (as) continue
      const { status } = await fetch(new URL(path, server.url))
      if (status !== (name === 'not-found' ? 404 : 200)) wrong.push(`${name}: ${status}`)
    }
    expect(wrong).toEqual([])
  })

  // Opened once for both: opening is half of the time.
  it('has no violation for axe, narrow and light or wide and dark', async () => {
    const found: string[] = []
    for (const who of new Set(pages.map((page) => page.as))) {
      const context = await browser.newContext({ bypassCSP: true })
      context.setDefaultTimeout(20_000)
      if (who) await signInAs(context, server.url, who)
      for (const page of pages.filter(({ as }) => as === who))
        found.push(...(await violations(context, page)))
      await context.close()
    }
    expect(found).toEqual([])
  }, 400_000)

  it.each([
    { width: 320, text: '100%' },
    { width: 390, text: '200%' },
  ])(
    'fits a width of $width pixels without scrolling sideways, its text at $text',
    async ({ width, text }) => {
      const context = await browser.newContext({ viewport: { width, height: 800 } })
      const page = await context.newPage()
      const wide: string[] = []
      for (const { name, path, as } of pages) {
        if (as) continue
        await page.goto(new URL(path, server.url).href)
        const overflow = await page.evaluate((size) => {
          document.documentElement.style.setProperty('font-size', size, 'important')
          return document.documentElement.scrollWidth - window.innerWidth
        }, text)
        if (overflow > 0) wide.push(`${name}: ${overflow}`)
      }
      await context.close()
      expect(wide).toEqual([])
    },
    120_000,
  )
})

describe('on paper', () => {
  it('the form of comment is two sheets to write on, with the address that it goes to', async () => {
    const context = await browser.newContext()
    const page = await context.newPage()
    const form = pages.find(({ name }) => name === 'comment-form')
    await page.goto(new URL(form?.path ?? '', server.url).href)
    const printed = await page.pdf({ preferCSSPageSize: true })
    expect(/\/Count (\d+)/.exec(printed.toString('latin1'))?.[1]).toBe('2')
    await page.emulateMedia({ media: 'print' })
    expect(await page.locator('textarea[name=body]').isVisible()).toBe(true)
    expect(await page.locator('.paper-note').textContent()).toContain('以前寄到：')
    expect(await page.getByRole('button').count()).toBe(0)
    await context.close()
  })
})

async function violations(context: BrowserContext, { name, path }: Page): Promise<string[]> {
  const page = await context.newPage()
  const response = await page.goto(new URL(path, server.url).href)
  const status = response?.status() ?? 0
  const found = status === 200 || name === 'not-found' ? [] : [`${name}: ${status}`]
  for (const { width, colorScheme } of looks) {
    await page.setViewportSize({ width, height: 900 })
    await page.emulateMedia({ colorScheme })
    const places = width === looks[0].width ? await axeViolations(page) : await axeViolationsOfLook(page)
    found.push(...places.map((place) => `${name} at ${width}, ${colorScheme}: ${place}`))
  }
  await page.close()
  return found
}

type Entry = (typeof routes)[number]

/** The addresses of pages: what a person opens, not feeds and files. */
function pagePatterns(entries: Entry[], parent: string): string[] {
  return entries.flatMap(({ path, file, children }) => {
    const full = path === '/' ? parent : `${parent}${path}`
    if (children) return pagePatterns(children, full)
    return file.endsWith('.tsx') && !path.includes('*') ? [full || '/'] : []
  })
}

function matches(pattern: string, path: string): boolean {
  const address = path.split(/[?#]/)[0] ?? ''
  return new RegExp(`^${pattern.replace(/:\w+/g, '[^/]+')}$`).test(address)
}

import type { Browser, Page } from 'playwright-core'
import { paths } from '~/app/paths'
import { signInAs } from '~/test/support/sign-in'

export type People = {
  /** The desk as this person has it open, signed in. */
  staff: (email: string) => Promise<Page>
  /** Somebody without an account and without JavaScript. */
  citizen: () => Promise<Page>
}

/** Everyone has a browser window of their own for the whole story. */
export function openWindows(browser: Browser, url: string): People {
  const windows = new Map<string, Promise<Page>>()
  const windowOf = (who: string, open: () => Promise<Page>) => {
    const window = windows.get(who) ?? open()
    windows.set(who, window)
    return window
  }
  const newContext = async (javaScriptEnabled: boolean) => {
    const context = await browser.newContext({
      baseURL: url,
      javaScriptEnabled,
      viewport: { width: 1280, height: 900 },
      locale: 'zh-CN',
      timezoneId: 'Asia/Shanghai',
    })
    context.setDefaultTimeout(15_000)
    return context
  }
  return {
    staff: (email) =>
      windowOf(email, async () => {
        const context = await newContext(true)
        await signInAs(context, url, email)
        return context.newPage()
      }),
    citizen: () => windowOf('', async () => (await newContext(false)).newPage()),
  }
}

/** Types, chooses or ticks, by the names of the fields. */
export async function fill(page: Page, values: Record<string, string | true>): Promise<void> {
  for (const [name, value] of Object.entries(values)) {
    const field = page.locator(`main [name="${name}"]:not([type=hidden])`).first()
    const tag = await field.evaluate((element) => element.tagName)
    if (value === true) await field.check()
    else if (tag === 'SELECT') await field.selectOption(value)
    else await field.fill(value)
  }
}

/** Presses a button and waits for the page that answers it. */
export async function press(page: Page, button: string, status = 200): Promise<void> {
  const pressed = page.locator('main').getByRole('button', { name: button, exact: true })
  await goOn(page, () => pressed.click(), `«${button}»`, status)
}

/** Follows a link of the page to another page. */
export async function follow(page: Page, link: string | RegExp): Promise<void> {
  const found = page.locator('main').getByRole('link', { name: link, exact: typeof link === 'string' })
  await goOn(page, () => found.first().click(), `link ${link}`, 200)
}

/** Not waitForNavigation: a page that comes alive changes its own address once, which is no navigation. */
async function goOn(page: Page, act: () => Promise<void>, what: string, status: number): Promise<void> {
  const [response] = await Promise.all([
    page.waitForResponse((one) => one.request().isNavigationRequest() && !isRedirect(one.status())),
    page.waitForEvent('load'),
    act(),
  ])
  if (response.status() !== status) throw await describe(page, what, response.status())
}

function isRedirect(status: number): boolean {
  return status >= 300 && status < 400
}

export async function visit(page: Page, path: string, status = 200): Promise<void> {
  const response = await page.goto(path)
  if (response?.status() !== status) throw await describe(page, path, response?.status())
}

/** From the list of what waits for this person. */
export async function takeUp(page: Page, title: string): Promise<void> {
  await visit(page, paths.desk.home())
  await follow(page, title)
}

export function textOf(page: Page): Promise<string> {
  return page.locator('main').innerText()
}

/** The number at the end of the address. */
export function idOf(page: Page): number {
  return Number(/\/(\d+)(?:[?#]|$)/.exec(page.url())?.[1])
}

async function describe(page: Page, what: string, status: number | undefined): Promise<Error> {
  const text = (await textOf(page)).slice(0, 1500)
  return new Error(`${what} led to ${page.url()} with ${status}:\n${text}`)
}

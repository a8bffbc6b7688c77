import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createAccount } from '~/app/domain/people/accounts.server'
import { sheetFigures } from '~/app/domain/survey-sheets/sheet-rows.server'
import { paths } from '~/app/paths'
import { createContext } from '~/app/server/context'
import type { OpenDatabase } from '~/db/client'
import { aSurvey } from '~/test/domain/surveys/a-survey'
import { axeViolations } from '~/test/support/axe'
import { launchBrowser } from '~/test/support/browser'
import { freshDatabase } from '~/test/support/database'
import { startServer } from '~/test/support/server'

const password = '云岭县测试用口令-2026'
let open: OpenDatabase
let server: Awaited<ReturnType<typeof startServer>>
let browser: Browser
let made: Awaited<ReturnType<typeof aSurvey>>
let clerk: BrowserContext
let colleague: BrowserContext

beforeAll(async () => {
  open = await freshDatabase()
  made = await aSurvey(open.db, { secondEntryPercent: 100, title: '云岭县停车情况入户问卷' })
  server = await startServer()
  browser = await launchBrowser()
  clerk = await signedIn('王秀英', 'clerk@ways.example', 1280)
  colleague = await signedIn('李建国', 'colleague@ways.example', 390)
}, 60_000)
afterAll(async () => {
  await browser.close()
  await server.close()
  await open.close()
})

const address = (path: string) => new URL(path, server.url).href

async function signedIn(name: string, email: string, width: number): Promise<BrowserContext> {
  const { departmentId } = made.office
  await createAccount(createContext(open.db, { kind: 'system' }), {
    ...{ name, email, password, title: '', departmentId, roles: ['drafter'] },
  })
  const context = await browser.newContext({ viewport: { width, height: 900 }, bypassCSP: true })
  context.setDefaultTimeout(15_000)
  const page = await context.newPage()
  await page.goto(address(paths.desk.signIn()))
  await page.fill('[name=email]', email)
  await page.fill('[name=password]', password)
  await Promise.all([page.waitForURL(address(paths.desk.home())), page.click('main button[type=submit]')])
  await page.close()
  return context
}

/** As a clerk does: a number, Tab, the next; Enter hands the sheet in. */
async function typeSheet(page: Page, values: string[]): Promise<void> {
  // The browser moves the focus a moment after the page has loaded.
  await page.waitForFunction(() => document.activeElement?.matches('input[type=text]'))
  for (const [at, value] of values.entries()) {
    await page.keyboard.type(value)
    if (at < values.length - 1) await page.keyboard.press('Tab')
  }
  await page.keyboard.press('Enter')
}

const isNarrow = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth)

it('lets a clerk enter sheets with the keyboard alone, the next one at once', async () => {
  const page = await clerk.newPage()
  await page.goto(address(paths.desk.surveySheets(made.surveyId)))
  expect(await axeViolations(page)).toEqual([])
  // The number is in focus; then car, (why), age, where, the words beside "other", ease.
  await typeSheet(page, ['1', '1', '', '52', '12', '', '4'])
  await page.waitForURL(/entered=1&/)
  // A number is proposed, and the first question is in focus.
  expect(await page.inputValue('[name=number]')).toBe('2')
  await typeSheet(page, ['3', '不用', '-'])
  await page.waitForURL(/entered=2&/)
  expect(await page.inputValue('[name=number]')).toBe('3')
  expect(await page.textContent('.sheet-desk-side')).toContain('要由别人再录一次：2 张')
  await page.close()
})

it('brings a clerk who mistyped to the question, with everything still there', async () => {
  const page = await clerk.newPage()
  await page.goto(address(paths.desk.surveySheets(made.surveyId)))
  await typeSheet(page, ['1', '', '52', '1', '', '7'])
  await page.waitForSelector('.error-summary')
  await page.click('.error-summary a[href="#q-ease"]')
  expect(await page.inputValue('[name=a-age]')).toBe('52')
  expect(await page.textContent('#q-ease')).toContain('请在 1 到 5 之间选择')
  await page.close()
})

it('has a colleague enter them again on a phone, shows what differs, and counts what is settled', async () => {
  const page = await colleague.newPage()
  await page.goto(address(paths.desk.surveySheets(made.surveyId)))
  await page.click('.sheet-numbers a:text-is("1")')
  await page.waitForSelector('button[value=again]')
  expect(await isNarrow(page)).toBe(true)
  await typeSheet(page, ['1', '', '25', '12', '', '4'])
  await page.waitForURL(/settle=/)
  const difference = await page.textContent('.settle-question')
  expect(difference).toContain('52岁')
  expect(difference).toContain('25岁')
  expect(await isNarrow(page)).toBe(true)
  expect(await axeViolations(page)).toEqual([])
  await page.check('input[name=settle-age][value=first]')
  await page.click('button[value=settle]')
  // The next one in the pile comes by itself.
  await page.waitForURL(/second=\d+&settled=1/)
  await typeSheet(page, ['3', '不用', '-'])
  await page.waitForURL(/agreed=2/)
  expect(await sheetFigures(createContext(open.db), made.surveyId)).toMatchObject({
    ...{ sheets: 2, counted: 2, twice: 2, compared: 9, differed: 1 },
  })
  expect(await page.textContent('.count-figures')).toContain('88.8%')
  await page.close()
})

it('prints ten cards on a sheet of A4', async () => {
  const invited = await aSurvey(open.db, {
    ...{ office: made.office, access: 'invitation' },
    title: '云岭县城关镇住户生活垃圾分类情况入户问卷（2026 年第四季度）',
  })
  const page = await clerk.newPage()
  await page.goto(address(paths.desk.surveyInvitations(invited.surveyId)))
  await page.fill('[name=label]', '城关镇入户，第一批')
  await page.fill('[name=codes]', '20')
  await page.click('main form button')
  await page.waitForSelector('.invitation-card')
  expect(await axeViolations(page)).toEqual([])
  const pdf = await page.pdf({ preferCSSPageSize: true })
  expect(pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)).toHaveLength(2)
  // Nothing is cut off at the edge of a card.
  await page.emulateMedia({ media: 'print' })
  await page.setViewportSize({ width: 720, height: 1050 })
  const cut = await page.$$eval(
    '.invitation-card',
    (cards) => cards.filter((card) => card.scrollHeight > card.clientHeight + 1).length,
  )
  expect(cut).toBe(0)
  await page.close()
})

it('asks for an address on 320 pixels without JavaScript', async () => {
  const mailed = await aSurvey(open.db, { office: made.office, access: 'account' })
  const context = await browser.newContext({
    ...{ viewport: { width: 320, height: 640 }, javaScriptEnabled: false },
  })
  const page = await context.newPage()
  await page.goto(address(paths.surveyAnswer(mailed.surveyId)))
  expect(page.url()).toBe(address(paths.surveyAddress(mailed.surveyId)))
  await page.fill('[name=email]', 'zhao.guilan@example.com')
  await page.click('button[value=ask]')
  await page.waitForSelector('[name=code]')
  expect(await page.textContent('main')).toContain('z***@example.com')
  await page.fill('[name=code]', '12')
  await page.click('button[value=prove]')
  await page.waitForSelector('.error-summary')
  const { width } = (await page.locator('main').boundingBox()) ?? { width: 999 }
  expect(width).toBeLessThanOrEqual(320)
  await context.close()
})

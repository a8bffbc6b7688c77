import { eq } from 'drizzle-orm'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { refuseComment } from '~/app/domain/comments/moderate.server'
import { paths } from '~/app/paths'
import type { OpenDatabase } from '~/db/client'
import { comments } from '~/db/schema/comments'
import { consultations } from '~/db/schema/consultations'
import { type AConsultation, aConsultation, staffAt } from '~/test/domain/comments/a-consultation'
import { launchBrowser } from '~/test/support/browser'
import { freshDatabase } from '~/test/support/database'
import { startServer } from '~/test/support/server'

let open: OpenDatabase
let server: Awaited<ReturnType<typeof startServer>>
let browser: Browser
let page: Page
let consultation: AConsultation
let code: string

const day = 24 * 60 * 60 * 1000
const words = '冬天六点天还没亮，请延到七点。'
const corrected = '冬天六点半天还没亮，请延到七点半。'

/** One citizen without JavaScript, one comment, from the form to its withdrawal. */
beforeAll(async () => {
  open = await freshDatabase()
  consultation = await aConsultation(open.db, { publishedAt: new Date(Date.now() - 10 * day) })
  await open.db
    .update(consultations)
    .set({ opensAt: new Date(Date.now() - 10 * day), closesAt: new Date(Date.now() + 20 * day) })
    .where(eq(consultations.id, consultation.id))
  server = await startServer()
  browser = await launchBrowser()
  const context = await browser.newContext({
    baseURL: server.url,
    javaScriptEnabled: false,
    viewport: { width: 390, height: 800 },
  })
  context.setDefaultTimeout(15_000)
  page = await context.newPage()
}, 60_000)
afterAll(async () => {
  await browser.close()
  await server.close()
  await open.close()
})

const main = () => page.locator('main')
const fold = (title: string) => page.locator('details', { has: page.locator('summary', { hasText: title }) })

async function press(button: string): Promise<void> {
  await Promise.all([
    page.waitForLoadState('load'),
    page.getByRole('button', { name: button, exact: true }).click(),
  ])
}

it('a comment leads to a receipt with a code, which a person can type to find it again', async () => {
  await page.goto(paths.commentForm(consultation.id))
  await page.fill('[name=body]', words)
  await page.locator('main form button[type=submit]:not([name])').last().click()
  await page.waitForURL(/\/receipts\//)
  code = (await page.locator('.receipt-code').innerText()).trim()
  expect(code).toMatch(/^[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}$/)
  expect(await main().innerText()).toContain('意见已经收到，等待审核')
  expect(await page.locator('script').count()).toBe(0)

  await page.goto(paths.receipts())
  await page.fill('[name=code]', code.toLowerCase().replaceAll('-', ' '))
  await press('查询')
  expect(await main().innerText()).toContain(words)
})

it('its QR code is drawn, and its slip prints on half a sheet of A4', async () => {
  const box = await page.locator('.qr-code').boundingBox()
  expect(box?.width).toBeGreaterThan(100)
  expect(box?.width).toBeCloseTo(box?.height ?? 0, 0)
  await page.setViewportSize({ width: 673, height: 1016 })
  await page.emulateMedia({ media: 'print' })
  const slip = await page.locator('.receipt-slip').boundingBox()
  // 297 mm at 96 dots to the inch, halved, less the margin of the sheet.
  expect(slip?.height).toBeLessThan(((297 / 2 - 14) / 25.4) * 96)
  expect(await page.locator('.receipt-slip').innerText()).toContain(`/receipts/${code}`)
  expect(await page.locator('.receipt-actions').isVisible()).toBe(false)
  await page.emulateMedia({ media: 'screen' })
  await page.setViewportSize({ width: 390, height: 800 })
})

it('can be corrected: the form begins with the present words, and an empty one comes back with its error', async () => {
  await fold('更正意见').locator('summary').click()
  expect(await page.inputValue('[name=words]')).toBe(words)
  await page.fill('[name=words]', ' ')
  await press('提交更正')
  expect(await page.locator('.error-summary').innerText()).toContain('请写下更正后的意见')
  expect(await page.locator('[name=words]').isVisible()).toBe(true)
  await page.fill('[name=words]', corrected)
  await press('提交更正')
  const text = await main().innerText()
  expect(text).toContain(corrected)
  expect(text).toContain('您更正了文字')
  expect(await page.locator('.error-summary').count()).toBe(0)
})

it('can tell an address, shown only masked', async () => {
  await fold('邮件告知').locator('summary').click()
  await page.fill('[name=email]', 'zhao.guilan@example.com')
  await press('有进展告诉我')
  await fold('邮件告知').locator('summary').click()
  expect(await main().innerText()).toContain('z***@example.com')
  await press('不用再告诉我')
  expect(await main().innerText()).not.toContain('z***@example.com')
})

it('when it is refused, says why and takes an appeal', async () => {
  const [row] = await open.db.select({ id: comments.id }).from(comments).where(eq(comments.code, code))
  const moderator = await staffAt(open.db, new Date(), consultation.departmentId, 'moderator')
  await refuseComment(moderator, row?.id ?? 0, { rule: 'advert' })
  await page.goto(paths.receipt(code))
  expect(await main().innerText()).toContain('属于商业广告')
  await fold('对不予公开提出申诉').locator('summary').click()
  await page.fill('[name=grounds]', '我说的是路灯，不是广告。')
  await press('提出申诉')
  expect(await main().innerText()).toContain('您的申诉已经收到')
})

it('can be withdrawn with a tick, and then only be read', async () => {
  await fold('撤回意见').locator('summary').click()
  await press('撤回')
  expect(await page.locator('.error-summary').innerText()).toContain('请先确认您要撤回这条意见')
  await page.check('[name=confirm]')
  await press('撤回')
  const text = await main().innerText()
  expect(text).toContain('您已经撤回这条意见')
  expect(text).toContain(corrected)
  expect(await page.locator('main form').count()).toBe(0)
})

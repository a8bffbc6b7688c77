import { asc, eq } from 'drizzle-orm'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { publishComments } from '~/app/domain/comments/moderate.server'
import { createIssue } from '~/app/domain/issues/group.server'
import { createAccount } from '~/app/domain/people/accounts.server'
import { paths } from '~/app/paths'
import type { OpenDatabase } from '~/db/client'
import { points } from '~/db/schema/issues'
import { demoPassword } from '~/db/seed/cast'
import { aConsultation, received, systemAt } from '~/test/domain/comments/a-consultation'
import { launchBrowser } from '~/test/support/browser'
import { freshDatabase } from '~/test/support/database'
import { startServer } from '~/test/support/server'
import { signInAs } from '~/test/support/sign-in'

let open: OpenDatabase
let server: Awaited<ReturnType<typeof startServer>>
let browser: Browser
let context: BrowserContext
let consultationId: number
let fees: number
let noise: number

beforeAll(async () => {
  open = await freshDatabase()
  const now = new Date()
  const system = systemAt(open.db, now)
  const { id, departmentId } = await aConsultation(open.db)
  consultationId = id
  const sent = await Promise.all(
    Array.from({ length: 6 }, (_, at) => received(open.db, id, { body: `第${at + 1}种说法` })),
  )
  await publishComments(
    system,
    sent.map((comment) => ({ id: comment.id })),
  )
  const issue = { consultationId: id, summary: '摘要', clauseIds: [] }
  fees = await createIssue(system, { ...issue, title: '费用怎么分摊' })
  noise = await createIssue(system, { ...issue, title: '采光和噪声' })
  for (const role of ['drafter', 'reviewer'] as const)
    await createAccount(system, {
      ...{ name: '田禾', title: '', email: `${role}@yunling.example`, departmentId, roles: [role] },
      password: demoPassword,
    })
  server = await startServer()
  browser = await launchBrowser()
  // High enough that nothing scrolls while a card is dragged.
  context = await browser.newContext({ baseURL: server.url, viewport: { width: 1280, height: 2000 } })
  context.setDefaultTimeout(15_000)
  await signInAs(context, server.url, 'drafter@yunling.example')
}, 60_000)
afterAll(async () => {
  await browser.close()
  await server.close()
  await open.close()
})

async function openBoard(): Promise<{ page: Page; complaints: string[] }> {
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text())
  })
  await page.goto(paths.desk.issues(consultationId))
  await page.getByRole('button', { name: '用键盘归集' }).waitFor()
  return { page, complaints }
}

const inIssue = async (issueId: number) =>
  (await open.db.select().from(points).where(eq(points.issueId, issueId)).orderBy(asc(points.id))).map(
    ({ id }) => id,
  )
const cardsOf = (page: Page) =>
  page
    .locator('[data-point]')
    .evaluateAll((cards) => cards.map((card) => Number(card.getAttribute('data-point'))))

describe('the analysis desk in a browser', () => {
  it('is worked by keyboard: from card to card, select, and move by typing words of the title', async () => {
    const { page, complaints } = await openBoard()
    const [first, second, third] = await cardsOf(page)
    await page.getByRole('button', { name: '用键盘归集' }).click()
    await page.keyboard.press('x')
    await page.keyboard.press('j')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('k')
    await page.keyboard.press('x')
    await page.keyboard.press('m')
    await page.keyboard.type('费用')
    await page.keyboard.press('Enter')
    await page.getByText('已把 2 个意见点归入“费用怎么分摊”').waitFor()
    expect(await inIssue(fees)).toEqual([first, second])
    expect(await cardsOf(page)).not.toContain(second)
    await page.getByRole('button', { name: '用键盘归集' }).click()
    await page.keyboard.press('m')
    await page.keyboard.press('2')
    await page.getByText('已把 1 个意见点归入“采光和噪声”').waitFor()
    expect(await inIssue(noise)).toEqual([third])
    expect(complaints).toEqual([])
    await page.close()
  })

  it('lets a card be dragged onto an issue, which posts the same form', async () => {
    const { page, complaints } = await openBoard()
    const [card] = await cardsOf(page)
    const before = await inIssue(noise)
    await page
      .locator('[data-point]')
      .first()
      .dragTo(page.locator(`[data-issue="${noise}"]`), { sourcePosition: { x: 60, y: 24 } })
    await page.getByText('已把 1 个意见点归入').waitFor()
    expect(await inIssue(noise)).toEqual([...before, card])
    expect(complaints).toEqual([])
    await page.close()
  })

  it('keeps letters as letters in a field, and shows what the keys do', async () => {
    const { page } = await openBoard()
    await page.getByRole('button', { name: '用键盘归集' }).click()
    await page.keyboard.press('n')
    await page.keyboard.type('max')
    expect(await page.locator('input[name="title"]').inputValue()).toBe('max')
    await page.locator('[data-point]').first().focus()
    await page.keyboard.press('?')
    await page.getByRole('dialog', { name: '键盘操作' }).waitFor()
    await page.close()
  })
})

describe('the second coder in a browser', () => {
  it('chooses by figures and sends with Enter', async () => {
    const reviewer = await browser.newContext({ baseURL: server.url })
    reviewer.setDefaultTimeout(15_000)
    await signInAs(reviewer, server.url, 'reviewer@yunling.example')
    const page = await reviewer.newPage()
    await page.goto(paths.desk.coding(consultationId))
    await page.getByRole('button', { name: '抽取样本' }).click()
    await page.getByText('已复核 0 个').waitFor()
    await page.waitForFunction(() => document.activeElement?.matches('input[type="radio"]'))
    await page.keyboard.press('2')
    await page.keyboard.press('Enter')
    await page.getByText('已复核 1 个').waitFor()
    await reviewer.close()
  })
})

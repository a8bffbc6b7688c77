import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { submitComments } from '~/app/domain/comments/submit.server'
import { countByState } from '~/app/domain/comments/tallies.server'
import { createAccount } from '~/app/domain/people/accounts.server'
import { paths } from '~/app/paths'
import { createContext } from '~/app/server/context'
import type { OpenDatabase } from '~/db/client'
import { consultations } from '~/db/schema/consultations'
import { aComment, aConsultation, systemAt } from '~/test/domain/comments/a-consultation'
import { launchBrowser } from '~/test/support/browser'
import { freshDatabase } from '~/test/support/database'
import { startServer } from '~/test/support/server'

let open: OpenDatabase
let server: { url: string; close: () => Promise<void> }
let browser: Browser
let page: Page
let consultationId: number
const errors: string[] = []
const day = 24 * 60 * 60 * 1000

beforeAll(async () => {
  open = await freshDatabase()
  const consultation = await aConsultation(open.db, { publishedAt: new Date(Date.now() - 10 * day) })
  consultationId = consultation.id
  await open.db
    .update(consultations)
    .set({ opensAt: new Date(Date.now() - 10 * day), closesAt: new Date(Date.now() + 20 * day) })
    .where(eq(consultations.id, consultationId))
  const bodies = ['第一条意见', '第二条意见', '第三条意见', '第四条意见', '请打13812345678', '代办']
  await submitComments(
    createContext(open.db),
    bodies.map((body) => aComment(consultationId, { body })),
  )
  const account = { name: '田禾', email: `${randomUUID()}@yunling.example`, title: '' }
  const password = 'a password for the tests 2026'
  await createAccount(systemAt(open.db, new Date()), {
    ...account,
    ...{ password, departmentId: consultation.departmentId, roles: ['moderator'] },
  })
  server = await startServer()
  browser = await launchBrowser()
  page = await browser.newPage({ viewport: { width: 1280, height: 900 } })
  page.on('pageerror', (error) => errors.push(error.message))
  await page.goto(server.url + paths.desk.signIn())
  await page.fill('[name=email]', account.email)
  await page.fill('[name=password]', password)
  await Promise.all([page.waitForURL(server.url + paths.desk.home()), page.click('main button[type=submit]')])
}, 120_000)
afterAll(async () => {
  await browser?.close()
  await server?.close()
  await open?.close()
})

const states = () => countByState(createContext(open.db), consultationId)
const focused = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? '')
const selected = () => page.locator('.moderation-count').textContent()

async function openQueue(): Promise<void> {
  await page.goto(server.url + paths.desk.moderation())
  await page.locator('.moderation-keys').waitFor()
}

describe('moderating by keyboard', () => {
  it('walks with j and k, selects with x, says how many, and publishes them with p', async () => {
    await openQueue()
    await page.keyboard.press('j')
    const first = await focused()
    expect(first).toMatch(/^选中第\d+号$/)
    await page.keyboard.press('x')
    await page.keyboard.press('j')
    expect(await focused()).not.toBe(first)
    await page.keyboard.press('x')
    expect(await selected()).toBe('已选 2 条')
    expect(await page.locator('.moderation-keys [role=status]').textContent()).toBe('已选 2 条')
    await page.keyboard.press('k')
    expect(await focused()).toBe(first)
    await Promise.all([page.waitForURL(/done=published/), page.keyboard.press('p')])
    expect(await states()).toMatchObject({ published: 2, pending: 4 })
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('done')
  })

  it('publishes the one where one stands when none is selected', async () => {
    await openQueue()
    await page.keyboard.press('j')
    await Promise.all([page.waitForURL(/done=published/), page.keyboard.press('p')])
    expect(await states()).toMatchObject({ published: 3, pending: 3 })
  })

  it('goes to the reason with r, rests while one types, and comes back with Escape', async () => {
    await openQueue()
    await page.keyboard.press('j')
    await page.keyboard.press('r')
    expect(await page.evaluate(() => document.activeElement?.getAttribute('name'))).toBe('rule')
    await page.focus('[name=note]')
    await page.keyboard.type('px?j')
    expect(await page.inputValue('[name=note]')).toBe('px?j')
    expect(await states()).toMatchObject({ pending: 3 })
    await page.keyboard.press('Escape')
    expect(await focused()).toMatch(/^选中第\d+号$/)
  })

  it('takes a suggestion over into the field without losing what was typed', async () => {
    await openQueue()
    await page.fill('[name=note]', '写到一半')
    await page.getByText('采用建议：遮盖').click()
    expect(await page.locator('textarea[name^=mask-]:focus').inputValue()).toBe('请打138****5678')
    expect(await page.inputValue('[name=note]')).toBe('写到一半')
    expect(await states()).toMatchObject({ pending: 3 })
  })

  it('opens the help with ?, and is silent once it is switched off', async () => {
    await openQueue()
    await page.keyboard.press('?')
    expect(await page.locator('.moderation-keys details').getAttribute('open')).not.toBeNull()
    await page.getByLabel('使用快捷键').uncheck()
    await page.locator('body').click({ position: { x: 5, y: 5 } })
    await page.keyboard.press('j')
    expect(await focused()).not.toMatch(/^选中第/)
    await page.reload()
    await page.locator('.moderation-keys').waitFor()
    await page.keyboard.press('j')
    expect(await focused()).not.toMatch(/^选中第/)
    expect(errors).toEqual([])
  })
})

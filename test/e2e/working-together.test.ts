import { eq } from 'drizzle-orm'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createAccount } from '~/app/domain/people/accounts.server'
import { paths } from '~/app/paths'
import { createContext } from '~/app/server/context'
import type { OpenDatabase } from '~/db/client'
import { accounts } from '~/db/schema/people'
import { policies } from '~/db/schema/policies'
import { demoPassword } from '~/db/seed/cast'
import { launchBrowser } from '~/test/support/browser'
import { countyDatabase } from '~/test/support/county'
import { startServer } from '~/test/support/server'
import { signInAs } from '~/test/support/sign-in'

const drafter = 'urban.drafter@yunling.example'
const colleague = 'urban.colleague@yunling.example'

let open: OpenDatabase
let server: Awaited<ReturnType<typeof startServer>>
let browser: Browser
let path: string

beforeAll(async () => {
  open = await countyDatabase()
  const [one] = await open.db.select().from(accounts).where(eq(accounts.email, drafter))
  await createAccount(createContext(open.db, { kind: 'system' }), {
    ...{ name: '周亦安', email: colleague, password: demoPassword, title: '' },
    ...{ departmentId: one?.departmentId ?? 0, roles: ['drafter'] },
  })
  server = await startServer()
  browser = await launchBrowser()
}, 120_000)
afterAll(async () => {
  await browser.close()
  await server.close()
  await open.close()
})

async function signedIn(email: string): Promise<BrowserContext> {
  const context = await browser.newContext({ baseURL: server.url })
  context.setDefaultTimeout(15_000)
  await signInAs(context, server.url, email)
  return context
}

async function openEditor(context: BrowserContext): Promise<Page> {
  const page = await context.newPage()
  await page.goto(path)
  await page.locator('.ProseMirror').waitFor()
  return page
}

const type = async (page: Page, words: string) => {
  await page.locator('.ProseMirror').click()
  await page.keyboard.type(words)
}

describe('two who write one interpretation', () => {
  it('see each other, lose nothing in a crash, and choose when both have saved', async () => {
    const [one, other] = [await signedIn(drafter), await signedIn(colleague)]
    const all = await open.db.select({ id: policies.id, title: policies.title }).from(policies)
    const page = await one.newPage()
    await page.goto(
      paths.desk.newInterpretation({ policy: all.find(({ title }) => title.includes('停车'))?.id }),
    )
    await page.getByRole('button', { name: '开始写正文' }).click()
    await page.waitForURL(/\/desk\/interpretations\/\d+$/)
    path = new URL(page.url()).pathname
    await type(page, '老人停车前两小时不收钱')
    await page.locator('[data-saving=kept]').waitFor()
    // As when the machine goes out: no question is asked, nothing is saved.
    await page.close({ runBeforeUnload: false })

    const mine = await openEditor(one)
    expect(await mine.locator('.ProseMirror').innerText()).toContain('老人停车前两小时不收钱')
    expect(await mine.locator('.notice').first().innerText()).toContain('上次没有保存')

    const theirs = await openEditor(other)
    expect(await theirs.locator('.present-people').innerText()).toContain('也在编辑')
    await type(theirs, '夜间停车不收钱')
    await theirs.getByRole('button', { name: '保存', exact: true }).click()
    // What is saved can be remarked on.
    await theirs.locator('option', { hasText: '夜间停车不收钱' }).waitFor({ state: 'attached' })

    await mine.getByRole('button', { name: '保存', exact: true }).click()
    await mine.getByRole('heading', { name: /周亦安在 .* 保存过另一个版本/ }).waitFor()
    const sides = await mine.locator('.side-by-side').innerText()
    expect(sides).toContain('老人停车前两小时不收钱')
    expect(sides).toContain('夜间停车不收钱')
    await mine.getByRole('button', { name: '用我的' }).click()
    await mine.waitForURL((url) => url.pathname === path)
    await mine.getByRole('link', { name: '历次版本' }).click()
    const kept = await mine.locator('main').innerText()
    expect(kept).toContain('第 3 版')
    expect(kept).toContain('周亦安')
    await one.close()
    await other.close()
  }, 60_000)
})

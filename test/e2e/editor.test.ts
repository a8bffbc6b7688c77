import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { paths } from '~/app/paths'
import type { OpenDatabase } from '~/db/client'
import { policies } from '~/db/schema/policies'
import { launchBrowser } from '~/test/support/browser'
import { countyDatabase } from '~/test/support/county'
import { startServer } from '~/test/support/server'
import { signInAs } from '~/test/support/sign-in'

let open: OpenDatabase
let server: Awaited<ReturnType<typeof startServer>>
let browser: Browser
let context: BrowserContext
let path: string

beforeAll(async () => {
  open = await countyDatabase()
  server = await startServer()
  browser = await launchBrowser()
  context = await browser.newContext({ baseURL: server.url })
  context.setDefaultTimeout(15_000)
  await signInAs(context, server.url, 'urban.drafter@yunling.example')
  path = await beginInterpretation('停车收费问答')
}, 120_000)
afterAll(async () => {
  await browser.close()
  await server.close()
  await open.close()
})

/** The short form first; then there is a place to write in. */
async function beginInterpretation(title: string): Promise<string> {
  const all = await open.db.select({ id: policies.id, title: policies.title }).from(policies)
  const policy = all.find((one) => one.title.includes('停车'))?.id
  const page = await context.newPage()
  await page.goto(paths.desk.newInterpretation({ policy }))
  await page.fill('[name=title]', title)
  await page.getByRole('button', { name: '开始写正文' }).click()
  await page.locator('.ProseMirror').waitFor()
  const { pathname } = new URL(page.url())
  await page.close()
  return pathname
}

/** The page, and everything that the browser had to complain about: errors, refused scripts and styles. */
async function openEditor(address = path): Promise<{ page: Page; complaints: string[]; html: Buffer }> {
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text())
  })
  const response = await page.goto(address)
  expect(response?.status()).toBe(200)
  await page.locator('.ProseMirror').waitFor()
  return { page, complaints, html: (await response?.body()) ?? Buffer.alloc(0) }
}

describe('the page with the editor', () => {
  it('holds no NUL byte, although React streamed it', async () => {
    const { page, html } = await openEditor()
    expect(html.length).toBeGreaterThan(5000)
    expect(html.includes(0)).toBe(false)
    await page.close()
  })

  it('comes alive: the toolbar changes the text, and the field that is sent holds it', async () => {
    const { page, complaints } = await openEditor()
    await page.locator('.ProseMirror').click()
    await page.keyboard.type('收费标准怎么算')
    await page.getByRole('button', { name: '1 级标题' }).click()
    expect(await page.locator('.ProseMirror h2').innerText()).toBe('收费标准怎么算')
    await page.keyboard.press('End')
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: '表格', exact: true }).click()
    expect(await page.locator('.ProseMirror table').count()).toBe(1)
    await page.getByRole('button', { name: '引用条款' }).click()
    await page.locator('#editor-clause-find').fill('免费')
    expect(await page.locator('.editor-clauses button').count()).toBeGreaterThan(0)
    const sent = await page.locator('[name=document]').inputValue()
    expect(JSON.parse(sent).content[0]).toMatchObject({ type: 'heading', attrs: { level: 2 } })
    expect(complaints).toEqual([])
    await page.close({ runBeforeUnload: false })
  })

  it('warns before words that were not saved are lost', async () => {
    const { page } = await openEditor()
    await page.locator('.ProseMirror').click()
    await page.keyboard.type('还没有保存的话')
    const asked = page.waitForEvent('dialog')
    await page.close({ runBeforeUnload: true })
    const dialog = await asked
    expect(dialog.type()).toBe('beforeunload')
    await dialog.accept()
  })

  it('says without JavaScript what is needed for it', async () => {
    const bare = await browser.newContext({
      baseURL: server.url,
      javaScriptEnabled: false,
      storageState: await context.storageState(),
    })
    bare.setDefaultTimeout(15_000)
    const page = await bare.newPage()
    await page.goto(path)
    expect(await page.locator('#document .notice').innerText()).toContain('JavaScript')
    await bare.close()
  })
})

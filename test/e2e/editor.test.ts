import { eq } from 'drizzle-orm'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { paths } from '~/app/paths'
import type { OpenDatabase } from '~/db/client'
import { interpretationClauses, interpretations, policies } from '~/db/schema/policies'
import { seedDemoCounty } from '~/db/seed/seed'
import { launchBrowser } from '~/test/support/browser'
import { freshDatabase } from '~/test/support/database'
import { startServer } from '~/test/support/server'
import { signInAs } from '~/test/support/sign-in'

const drafter = 'housing.drafter@yunling.example'

let open: OpenDatabase
let server: Awaited<ReturnType<typeof startServer>>
let browser: Browser
let desk: BrowserContext

beforeAll(async () => {
  open = await freshDatabase()
  await seedDemoCounty(new Date(), open.db)
  server = await startServer()
  browser = await launchBrowser()
  desk = await browser.newContext({ viewport: { width: 1280, height: 900 } })
  await signInAs(desk, server.url, drafter)
}, 120_000)
afterAll(async () => {
  await browser.close()
  await server.close()
  await open.close()
})

async function openEditor(): Promise<{ page: Page; complaints: string[] }> {
  const [policy] = await open.db
    .select({ id: policies.id })
    .from(policies)
    .where(eq(policies.title, '云岭县农村危房改造办法'))
  const page = await desk.newPage()
  const complaints: string[] = []
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
  page.on('pageerror', (error) => complaints.push(String(error)))
  await page.goto(new URL(paths.desk.newInterpretation({ policy: policy?.id ?? 0 }), server.url).href)
  await page.waitForSelector('.ProseMirror')
  return { page, complaints }
}

it('a drafter writes an interpretation with a quoted clause, a picture, a question and a table, and finds it all saved', async () => {
  const { page, complaints } = await openEditor()
  await page.fill('[name=interpreterName]', '贺明川')
  await page.fill('[name=interpreterTitle]', '县住房和城乡建设局局长')
  await page.click('.ProseMirror')
  await page.keyboard.type('谁能申请，怎么申请，这里说清楚。')
  await page.keyboard.press('Enter')

  await page.click('button:has-text("引用条款")')
  await page.fill('#editor-clause-find', '第二条')
  await page.click('.editor-clauses button >> nth=0')
  await page.keyboard.type('符合条件的农户都可以申请。')

  const picture = await sharp({ create: { width: 800, height: 400, channels: 3, background: '#23415f' } })
    .png()
    .toBuffer()
  await page.click('button:has-text("图片")')
  await page.click('button:has-text("插入图片")')
  await expect.poll(() => page.textContent('.editor-panel [role=status]')).toContain('替代文字')
  await page.fill('#editor-image-alt', '申请流程图')
  await page.setInputFiles('#editor-image-file', { name: '流程.png', mimeType: 'image/png', buffer: picture })
  await page.click('button:has-text("插入图片")')
  await page.waitForSelector('.ProseMirror figure img[alt="申请流程图"]')

  await page.click('button:has-text("问答")')
  await page.click('.ProseMirror .qa-question')
  await page.keyboard.type('多久能办好？')
  await page.click('.ProseMirror .qa-answer p')
  await page.keyboard.type('二十个工作日。')
  await page.click('.ProseMirror > p:last-child')
  await page.click('button:has-text("表格")')
  await page.waitForSelector('.ProseMirror table')

  await Promise.all([
    page.waitForURL(/\/desk\/interpretations\/\d+$/),
    page.click('main button:has-text("保存")'),
  ])
  await page.waitForSelector('.ProseMirror .qa-answer')
  expect(complaints).toEqual([])
  const id = Number(page.url().split('/').at(-1))
  const [saved] = await open.db.select().from(interpretations).where(eq(interpretations.id, id))
  expect(saved?.html).toMatch(
    /<blockquote class="clause-quote" id="b-[0-9a-f]+">.*<a href="\/policies\/\d+#c-\d+">第二条<\/a>/,
  )
  expect(saved?.html).toContain('alt="申请流程图" width="800" height="400"')
  expect(saved?.html).toContain('<p class="qa-question">多久能办好？</p>')
  expect(saved?.html).toContain('<table>')
  const links = await open.db
    .select()
    .from(interpretationClauses)
    .where(eq(interpretationClauses.interpretationId, id))
  expect(links[0]?.excerpt).toContain('符合条件的农户都可以申请。')
})

it('without JavaScript the page says why the text cannot be edited, and shows everything else', async () => {
  const quiet = await browser.newContext({
    javaScriptEnabled: false,
    storageState: await desk.storageState(),
  })
  const page = await quiet.newPage()
  const [policy] = await open.db
    .select({ id: policies.id })
    .from(policies)
    .where(eq(policies.title, '云岭县农村危房改造办法'))
  await page.goto(new URL(paths.desk.newInterpretation({ policy: policy?.id ?? 0 }), server.url).href)
  expect(await page.textContent('main')).toContain('开启 JavaScript')
  expect(await page.inputValue('[name=title]')).toContain('云岭县农村危房改造办法')
  await quiet.close()
})

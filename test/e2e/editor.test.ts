import { eq } from 'drizzle-orm'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { DocumentNode } from '~/app/domain/interpretations/types'
import { paths } from '~/app/paths'
import type { OpenDatabase } from '~/db/client'
import { interpretations } from '~/db/schema/interpretations'
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

describe('the blocks of the editor', () => {
  it('a drafter sets a picture, a chart, a video tied to two clauses, a question, and Word’s words', async () => {
    const address = await beginInterpretation('一图看懂停车收费')
    const { page, complaints } = await openEditor(address)
    await page.locator('.ProseMirror').click()
    await setPicture(page)
    await setChart(page)
    await setVideo(page)
    await page.getByRole('button', { name: '问答', exact: true }).click()
    await page.keyboard.type('夜里停车收费吗？')
    await page.keyboard.press('Enter')
    await page.keyboard.type('晚上八点到早上七点不收费。')
    await sayWhatFor(page)
    await page.keyboard.press('Control+End')
    await pasteFromWord(page)
    await page.getByRole('button', { name: '保存', exact: true }).click()
    await page.waitForLoadState()
    expect(complaints).toEqual([])
    await page.close({ runBeforeUnload: false })

    const id = Number(address.split('/').at(-1))
    const [row] = await open.db.select().from(interpretations).where(eq(interpretations.id, id))
    const blocks = (row?.document as DocumentNode | undefined)?.content ?? []
    const attrsOf = (type: string) => blocks.find((block) => block.type === type)?.attrs ?? {}
    expect(attrsOf('image')).toMatchObject({ alt: '小区门口的停车位', caption: '改造以后' })
    expect(attrsOf('chart')).toMatchObject({
      title: '全县公共停车位',
      columns: ['车位'],
      rows: [
        { label: '2024', values: [1200] },
        { label: '2025', values: [1850] },
      ],
    })
    const moments = attrsOf('video').moments as { second: number; title: string; clauseId: number | null }[]
    expect(moments.map(({ second, title }) => [second, title])).toEqual([
      [1, '怎么收费'],
      [4, '哪些车免费'],
    ])
    expect(new Set(moments.map(({ clauseId }) => clauseId)).size).toBe(2)
    expect(moments.every(({ clauseId }) => typeof clauseId === 'number')).toBe(true)
    expect(attrsOf('qa').element).toBe('standards')
    expect(attrsOf('qa').clauses).toHaveLength(1)
    expect(blocks.map(({ type }) => type)).toEqual(
      expect.arrayContaining(['image', 'chart', 'video', 'qa', 'heading', 'orderedList']),
    )
  }, 60_000)
})

async function choose(page: Page, block: RegExp) {
  await page.getByRole('button', { name: '更多内容块' }).click()
  await page.locator('.insert-block', { hasText: block }).click()
}

async function setPicture(page: Page) {
  await page.getByRole('button', { name: '图片', exact: true }).click()
  const picture = { create: { width: 600, height: 400, channels: 3 as const, background: '#2c5a41' } }
  const buffer = await sharp(picture).png().toBuffer()
  await page.setInputFiles('#editor-image-file', { name: '停车.png', mimeType: 'image/png', buffer })
  await page.fill('#editor-image-alt', '小区门口的停车位')
  await page.fill('#editor-image-caption', '改造以后')
  await page.locator('.picker-chosen').waitFor()
  await page.getByRole('button', { name: '插入图片' }).click()
}

async function setChart(page: Page) {
  await choose(page, /Excel/)
  const card = page.locator('.card[data-type=chart]')
  await card.getByLabel('标题').fill('全县公共停车位')
  await card.getByLabel('从 Excel 或 WPS 表格粘贴').fill('年份\t车位\n2024\t1,200\n2025\t1,800')
  await card.getByLabel('2025，车位').fill('1850')
  await card.getByRole('button', { name: '收起表单' }).click()
  expect(await card.locator('.chart-preview').innerText()).toContain('1850')
}

async function setVideo(page: Page) {
  // A card of data holds no cursor: what comes next goes behind it.
  await choose(page, /^视频/)
  const card = page.locator('.card[data-type=video]')
  await card.locator('input[type=file]').setInputFiles('test/media/fixtures/clip.webm')
  await card.locator('video').waitFor()
  for (const [second, title] of [
    [1, '怎么收费'],
    [4, '哪些车免费'],
  ] as const) {
    await card.locator('video').evaluate(seek, second)
    await card.getByRole('button', { name: '加上当前时间' }).click()
    const moment = card.locator('.moment').last()
    await moment.getByLabel('这里讲什么').fill(title)
    await moment.getByLabel('对应条款').selectOption({ index: second })
  }
}

async function seek(video: SVGElement | HTMLElement, second: number) {
  const recording = video as HTMLVideoElement
  if (recording.readyState < 1)
    await new Promise((resolve) => recording.addEventListener('loadedmetadata', resolve))
  recording.currentTime = second
  await new Promise((resolve) => recording.addEventListener('seeked', resolve))
}

/** On a narrow screen the panel is opened first; on a wide one it stands beside the text. */
async function sayWhatFor(page: Page) {
  const panel = page.locator('.block-panel')
  if (!(await panel.isVisible())) await page.getByRole('button', { name: '这一段说明什么' }).click()
  expect(await panel.innerText()).toContain('问答')
  await panel.getByLabel('对应哪个解读要素').selectOption('standards')
  await panel.getByText('添加条款').click()
  await panel.locator('.block-clause-list button').first().click()
  await page.locator('.ProseMirror p').last().click()
}

const fromWord = `<html><body><!--StartFragment--><h1>怎么办理</h1>${wordItem('1.', '带身份证')}${wordItem('2.', '填申请表')}<!--EndFragment--></body></html>`

function wordItem(mark: string, words: string): string {
  return `<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>${mark}</span><![endif]>${words}<o:p></o:p></p>`
}

async function pasteFromWord(page: Page) {
  await page.locator('.ProseMirror').evaluate((editor, html) => {
    const clipboardData = new DataTransfer()
    clipboardData.setData('text/html', html)
    editor.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
  }, fromWord)
}

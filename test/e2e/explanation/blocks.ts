import type { Page } from 'playwright-core'
import sharp from 'sharp'
import { expect } from 'vitest'
import * as words from './story'

export async function setPicture(page: Page): Promise<void> {
  await page.getByRole('button', { name: '图片', exact: true }).click()
  const colour = { create: { width: 600, height: 400, channels: 3 as const, background: '#2c5a41' } }
  const buffer = await sharp(colour).png().toBuffer()
  await page.setInputFiles('#editor-image-file', { name: '停车.png', mimeType: 'image/png', buffer })
  await page.fill('#editor-image-alt', words.picture)
  await page.fill('#editor-image-caption', '改造以后')
  await page.locator('.picker-chosen').waitFor()
  await page.getByRole('button', { name: '插入图片' }).click()
}

export async function setChart(page: Page): Promise<void> {
  await choose(page, /Excel/)
  const card = page.locator('.card[data-type=chart]')
  await card.getByLabel('标题').fill(words.chart)
  await card.getByLabel('从 Excel 或 WPS 表格粘贴').fill('年份\t车位\n2024\t1,200\n2025\t1,800')
  await card.getByLabel('2025，车位').fill('1850')
  await card.getByRole('button', { name: '收起表单' }).click()
  expect(await card.locator('.chart-preview').innerText()).toContain('1850')
}

export async function setVideo(page: Page): Promise<void> {
  // A card of data holds no cursor: what comes next goes behind it.
  await choose(page, /^视频/)
  const card = page.locator('.card[data-type=video]')
  await card.locator('input[type=file]').setInputFiles('test/media/fixtures/clip.webm')
  await card.locator('video').waitFor()
  for (const { second, title, clause } of words.chapters) {
    await seek(page, '.card[data-type=video] video', second)
    await card.getByRole('button', { name: '加上当前时间' }).click()
    const moment = card.locator('.moment').last()
    await moment.getByLabel('这里讲什么').fill(title)
    await moment.getByLabel('对应条款').selectOption({ index: clause })
  }
}

export async function setQuestion(page: Page): Promise<void> {
  await page.getByRole('button', { name: '问答', exact: true }).click()
  await page.keyboard.type(words.question)
  await page.keyboard.press('Enter')
  await page.keyboard.type(words.answer)
  await sayWhatFor(page, '问答')
}

/** On a narrow screen the panel is opened first; on a wide one it stands beside the text. */
async function sayWhatFor(page: Page, block: string): Promise<void> {
  const panel = page.locator('.block-panel')
  if (!(await panel.isVisible())) await page.getByRole('button', { name: '这一段说明什么' }).click()
  expect(await panel.innerText()).toContain(block)
  await panel.getByLabel('对应哪个解读要素').selectOption('standards')
  await panel.getByText('添加条款').click()
  await panel
    .locator('.block-clause-list')
    .getByRole('button', { name: /第二条/ })
    .click()
  await page.locator('.ProseMirror p').last().click()
}

const fromWord = `<html><body><!--StartFragment--><h1>怎么办理</h1>${wordItem('1.', '带身份证')}${wordItem('2.', '填申请表')}<!--EndFragment--></body></html>`

function wordItem(mark: string, item: string): string {
  return `<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>${mark}</span><![endif]>${item}<o:p></o:p></p>`
}

export async function pasteFromWord(page: Page): Promise<void> {
  await page.keyboard.press('Control+End')
  await page.locator('.ProseMirror').evaluate((editor, html) => {
    const clipboardData = new DataTransfer()
    clipboardData.setData('text/html', html)
    editor.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
  }, fromWord)
}

export async function seek(page: Page, player: string, second: number): Promise<void> {
  await page.locator(player).evaluate(async (video, to) => {
    const recording = video as HTMLVideoElement
    if (recording.readyState < 1)
      await new Promise((resolve) => recording.addEventListener('loadedmetadata', resolve))
    recording.currentTime = to
    await new Promise((resolve) => recording.addEventListener('seeked', resolve))
  }, second)
}

async function choose(page: Page, block: RegExp): Promise<void> {
  await page.getByRole('button', { name: '更多内容块' }).click()
  await page.locator('.insert-block', { hasText: block }).click()
}

import type { Page } from 'playwright-core'
import sharp from 'sharp'
import { expect, it } from 'vitest'
import { paths } from '~/app/paths'
import { fill, press, textOf, visit } from './people'
import * as words from './words-in-depth'
import { emailOf, type InDepth } from './words-in-depth'

/** Two citizens without JavaScript; a moderator at the keyboard. */
export function tellOfSpeaking(story: InDepth): void {
  it('a citizen comments on words of a clause, with a photograph, and gets a receipt with a QR code', async () => {
    const page = await story.people.citizen()
    await visit(page, paths.commentForm(story.consultation))
    await unfold(page, '只针对某一条或者某句话')
    await fill(page, { quote: words.quote, body: words.comment })
    await page.setInputFiles('[name=attachments]', {
      name: '东关巷.jpg',
      mimeType: 'image/jpeg',
      buffer: await photograph(),
    })
    await press(page, '提交意见')
    story.codes.first = (await page.locator('.receipt-code').innerText()).trim()
    expect(await page.locator('.qr-code').count()).toBe(1)
    const text = await textOf(page)
    expect(text).toContain(words.comment)
    expect(text).toContain(words.quote)
    expect(text).toContain('东关巷.jpg')
  })

  it('a second citizen comments on the whole draft', async () => {
    const page = await story.neighbour()
    await visit(page, paths.commentForm(story.consultation))
    await fill(page, { body: words.second })
    await press(page, '提交意见')
    story.codes.second = (await page.locator('.receipt-code').innerText()).trim()
  })

  it('the first one corrects the words, which the moderator reads instead', async () => {
    const page = await story.people.citizen()
    await visit(page, paths.receipt(story.codes.first))
    await unfold(page, '更正意见')
    await fill(page, { words: words.correction })
    await press(page, '提交更正')
    expect(await textOf(page)).toContain(words.correction)
  })

  it('the moderator publishes the one with the keyboard, and refuses the other by a rule', async () => {
    const page = await story.people.staff(emailOf('moderator'))
    await visit(page, paths.desk.moderation())
    await page.getByText('键盘快捷键').waitFor()
    await page.keyboard.press('j')
    await Promise.all([page.getByText('已公开 1 条意见').waitFor(), page.keyboard.press('p')])
    // The answer is there before it comes alive; the keys are there when this is.
    await page.getByText('键盘快捷键').waitFor()
    await page.keyboard.press('j')
    await page.keyboard.press('r')
    await page.getByText('已选 1 条').first().waitFor()
    await page.selectOption('select[name=rule]', 'advert')
    await press(page, '不予公开选中的意见')
    const citizen = await story.people.citizen()
    await visit(citizen, paths.consultationComments(story.consultation))
    const text = await textOf(citizen)
    expect(text).toContain(words.correction)
    expect(text).toContain(words.quote)
    expect(text).not.toContain(words.second)
  })

  it('the one who was refused appeals, and another person than the moderator grants it', async () => {
    const page = await story.neighbour()
    await visit(page, paths.receipt(story.codes.second))
    expect(await textOf(page)).toContain('属于商业广告')
    await unfold(page, '对不予公开提出申诉')
    await fill(page, { grounds: words.grounds })
    await press(page, '提出申诉')
    const officer = await story.people.staff(emailOf('disclosure-officer'))
    await visit(officer, paths.desk.moderation({ state: 'appeals' }))
    expect(await textOf(officer)).toContain(words.grounds)
    await officer.locator('textarea[name^=words-]').fill(words.answer)
    await press(officer, '申诉成立，予以公开')
    await visit(page, paths.receipt(story.codes.second))
    expect(await textOf(page)).toContain(words.answer)
    await visit(page, paths.consultationComments(story.consultation))
    expect(await textOf(page)).toContain(words.second)
  })
}

async function unfold(page: Page, title: string): Promise<void> {
  await page.locator('summary', { hasText: title }).click()
}

function photograph(): Promise<Buffer> {
  return sharp({ create: { width: 320, height: 240, channels: 3, background: '#23415f' } })
    .jpeg()
    .toBuffer()
}

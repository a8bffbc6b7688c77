import { eq } from 'drizzle-orm'
import { expect, it } from 'vitest'
import type { DocumentNode } from '~/app/domain/interpretations/types'
import { paths } from '~/app/paths'
import { interpretations } from '~/db/schema/interpretations'
import { fill, follow, idOf, press, takeUp, textOf, visit } from '~/test/e2e/chain/people'
import { pasteFromWord, seek, setChart, setPicture, setQuestion, setVideo } from './blocks'
import * as words from './story'
import { type Explanation, emailOf } from './story'

/** From an empty page to the publishing of both. */
export function tellOfWriting(story: Explanation): void {
  it('a drafter sets a picture, a chart, a video tied to two clauses, a question, and Word’s words', async () => {
    const page = await story.people.staff(emailOf('drafter'))
    await visit(page, paths.desk.policy(story.policy))
    await follow(page, '起草解读')
    await fill(page, {
      ...{ title: words.title, form: 'video', author: '林子衿' },
      ...{ interpreterName: '贺明川', interpreterTitle: '县城市管理局局长' },
    })
    await press(page, '开始写正文')
    story.interpretation = idOf(page)
    const complaints: string[] = []
    page.on('pageerror', (error) => complaints.push(error.message))
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) complaints.push(message.text())
    })
    await page.locator('.ProseMirror').click()
    await setPicture(page)
    await setChart(page)
    await setVideo(page)
    story.film = (await page.locator('.card[data-type=video] video').getAttribute('src')) ?? ''
    await setQuestion(page)
    await pasteFromWord(page)
    await press(page, '保存')
    expect(complaints).toEqual([])
    await expectStored(story)
  })

  it('which nobody may hand in before those who cannot hear can read the film (L7)', async () => {
    const page = await story.people.staff(emailOf('drafter'))
    expect(await textOf(page)).toContain('还没有中文字幕或文字稿')
    await fill(page, { reason: '本篇只说怎么收费。' })
    await press(page, '送审', 422)
    expect(await page.locator('.error-summary').innerText()).toContain('还没有中文字幕或文字稿')
  })

  it('so the captions are typed beside the player, line by line', async () => {
    const page = await story.people.staff(emailOf('drafter'))
    await visit(page, paths.desk.media())
    await follow(page, /clip$/)
    for (const [at, line] of words.said.entries()) {
      await seek(page, 'video.media-shown', at * 3)
      const chinese = page.locator('#captions-zh')
      await chinese.getByRole('button', { name: '在现在的时间加一条' }).click()
      await chinese.getByLabel(`第 ${at + 1} 条的文字`).fill(line)
    }
    await press(page, '保存中文字幕')
    const track = (await page.locator('video track[srclang=zh]').getAttribute('src')) ?? ''
    const captions = await (await page.request.get(track)).text()
    expect(captions).toMatch(new RegExp(`00:00\\.000 --> .*\\n${words.said[0]}`))
    expect(captions).toMatch(new RegExp(`00:03\\.000 --> .*\\n${words.said[1]}`))
  })

  it('the reviewer returns it with a reason, the drafter mends it, and it passes', async () => {
    const page = await story.people.staff(emailOf('drafter'))
    const handIn = async () => {
      await fill(page, { reason: '本篇只说怎么收费。' })
      await press(page, '送审')
    }
    await visit(page, paths.desk.interpretation(story.interpretation))
    await handIn()
    const reviewer = await story.people.staff(emailOf('reviewer'))
    await takeUp(reviewer, words.title)
    await fill(reviewer, { reason: words.doubt })
    await press(reviewer, '退回修改')
    await takeUp(page, words.title)
    expect(await page.locator('.returned-reason').innerText()).toBe(words.doubt)
    await page.locator('.ProseMirror p').last().click()
    await page.keyboard.press('Control+End')
    await page.keyboard.type('夜里也不收费。')
    await press(page, '保存')
    await handIn()
    await takeUp(reviewer, words.title)
    await press(reviewer, '审核通过')
  })

  it('policy and interpretation become public in one moment, and the film with them', async () => {
    const page = await story.people.staff(emailOf('drafter'))
    await visit(page, paths.desk.policy(story.policy))
    await fill(page, { reason: '只出这一篇，不另写方案。' })
    await press(page, '送审')
    const reviewer = await story.people.staff(emailOf('reviewer'))
    await takeUp(reviewer, words.policyTitle)
    await press(reviewer, '审核通过')
    const citizen = await story.people.citizen()
    const answers = async () => {
      const addresses = [
        paths.policy(story.policy),
        paths.interpretation(story.interpretation),
        story.film,
        story.film.replace(/file$/, 'captions.zh.vtt'),
      ]
      const statuses = addresses.map(async (address) => (await citizen.request.get(address)).status())
      return Promise.all(statuses)
    }
    expect(await answers()).toEqual([404, 404, 404, 404])
    const issuer = await story.people.staff(emailOf('issuer'))
    await takeUp(issuer, words.policyTitle)
    await press(issuer, '公开')
    expect(await answers()).toEqual([200, 200, 200, 200])
  })
}

async function expectStored(story: Explanation): Promise<void> {
  const [row] = await story.db
    .select()
    .from(interpretations)
    .where(eq(interpretations.id, story.interpretation))
  const blocks = (row?.document as DocumentNode | undefined)?.content ?? []
  const attrsOf = (type: string) => blocks.find((block) => block.type === type)?.attrs ?? {}
  const [, second, third] = story.clauses
  expect(attrsOf('image')).toMatchObject({ alt: words.picture, caption: '改造以后' })
  expect(attrsOf('chart')).toMatchObject({
    title: words.chart,
    columns: ['车位'],
    rows: [
      { label: '2024', values: [1200] },
      { label: '2025', values: [1850] },
    ],
  })
  expect(attrsOf('video').moments).toEqual(
    words.chapters.map(({ second: at, title }, index) => ({
      ...{ second: at, title },
      clauseId: [second, third][index],
    })),
  )
  expect(attrsOf('qa')).toMatchObject({ element: 'standards', clauses: [second] })
  expect(blocks.map(({ type }) => type)).toEqual(
    expect.arrayContaining(['image', 'chart', 'video', 'qa', 'heading', 'orderedList']),
  )
}

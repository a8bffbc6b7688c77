import type { Page } from 'playwright-core'
import sharp from 'sharp'
import { expect, it } from 'vitest'
import { addDays } from '~/app/domain/calendar'
import { paths } from '~/app/paths'
import { fill, follow, idOf, press, takeUp, textOf, visit } from './people'
import { cast, type Story } from './story'
import * as words from './words'

/** From the policy to the answer. */
export function tellOfExplaining(story: Story): void {
  it('the policy is the next version of the same text, with one clause reworded', async () => {
    const page = await story.people.staff(cast.drafter)
    await visit(page, paths.desk.report(story.consultation))
    await follow(page, '起草政策')
    await fill(page, { pasted: words.pastedPolicy })
    await press(page, '读取并预览')
    await fill(page, {
      documentNumber: `岭政办发〔${story.today.slice(0, 4)}〕88号`,
      indexNumber: 'YL-LD-0088',
      theme: '城乡建设',
      kind: 'normative',
      signedOn: story.today,
      effectiveOn: addDays(story.today, 30),
    })
    await press(page, '保存为政策草稿')
    story.policy = idOf(page)
  })

  it('its interpretation is written in the editor: heading, paragraph, quotation, picture', async () => {
    const page = await story.people.staff(cast.drafter)
    await follow(page, '起草解读')
    await fill(page, {
      title: words.interpretationTitle,
      form: 'figure',
      interpreterName: '贺明川',
      interpreterTitle: '县住房和城乡建设局局长',
    })
    await press(page, '开始写正文')
    await page.locator('.ProseMirror').click()
    await page.getByRole('button', { name: '1 级标题' }).click()
    await page.keyboard.type(words.heading)
    await page.keyboard.press('Enter')
    await page.keyboard.type(words.explanation)
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: '引用条款' }).click()
    await page
      .locator('.editor-clauses')
      .getByRole('button', { name: /第二条/ })
      .click()
    await page.getByRole('button', { name: '图片', exact: true }).click()
    await page.setInputFiles('#editor-image-file', await drawPicture())
    await page.fill('#editor-image-alt', words.pictureWords)
    await page.getByRole('button', { name: '插入图片' }).click()
    story.picture = (await page.locator('.ProseMirror img').getAttribute('src')) ?? ''
    await press(page, '保存')
    story.interpretation = idOf(page)
    await fill(page, { reason: '其余要素见后续解读' })
    await press(page, '送审')
    const ofReviewer = await story.people.staff(cast.reviewer)
    await takeUp(ofReviewer, words.interpretationTitle)
    await press(ofReviewer, '审核通过')
    await visit(await story.people.citizen(), paths.interpretation(story.interpretation), 404)
  })

  it('the matter goes to the collective discussion, now that every comment has its answer (P9)', async () => {
    const page = await story.people.staff(cast.issuer)
    await visit(page, paths.desk.matter(story.matter))
    await fill(page, { meeting: words.meeting })
    await press(page, '提请集体讨论')
    const citizen = await story.people.citizen()
    await visit(citizen, paths.matter(story.matter))
    expect(await textOf(citizen)).toContain(words.meeting)
  })

  it('policy and interpretation become public together', async () => {
    const page = await story.people.staff(cast.drafter)
    await visit(page, paths.desk.policy(story.policy))
    await follow(page, '写解读方案')
    await fill(page, {
      interpreterName: '贺明川',
      interpreterTitle: '县住房和城乡建设局局长',
      points: words.explanation,
      'form-0': 'figure',
      'what-0': words.interpretationTitle,
      'who-0': '林子衿',
      'dueOn-0': story.today,
    })
    await press(page, '保存解读方案')
    await visit(page, paths.desk.policy(story.policy))
    await press(page, '送审')
    const ofReviewer = await story.people.staff(cast.reviewer)
    await takeUp(ofReviewer, words.policyTitle)
    await press(ofReviewer, '审核通过')
    const citizen = await story.people.citizen()
    await visit(citizen, paths.policy(story.policy), 404)
    expect(await placesThatTell(citizen, story)).toEqual([])
    const ofIssuer = await story.people.staff(cast.issuer)
    await takeUp(ofIssuer, words.policyTitle)
    await press(ofIssuer, '公开')
    await visit(citizen, paths.policy(story.policy))
    expect(await placesThatTell(citizen, story)).toEqual(['feed', 'site map', 'picture'])
    await visit(citizen, paths.interpretation(story.interpretation))
    expect(await textOf(citizen)).toContain(words.explanation)
    const picture = citizen.getByAltText(words.pictureWords)
    await picture.scrollIntoViewIfNeeded()
    expect(await picture.getAttribute('width')).toBe('640')
    const source = (await picture.getAttribute('src')) ?? ''
    expect((await citizen.request.get(source)).headers()['content-type']).toBe('image/jpeg')
  })

  it('a citizen goes from the clause to what explains it and back, and raises a concern there', async () => {
    const page = await story.people.citizen()
    await visit(page, paths.policy(story.policy))
    const beside = page.locator('.clause-group', { has: page.locator(`#${story.clauseAnchor}`) })
    expect(await beside.innerText()).toContain(words.policyClause)
    expect(await beside.innerText()).toContain(words.issue.title)
    await beside.getByRole('link', { name: words.interpretationTitle }).click()
    await page.waitForURL(/\/interpretations\/\d+#/)
    const quotation = page.locator(new URL(page.url()).hash)
    expect(await quotation.innerText()).toContain(words.policyClause)
    await quotation.getByRole('link', { name: /第二条/ }).click()
    await page.waitForURL(new RegExp(`/policies/${story.policy}#${story.clauseAnchor}$`))
    await follow(page, '对第二条提问')
    await press(page, '提交', 422)
    expect(await page.locator('.error-summary').innerText()).toContain('请写下')
    await fill(page, { body: words.worry })
    await press(page, '提交')
    story.concernCode = await page.locator('.receipt-code').innerText()
    expect(await textOf(page)).toContain(words.worry)
  })

  it('the county hands it to the bureau, whose spokesperson answers with clause and interpretation', async () => {
    const page = await story.people.staff(cast.countySpokesperson)
    await visit(page, paths.desk.concerns())
    await follow(page, new RegExp(words.worry.slice(0, 12)))
    story.concern = idOf(page)
    const bureau = page.locator('[name=departmentId] option', { hasText: '住房和城乡建设局' }).first()
    await fill(page, {
      departmentId: (await bureau.getAttribute('value')) ?? '',
      publicTitle: words.publicTitle,
      publicBody: words.publicWords,
    })
    await press(page, '保存分办')
    await press(page, '公开这条关切')
    const ofBureau = await story.people.staff(cast.spokesperson)
    await takeUp(ofBureau, words.publicTitle)
    await fill(ofBureau, { body: words.answer, spokesperson: '乔若溪（县住房和城乡建设局新闻发言人）' })
    await ofBureau.getByRole('checkbox', { name: /第二条/ }).check()
    await ofBureau.getByRole('checkbox', { name: words.interpretationTitle }).check()
    await press(ofBureau, '保存为新一稿')
    await press(ofBureau, '送发言人审定')
    await press(ofBureau, '发布回应')
    const citizen = await story.people.citizen()
    await visit(citizen, paths.receipt(story.concernCode))
    expect(await textOf(citizen)).toContain(words.answer)
    await visit(citizen, paths.concern(story.concern))
    const sources = await citizen.locator('.concern-sources').innerText()
    expect(sources).toContain('第二条')
    expect(sources).toContain(words.interpretationTitle)
    await visit(citizen, paths.policy(story.policy))
    expect(await citizen.locator('.clause-group', { hasText: words.policyClause }).innerText()).toContain(
      words.publicTitle,
    )
  })

  it('one search finds all of it', async () => {
    const page = await story.people.citizen()
    const expected = [
      words.policyTitle,
      words.interpretationTitle,
      words.publicTitle,
      words.consultationTitle,
      words.matterTitle,
    ]
    await expect
      .poll(
        async () => {
          await visit(page, paths.search({ q: words.subject }))
          const found = await page.locator('.search-hit .list-item-title').allInnerTexts()
          return expected.filter((title) => !found.includes(title))
        },
        { timeout: 20_000, interval: 250 },
      )
      .toEqual([])
    expect(await page.locator('.search-hit mark').count()).toBeGreaterThan(0)
  })
}

/** Invariant 9: where a thing that is not public yet could leak out. */
async function placesThatTell(page: Page, story: Story): Promise<string[]> {
  const read = async (path: string) => (await page.request.get(path)).text()
  const places = {
    feed: (await read(paths.feed())).includes(words.interpretationTitle),
    'site map': (await read(paths.sitemap())).includes(paths.interpretation(story.interpretation)),
    picture: (await page.request.get(story.picture)).ok(),
  }
  return Object.entries(places).flatMap(([place, tells]) => (tells ? [place] : []))
}

async function drawPicture() {
  const background = { r: 35, g: 65, b: 95 }
  const buffer = await sharp({ create: { width: 640, height: 360, channels: 3, background } })
    .png()
    .toBuffer()
  return { name: '流程图.png', mimeType: 'image/png', buffer }
}

import { eq } from 'drizzle-orm'
import type { Browser, Page } from 'playwright-core'
import sharp from 'sharp'
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFailed } from 'vitest'
import { addDays, dayOf } from '~/app/domain/calendar'
import { paths } from '~/app/paths'
import type { OpenDatabase } from '~/db/client'
import { consultations } from '~/db/schema/consultations'
import { seedDemoCounty } from '~/db/seed/seed'
import { launchBrowser } from '~/test/support/browser'
import { freshDatabase } from '~/test/support/database'
import { startServer } from '~/test/support/server'
import { fill, follow, idOf, openWindows, type People, press, textOf, visit } from './chain/people'
import * as words from './chain/words'

const drafter = 'housing.drafter@yunling.example'
const reviewer = 'housing.reviewer@yunling.example'
const issuer = 'housing.issuer@yunling.example'
const moderator = 'moderator@yunling.example'
const countySpokesperson = 'spokesperson@yunling.example'
const spokesperson = 'housing.spokesperson@yunling.example'

let open: OpenDatabase
let server: Awaited<ReturnType<typeof startServer>>
let browser: Browser
let people: People
const today = dayOf(new Date())

beforeAll(async () => {
  open = await freshDatabase()
  await seedDemoCounty(new Date(), open.db)
  server = await startServer()
  browser = await launchBrowser()
  people = openWindows(browser, server.url)
}, 120_000)
afterAll(async () => {
  await browser.close()
  await server.close()
  await open.close()
})

// One story: what comes after a broken link cannot be told.
let isBroken = false
beforeEach(() => {
  if (isBroken) throw new Error('an earlier step of the chain failed')
  onTestFailed(() => {
    isBroken = true
  })
})

// What one step leaves to the next, as a person would have it on the screen.
const ids = { text: 0, matter: 0, consultation: 0, policy: 0, interpretation: 0, concern: 0 }
const receipts = { comment: '', concern: '' }
let clauseAnchor = ''

describe('from a draft to a consultation', () => {
  it('a drafter pastes a draft, is shown what is doubtful, corrects it and saves it', async () => {
    const page = await people.staff(drafter)
    await visit(page, paths.desk.texts())
    await follow(page, '导入文本')
    await fill(page, { pasted: words.pastedDraft })
    await press(page, '读取并预览')
    expect(await textOf(page)).toContain('像是在句子中间断开的行')
    const body = page.locator('[name=body]')
    await body.fill((await body.inputValue()).replace('楼到', '楼道'))
    await press(page, '确认保存')
    expect(await textOf(page)).toContain('正文有改动')
    await press(page, '确认保存')
    ids.text = idOf(page)
    const text = await textOf(page)
    expect(text).toContain(words.draftTitle)
    expect(text).toContain(words.draftClause)
    expect(text).not.toContain('楼到')
  })

  it('enters the matter into the catalogue, which its issuer publishes', async () => {
    const page = await people.staff(drafter)
    await visit(page, paths.desk.newMatter())
    await fill(page, {
      title: words.matterTitle,
      kind: 'public-policy',
      summary: '补助没有物业服务的老旧小区改造楼道照明。',
      basis: '《重大行政决策程序暂行条例》第三条',
      plannedTiming: '今年第四季度',
      consentOn: today,
    })
    await page.getByRole('checkbox', { name: '公开征求意见' }).check()
    await page.getByRole('checkbox', { name: '座谈会' }).check()
    await press(page, '保存')
    ids.matter = idOf(page)
    await press(page, '送审')
    await visit(await people.citizen(), paths.matter(ids.matter), 404)
    const ofIssuer = await people.staff(issuer)
    await takeUp(ofIssuer, words.matterTitle)
    await press(ofIssuer, '公开')
    await visit(await people.citizen(), paths.matter(ids.matter))
  })

  it('a consultation passes from the drafter to the reviewer to the issuer, and only then is public', async () => {
    const page = await people.staff(drafter)
    await visit(page, paths.desk.text(ids.text))
    await follow(page, '用它征求意见')
    await fill(page, {
      matterId: String(ids.matter),
      title: words.consultationTitle,
      background: '老旧小区楼道灯多年失修，老人夜间上下楼不便。',
      draftingNote: '起草前走访了十二个小区，听取了社区和居民的意见。',
      draftKind: 'decision',
      // The thirtieth day may fall into a long holiday (T1).
      closesAt: addDays(today, 45),
      letterTo: '云岭县城关镇人民路1号 县住房和城乡建设局 收',
      phone: '0000-1234567',
      email: 'zhaoming@yunling.example',
    })
    await press(page, '保存')
    ids.consultation = idOf(page)
    await press(page, '送审')
    const ofReviewer = await people.staff(reviewer)
    await takeUp(ofReviewer, words.consultationTitle)
    await press(ofReviewer, '审核通过')
    const citizen = await people.citizen()
    await visit(citizen, paths.consultation(ids.consultation), 404)
    const ofIssuer = await people.staff(issuer)
    await takeUp(ofIssuer, words.consultationTitle)
    await press(ofIssuer, '公开')
    await visit(citizen, paths.consultation(ids.consultation))
    expect(await textOf(citizen)).toContain(words.draftClause)
  })
})

describe('from a comment to the feedback', () => {
  it('a citizen without JavaScript comments on a clause; a refused form keeps the words', async () => {
    const page = await people.citizen()
    await visit(page, paths.home())
    await visit(page, paths.consultations())
    await follow(page, words.consultationTitle)
    clauseAnchor = (await page.locator('.clause-article', { hasText: '第二条' }).getAttribute('id')) ?? ''
    await follow(page, /对本条提意见.*第二条/)
    expect(await textOf(page)).toContain(words.draftClause)
    const tooLong = '太长'.repeat(2501)
    await fill(page, { body: tooLong, displayName: '李阿姨' })
    await press(page, '提交意见', 422)
    expect(await page.locator('.error-summary').innerText()).toContain('5000')
    expect(await page.locator('[name=body]').inputValue()).toBe(tooLong)
    expect(await page.locator('[name=displayName]').inputValue()).toBe('李阿姨')
    await fill(page, { body: words.comment })
    await press(page, '提交意见')
    receipts.comment = await page.locator('.receipt-code').innerText()
    expect(page.url()).toContain(receipts.comment)
    expect(await textOf(page)).toContain(words.comment)
  })

  it('a moderator publishes it; it stands beside the draft', async () => {
    const citizen = await people.citizen()
    await visit(citizen, paths.consultationComments(ids.consultation))
    expect(await textOf(citizen)).not.toContain(words.comment)
    const page = await people.staff(moderator)
    await visit(page, paths.desk.moderation())
    await page.locator('.checked-item', { hasText: words.comment }).getByRole('checkbox').check()
    await press(page, '公开选中的意见')
    expect(await textOf(page)).toContain('已公开 1 条意见')
    await visit(citizen, paths.consultation(ids.consultation))
    await follow(citizen, '看公开的意见')
    expect(await textOf(citizen)).toContain(words.comment)
  })

  it('after the close the drafter groups it into an issue and decides with a reason', async () => {
    await closeConsultation()
    const page = await people.staff(drafter)
    await visit(page, paths.desk.consultation(ids.consultation))
    await follow(page, '归集意见')
    await page.locator('.checked-item', { hasText: words.comment }).getByRole('checkbox').check()
    await fill(page, words.issue)
    await page.getByText('涉及条文', { exact: true }).click()
    await page.getByRole('checkbox', { name: /第二条/ }).check()
    await press(page, '新建并放入勾选的意见')
    await page.locator('article summary', { hasText: '作出结论' }).click()
    await page.getByRole('radio', { name: '采纳', exact: true }).check()
    await fill(page, { reason: words.reason })
    await press(page, '作出结论')
    expect(await textOf(page)).toContain(words.reason)
  })

  it('the issuer publishes the report, and the receipt says what became of the comment', async () => {
    const page = await people.staff(drafter)
    await follow(page, '采纳情况反馈报告')
    await fill(page, { introduction: words.introduction })
    await press(page, '保存')
    const ofIssuer = await people.staff(issuer)
    await takeUp(ofIssuer, words.consultationTitle)
    await press(ofIssuer, '公布')
    const citizen = await people.citizen()
    await visit(citizen, paths.receipts())
    await fill(citizen, { code: receipts.comment.toLowerCase() })
    await press(citizen, '查询')
    const receipt = await textOf(citizen)
    expect(receipt).toContain(`归入“${words.issue.title}”：采纳`)
    expect(receipt).toContain(words.reason)
    await follow(citizen, new RegExp(words.issue.title))
    expect(await textOf(citizen)).toContain(words.introduction)
  })
})

describe('from the policy to the answer', () => {
  it('the policy is the next version of the same text, with one clause reworded', async () => {
    const page = await people.staff(drafter)
    await visit(page, paths.desk.report(ids.consultation))
    await follow(page, '起草政策')
    await fill(page, { pasted: words.pastedPolicy })
    await press(page, '读取并预览')
    await fill(page, {
      documentNumber: `岭政办发〔${today.slice(0, 4)}〕88号`,
      indexNumber: 'YL-LD-0088',
      theme: '城乡建设',
      kind: 'normative',
      signedOn: today,
      effectiveOn: addDays(today, 30),
    })
    await press(page, '保存为政策草稿')
    ids.policy = idOf(page)
  })

  it('its interpretation is written in the editor: heading, paragraph, quotation, picture', async () => {
    const page = await people.staff(drafter)
    await follow(page, '起草解读')
    await fill(page, {
      title: words.interpretationTitle,
      form: 'figure',
      interpreterName: '贺明川',
      interpreterTitle: '县住房和城乡建设局局长',
    })
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
    await page.locator('.ProseMirror img').waitFor()
    await press(page, '保存')
    ids.interpretation = idOf(page)
    await press(page, '送审')
    const ofReviewer = await people.staff(reviewer)
    await takeUp(ofReviewer, words.interpretationTitle)
    await press(ofReviewer, '审核通过')
    await visit(await people.citizen(), paths.interpretation(ids.interpretation), 404)
  })

  it('policy and interpretation become public together', async () => {
    const page = await people.staff(drafter)
    await visit(page, paths.desk.policy(ids.policy))
    await press(page, '送审')
    const ofReviewer = await people.staff(reviewer)
    await takeUp(ofReviewer, words.policyTitle)
    await press(ofReviewer, '审核通过')
    const citizen = await people.citizen()
    await visit(citizen, paths.policy(ids.policy), 404)
    const ofIssuer = await people.staff(issuer)
    await takeUp(ofIssuer, words.policyTitle)
    await press(ofIssuer, '公开')
    await visit(citizen, paths.policy(ids.policy))
    await visit(citizen, paths.interpretation(ids.interpretation))
    expect(await textOf(citizen)).toContain(words.explanation)
    const picture = citizen.getByAltText(words.pictureWords)
    await picture.scrollIntoViewIfNeeded()
    expect(await picture.getAttribute('width')).toBe('640')
    const source = (await picture.getAttribute('src')) ?? ''
    expect((await citizen.request.get(source)).headers()['content-type']).toBe('image/jpeg')
  })

  it('a citizen goes from the clause to what explains it and back, and raises a concern there', async () => {
    const page = await people.citizen()
    await visit(page, paths.policy(ids.policy))
    const beside = page.locator('.clause-group', { has: page.locator(`#${clauseAnchor}`) })
    expect(await beside.innerText()).toContain(words.policyClause)
    expect(await beside.innerText()).toContain(words.issue.title)
    await beside.getByRole('link', { name: words.interpretationTitle }).click()
    await page.waitForURL(/\/interpretations\/\d+#/)
    const quotation = page.locator(new URL(page.url()).hash)
    expect(await quotation.innerText()).toContain(words.policyClause)
    await quotation.getByRole('link', { name: /第二条/ }).click()
    await page.waitForURL(new RegExp(`/policies/${ids.policy}#${clauseAnchor}$`))
    await follow(page, '对第二条提问')
    await press(page, '提交', 422)
    expect(await page.locator('.error-summary').innerText()).toContain('请写下')
    await fill(page, { body: words.worry })
    await press(page, '提交')
    receipts.concern = await page.locator('.receipt-code').innerText()
    expect(await textOf(page)).toContain(words.worry)
  })

  it('the county hands it to the bureau, whose spokesperson answers with clause and interpretation', async () => {
    const page = await people.staff(countySpokesperson)
    await visit(page, paths.desk.concerns())
    await follow(page, new RegExp(words.worry.slice(0, 12)))
    ids.concern = idOf(page)
    const bureau = page.locator('[name=departmentId] option', { hasText: '住房和城乡建设局' }).first()
    await fill(page, {
      departmentId: (await bureau.getAttribute('value')) ?? '',
      publicTitle: words.publicTitle,
      publicBody: words.publicWords,
    })
    await press(page, '保存分办')
    await press(page, '公开这条关切')
    const ofBureau = await people.staff(spokesperson)
    await takeUp(ofBureau, words.publicTitle)
    await fill(ofBureau, { body: words.answer, spokesperson: '乔若溪（县住房和城乡建设局新闻发言人）' })
    await ofBureau.getByRole('checkbox', { name: /第二条/ }).check()
    await ofBureau.getByRole('checkbox', { name: words.interpretationTitle }).check()
    await press(ofBureau, '保存为新一稿')
    await press(ofBureau, '送发言人审定')
    await press(ofBureau, '发布回应')
    const citizen = await people.citizen()
    await visit(citizen, paths.receipt(receipts.concern))
    expect(await textOf(citizen)).toContain(words.answer)
    await visit(citizen, paths.concern(ids.concern))
    const sources = await citizen.locator('.concern-sources').innerText()
    expect(sources).toContain('第二条')
    expect(sources).toContain(words.interpretationTitle)
    await visit(citizen, paths.policy(ids.policy))
    expect(await citizen.locator('.clause-group', { hasText: words.policyClause }).innerText()).toContain(
      words.publicTitle,
    )
  })

  it('one search finds all of it', async () => {
    const page = await people.citizen()
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
        { timeout: 10_000, interval: 250 },
      )
      .toEqual([])
    expect(await page.locator('.search-hit mark').count()).toBeGreaterThan(0)
  })
})

/** From the list of what waits for this person. */
async function takeUp(page: Page, title: string): Promise<void> {
  await visit(page, paths.desk.home())
  await follow(page, title)
}

/** The server goes by the real time; that it has passed can only be told to the database. */
async function closeConsultation(): Promise<void> {
  await open.db
    .update(consultations)
    .set({ closesAt: new Date(Date.now() - 1000) })
    .where(eq(consultations.id, ids.consultation))
}

async function drawPicture() {
  const background = { r: 35, g: 65, b: 95 }
  const buffer = await sharp({ create: { width: 640, height: 360, channels: 3, background } })
    .png()
    .toBuffer()
  return { name: '流程图.png', mimeType: 'image/png', buffer }
}

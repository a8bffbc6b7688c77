import { gzipSync } from 'node:zlib'
import { eq } from 'drizzle-orm'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { paths } from '~/app/paths'
import type { OpenDatabase } from '~/db/client'
import { departments } from '~/db/schema/people'
import { surveyBox, surveyDrafts } from '~/db/schema/survey-answers'
import { aSurvey, everyKind } from '~/test/domain/surveys/a-survey'
import { marketSurvey } from '~/test/domain/surveys/market-survey'
import { axeViolations } from '~/test/support/axe'
import { launchBrowser } from '~/test/support/browser'
import { freshDatabase } from '~/test/support/database'
import { startServer } from '~/test/support/server'

let open: OpenDatabase
let server: Awaited<ReturnType<typeof startServer>>
let browser: Browser
let surveyId: number
let everyKindId: number
const contexts: BrowserContext[] = []

beforeAll(async () => {
  open = await freshDatabase()
  surveyId = (await aSurvey(open.db, { definition: marketSurvey, title: '城关菜市场翻新问卷' })).surveyId
  everyKindId = (await aSurvey(open.db, { slug: 'every', definition: everyKind, title: '每种题' })).surveyId
  await open.db.update(departments).set({ email: 'office@yunling.example', phone: '0999-2340000' })
  server = await startServer()
  browser = await launchBrowser()
}, 60_000)
afterAll(async () => {
  for (const context of contexts) await context.close()
  await browser.close()
  await server.close()
  await open.close()
})

/** A device of its own. */
async function aDevice(javaScriptEnabled: boolean, width = 390): Promise<Page> {
  const context = await browser.newContext({
    ...{ baseURL: server.url, javaScriptEnabled, locale: 'zh-CN' },
    viewport: { width, height: 800 },
  })
  context.setDefaultTimeout(15_000)
  contexts.push(context)
  return context.newPage()
}

async function press(page: Page, button: string): Promise<void> {
  await Promise.all([
    page.waitForLoadState('load'),
    page.getByRole('button', { name: button, exact: true }).click(),
  ])
}

const heading = (page: Page) => page.locator('main h1').innerText()
const stored = async () =>
  (await open.db.select().from(surveyBox).where(eq(surveyBox.surveyId, surveyId))).length

const putAway = async () => (await open.db.select().from(surveyDrafts)).length

/** What can be touched in the page's own part, and is too small for a finger. */
function tooSmall(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [
      ...document.querySelectorAll<HTMLElement>(
        '.answering :is(.choice, button, select, textarea, input:not([type=hidden], [type=radio], [type=checkbox]), .actions a, .review-link)',
      ),
    ]
      .filter((element) => element.offsetParent !== null && element.getBoundingClientRect().height < 48)
      .map((element) => element.outerHTML.slice(0, 100)),
  )
}

const tooWide = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth)

async function look(page: Page): Promise<void> {
  expect(await tooWide(page)).toBe(false)
  expect(await tooSmall(page)).toEqual([])
}

describe('on a telephone without JavaScript', () => {
  let phone: Page
  let code = ''

  it('a survey branches: who never goes is asked why, on the same page', async () => {
    phone = await aDevice(false, 320)
    await phone.goto(paths.surveyAnswer(surveyId))
    await look(phone)
    const why = phone.getByRole('group', { name: '您为什么不去？' })
    expect(await why.isVisible()).toBe(false)
    await phone.getByRole('radio', { name: '从来不去，都在别处买' }).check()
    await press(phone, '下一页')
    expect(phone.url()).toContain('#q-whynot')
    expect(await why.isVisible()).toBe(true)
    await look(phone)
    // What is new is where the reader is.
    expect(await why.evaluate((group) => group === document.activeElement)).toBe(true)
    await expect
      .poll(() => why.evaluate((group) => group.getBoundingClientRect().top < innerHeight))
      .toBe(true)
  })

  it('says what is wrong, beside it and on top, and keeps what was typed', async () => {
    await phone.getByRole('checkbox', { name: '太远，走不动' }).check()
    await phone.getByLabel('您今年多少岁？').fill('七十八')
    await press(phone, '下一页')
    const summary = phone.getByRole('alert')
    expect(await summary.innerText()).toContain('您今年多少岁：请填写数字，例如 12 或 12.5')
    expect(await summary.evaluate((box) => box === document.activeElement)).toBe(true)
    await summary.getByRole('link').click()
    const age = phone.getByLabel('您今年多少岁？')
    expect(await age.evaluate((field) => field === document.activeElement)).toBe(true)
    expect([await age.inputValue(), await age.getAttribute('aria-invalid')]).toEqual(['七十八', 'true'])
    await look(phone)
    await age.fill('78')
    await press(phone, '下一页')
    expect(await heading(phone)).toBe('您希望怎么改')
    expect(await phone.locator('.answering-step').innerText()).toContain('第 2 页，共 2 页')
    await look(phone)
  })

  it('is put away under a code', async () => {
    await phone.getByLabel('您还有什么话想说？').fill('希望早上开门早一点。\n地上别太滑。')
    await press(phone, '保存，以后继续')
    expect(await heading(phone)).toBe('已经保存')
    code = (await phone.locator('.receipt-code').innerText()).trim()
    expect(code).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$/)
    await look(phone)
  })

  it('goes on with the code on another telephone, just there', async () => {
    phone = await aDevice(false, 320)
    await phone.goto(paths.surveySaved(surveyId))
    await look(phone)
    await phone.getByLabel('保存码').fill(code.toLowerCase().replaceAll('-', ''))
    await press(phone, '接着填')
    expect(await heading(phone)).toBe('您希望怎么改')
    expect(await phone.getByLabel('您还有什么话想说？').inputValue()).toBe(
      '希望早上开门早一点。\n地上别太滑。',
    )
    await phone.getByLabel('换屋顶，不漏雨').selectOption('第 1 位')
    await phone.getByLabel('加电梯和坡道').selectOption('第 2 位')
    await press(phone, '下一步：看一遍再提交')
    expect(await heading(phone)).toBe('请看一遍')
    const read = await phone.locator('main').innerText()
    for (const words of ['从来不去，都在别处买', '太远，走不动', '78岁', '换屋顶，不漏雨、加电梯和坡道'])
      expect(read).toContain(words)
    await look(phone)
  })

  it('lets one answer be changed, and hands in', async () => {
    await Promise.all([
      phone.waitForLoadState('load'),
      phone.getByRole('link', { name: /修改.*您为什么不去/ }).click(),
    ])
    await phone.getByRole('checkbox', { name: '地上湿滑，不干净' }).check()
    await press(phone, '下一页')
    expect(await heading(phone)).toBe('请看一遍')
    expect(await phone.locator('main').innerText()).toContain('太远，走不动、地上湿滑，不干净')
    await press(phone, '提交')
    expect(await heading(phone)).toBe('谢谢您，答卷收到了')
    await look(phone)
    expect(await stored()).toBe(1)
    await phone.goto(paths.surveySaved(surveyId))
    expect(await heading(phone)).toBe('接着上次填')
  })

  it('every kind of question fits on 320 pixels', async () => {
    await phone.goto(paths.surveyAnswer(everyKindId))
    await look(phone)
    await press(phone, '下一页')
    await look(phone)
  })
})

describe('where scripts run', () => {
  let page: Page

  it('conditions react at once, and say so aloud', async () => {
    page = await aDevice(true)
    await page.goto(paths.surveyAnswer(surveyId))
    const why = page.getByRole('group', { name: '您为什么不去？' })
    await page.getByRole('radio', { name: '从来不去，都在别处买' }).check()
    expect(await why.isVisible()).toBe(true)
    expect(await page.locator('survey-page [role=status]').innerText()).toContain(
      '下面多了一道题：您为什么不去？',
    )
    await page.getByRole('checkbox', { name: '太远，走不动' }).check()
    await page.getByRole('checkbox', { name: '没有特别的原因' }).check()
    expect(await page.getByRole('checkbox', { name: '太远，走不动' }).isChecked()).toBe(false)
    await page.getByRole('radio', { name: '几乎天天去' }).check()
    expect(await why.isVisible()).toBe(false)
    await page.getByRole('radio', { name: '从来不去，都在别处买' }).check()
    // The server does not ask for what is in sight already.
    await press(page, '下一页')
    expect(await heading(page)).toBe('您希望怎么改')
  })

  it('what was filled in is there again for who left the page and came back', async () => {
    page = await aDevice(true)
    await page.goto(paths.surveyAnswer(surveyId))
    await page.getByLabel('您今年多少岁？').fill('66')
    const before = await putAway()
    await page.goto(paths.privacy())
    await expect.poll(putAway).toBe(before + 1)
    await page.goto(paths.surveyAnswer(surveyId))
    expect(await page.getByLabel('您今年多少岁？').inputValue()).toBe('66')
  })

  it('all of it goes with the keyboard alone', async () => {
    page = await aDevice(true, 1280)
    await page.goto(paths.surveyAnswer(surveyId))
    await page.locator('.secrecy summary').focus()
    await page.keyboard.press('Tab')
    await page.keyboard.press('Space')
    expect(await page.getByRole('radio', { name: '几乎天天去' }).isChecked()).toBe(true)
    await page.keyboard.press('ArrowDown')
    expect(await page.getByRole('radio', { name: '每周一两次' }).isChecked()).toBe(true)
    for (const key of ['Tab', 'Tab']) await page.keyboard.press(key)
    await page.keyboard.type('70')
    await Promise.all([page.waitForURL(/page=market/), page.keyboard.press('Enter')])
    expect(await heading(page)).toBe('现在的菜市场怎么样')
  })

  it.each([
    ['the first page', (id: number) => paths.surveyAnswer(id)],
    ['the code', (id: number) => paths.surveySaved(id)],
    ['the thanks', (id: number) => paths.surveyThanks(id)],
  ])('axe has nothing against %s', async (_, address) => {
    page = await aDevice(true)
    await page.goto(address(surveyId))
    expect(await axeViolations(page)).toEqual([])
  })

  it('axe has nothing against any kind of question, what is wrong, the review and what is saved', async () => {
    page = await aDevice(true)
    await page.goto(paths.surveyAnswer(everyKindId))
    expect(await axeViolations(page)).toEqual([])
    await page.getByRole('checkbox', { name: '甲' }).check()
    await page.getByRole('checkbox', { name: '乙' }).check()
    await page.getByRole('checkbox', { name: '丙' }).check()
    await press(page, '下一页')
    expect(await page.getByRole('alert').innerText()).toContain('最多选 2 项')
    expect(await axeViolations(page)).toEqual([])
    await page.getByRole('checkbox', { name: '丙' }).uncheck()
    await press(page, '下一页')
    expect(await axeViolations(page)).toEqual([])
    await press(page, '下一步：看一遍再提交')
    expect(await axeViolations(page)).toEqual([])
    await press(page, '保存，以后继续')
    expect(await axeViolations(page)).toEqual([])
  })

  it('the page and its script take less than 10 KB', async () => {
    const html = await (await fetch(new URL(paths.surveyAnswer(surveyId), server.url))).text()
    const script = /<script[^>]+src="([^"]+)"/.exec(html)?.[1] ?? ''
    const code = await (await fetch(new URL(script, server.url))).text()
    expect(script).not.toBe('')
    expect(gzipSync(html).length + gzipSync(code).length).toBeLessThan(10 * 1024)
  })
})

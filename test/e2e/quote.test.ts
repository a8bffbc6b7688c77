import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { clauseAnchor, paths } from '~/app/paths'
import type { OpenDatabase } from '~/db/client'
import type { AConsultation } from '~/test/domain/comments/a-consultation'
import { openNow } from '~/test/routes/comment-forms'
import { launchBrowser } from '~/test/support/browser'
import { freshDatabase } from '~/test/support/database'
import { startServer } from '~/test/support/server'

let open: OpenDatabase
let server: Awaited<ReturnType<typeof startServer>>
let browser: Browser
let consultation: AConsultation

beforeAll(async () => {
  open = await freshDatabase()
  consultation = await openNow(open.db)
  server = await startServer()
  browser = await launchBrowser()
}, 90_000)
afterAll(async () => {
  await browser.close()
  await server.close()
  await open.close()
})

async function reading(options: Parameters<Browser['newContext']>[0] = {}): Promise<Page> {
  const context = await browser.newContext({
    ...{ baseURL: server.url, locale: 'zh-CN', viewport: { width: 1280, height: 900 } },
    ...options,
  })
  context.setDefaultTimeout(15_000)
  const page = await context.newPage()
  await page.goto(paths.consultation(consultation.id))
  return page
}

const offer = (page: Page) => page.getByRole('link', { name: '就这段话提意见' })
const clauseAt = (page: Page, at: number) => page.locator(`#${clauseAnchor(consultation.clauseIds[at])}`)

/** Where some words of a clause stand on the screen. */
async function boxOf(page: Page, at: number, words: string) {
  return clauseAt(page, at).evaluate((clause, sought) => {
    clause.scrollIntoView({ block: 'center', behavior: 'instant' })
    const walker = document.createTreeWalker(clause, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const from = node.textContent?.indexOf(sought) ?? -1
      if (from < 0) continue
      const range = document.createRange()
      range.setStart(node, from)
      range.setEnd(node, from + sought.length)
      const { left, right, top, bottom } = range.getBoundingClientRect()
      return { left, right, middle: (top + bottom) / 2 }
    }
    throw new Error(`the clause does not say ${sought}`)
  }, words)
}

async function drag(page: Page, at: number, words: string): Promise<void> {
  const box = await boxOf(page, at, words)
  await page.mouse.move(box.left + 1, box.middle)
  await page.mouse.down()
  await page.mouse.move(box.right - 1, box.middle, { steps: 8 })
  await page.mouse.up()
}

describe('selecting words of a clause', () => {
  it('with the mouse leads to the form that has them marked, and to a comment on them', async () => {
    const page = await reading()
    expect(await offer(page).count()).toBe(0)
    await drag(page, 1, '每日18时开启')
    await offer(page).click()
    await page.waitForURL(/\/comment\?/)
    expect(await page.locator('.quoted-clause mark').innerText()).toBe('每日18时开启')
    await page.fill('[name=body]', '冬天请提前到17时。')
    await page.getByRole('button', { name: '提交意见' }).click()
    await page.waitForURL(/\/receipts\//)
    expect(await page.locator('main').innerText()).toContain('冬天请提前到17时。')
    await page.context().close()
  })

  it('with the keyboard offers it as the next thing that Tab reaches; Esc puts it away', async () => {
    const page = await reading()
    await clauseAt(page, 2).evaluate((clause) => {
      // As caret browsing (F7) begins it; Chromium's own setting is out of a test's reach.
      clause.scrollIntoView({ block: 'center', behavior: 'instant' })
      const text = clause.querySelector('p')?.lastChild as Text
      getSelection()?.setBaseAndExtent(text, 0, text, 1)
    })
    for (let step = 0; step < 4; step++) await page.keyboard.press('Shift+ArrowRight')
    await offer(page).waitFor()
    await page.keyboard.press('Tab')
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('就这段话提意见')
    await page.keyboard.press('Escape')
    expect(await offer(page).count()).toBe(0)
    await page.keyboard.press('Shift+ArrowRight')
    await offer(page).waitFor()
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await page.waitForURL(/quote=/)
    await page.context().close()
  })

  it('with a finger on a telephone offers it where the thumb reaches', async () => {
    const page = await reading({ viewport: { width: 390, height: 800 }, hasTouch: true, isMobile: true })
    const box = await boxOf(page, 1, '路灯')
    const touch = await page.context().newCDPSession(page)
    const point = { x: (box.left + box.right) / 2, y: box.middle }
    await touch.send('Emulation.setEmitTouchEventsForMouse', { enabled: true })
    await touch.send('Input.synthesizeTapGesture', { ...point, duration: 900, gestureSourceType: 'touch' })
    const isSelected = await page.evaluate(() => getSelection()?.isCollapsed === false)
    // A Chromium without a window has no handles to select with: then the selection is made as they make it.
    if (!isSelected)
      await clauseAt(page, 1).evaluate((clause) => {
        const text = clause.querySelector('p')?.lastChild as Text
        getSelection()?.setBaseAndExtent(text, 0, text, 4)
      })
    await offer(page).waitFor()
    const place = await offer(page).boundingBox()
    expect(place && place.y > 700 && place.height >= 44 && place.x >= 0).toBe(true)
    await offer(page).tap()
    await page.waitForURL(/quote=/)
    await page.context().close()
  })

  it('beyond the end of the clause takes the words of the clause only, and nothing of its links', async () => {
    const page = await reading()
    await page.evaluate(
      ([from, to]) => {
        const first = document.getElementById(from ?? '')?.querySelector('p') as Element
        const last = document.getElementById(to ?? '')?.querySelector('p')?.lastChild as Text
        getSelection()?.setBaseAndExtent(first.lastChild as Text, 2, last, 3)
      },
      [clauseAnchor(consultation.clauseIds[1]) ?? '', clauseAnchor(consultation.clauseIds[2]) ?? ''],
    )
    await offer(page).waitFor()
    const asked = new URL((await offer(page).getAttribute('href')) ?? '', server.url).searchParams
    expect(asked.get('clause')).toBe(String(consultation.clauseIds[1]))
    expect(asked.get('quote')).toMatch(/关闭。$/)
    await page.context().close()
  })

  it('on the form makes them one more choice, and loses nothing that was written', async () => {
    const page = await reading()
    await page.goto(paths.commentForm(consultation.id, { clause: consultation.clauseIds[1] }))
    await page.fill('[name=body]', '写到一半的意见')
    await page.locator('.quoted-clause p').evaluate((clause) => {
      const text = clause.firstChild as Text
      const from = text.data.indexOf('次日')
      getSelection()?.setBaseAndExtent(text, from, text, from + 6)
    })
    await offer(page).click()
    expect(await page.locator('[name=body]').inputValue()).toBe('写到一半的意见')
    expect(await page.locator('[name=quote]:checked').inputValue()).toBe('次日6时关闭')
    await page.getByRole('button', { name: '提交意见' }).click()
    await page.waitForURL(/\/receipts\//)
    await page.context().close()
  })
})

describe('without JavaScript', () => {
  it('a sentence of the clause is chosen from a list', async () => {
    const page = await reading({ javaScriptEnabled: false })
    await page.goto(paths.commentForm(consultation.id, { clause: consultation.clauseIds[2] }))
    await page.getByText('只针对其中一句话，或者换一条').click()
    await page.getByLabel('路灯损坏的，管护单位应当在三日内修复。').check()
    await page.fill('[name=body]', '三日太久。')
    await page.getByRole('button', { name: '提交意见' }).click()
    await page.waitForURL(/\/receipts\//)
    await page.context().close()
  })

  it('words can be typed; where the draft does not say them, the form says so and keeps everything', async () => {
    const page = await reading({ javaScriptEnabled: false })
    await page.goto(paths.commentForm(consultation.id))
    await page.getByText('只针对某一条或者某句话').click()
    await page.fill('[name=quote]', '路灯全年常亮')
    await page.fill('[name=body]', '我的意见')
    await page.getByRole('button', { name: '提交意见' }).click()
    expect(await page.locator('.error-summary').innerText()).toContain('没有这些字')
    expect(await page.locator('[name=body]').inputValue()).toBe('我的意见')
    await page.fill('[name=quote]', '管护单位应当在三日内修复')
    await page.getByRole('button', { name: '提交意见' }).click()
    await page.waitForURL(/\/receipts\//)
    await page.context().close()
  })
})

describe('the script', () => {
  it('is one file of at most 3 KB, on pages where comments are taken and nowhere else', async () => {
    const page = await reading()
    const [script] = await page.locator('script').all()
    const file = await page.request.get((await script?.getAttribute('src')) ?? '', {
      headers: { 'Accept-Encoding': 'gzip' },
    })
    expect(Number(file.headers()['content-length'])).toBeLessThan(3 * 1024)
    expect(await page.locator('script').count()).toBe(1)
    const closed = await openNow(open.db, -10, -1)
    await page.goto(paths.consultation(closed.id))
    expect(await page.locator('script').count()).toBe(0)
    await page.context().close()
  })
})

import { readFile } from 'node:fs/promises'
import { gzipSync } from 'node:zlib'
import type { Browser, Page } from 'playwright-core'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { saveCaptions } from '~/app/domain/media/captions.server'
import { storeBytes } from '~/app/domain/media/store.server'
import { publishPolicy } from '~/app/domain/policies/sign-off.server'
import { paths } from '~/app/paths'
import type { OpenDatabase } from '~/db/client'
import {
  draftPolicy,
  paragraph,
  quote,
  reviewedInterpretation,
  reviewedPolicy,
  signingDay,
} from '~/test/domain/policies/a-policy'
import { axeViolations } from '~/test/support/axe'
import { launchBrowser } from '~/test/support/browser'
import { freshDatabase } from '~/test/support/database'
import { makeOffice } from '~/test/support/office'
import { startServer } from '~/test/support/server'

let open: OpenDatabase
let server: Awaited<ReturnType<typeof startServer>>
let browser: Browser
let explained: Awaited<ReturnType<typeof explain>>

beforeAll(async () => {
  open = await freshDatabase()
  explained = await explain()
  server = await startServer()
  browser = await launchBrowser()
}, 90_000)
afterAll(async () => {
  await browser?.close()
  await server?.close()
  await open?.close()
})

async function at(path: string, options: Parameters<Browser['newContext']>[0] = {}): Promise<Page> {
  const context = await browser.newContext({
    ...{ baseURL: server.url, locale: 'zh-CN', viewport: { width: 1280, height: 900 }, bypassCSP: true },
    ...options,
  })
  context.setDefaultTimeout(15_000)
  const page = await context.newPage()
  await page.goto(path)
  return page
}

/** One public interpretation with a video that explains two clauses, an animation, and a block of every other kind. */
async function explain() {
  const office = await makeOffice(open.db)
  const { departmentId } = office
  const drafter = office.as('drafter', signingDay)
  const keep = async (name: string, bytes: Uint8Array) => {
    const { mediaId, sha256 } = await storeBytes(drafter, { name, bytes, departmentId })
    return { mediaId, sha: sha256 }
  }
  const film = await keep('clip.webm', await readFile('test/media/fixtures/clip.webm'))
  await saveCaptions(drafter, film.mediaId, 'zh', 'WEBVTT\n\n00:00.000 --> 00:04.000\n每台补贴二十万元。\n')
  const spin = await keep('spin.json', await readFile('test/media/fixtures/spin.json'))
  const drawn = sharp({ create: { width: 600, height: 300, channels: 3, background: '#369' } })
  const still = await keep('图.png', await drawn.png().toBuffer())
  const { policyId, clauseIds } = await draftPolicy(office)
  const [first = 0, second = 0] = clauseIds
  const picture = { sha: still.sha, alt: '一张蓝色的图', caption: '' }
  const id = await reviewedInterpretation(office, policyId, [
    { type: 'paragraph', attrs: { element: 'background', clauses: [first] }, content: words('老人下楼难。') },
    quote(second, '每台电梯补贴二十万元，由县财政承担。'),
    {
      type: 'video',
      attrs: {
        ...{ sha: film.sha, title: '六秒看懂' },
        moments: [
          { second: 1, title: '为什么补', clauseId: first },
          { second: 3.5, title: '补多少', clauseId: second },
        ],
      },
    },
    { type: 'animation', attrs: { sha: spin.sha, still: still.sha, alt: '方块转一圈', caption: '转一圈' } },
    {
      type: 'gallery',
      attrs: { caption: '两张' },
      content: [picture, picture].map((attrs) => ({ type: 'image', attrs })),
    },
    { type: 'longImage', attrs: { sha: still.sha, alt: '长图', text: '长图里的字' } },
    {
      type: 'chart',
      attrs: {
        ...{ kind: 'shares', title: '钱从哪里来', unit: '万元', note: '', columns: ['金额'] },
        rows: [
          { label: '县财政', values: [20] },
          { label: '居民', values: [12] },
        ],
      },
    },
    {
      type: 'beforeAfter',
      attrs: {
        ...{ title: '变了什么', before: '以前', after: '现在' },
        rows: [{ what: '补贴', before: '补贴十万元', after: '补贴二十万元', clauseId: second }],
      },
    },
    {
      type: 'steps',
      content: [
        {
          type: 'step',
          content: [{ type: 'stepTitle', content: words('交申请表') }, paragraph('到社区交。')],
        },
      ],
    },
    { type: 'audience', attrs: { rows: [{ who: '老旧小区居民', what: '可以申请' }], except: '新建小区' } },
    { type: 'keyTerm', attrs: { term: '既有住宅', definition: '已经住人的楼。', source: '第一条' } },
    { type: 'timeline', attrs: { title: '日程', entries: [{ when: '12月1日', what: '开始申请' }] } },
    {
      type: 'transcript',
      content: [
        {
          type: 'speech',
          attrs: { speaker: '贺明川', role: '局长', second: 2 },
          content: [paragraph('县里出钱。')],
        },
      ],
    },
  ])
  await reviewedPolicy(office, policyId)
  await publishPolicy(office.as('issuer', signingDay), policyId)
  return { id, policyId, clauseId: second, second: 3.5 }
}

/** This database has no address of the site, so the footer's link to it has no words. */
async function violations(page: Page): Promise<string[]> {
  return (await axeViolations(page)).filter((found) => !found.includes('"mailto:"'))
}

function words(text: string) {
  return [{ type: 'text', text }]
}

describe('an interpretation', () => {
  it('plays the second in place where scripts run, and says so', async () => {
    const { id, second } = explained
    const page = await at(paths.interpretation(id))
    expect(await violations(page)).toEqual([])
    await page.evaluate(() => Object.assign(window, { stayed: true }))
    await page.locator(`.chapter[data-second="${second}"]`).click()
    await page.waitForFunction(
      (wanted) => Math.abs((document.querySelector('video')?.currentTime ?? 0) - wanted) < 3,
      second,
    )
    expect(await page.evaluate(() => 'stayed' in window)).toBe(true)
    expect(await page.locator('#now-playing').textContent()).toMatch(/^从 \d\d:\d\d 开始播放$/)
    expect(page.url()).toContain(`.${second}#b-`)
    await page.context().close()
  })

  it('moves only when it is asked to, and stops again', async () => {
    const page = await at(paths.interpretation(explained.id))
    expect(await page.locator('script[src*="lottie-player"]').count()).toBe(0)
    await page.getByRole('button', { name: '播放动画' }).click()
    await page.locator('.animation-moving svg').waitFor()
    expect(await page.locator('.animation-still').isVisible()).toBe(false)
    await page.getByRole('button', { name: '停止动画' }).click()
    expect(await page.locator('.animation-moving').count()).toBe(0)
    expect(await page.locator('.animation-still').isVisible()).toBe(true)
    await page.context().close()
  })

  it('says on paper every word that lies folded on the page, with stills, and nothing to press', async () => {
    const page = await at(paths.interpretation(explained.id))
    const [said, whole] = [page.getByText('每台补贴二十万元。'), page.getByText('长图里的字')]
    expect([await said.isVisible(), await whole.isVisible()]).toEqual([false, false])
    await page.emulateMedia({ media: 'print' })
    expect([await said.isVisible(), await whole.isVisible()]).toEqual([true, true])
    for (const words of ['为什么补', '申请', '既有住宅', '县里出钱。', '补贴十万元', '县财政'])
      expect(await page.locator('.prose').getByText(words).first().isVisible(), words).toBe(true)
    expect(await page.locator('.animation-still img').isVisible()).toBe(true)
    expect(await page.getByRole('button').count()).toBe(0)
    expect(await page.locator('.main-nav, .page-footer nav').first().isVisible()).toBe(false)
    await page.context().close()
  })

  it('fits a phone, in the dark too, and no script of it is larger than it may be', async () => {
    const page = await at(paths.interpretation(explained.id), {
      ...{ viewport: { width: 390, height: 844 }, colorScheme: 'dark' },
    })
    expect(await violations(page)).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390)
    const scripts = await page
      .locator('script[src]')
      .evaluateAll((all) => all.map((one) => one.getAttribute('src') ?? ''))
    const sizes = await Promise.all(
      scripts.map(async (script) => gzipSync(await (await fetch(server.url + script)).text()).length),
    )
    expect(sizes.length).toBe(2)
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(10 * 1024)
    await page.context().close()
  })
})

describe('a citation', () => {
  it('is in the clipboard after one press, and says so', async () => {
    const { policyId, clauseId } = explained
    const page = await at(paths.policyClause(policyId, clauseId))
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write'], { origin: server.url })
    const copy = page.locator('copy-text').first()
    await copy.getByRole('button').click()
    await copy.getByRole('status').getByText('已复制').waitFor()
    expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(
      /^《云岭县既有住宅加装电梯补贴办法》（岭政办发〔2026〕\d+号）第二条$/,
    )
    await page.context().close()
  })
})

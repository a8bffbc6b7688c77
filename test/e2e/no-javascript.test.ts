import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { OpenDatabase } from '~/db/client'
import { launchBrowser } from '~/test/support/browser'
import { countyDatabase } from '~/test/support/county'
import { everyPage, type Page } from '~/test/support/every-page'
import { startServer } from '~/test/support/server'

const columns = [
  ...['matters', 'consultations', 'activities', 'announcements', 'policies', 'interpretations', 'concerns'],
  ...['calendar', 'surveys'],
]
const articles = [
  ...['matter', 'announcement', 'draw', 'policy', 'policy-lapsed', 'interpretation', 'concern'],
  ...[
    'activity',
    'activity-open',
    'activity-symposium',
    'activity-visit',
    'activity-poll',
    'activity-meeting',
  ],
  ...['consultation-open', 'consultation-upcoming', 'consultation-answered', 'feedback'],
  ...['survey', 'survey-over'],
]
const ofSite = ['SiteName', 'SiteDomain', 'SiteIDCode']
const ofColumn = [...ofSite, 'ColumnName', 'ColumnDescription', 'ColumnKeywords', 'ColumnType']
const ofArticle = [...ofSite, 'ArticleTitle', 'PubDate', 'ContentSource']

type Looked = {
  name: string
  scripts: number
  handlers: number
  sheets: number
  headings: number
  breadcrumbs: number
  lang: string
  meta: Record<string, string>
}

let open: OpenDatabase
let server: Awaited<ReturnType<typeof startServer>>
let browser: Browser
let pages: Page[]
let looked: Looked[]

beforeAll(async () => {
  open = await countyDatabase()
  server = await startServer()
  browser = await launchBrowser()
  pages = (await everyPage(open.db)).filter(({ as }) => !as)
  looked = await lookAt()
}, 180_000)
afterAll(async () => {
  await browser.close()
  await server.close()
  await open.close()
})

async function lookAt(): Promise<Looked[]> {
  const context = await browser.newContext({ baseURL: server.url, javaScriptEnabled: false })
  context.setDefaultTimeout(15_000)
  const page = await context.newPage()
  const all: Looked[] = []
  for (const { name, path } of pages) {
    await page.goto(path)
    const seen = await page.evaluate(() => ({
      scripts: document.querySelectorAll('script, link[rel=modulepreload]').length,
      handlers: [...document.querySelectorAll('*')].filter((element) =>
        [...element.attributes].some(
          (attribute) => attribute.name.startsWith('on') || attribute.value.startsWith('javascript:'),
        ),
      ).length,
      sheets: document.querySelectorAll('link[rel=stylesheet], style').length,
      headings: document.querySelectorAll('h1').length,
      breadcrumbs: document.querySelectorAll('nav.breadcrumb').length,
      lang: document.documentElement.lang,
      meta: Object.fromEntries(
        [...document.querySelectorAll('meta[name]')].map((tag) => [
          tag.getAttribute('name') ?? '',
          tag.getAttribute('content') ?? '',
        ]),
      ),
    }))
    all.push({ name, ...seen })
  }
  await context.close()
  return all
}

const namesOf = (wrong: (page: Looked) => boolean) => looked.filter(wrong).map(({ name }) => name)
const missing = (page: Looked, tags: string[]) => tags.filter((tag) => !page.meta[tag])

describe('every public page', () => {
  it('ships no JavaScript (invariant 6), but one small file where words can be selected, a draw computed, a survey answered, a citation or an article copied', () => {
    expect(namesOf(({ scripts }) => scripts > 0)).toEqual([
      'consultation-open',
      'draw-verify',
      'survey-answer',
      'policy-clause',
      'interpretation-wechat',
    ])
    expect(namesOf(({ scripts }) => scripts > 1)).toEqual([])
    expect(namesOf(({ handlers }) => handlers > 0)).toEqual([])
  })

  it('that is a poster comes out of the printer as one sheet of A4', async () => {
    const page = await browser.newPage({ baseURL: server.url })
    await page.goto(pages.find(({ name }) => name === 'interpretation-poster')?.path ?? '')
    const sheets = (await page.pdf({ preferCSSPageSize: true })).toString('latin1')
    expect(sheets.match(/\/Type\s*\/Page\b/g)).toHaveLength(1)
    expect(sheets).toMatch(/\/MediaBox\s*\[0 0 59[45][.\d]* 84[12]/)
    await page.close()
  })

  it('loads exactly one style sheet', () => {
    expect(namesOf(({ sheets }) => sheets !== 1)).toEqual([])
  })

  it('says its language, has one main heading, and says where it stands', () => {
    expect(namesOf(({ lang }) => lang !== 'zh-CN')).toEqual([])
    expect(namesOf(({ headings }) => headings !== 1)).toEqual([])
    expect(namesOf(({ breadcrumbs }) => breadcrumbs !== 1)).toEqual(['home'])
  })

  it('names the site (M1)', () => {
    expect(namesOf((page) => missing(page, ofSite).length > 0)).toEqual([])
  })

  it.each(columns)('%s is described as a column (M1)', (name) => {
    const page = looked.find((one) => one.name === name)
    expect(page && missing(page, ofColumn)).toEqual([])
  })

  it.each(articles)('%s is described as an article, with the time to the minute (M1, M2)', (name) => {
    const page = looked.find((one) => one.name === name)
    expect(page && missing(page, ofArticle)).toEqual([])
    expect(page?.meta.PubDate).toMatch(/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}$/)
  })

  it('is entered with the keyboard through a link that leads to the content', async () => {
    const context = await browser.newContext({ baseURL: server.url, javaScriptEnabled: false })
    context.setDefaultTimeout(15_000)
    const page = await context.newPage()
    await page.goto('/')
    await page.keyboard.press('Tab')
    const focused = page.locator(':focus')
    expect(await focused.innerText()).toBe('跳到正文')
    expect(await focused.isVisible()).toBe(true)
    await page.keyboard.press('Enter')
    expect(await page.locator(':focus').getAttribute('id')).toBe('main')
    await page.keyboard.press('Tab')
    expect(await page.locator('main :focus').count()).toBe(1)
    await context.close()
  })

  it('folds what hangs on a clause under it on a phone, and unfolds it without a script', async () => {
    const context = await browser.newContext({
      baseURL: server.url,
      javaScriptEnabled: false,
      viewport: { width: 390, height: 800 },
    })
    context.setDefaultTimeout(15_000)
    const page = await context.newPage()
    await page.goto(pages.find(({ name }) => name === 'policy')?.path ?? '')
    const margin = page.locator('.clause-margin').first()
    const note = margin.getByRole('link').first()
    expect(await note.isVisible()).toBe(false)
    await margin.locator('summary').click()
    expect(await note.isVisible()).toBe(true)
    await context.close()
  })
})

import { readFileSync } from 'node:fs'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { chartOf } from '~/app/domain/survey-figures/chart.server'
import type { FigureTable } from '~/app/domain/survey-figures/figures'
import { stackOf } from '~/app/domain/survey-figures/stack.server'
import { launchBrowser } from '~/test/support/browser'

const long =
  '希望在小区门口增加新能源汽车充电桩，并且把夜间停车收费标准提前公示，接受居民监督和意见（含 24 小时服务电话 12345）'
const table: FigureTable = {
  ...{ id: '', label: '', base: 12_000, additive: true, mean: null, median: null },
  cells: Array.from({ length: 12 }, (_, at) => ({
    id: `o${at}`,
    label: `${at + 1}、${long.slice(at, at + 52)}`,
    people: at === 3 ? null : at === 0 ? 12_000 : 1000 * at,
  })),
}
const css = ['app/styles/tokens.css', 'app/ui/surveys/chart.css', 'app/ui/surveys/results.css']
  .map((file) => readFileSync(file, 'utf8'))
  .join('\n')
/** Five answers to six long rows: even, all in one, with nobody's answer missing, with small parts that are not shown. */
const rows: FigureTable[] = [
  [200, 200, 200, 200, 200, 200],
  [1200, 0, 0, 0, 0, 0],
  [700, 300, 100, 60, 40, 0],
  [1170, 10, 10, 10, 0, 0],
  [null, 600, null, 500, 50, 20],
  [400, 300, 200, 100, 150, 50],
].map((people, at) => ({
  ...{ id: `r${at}`, label: long.slice(at, at + 30), base: 1200, additive: true, mean: null, median: null },
  cells: ['很满意', '比较满意', '一般', '不太满意', '很不满意', '未作答'].map((label, column) => ({
    ...{ id: label === '未作答' ? 'unanswered' : `c${column}`, label },
    people: people[column] ?? null,
  })),
}))
let browser: Browser
beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(async () => browser.close())

test.each([
  { width: 320, name: 'twelve long labels', drawn: chartOf(table, 'zh') },
  { width: 390, name: 'twelve long labels', drawn: chartOf(table, 'zh') },
  { width: 1280, name: 'twelve long labels', drawn: chartOf(table, 'zh') },
  { width: 320, name: 'a matrix', drawn: stackOf(rows, 'zh') },
  { width: 1280, name: 'a matrix', drawn: stackOf(rows, 'zh') },
])('no label of $name meets another or the edge at $width pixels', async ({ width, name, drawn }) => {
  const page = await browser.newPage({ viewport: { width, height: 900 } })
  await page.setContent(
    `<!doctype html><html lang="zh-CN"><style>${css} body{margin:16px;font-family:var(--sans);background:var(--paper)}</style><div class="result-chart">${drawn}</div>`,
  )
  const found = await page.evaluate(() => {
    const shown = [...document.querySelectorAll<SVGSVGElement>('svg.chart')].filter(
      (svg) => svg.clientHeight > 0,
    )
    const faults: string[] = []
    for (const svg of shown) {
      const frame = svg.getBoundingClientRect()
      const marks = [...svg.querySelectorAll<SVGGraphicsElement>('text, path')]
      const boxes = marks.map((mark) => ({ mark, box: mark.getBoundingClientRect() }))
      for (const [at, { mark, box }] of boxes.entries()) {
        if (mark.tagName !== 'text') continue
        if (box.left < frame.left - 1 || box.right > frame.right + 1)
          faults.push(`beyond: ${mark.textContent}`)
        if (box.bottom > frame.bottom + 1) faults.push(`below: ${mark.textContent}`)
        for (const [other, { mark: met, box: its }] of boxes.entries()) {
          const across = Math.min(box.right, its.right) - Math.max(box.left, its.left)
          const down = Math.min(box.bottom, its.bottom) - Math.max(box.top, its.top)
          // A share stands in its part, wholly.
          if (met.tagName === 'path' && across > box.width - 1 && /^\d+%$/.test(mark.textContent)) continue
          // The line box of a text is higher than its signs.
          if (other !== at && across > 1 && down > (met.tagName === 'text' ? 2 : 4))
            faults.push(`${mark.textContent} on ${met.textContent || 'a bar'}`)
        }
      }
    }
    const size = shown[0] ? (shown[0].clientWidth / shown[0].viewBox.baseVal.width) * 15 : 0
    return { count: shown.length, faults, size }
  })
  expect(found.count).toBe(1)
  expect(found.faults).toEqual([])
  expect(found.size).toBeGreaterThanOrEqual(13)
  if (process.env.CHART_SHOTS) {
    await page.screenshot({ path: `${process.env.CHART_SHOTS}/${name}-${width}.png`, fullPage: true })
    await page.emulateMedia({ colorScheme: 'dark' })
    await page.screenshot({ path: `${process.env.CHART_SHOTS}/${name}-${width}-dark.png`, fullPage: true })
    await page.emulateMedia({ media: 'print', colorScheme: 'light' })
    await page.screenshot({ path: `${process.env.CHART_SHOTS}/${name}-${width}-print.png`, fullPage: true })
  }
  await page.close()
})

test('a chart brings no style sheet and no script, says its numbers in words, and keeps a hidden one hidden', () => {
  const svg = chartOf(
    { ...table, cells: table.cells.map((cell) => ({ ...cell, label: `${cell.label}<b>"&` })) },
    'zh',
  )
  expect(svg).not.toMatch(/<style|<script|<b>/)
  expect(svg).toContain('role="img"')
  expect(svg).toContain('4、')
  expect(svg).toContain('不公布')
  expect(svg).not.toContain('3000 人')
})

test('a matrix is one picture: what is hidden stands as one rest at the end, so that no place tells how large a part is', () => {
  const svg = stackOf(rows, 'zh')
  expect(svg.match(/<svg /g)).toHaveLength(2)
  expect(svg).toContain('很满意 不公布；比较满意 600 人 50%；一般 不公布')
  // The hidden first part leaves no room before the second one, which begins at the edge.
  const [drawn = ''] = stackOf(rows.slice(4, 5), 'zh').split('</svg>')
  const parts = [...drawn.matchAll(/<path d="M(\S+) \S+l(\S+) 0/g)].map(([, left, length]) => [
    Number(left),
    Number(length),
  ])
  expect(parts).toContainEqual([0, 148])
})

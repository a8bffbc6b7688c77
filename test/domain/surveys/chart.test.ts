import { readFileSync } from 'node:fs'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { chartOf } from '~/app/domain/survey-figures/chart.server'
import type { FigureTable } from '~/app/domain/survey-figures/figures'
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
let browser: Browser
beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(async () => browser.close())

test.each([320, 390, 1280])(
  'no label of twelve long ones meets another or the edge at %i pixels',
  async (width) => {
    const page = await browser.newPage({ viewport: { width, height: 900 } })
    await page.setContent(
      `<!doctype html><html lang="zh-CN"><style>${css} body{margin:16px;font-family:var(--sans);background:var(--paper)}</style><div class="result-chart">${chartOf(table, 'zh')}</div>`,
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
      await page.screenshot({ path: `${process.env.CHART_SHOTS}/chart-${width}.png`, fullPage: true })
      await page.emulateMedia({ colorScheme: 'dark' })
      await page.screenshot({ path: `${process.env.CHART_SHOTS}/chart-${width}-dark.png`, fullPage: true })
      await page.emulateMedia({ media: 'print', colorScheme: 'light' })
      await page.screenshot({ path: `${process.env.CHART_SHOTS}/chart-${width}-print.png`, fullPage: true })
    }
    await page.close()
  },
)

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

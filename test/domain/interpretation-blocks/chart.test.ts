import { readFileSync } from 'node:fs'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ticksBetween } from '~/app/domain/interpretation-blocks/chart-lines'
import { sayNumber } from '~/app/domain/interpretation-blocks/chart-marks'
import type { BlockData } from '~/app/domain/interpretation-blocks/data-blocks'
import { renderChart } from '~/app/domain/interpretation-blocks/render-chart.server'
import { launchBrowser } from '~/test/support/browser'

type Chart = BlockData<'chart'>

const long =
  '老城区沿街商户门前的临时停车泊位（含 24 小时服务电话 12345）和学校周边接送学生的限时泊位以及医院门口'
const row = (label: string, ...values: (number | null)[]) => ({ label, values })
const base = { title: '县城道路泊位', unit: '个', note: '' }

const charts: [string, Chart][] = [
  [
    'one series with a gap, a loss and long labels',
    {
      ...{ ...base, kind: 'bars', columns: ['数量'] },
      rows: [row(long.slice(0, 40), 123_456.75), row('新城', null), row('城东', -4200), row('城西', 0)],
    },
  ],
  [
    'six series',
    {
      ...{
        ...base,
        kind: 'bars',
        columns: [2021, 2022, 2023, 2024, 2025, 2026].map((year) => `${year}年末实际开放的泊位`),
      },
      rows: [row('老城', 1, 2, 3, 4, 5, 6), row(long.slice(4, 40), 60, 50, 40, 30, 20, 0)],
    },
  ],
  [
    'one line through twelve months',
    {
      ...{ ...base, kind: 'lines', columns: ['泊位'] },
      rows: Array.from({ length: 12 }, (_, at) => row(`2026年${at + 1}月`, at === 4 ? null : 820 + at * 37)),
    },
  ],
  [
    'a line with room for its numbers',
    {
      ...{ ...base, kind: 'lines', columns: ['泊位'] },
      rows: [row('2023年', 820), row('2024年', 960), row('2025年', 1410)],
    },
  ],
  [
    'six lines through forty days',
    {
      ...{ ...base, kind: 'lines', columns: Array.from({ length: 6 }, (_, at) => long.slice(at, at + 36)) },
      rows: Array.from({ length: 40 }, (_, at) =>
        row(`第${at + 1}天，${long.slice(0, 12)}`, at, -at, at * at, 40 - at, null, 7),
      ),
    },
  ],
  ['one point', { ...{ ...base, kind: 'lines', columns: ['泊位'] }, rows: [row(long.slice(0, 40), 3)] }],
  [
    'shares in a ring',
    {
      ...{ ...base, kind: 'shares', columns: ['泊位'] },
      rows: [
        row(long.slice(0, 40), 1200),
        row('学校', 300),
        row('医院', 280),
        row('市场', 12),
        row('车站', 0),
        row('其他', 1),
      ],
    },
  ],
  [
    'a share that is everything',
    { ...{ ...base, kind: 'shares', columns: ['泊位'] }, rows: [row('全部', 5)] },
  ],
  [
    'many shares',
    {
      ...{ ...base, kind: 'shares', columns: ['泊位'] },
      rows: Array.from({ length: 14 }, (_, at) => row(long.slice(at, at + 30), at)),
    },
  ],
]

let browser: Browser
beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser.close())

const css = ['app/styles/tokens.css', 'app/ui/surveys/chart.css', 'app/ui/interpretation/blocks.css']
  .map((file) => readFileSync(file, 'utf8'))
  .join('\n')

describe('a chart', () => {
  it.each([320, 1280])('lets no words meet others or the edge, at %i pixels', async (width) => {
    const page = await browser.newPage({ viewport: { width, height: 900 } })
    const faults: Record<string, string[]> = {}
    for (const [name, chart] of charts) {
      await page.setContent(
        `<!doctype html><html lang="zh-CN"><style>${css} body{margin:16px;font-family:var(--sans);background:var(--paper)}</style>${renderChart(chart)}`,
      )
      const found = await page.evaluate(wordsThatMeet)
      if (found.length > 0) faults[name] = found
    }
    expect(faults).toEqual({})
    await page.close()
  })

  it('has its table beside it, with what is missing said so', () => {
    const html = renderChart(charts[0]?.[1] as Chart)
    expect(html).toContain('<td class="number">123,456.75</td>')
    expect(html).toContain('<th scope="row">新城</th><td class="number">—</td>')
    expect(html).toContain('个</caption>')
    expect(html).toContain('aria-label="县城道路泊位：')
  })

  it('says shares of the whole, in the picture and in the table', () => {
    const html = renderChart({
      ...base,
      kind: 'shares',
      columns: ['泊位'],
      rows: [row('甲', 2), row('乙', 1)],
    })
    expect(html).toContain('<td class="number">66.7%</td>')
    expect(html).toContain('33.3%）')
  })

  it('says numbers as they are read, and the largest still fit', () => {
    expect(sayNumber(1234567.5)).toBe('1,234,567.5')
    expect(sayNumber(0.1 + 0.2)).toBe('0.3')
    expect(sayNumber(1e300)).toBe('1.000e+300')
  })

  it('counts its axis in round numbers with nought among them', () => {
    expect(ticksBetween(0, 1410)).toEqual([0, 500, 1000, 1500])
    expect(ticksBetween(-3, 8)).toEqual([-5, 0, 5, 10])
    expect(ticksBetween(0, 0)).toEqual([0, 0.25, 0.5, 0.75, 1])
  })
})

function wordsThatMeet(): string[] {
  const svg = [...document.querySelectorAll<SVGSVGElement>('svg.chart')].find((one) => one.clientHeight > 0)
  if (!svg) return ['no chart is shown']
  const frame = svg.getBoundingClientRect()
  const all = [...svg.querySelectorAll('text')].map((mark) => ({
    words: mark.textContent ?? '',
    box: mark.getBoundingClientRect(),
  }))
  return all.flatMap(({ words, box }, at) => {
    const isOut =
      box.left < frame.left - 1 ||
      box.right > frame.right + 1 ||
      box.bottom > frame.bottom + 1 ||
      box.top < frame.top - 3
    const met = all.slice(at + 1).filter(({ box: its }) => {
      const across = Math.min(box.right, its.right) - Math.max(box.left, its.left)
      const down = Math.min(box.bottom, its.bottom) - Math.max(box.top, its.top)
      // The line box of a text is higher than its signs.
      return across > 1 && down > 3
    })
    return [...(isOut ? [`beyond: ${words}`] : []), ...met.map((other) => `${words} on ${other.words}`)]
  })
}

import { CustomChart } from 'echarts/charts'
import { GridComponent } from 'echarts/components'
import { init, use } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'
import { layOut, narrow, type Row, type Sheet, wide } from './chart-layout'
import type { Cell, FigureTable } from './figures'

use([CustomChart, GridComponent, SVGRenderer])

// chart.css takes these and puts the tokens of the page in their place, so that a chart follows dark mode and print.
export const colours = { ink: '#1d1b18', bar: '#23415f', none: '#8a8174', paper: '#f6f4ef' }

/** A table as bars: drawn twice, for narrow and for wide pages, of which the style sheet shows one. */
export function chartOf(table: FigureTable, lang: Lang): string {
  return [
    { sheet: narrow, name: 'chart-narrow' },
    { sheet: wide, name: 'chart-wide' },
  ]
    .map(({ sheet, name }) => drawChart(table, lang, sheet, name))
    .join('')
}

function drawChart(table: FigureTable, lang: Lang, sheet: Sheet, name: string): string {
  const cells = table.cells.map((cell) => ({ ...cell, label: labelOf(cell, lang) }))
  const layout = layOut(cells, table.base, (cell) => sayValue(cell, table.base, lang), sheet)
  return drawing(
    layout.rows.map((row) => drawRow(row, layout, sheet)),
    {
      ...{ name, title: table.label || words[lang].title },
      description: cells
        .map((cell) => `${cell.label} ${sayValue(cell, table.base, lang)}`)
        .join(words[lang].between),
      ...{ width: sheet.width, height: layout.height },
    },
  )
}

/** Groups of marks, drawn by ECharts as they are. */
export function drawing(groups: object[], frame: Frame): string {
  const { width, height } = frame
  const chart = init(null, null, { renderer: 'svg', ssr: true, width, height })
  try {
    chart.setOption({
      ...{ animation: false, textStyle: { fontFamily: 'sans-serif' } },
      grid: { left: 0, right: 0, top: 0, bottom: 0 },
      xAxis: { show: false, min: 0, max: 1 },
      yAxis: { show: false, min: 0, max: 1 },
      series: {
        ...{ type: 'custom', silent: true, data: groups.map((_, at) => [at, 0]) },
        renderItem: ({ dataIndex }: { dataIndex: number }) => groups[dataIndex],
      },
    })
    return framed(chart.renderToSVGString({ useViewBox: true }), frame)
  } finally {
    chart.dispose()
  }
}

export type Lang = 'zh' | 'en'

type Measures = Pick<ReturnType<typeof layOut>, 'barHeight' | 'barRoom' | 'lineHeight'>

/** The label, a thin frame as long as everybody, the bar in it, and the number behind it. */
function drawRow(row: Row, { barHeight, barRoom, lineHeight }: Measures, { size }: Sheet) {
  const font = `${size}px sans-serif`
  const text = (words: string, x: number, y: number) => ({
    ...{ type: 'text', x, y },
    style: { text: words, fill: colours.ink, font, textVerticalAlign: 'middle', textAlign: 'left' },
  })
  const bar = (width: number, style: object) => ({
    ...{ type: 'rect', shape: { x: 0.5, y: row.barTop + 0.5, width, height: barHeight }, style },
  })
  const isHidden = row.cell.people === null
  const fill = row.cell.id === 'unanswered' ? colours.none : colours.bar
  return {
    type: 'group',
    children: [
      ...row.lines.map((line, at) => text(line, 0, row.top + (at + 0.5) * lineHeight)),
      bar(barRoom - 1, {
        ...{ fill: 'none', stroke: colours.none, lineWidth: 1 },
        ...(isHidden ? { lineDash: [3, 3] } : {}),
      }),
      ...(row.share > 0 ? [bar(Math.max(2, row.share * (barRoom - 1)), { fill })] : []),
      text(row.value, barRoom + 8, row.barTop + barHeight / 2),
    ],
  }
}

export const words = {
  zh: { title: '各项人数和比例', hidden: '不公布', between: '；', unanswered: '未作答' },
  en: { title: 'People and shares', hidden: 'not shown', between: '; ', unanswered: 'No answer' },
}

export function labelOf({ id, label }: Cell, lang: Lang): string {
  return id === 'unanswered' ? words[lang].unanswered : label
}

export function sayValue({ people }: Cell, base: number, lang: Lang): string {
  if (people === null) return words[lang].hidden
  const share = base === 0 ? '' : `${Math.round((people / base) * 100)}%`
  return lang === 'zh' ? `${people} 人 ${share}` : `${people} (${share})`
}

type Frame = { name: string; title: string; description: string; width: number; height: number }

/** One picture for who cannot see it, with its words; as wide as the page gives it. No style sheet, which no page would take. */
function framed(svg: string, { name, title, description, width, height }: Frame): string {
  const inner = svg
    .slice(svg.indexOf('>') + 1, svg.lastIndexOf('</svg>'))
    .replace(/<style[^>]*>[\s\S]*?<\/style>/g, '')
    .replace(/ (ecmeta_\w+|class|pointer-events|xml:space)="[^"]*"/g, '')
    .replaceAll(/style="font: ([\d.]+px) sans-serif"/g, 'style="font-size:$1"')
    .replace(/\n\s*/g, '')
  return `<svg class="chart ${name}" role="img" aria-label="${escapeXml(`${title}：${description}`)}" viewBox="0 0 ${width} ${height}" xmlns="http://www.w3.org/2000/svg"><title>${escapeXml(title)}</title><desc>${escapeXml(description)}</desc>${inner}</svg>`
}

function escapeXml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}

import { drawing } from '~/app/domain/survey-figures/chart.server'
import { narrow, type Sheet, wide } from '~/app/domain/survey-figures/chart-layout'
import { phrase } from './block-phrases'
import { wordsOfBlock } from './block-words'
import { drawBars } from './chart-bars'
import { drawLines } from './chart-lines'
import { sayNumber } from './chart-marks'
import { drawShares, sayShare, sharesOf } from './chart-shares'
import type { BlockData } from './data-blocks'
import { escapeHtml, idOf } from './render-html'

type Chart = BlockData<'chart'>

const draw = { bars: drawBars, lines: drawLines, shares: drawShares }

/** A picture of a small table, and beneath it the table: nothing is told by the picture alone. */
export function renderChart(attrs: Chart & { anchor?: string | null }): string {
  const note = attrs.note ? `<p class="chart-note">${escapeHtml(attrs.note)}</p>` : ''
  return `<figure class="chart-block"${idOf(attrs.anchor)}><figcaption class="block-title">${escapeHtml(attrs.title)}</figcaption><div class="chart-picture">${chartPictures(attrs)}</div>${tableOf(attrs)}${note}</figure>`
}

/** Drawn twice, for narrow and for wide pages, of which the style sheet shows one. */
function chartPictures(chart: Chart): string {
  return [
    { sheet: narrow, name: 'chart-narrow' },
    { sheet: wide, name: 'chart-wide' },
  ]
    .map(({ sheet, name }) => chartPicture(chart, sheet, name))
    .join('')
}

/** One drawing of a chart, as wide as the sheet. */
export function chartPicture(chart: Chart, sheet: Sheet, name: string): string {
  const { marks, height } = draw[chart.kind](chart, sheet)
  const [, ...said] = wordsOfBlock('chart', chart)
  return drawing([{ type: 'group', children: marks }], {
    ...{ name, title: chart.title, description: said.join('；') },
    ...{ width: sheet.width, height: Math.ceil(height) },
  })
}

function tableOf(chart: Chart): string {
  const { title, unit, columns, rows, kind } = chart
  const shares = kind === 'shares' ? sharesOf(chart) : null
  const heads = [
    `<th scope="col">${phrase('block.item')}</th>`,
    ...columns.map((name) => `<th scope="col" class="number">${escapeHtml(name)}</th>`),
    ...(shares ? [`<th scope="col" class="number">${phrase('block.share')}</th>`] : []),
  ]
  const body = rows.map(({ label, values }, at) => {
    const cells = [...values.map(sayNumber), ...(shares ? [sayShare(shares[at]?.share ?? 0)] : [])].map(
      (value) => `<td class="number">${value}</td>`,
    )
    return `<tr><th scope="row">${escapeHtml(label)}</th>${cells.join('')}</tr>`
  })
  const caption = unit ? `<caption>${phrase('block.unit')}${escapeHtml(unit)}</caption>` : ''
  return `<section class="table-scroll" aria-label="${escapeHtml(title)}" tabindex="0"><table class="chart-table">${caption}<thead><tr>${heads.join('')}</tr></thead><tbody>${body.join('')}</tbody></table></section>`
}

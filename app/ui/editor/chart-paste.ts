import type { BlockData } from '~/app/domain/interpretation-blocks/data-blocks'

export type ChartTable = Pick<BlockData<'chart'>, 'columns' | 'rows'> & { unit?: string }

const mostColumns = 6
const mostRows = 40

/**
 * A table copied from Excel or WPS, or typed with commas: the first column is the names of the rows, the first line
 * those of the columns where it holds no numbers. Nothing where there is no number in it.
 */
export function readChartTable(text: string): ChartTable | null {
  const lines = text.replace(/\r\n?/g, '\n').split('\n')
  const cells = lines.filter((line) => line.trim() !== '').map(cutLine)
  const width = Math.max(0, ...cells.map((line) => line.length))
  if (width < 2) return null
  const [first = [], ...rest] = cells
  const hasHead = first.slice(1).every((cell) => cell === '' || readNumber(cell) === null)
  const body = (hasHead ? rest : cells).slice(0, mostRows)
  const count = Math.min(mostColumns, width - 1)
  const columns = Array.from({ length: count }, (_, at) =>
    hasHead ? (first[at + 1] ?? '').slice(0, 40) : '',
  )
  const rows = body.map(([label = '', ...values]) => ({
    label: label.slice(0, 40),
    values: Array.from({ length: count }, (_, at) => readNumber(values[at] ?? '')),
  }))
  const given = body.flatMap((line) => line.slice(1)).filter((cell) => readNumber(cell) !== null)
  if (given.length === 0) return null
  const isPercent = given.every((cell) => /[%％]\s*$/.test(cell))
  return { columns, rows, ...(isPercent ? { unit: '%' } : {}) }
}

/** Tabs are what a spreadsheet copies; by hand one writes commas. */
function cutLine(line: string): string[] {
  const cells = line.includes('\t') ? line.split('\t') : line.split(/[,，;；|]|\s{2,}/)
  return cells.map((cell) => cell.trim().replace(/^"(.*)"$/, '$1'))
}

/** 1,234.5 · １２３ · 35% · -3 · (3) for a loss; null for an empty cell, a dash, or words. */
export function readNumber(cell: string): number | null {
  const plain = cell
    .normalize('NFKC')
    .replace(/[\s,，￥¥%]/g, '')
    .replace(/^\((.+)\)$/, '-$1')
    .replace(/^[−–—](?=\d)/, '-')
  return /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)$/.test(plain) ? Number(plain) : null
}

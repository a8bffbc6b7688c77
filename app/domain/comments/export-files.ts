import { strToU8 } from 'fflate'
import { harmlessCell } from '~/app/domain/files/harmless-cell'
import { type Row, workbookType, writeWorkbook } from '~/app/domain/files/workbook'
import { type Column, columnsOf } from './export-columns'
import type { ExportedComment, ExportFormat, ExportScope } from './export-types'

export const fileTypes: Record<ExportFormat, string> = {
  csv: 'text/csv; charset=utf-8',
  json: 'application/json; charset=utf-8',
  xlsx: workbookType,
}

type Batches = AsyncIterable<ExportedComment[]>

/** The file, piece by piece as the comments come: however many there are, only one batch is held at a time. */
export function writeFile(
  format: ExportFormat,
  scope: ExportScope,
  batches: Batches,
): AsyncGenerator<Uint8Array> {
  if (format === 'csv') return writeCsv(scope, batches)
  return format === 'json' ? writeJson(scope, batches) : writeExcel(scope, batches)
}

/** RFC 4180, with the mark by which a spreadsheet knows UTF-8. */
async function* writeCsv(scope: ExportScope, batches: Batches): AsyncGenerator<Uint8Array> {
  const columns = columnsOf(scope)
  const line = (cells: (string | number)[]) => `${cells.map(csvCell).join(',')}\r\n`
  yield strToU8(`\uFEFF${line(columns.map(({ title }) => title))}`)
  for await (const rows of batches)
    yield strToU8(rows.map((row) => line(columns.map(({ cell }) => cell(row)))).join(''))
}

function csvCell(value: string | number): string {
  if (typeof value === 'number') return String(value)
  const words = harmlessCell(value)
  return /[",\r\n]/.test(words) ? `"${words.replaceAll('"', '""')}"` : words
}

async function* writeJson(scope: ExportScope, batches: Batches): AsyncGenerator<Uint8Array> {
  const keys = columnsOf(scope).map(({ key }) => key)
  let isFirst = true
  yield strToU8('[')
  for await (const rows of batches) {
    const entries = rows.map((row) => JSON.stringify(Object.fromEntries(keys.map((key) => [key, row[key]]))))
    if (entries.length > 0) yield strToU8(`${isFirst ? '\n' : ',\n'}${entries.join(',\n')}`)
    isFirst &&= entries.length === 0
  }
  yield strToU8('\n]\n')
}

async function* writeExcel(scope: ExportScope, batches: Batches): AsyncGenerator<Uint8Array> {
  const columns = columnsOf(scope)
  yield* writeWorkbook([
    {
      name: '意见',
      widths: columns.map(({ width }) => width),
      headRows: 1,
      rows: excelRows(columns, batches),
    },
  ])
}

async function* excelRows(columns: Column[], batches: Batches): AsyncGenerator<Row[]> {
  yield [{ look: 'head', cells: columns.map(({ title }) => title) }]
  for await (const rows of batches) yield rows.map((row) => columns.map(({ cell }) => cell(row)))
}

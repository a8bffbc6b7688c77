import { strToU8, Zip, ZipDeflate } from 'fflate'
import { columnsOf } from './export-columns'
import type { ExportedComment, ExportFormat, ExportScope } from './export-types'
import { harmlessCell } from './harmless-cell'

export const fileTypes: Record<ExportFormat, string> = {
  csv: 'text/csv; charset=utf-8',
  json: 'application/json; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
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

const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const packages = 'http://schemas.openxmlformats.org/package/2006'
const sheetTypes = 'application/vnd.openxmlformats-officedocument.spreadsheetml'

const parts: Record<string, string> = {
  '[Content_Types].xml': `${head}<Types xmlns="${packages}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${sheetTypes}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${sheetTypes}.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="${sheetTypes}.styles+xml"/></Types>`,
  '_rels/.rels': `${head}<Relationships xmlns="${packages}/relationships"><Relationship Id="rId1" Type="${relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  'xl/workbook.xml': `${head}<workbook xmlns="${main}" xmlns:r="${relations}"><sheets><sheet name="意见" sheetId="1" r:id="rId1"/></sheets></workbook>`,
  'xl/_rels/workbook.xml.rels': `${head}<Relationships xmlns="${packages}/relationships"><Relationship Id="rId1" Type="${relations}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${relations}/styles" Target="styles.xml"/></Relationships>`,
  'xl/styles.xml': `${head}<styleSheet xmlns="${main}"><fonts count="2"><font><sz val="11"/><name val="等线"/></font><font><b/><sz val="11"/><name val="等线"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf><xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/></cellXfs></styleSheet>`,
}

// What one cell of a spreadsheet holds.
const longestCell = 32_000

/** A workbook of one sheet. Written by hand, since the packages for it hold every row in memory until the end. */
async function* writeExcel(scope: ExportScope, batches: Batches): AsyncGenerator<Uint8Array> {
  const columns = columnsOf(scope)
  const ready: Uint8Array[] = []
  let failure: Error | null = null
  const zip = new Zip((error, piece) => {
    failure ??= error
    if (piece) ready.push(piece)
  })
  const add = (name: string) => {
    const file = new ZipDeflate(name, { level: 6 })
    zip.add(file)
    return file
  }
  for (const [name, content] of Object.entries(parts)) add(name).push(strToU8(content), true)
  const sheet = add('xl/worksheets/sheet1.xml')
  const widths = columns.map(
    ({ width }, at) => `<col min="${at + 1}" max="${at + 1}" width="${width}" customWidth="1"/>`,
  )
  const top =
    '<sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView>'
  sheet.push(
    strToU8(
      `${head}<worksheet xmlns="${main}"><sheetViews>${top}</sheetViews><cols>${widths.join('')}</cols><sheetData>${excelRow(
        columns.map(({ title }) => title),
        1,
      )}`,
    ),
  )
  for await (const rows of batches) {
    sheet.push(strToU8(rows.map((row) => excelRow(columns.map(({ cell }) => cell(row)))).join('')))
    if (failure) throw failure
    yield* ready.splice(0)
  }
  sheet.push(strToU8('</sheetData></worksheet>'), true)
  zip.end()
  if (failure) throw failure
  yield* ready.splice(0)
}

function excelRow(cells: (string | number)[], style = 0): string {
  const each = cells.map((value) => {
    if (value === '') return '<c/>'
    if (typeof value === 'number') return `<c s="${style}"><v>${value}</v></c>`
    const words = escapeXml(harmlessCell(value).slice(0, longestCell))
    return `<c s="${style}" t="inlineStr"><is><t xml:space="preserve">${words}</t></is></c>`
  })
  return `<row>${each.join('')}</row>`
}

function escapeXml(words: string): string {
  return words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

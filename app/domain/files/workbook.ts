import { strToU8, Zip, ZipDeflate } from 'fflate'
import { harmlessCell } from './harmless-cell'

export const workbookType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

type Cells = readonly (string | number)[]
/** Cells by themselves are wrapped to the width of their column; a title and a line run on over their neighbours. */
export type Row = Cells | { look: 'head' | 'title' | 'line'; cells: Cells }

export type Sheet = {
  name: string
  /** Of the columns, in characters. */
  widths: number[]
  /** So many rows stay in sight while the others are scrolled. */
  headRows: number
  isLandscape?: boolean
  /** By the batch: only one is held at a time. */
  rows: Iterable<Row[]> | AsyncIterable<Row[]>
}

const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const packages = 'http://schemas.openxmlformats.org/package/2006'
const sheetTypes = 'application/vnd.openxmlformats-officedocument.spreadsheetml'

// Each look is the place of its `xf` in the styles.
const looks = { plain: 0, head: 1, title: 2, line: 3 }
const font = '<name val="宋体"/>'
const styles = `${head}<styleSheet xmlns="${main}"><fonts count="3"><font><sz val="11"/>${font}</font><font><b/><sz val="11"/>${font}</font><font><b/><sz val="14"/>${font}</font></fonts><fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFEEEEEE"/></patternFill></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="4"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf><xf numFmtId="0" fontId="1" fillId="2" borderId="0" xfId="0" applyFont="1" applyFill="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf><xf numFmtId="0" fontId="2" fillId="0" borderId="0" xfId="0" applyFont="1"/><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs></styleSheet>`

/** An Excel file, piece by piece. Written by hand, since the packages for it hold every row in memory until the end. */
export async function* writeWorkbook(sheets: Sheet[]): AsyncGenerator<Uint8Array> {
  const ready: Uint8Array[] = []
  let failure: Error | null = null
  const zip = new Zip((error, piece) => {
    failure ??= error
    if (piece) ready.push(piece)
  })
  function* taken() {
    if (failure) throw failure
    yield* ready.splice(0)
  }
  const add = (name: string) => {
    const file = new ZipDeflate(name, { level: 6 })
    zip.add(file)
    return file
  }
  for (const [name, content] of Object.entries(partsFor(sheets))) add(name).push(strToU8(content), true)
  for (const [at, sheet] of sheets.entries()) {
    const file = add(`xl/worksheets/sheet${at + 1}.xml`)
    file.push(strToU8(openSheet(sheet)))
    for await (const rows of sheet.rows) {
      file.push(strToU8(rows.map(writeRow).join('')))
      yield* taken()
    }
    const page = sheet.isLandscape ? '<pageSetup paperSize="9" orientation="landscape"/>' : ''
    file.push(strToU8(`</sheetData>${page}</worksheet>`), true)
  }
  zip.end()
  yield* taken()
}

function partsFor(sheets: Sheet[]): Record<string, string> {
  const each = (write: (number: number, sheet: Sheet) => string) =>
    sheets.map((sheet, at) => write(at + 1, sheet)).join('')
  const stylesId = `rId${sheets.length + 1}`
  return {
    '[Content_Types].xml': `${head}<Types xmlns="${packages}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${sheetTypes}.sheet.main+xml"/>${each((number) => `<Override PartName="/xl/worksheets/sheet${number}.xml" ContentType="${sheetTypes}.worksheet+xml"/>`)}<Override PartName="/xl/styles.xml" ContentType="${sheetTypes}.styles+xml"/></Types>`,
    '_rels/.rels': `${head}<Relationships xmlns="${packages}/relationships"><Relationship Id="rId1" Type="${relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `${head}<workbook xmlns="${main}" xmlns:r="${relations}"><sheets>${each((number, { name }) => `<sheet name="${escapeXml(name)}" sheetId="${number}" r:id="rId${number}"/>`)}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `${head}<Relationships xmlns="${packages}/relationships">${each((number) => `<Relationship Id="rId${number}" Type="${relations}/worksheet" Target="worksheets/sheet${number}.xml"/>`)}<Relationship Id="${stylesId}" Type="${relations}/styles" Target="styles.xml"/></Relationships>`,
    'xl/styles.xml': styles,
  }
}

function openSheet({ widths, headRows }: Sheet): string {
  const columns = widths.map(
    (width, at) => `<col min="${at + 1}" max="${at + 1}" width="${width}" customWidth="1"/>`,
  )
  const pane = `<pane ySplit="${headRows}" topLeftCell="A${headRows + 1}" activePane="bottomLeft" state="frozen"/>`
  return `${head}<worksheet xmlns="${main}"><sheetViews><sheetView workbookViewId="0">${pane}</sheetView></sheetViews><cols>${columns.join('')}</cols><sheetData>`
}

// What one cell of a spreadsheet holds.
const longestCell = 32_000

function writeRow(row: Row): string {
  const { look, cells } = 'look' in row ? row : { look: 'plain' as const, cells: row }
  const style = looks[look]
  const each = cells.map((value) => {
    if (value === '') return '<c></c>'
    if (typeof value === 'number') return `<c s="${style}"><v>${value}</v></c>`
    const words = escapeXml(harmlessCell(value).slice(0, longestCell))
    return `<c s="${style}" t="inlineStr"><is><t xml:space="preserve">${words}</t></is></c>`
  })
  return `<row>${each.join('')}</row>`
}

function escapeXml(words: string): string {
  return words
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}

import { findPersonalSigns, findPrivateData } from '~/app/domain/comments/private-data'
import { harmlessCell } from '~/app/domain/files/harmless-cell'

/** 2 MB: what one upload may hold. */
export const largestTable = 2 * 1024 * 1024

type ReadTable = { ok: true; head: string[]; rows: string[][] } | { ok: false; message: string }

/** Reads the raw table of a poll (RFC 4180); refuses what has no head, is ragged, or leads to a person (L3). */
export function readTable(csv: string): ReadTable {
  const refuse = (message: string): ReadTable => ({ ok: false, message })
  const all = parseCsv(csv.replace(/^\uFEFF/, ''))
  if (!all) return refuse('有一处引号没有配对，请检查后再上传。')
  const [head, ...rows] = all.filter((cells) => cells.length > 1 || cells[0]?.trim() !== '')
  if (!head) return refuse('表是空的。')
  const names = head.map((cell) => cell.trim())
  if (names.some((name) => name === '' || /^[\d.,%]+$/.test(name)))
    return refuse('第一行要写各列的名称（如“编号,第1题,第2题”），不能是空格或者数据。')
  if (new Set(names).size < names.length) return refuse('第一行有重复的列名，请改成不同的名称。')
  if (rows.length === 0) return refuse('只有列名，没有数据。')
  const ragged = rows.findIndex((cells) => cells.length !== head.length)
  if (ragged >= 0)
    return refuse(
      `第 ${ragged + 2} 行有 ${rows[ragged]?.length} 列，和列名的 ${head.length} 列对不上，请补齐或删去多出的。`,
    )
  const private_ = findPerson([head, ...rows])
  if (private_) return refuse(private_)
  return { ok: true, head: names, rows }
}

/** Nothing shorter leads to a person: neither a number nor an address. */
const shortestSign = 5

/** In which cell something stands that leads to a person, in words. The same answer stands in many cells: each is read once. */
function findPerson(all: string[][]): string | null {
  const clean = new Set<string>()
  for (const [at, cells] of all.entries()) {
    for (const [column, cell] of cells.entries()) {
      if (cell.length < shortestSign || clean.has(cell)) continue
      clean.add(cell)
      const found = findPrivateData(cell)[0] ?? findPersonalSigns(cell)[0]
      if (found)
        return `第 ${at + 1} 行第 ${column + 1} 列像是${found.name}。公开的数据不能带有能找到个人的内容，请删去这一列或这一格再上传（《个人信息保护法》第五十一条）。`
    }
  }
  return null
}

/** How many people a table has that was taken: its rows below the head. Every look at the results asks this. */
export function countRows(csv: string): number {
  return Math.max(0, rowsOf(csv).length - 1)
}

/** Without the empty lines. */
function rowsOf(csv: string): string[][] {
  const all = parseCsv(csv.replace(/^\uFEFF/, '')) ?? []
  return all.filter((cells) => cells.length > 1 || cells[0]?.trim() !== '')
}

/** The table for download, so that a spreadsheet opens it as words and numbers and nothing in it runs. */
export function writeTable(csv: string): string {
  const lines = rowsOf(csv).map((cells) => cells.map((cell) => quoted(harmlessCell(cell))).join(','))
  return `\uFEFF${lines.join('\r\n')}\r\n`
}

function quoted(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell
}

/** Null where a quotation mark is never closed. */
function parseCsv(csv: string): string[][] | null {
  const rows: string[][] = []
  let row: string[] = []
  let cell = ''
  let isQuoted = false
  for (let at = 0; at < csv.length; at += 1) {
    const char = csv[at] as string
    if (isQuoted) {
      if (char !== '"') cell += char
      else if (csv[at + 1] === '"') {
        cell += '"'
        at += 1
      } else isQuoted = false
    } else if (char === '"' && cell === '') isQuoted = true
    else if (char === ',') {
      row.push(cell)
      cell = ''
    } else if (char === '\n' || char === '\r') {
      if (char === '\r' && csv[at + 1] === '\n') at += 1
      rows.push([...row, cell])
      row = []
      cell = ''
    } else cell += char
  }
  if (isQuoted) return null
  if (cell !== '' || row.length > 0) rows.push([...row, cell])
  return rows
}

import type { Cell } from './figures'

/** Sizes in the units of the drawing: a narrow one for telephones, a wide one for screens and paper. */
export type Sheet = { width: number; size: number }
export const narrow: Sheet = { width: 300, size: 15 }
export const wide: Sheet = { width: 600, size: 15 }

export type Row = {
  cell: Cell
  /** The label, in lines that fit. */
  lines: string[]
  value: string
  top: number
  barTop: number
  /** Of the longest bar that would be everybody. */
  share: number
}
export type Layout = { rows: Row[]; height: number; barHeight: number; barRoom: number; lineHeight: number }

/** Every label stands above its bar, the number behind it: so nothing meets, however long a label is. */
export function layOut(cells: Cell[], base: number, sayValue: (cell: Cell) => string, sheet: Sheet): Layout {
  const lineHeight = Math.round(sheet.size * 1.45)
  const barHeight = 16
  const gap = 10
  const values = cells.map(sayValue)
  const valueRoom = Math.max(0, ...values.map((value) => widthOf(value, sheet.size))) + 10
  let top = 4
  const rows = cells.map((cell, at) => {
    const lines = wrap(cell.label, sheet.width, sheet.size)
    const barTop = top + lines.length * lineHeight + 2
    const share = cell.people === null || base === 0 ? 0 : cell.people / base
    const row = { cell, lines, value: values[at] as string, top, barTop, share }
    top = barTop + Math.max(barHeight, lineHeight) + gap
    return row
  })
  return { rows, height: top, barHeight, barRoom: sheet.width - valueRoom, lineHeight }
}

/** Chinese is broken anywhere but before a mark that may not begin a line; other words stay whole where they fit. */
export function wrap(label: string, width: number, size: number): string[] {
  const lines: string[] = []
  let line = ''
  for (const piece of label.trim().match(/[\p{L}\p{N}]*[A-Za-z0-9][A-Za-z0-9.,-]*\s*|./gu) ?? []) {
    for (const part of widthOf(piece, size) > width ? piece : [piece]) {
      const mayBegin = !/^[，。、；：！？）》」』”’…%]/.test(part)
      if (line !== '' && widthOf(line + part, size) > width && mayBegin) {
        // An opening mark goes with what it opens.
        const [kept = '', opening = ''] = line.split(/([（《「『“]+)$/)
        lines.push(kept.trimEnd())
        line = opening
      }
      line += line === '' ? part.trimStart() : part
    }
  }
  if (line.trim() !== '') lines.push(line.trimEnd())
  return lines.length > 0 ? lines : ['']
}

/** A little more than it takes in the usual fonts. */
export function widthOf(text: string, size: number): number {
  let ems = 0
  for (const sign of text) ems += /[!-~ ¡-ɏ]/.test(sign) ? 0.62 : 1
  return ems * size * 1.02
}

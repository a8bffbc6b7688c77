/** A line of the source; a run of table rows is one line with cells. */
export type SourceLine = {
  text: string
  /** 1 for `# `, 2 for `## `, …; 0 for plain text. Only a hint: the numbering decides. */
  level: number
  cells: string[][] | null
}

// Zero-width marks, soft hyphens and byte-order marks come along when text is copied from pages.
const invisible = /[\u200b-\u200f\u202a-\u202e\u2060\ufeff\u00ad]/g

export function tidyLine(line: string): string {
  return line
    .replace(invisible, '')
    .replace(/\u00a0/g, ' ')
    .trim()
}

/** Cuts plain text into its lines without the blank ones; rows of cells (`| a | b |` or tabs) become one table. */
export function readLines(text: string): SourceLine[] {
  const lines: SourceLine[] = []
  const raw = text.split(/\r\n?|\n|\u2028|\u2029/).filter((line) => tidyLine(line) !== '')
  for (let at = 0; at < raw.length; at++) {
    const rows = takeRows(raw, at)
    if (rows.length > 0) {
      const cells = squareUp(rows.filter((row) => !isRule(row)))
      if (cells.length > 0) lines.push({ text: '', level: 0, cells })
      at += rows.length - 1
      continue
    }
    const tidy = tidyLine(raw[at] ?? '')
    const hint = /^(#{1,6})[\s　]+(.*)$/.exec(tidy)
    const line = hint
      ? { text: tidyLine(hint[2] ?? ''), level: hint[1]?.length ?? 0 }
      : { text: tidy, level: 0 }
    if (line.text !== '') lines.push({ ...line, text: line.text.replace(/[\t ]+/g, ' '), cells: null })
  }
  return lines
}

function takeRows(raw: string[], from: number): string[][] {
  const rows: string[][] = []
  for (let at = from; at < raw.length; at++) {
    const row = readPipedRow(raw[at] ?? '') ?? readTabbedRow(raw[at] ?? '')
    if (!row) break
    rows.push(row)
  }
  // One line with a tab in it is no table yet.
  return rows.length > 1 || readPipedRow(raw[from] ?? '') ? rows : []
}

function readPipedRow(line: string): string[] | null {
  const tidy = tidyLine(line)
  if (tidy.length < 2 || !tidy.startsWith('|') || !tidy.endsWith('|')) return null
  return tidy
    .slice(1, -1)
    .split(/(?<!\\)\|/)
    .map((cell) => tidyLine(cell.replaceAll('\\|', '|')))
}

function readTabbedRow(line: string): string[] | null {
  const cells = line.replace(invisible, '').trimEnd().split('\t').map(tidyLine)
  // A tab after a number (第一条⇥…, 1.⇥…) or an indent is not a table.
  if (cells.length < 2 || cells[0] === '') return null
  if (/^(第.{1,6}[编章节条]|.{1,4}[、.．]|[（(].{1,4}[）)])$/.test(cells[0] ?? '')) return null
  return cells
}

function isRule(row: string[]): boolean {
  return row.every((cell) => /^:?-{2,}:?$/.test(cell))
}

function squareUp(rows: string[][]): string[][] {
  const width = Math.max(1, ...rows.map((row) => row.length))
  return rows.map((row) => [...row, ...Array<string>(width - row.length).fill('')])
}

export function writeRow(row: string[]): string {
  return `| ${row.map((cell) => tidyLine(cell.replace(/\s*\n\s*/g, ' ')).replaceAll('|', '\\|')).join(' | ')} |`
}

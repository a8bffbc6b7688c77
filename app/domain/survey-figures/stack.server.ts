import { colours, drawing, type Lang, labelOf, sayValue, words } from './chart.server'
import { narrow, type Sheet, wide, widthOf, wrap } from './chart-layout'
import type { Cell, FigureTable } from './figures'

/** A matrix or a ranking as one picture: a bar for each row, divided into its answers, and above them what the parts mean. */
export function stackOf(tables: FigureTable[], lang: Lang): string {
  return [
    { sheet: narrow, name: 'chart-narrow' },
    { sheet: wide, name: 'chart-wide' },
  ]
    .map(({ sheet, name }) => drawStack(tables, lang, sheet, name))
    .join('')
}

const barHeight = 26
const swatch = 14

function drawStack(tables: FigureTable[], lang: Lang, sheet: Sheet, name: string): string {
  const key = keyOf(tables, lang)
  const line = Math.round(sheet.size * 1.45)
  const legend = layOutLegend(key, sheet, line)
  let top = legend.height + 10
  const groups: object[] = [{ type: 'group', children: legend.marks }]
  for (const table of tables) {
    const lines = wrap(table.label, sheet.width, sheet.size)
    groups.push({
      type: 'group',
      children: [
        ...lines.map((words, at) => text(words, 0, top + (at + 0.5) * line, sheet.size)),
        ...partsOf(table, key, sheet, top + lines.length * line + 2),
      ],
    })
    top += lines.length * line + barHeight + 16
  }
  const description = tables
    .map(({ label, base, cells }) => {
      const said = cells.map((cell) => `${labelOf(cell, lang)} ${sayValue(cell, base, lang)}`)
      return `${label}：${said.join(words[lang].between)}`
    })
    .join('。')
  return drawing(groups, {
    ...{ name, title: words[lang].title, description },
    ...{ width: sheet.width, height: top },
  })
}

type Part = { id: string; label: string; opacity: number }
const hidden = 'hidden'

/** The answers from dark to light; then those without, and what is not shown, where there are any. */
function keyOf(tables: FigureTable[], lang: Lang): Part[] {
  const cells = tables[0]?.cells ?? []
  const chosen = cells.filter(({ id }) => id !== 'unanswered')
  const all = tables.flatMap((table) => table.cells)
  const parts = chosen.map((cell, at) => ({
    ...{ id: cell.id, label: labelOf(cell, lang) },
    opacity: opacityOf(chosen.length < 2 ? 0 : at / (chosen.length - 1)),
  }))
  const unanswered = all.find(({ id, people }) => id === 'unanswered' && people)
  if (unanswered) parts.push({ id: unanswered.id, label: labelOf(unanswered, lang), opacity: 0 })
  if (all.some(({ people }) => people === null))
    parts.push({ id: hidden, label: words[lang].hidden, opacity: 0 })
  return parts
}

/** Nothing between dark and light, where neither words of the one nor of the other colour could be read. */
function opacityOf(step: number): number {
  return step < 0.5 ? 1 - step * 0.5 : 0.44 - (step - 0.5) * 0.6
}

function layOutLegend(key: Part[], { width, size }: Sheet, line: number) {
  const small = size - 1
  let [x, y] = [0, 4]
  const marks = key.flatMap(({ label, ...part }) => {
    const lines = wrap(label, width - swatch - 6, small)
    const room = swatch + 6 + Math.max(...lines.map((words) => widthOf(words, small)))
    if (x > 0 && (x + room > width || lines.length > 1)) [x, y] = [0, y + line]
    const at = { x, y }
    if (lines.length > 1) y += lines.length * line
    else x += room + 14
    return [
      rect(at.x, at.y + (line - swatch) / 2, swatch, swatch, part),
      ...lines.map((words, row) => text(words, at.x + swatch + 6, at.y + (row + 0.5) * line, small)),
    ]
  })
  return { marks, height: x > 0 ? y + line : y }
}

/** The parts from the left; what is not shown is one rest at the end, so that no place tells how large it is. */
function partsOf({ cells, base }: FigureTable, key: Part[], { width, size }: Sheet, y: number) {
  if (base === 0) return []
  const shown = key.flatMap((part) => {
    const people = cells.find(({ id }) => id === part.id)?.people
    return people ? [{ ...part, people }] : []
  })
  const rest = restOf(cells, base)
  if (rest > 0) shown.push({ id: hidden, label: '', opacity: 0, people: rest })
  let x = 0
  return shown.flatMap((part) => {
    const length = (part.people / base) * width
    const left = x
    x += length
    const share = `${Math.round((part.people / base) * 100)}%`
    const hasRoom = part.id !== hidden && length > widthOf(share, size - 2) + 6
    const colour = part.opacity > 0.5 ? colours.paper : colours.ink
    return [
      rect(left, y, Math.max(1, length - 2), barHeight, part),
      ...(hasRoom
        ? [text(share, left + (length - 2) / 2, y + barHeight / 2, size - 2, colour, 'center')]
        : []),
    ]
  })
}

function restOf(cells: Cell[], base: number): number {
  if (cells.every(({ people }) => people !== null)) return 0
  return base - cells.reduce((sum, { people }) => sum + (people ?? 0), 0)
}

function rect(x: number, y: number, width: number, height: number, part: Omit<Part, 'label'>) {
  const style =
    part.id === hidden
      ? { fill: 'none', stroke: colours.none, lineWidth: 1, lineDash: [3, 3] }
      : part.id === 'unanswered'
        ? { fill: 'none', stroke: colours.none, lineWidth: 1 }
        : { fill: colours.bar, opacity: part.opacity }
  return { type: 'rect', shape: { x, y, width, height }, style }
}

function text(
  words: string,
  x: number,
  y: number,
  size: number,
  fill: string = colours.ink,
  textAlign = 'left',
) {
  const font = `${size}px sans-serif`
  return { type: 'text', x, y, style: { text: words, fill, font, textVerticalAlign: 'middle', textAlign } }
}

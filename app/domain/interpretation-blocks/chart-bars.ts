import { colours } from '~/app/domain/survey-figures/chart.server'
import { type Sheet, widthOf, wrap } from '~/app/domain/survey-figures/chart-layout'
import { type Drawn, lineOf, opacityOf, rect, sayNumber, shaded, text } from './chart-marks'
import type { BlockData } from './data-blocks'

type Chart = BlockData<'chart'>

/** Every label stands above its bar, so that nothing meets, however long it is; below nought a bar goes to the left. */
export function drawBars({ columns, rows }: Chart, sheet: Sheet): Drawn {
  const values = rows.flatMap((row) => row.values.filter((value): value is number => value !== null))
  const [least, most] = [Math.min(0, ...values), Math.max(0, ...values)]
  const span = most - least || 1
  return columns.length === 1 ? drawSingle() : drawSeveral()

  /** A bar from nought to its value, in the room that it is given. */
  function bar(value: number | null, place: { y: number; height: number; room: number; opacity?: number }) {
    const { y, height, room, opacity = 1 } = place
    const zero = ((0 - least) / span) * room
    const axis = rect(zero, y - 2, 1, height + 4, { fill: colours.none })
    if (value === null) return [axis]
    const length = Math.max(value === 0 ? 0 : 1, (Math.abs(value) / span) * room)
    return [rect(value < 0 ? zero - length : zero, y, length, height, shaded(opacity)), axis]
  }

  function drawSingle(): Drawn {
    const line = lineOf(sheet)
    const said = rows.map((row) => sayNumber(row.values[0] ?? null))
    const room = sheet.width - Math.max(...said.map((words) => widthOf(words, sheet.size))) - 12
    const marks: object[] = []
    let top = 4
    rows.forEach((row, at) => {
      for (const words of wrap(row.label, sheet.width, sheet.size)) {
        marks.push(text(words, 0, top + line / 2))
        top += line
      }
      marks.push(...bar(row.values[0] ?? null, { y: top + 3, height: 16, room }))
      marks.push(text(said[at] ?? '', room + 8, top + 11))
      top += Math.max(line, 20) + 10
    })
    return { marks, height: top }
  }

  /** The name and the number of each bar stand above it: there is no key to be learned, and no colour to be told apart. */
  function drawSeveral(): Drawn {
    const line = lineOf(sheet)
    const small = sheet.size - 1
    const marks: object[] = []
    let top = 4
    for (const row of rows) {
      for (const words of wrap(row.label, sheet.width * 0.96, sheet.size)) {
        marks.push(text(words, 0, top + line / 2, { bold: true }))
        top += line
      }
      row.values.forEach((value, at) => {
        for (const words of wrap(`${columns[at]}　${sayNumber(value)}`, sheet.width, small)) {
          marks.push(text(words, 0, top + line / 2, { size: small }))
          top += line
        }
        const opacity = opacityOf(at, columns.length)
        marks.push(...bar(value, { y: top + 2, height: 10, room: sheet.width, opacity }))
        top += 18
      })
      top += 10
    }
    return { marks, height: top }
  }
}

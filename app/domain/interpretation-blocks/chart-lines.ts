import { colours } from '~/app/domain/survey-figures/chart.server'
import { type Sheet, widthOf, wrap } from '~/app/domain/survey-figures/chart-layout'
import { type Drawn, lineOf, rect, sayNumber, text } from './chart-marks'
import type { BlockData } from './data-blocks'

type Chart = BlockData<'chart'>
type Frame = { left: number; right: number; top: number; bottom: number; least: number; most: number }

const dashes = [undefined, [7, 4], [2, 3], [9, 3, 2, 3], [4, 2], [12, 4]]

/** Lines over the rows. Each has its own dashes and its own marks beside its shade: they can be told apart in print. */
export function drawLines(chart: Chart, sheet: Sheet): Drawn {
  const { columns, rows } = chart
  const line = lineOf(sheet)
  const key = columns.length > 1 ? drawKey(columns, sheet) : { marks: [], height: 4 }
  const values = rows.flatMap((row) => row.values.filter((value): value is number => value !== null))
  const ticks = ticksBetween(Math.min(0, ...values), Math.max(0, ...values))
  const left = Math.max(...ticks.map((tick) => widthOf(sayNumber(tick), sheet.size - 2))) + 8
  const frame: Frame = {
    ...{ left, right: sheet.width - 16 },
    ...{ top: key.height + 22, bottom: key.height + 22 + Math.round(sheet.width * 0.4) + 60 },
    ...{ least: ticks[0] ?? 0, most: ticks.at(-1) ?? 1 },
  }
  const labels = drawLabels(chart, frame, sheet)
  const marks = [
    ...key.marks,
    ...ticks.flatMap((tick) => {
      const y = yOf(tick, frame)
      const style = { fill: colours.none, opacity: tick === 0 ? 1 : 0.35 }
      return [
        rect(left, y, frame.right - left, 1, style),
        text(sayNumber(tick), left - 6, y, { align: 'right', size: sheet.size - 2 }),
      ]
    }),
    ...columns.flatMap((_, at) => drawSeries(chart, at, frame)),
    ...(columns.length === 1 ? drawValues(chart, frame, sheet) : []),
    ...labels.marks,
  ]
  return { marks, height: frame.bottom + 10 + labels.lines * line }
}

function xOf(at: number, count: number, { left, right }: Frame): number {
  const inset = 14
  if (count === 1) return (left + right) / 2
  return left + inset + (at / (count - 1)) * (right - left - inset * 2)
}

function yOf(value: number, { top, bottom, least, most }: Frame): number {
  return bottom - ((value - least) / (most - least)) * (bottom - top)
}

/** Round numbers, four to seven of them, with nought among them. */
export function ticksBetween(least: number, most: number): number[] {
  if (most === least) return ticksBetween(least, least + 1)
  const rough = (most - least) / 4
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = ([1, 2, 2.5, 5].find((one) => one * power >= rough) ?? 10) * power
  const from = Math.floor(least / step)
  const to = Math.max(Math.ceil(most / step), from + 1)
  return Array.from({ length: to - from + 1 }, (_, at) => Number(((from + at) * step).toPrecision(12)))
}

function drawSeries({ rows }: Chart, series: number, frame: Frame): object[] {
  const opacity = series % 2 === 0 ? 1 : 0.75
  const points = rows.map((row, at) => {
    const value = row.values[series] ?? null
    return value === null ? null : [xOf(at, rows.length, frame), yOf(value, frame)]
  })
  const style = {
    ...{ fill: 'none', stroke: colours.bar, lineWidth: 2, opacity },
    ...(dashes[series] ? { lineDash: dashes[series] } : {}),
  }
  return [
    ...runsOf(points).map((run) => ({ type: 'polyline', shape: { points: run }, style })),
    ...points.flatMap((point) => (point ? [markOf(series, point[0] ?? 0, point[1] ?? 0)] : [])),
  ]
}

/** Where a number is missing, the line is interrupted. */
function runsOf(points: (number[] | null)[]): number[][][] {
  const runs: number[][][] = [[]]
  for (const point of points) {
    if (point) runs.at(-1)?.push(point)
    else runs.push([])
  }
  return runs.filter((run) => run.length > 1)
}

/** Disc, square, triangle, diamond, ring, empty square. */
function markOf(series: number, x: number, y: number): object {
  const filled = { fill: colours.bar }
  const empty = { fill: colours.paper, stroke: colours.bar, lineWidth: 2 }
  const shapes = [
    { type: 'circle', shape: { cx: x, cy: y, r: 4 }, style: filled },
    rect(x - 4, y - 4, 8, 8, filled),
    polygon([x, y - 5], [x + 5, y + 4], [x - 5, y + 4]),
    polygon([x, y - 6], [x + 6, y], [x, y + 6], [x - 6, y]),
    { type: 'circle', shape: { cx: x, cy: y, r: 4 }, style: empty },
    rect(x - 4, y - 4, 8, 8, empty),
  ]
  return shapes[series] ?? {}

  function polygon(...points: number[][]) {
    return { type: 'polygon', shape: { points }, style: filled }
  }
}

function drawKey(columns: string[], sheet: Sheet): Drawn {
  const line = lineOf(sheet)
  const marks: object[] = []
  let top = 2
  columns.forEach((name, at) => {
    const y = top + line / 2
    const style = {
      ...{ fill: 'none', stroke: colours.bar, lineWidth: 2 },
      ...(dashes[at] ? { lineDash: dashes[at] } : {}),
    }
    marks.push(
      {
        type: 'polyline',
        shape: {
          points: [
            [0, y],
            [34, y],
          ],
        },
        style,
      },
      markOf(at, 17, y),
    )
    for (const words of wrap(name, sheet.width - 44, sheet.size - 1)) {
      marks.push(text(words, 42, top + line / 2, { size: sheet.size - 1 }))
      top += line
    }
  })
  return { marks, height: top + 4 }
}

/** The numbers at the points of a single line, where there is room for all of them. */
function drawValues({ rows }: Chart, frame: Frame, sheet: Sheet): object[] {
  const size = sheet.size - 2
  const said = rows.map((row) => sayNumber(row.values[0] ?? null))
  const step = rows.length < 2 ? sheet.width : xOf(1, rows.length, frame) - xOf(0, rows.length, frame)
  if (said.some((words) => widthOf(words, size) + 4 > step)) return []
  return rows.flatMap((row, at) => {
    const value = row.values[0] ?? null
    if (value === null) return []
    const x = keepIn(xOf(at, rows.length, frame), widthOf(said[at] ?? '', size), sheet)
    return [text(said[at] ?? '', x, yOf(value, frame) - 14, { align: 'center', size })]
  })
}

function keepIn(x: number, width: number, sheet: Sheet): number {
  return Math.min(Math.max(x, width / 2), sheet.width - width / 2)
}

type Label = { x: number; width: number; lines: string[] }

/** As many labels under the axis as stand beside each other: every one, else every second, every third … */
function drawLabels({ rows }: Chart, frame: Frame, sheet: Sheet): { marks: object[]; lines: number } {
  const size = sheet.size - 2
  const step = (frame.right - frame.left - 28) / Math.max(1, rows.length - 1)
  const labels = choose()
  const line = lineOf(sheet)
  return {
    marks: labels.flatMap(({ x, lines }) =>
      lines.map((words, at) =>
        text(words, x, frame.bottom + 10 + (at + 0.5) * line, { align: 'center', size }),
      ),
    ),
    lines: Math.max(...labels.map((label) => label.lines.length)),
  }

  function choose(): Label[] {
    for (let every = 1; every < rows.length; every++) {
      const labels = place(every)
      const fit = labels.every(({ x, width, lines }, at) => {
        const before = labels[at - 1]
        return lines.length <= 3 && (!before || before.x + before.width / 2 + 6 <= x - width / 2)
      })
      if (fit) return labels
    }
    return place(rows.length)
  }

  function place(every: number): Label[] {
    const room = Math.max(size * 2.2, Math.min(sheet.width * 0.9, step * every - 6))
    return rows.flatMap((row, at) => {
      if (at % every !== 0) return []
      const lines = wrap(row.label, room, size)
      const width = Math.max(...lines.map((words) => widthOf(words, size)))
      return [{ lines, width, x: keepIn(xOf(at, rows.length, frame), width, sheet) }]
    })
  }
}

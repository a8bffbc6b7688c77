import { colours } from '~/app/domain/survey-figures/chart.server'
import { type Sheet, widthOf, wrap } from '~/app/domain/survey-figures/chart-layout'
import { type Drawn, lineOf, opacityOf, rect, sayNumber, shaded, text } from './chart-marks'
import type { BlockData } from './data-blocks'

type Chart = BlockData<'chart'>
type Share = { number: number; label: string; value: number; share: number; opacity: number }

const mostInRing = 6
const ringRadius = 92

/** Parts of one whole: a ring whose parts carry numbers, explained beside it; of many parts, bars within a frame. */
export function drawShares(chart: Chart, sheet: Sheet): Drawn {
  const shares = sharesOf(chart)
  return shares.length > mostInRing ? drawFramed(shares, sheet) : drawRing(shares, sheet)
}

export function sharesOf({ rows }: Chart): Share[] {
  const values = rows.map((row) => row.values[0] ?? 0)
  const whole = values.reduce((sum, value) => sum + value, 0)
  return rows.map(({ label }, at) => {
    const value = values[at] ?? 0
    return { number: at + 1, label, value, share: value / whole, opacity: opacityOf(at, rows.length) }
  })
}

export function sayShare(share: number): string {
  return `${Math.round(share * 1000) / 10}%`
}

function drawRing(shares: Share[], sheet: Sheet): Drawn {
  const isWide = sheet.width > 500
  const centre = { x: isWide ? ringRadius + 8 : sheet.width / 2, y: ringRadius + 8 }
  let angle = -Math.PI / 2
  const ring = shares.flatMap(({ share, number, opacity }) => {
    if (share === 0) return []
    const middle = angle + share * Math.PI
    const sector = {
      type: 'sector',
      shape: {
        ...{ cx: centre.x, cy: centre.y, r0: ringRadius * 0.5, r: ringRadius },
        ...{ startAngle: angle, endAngle: angle + share * Math.PI * 2 },
      },
      style: shaded(opacity),
    }
    angle += share * Math.PI * 2
    if (share < 0.06) return [sector]
    const at = ringRadius * 0.75
    const fill = opacity > 0.5 ? colours.paper : colours.ink
    const [x, y] = [centre.x + Math.cos(middle) * at, centre.y + Math.sin(middle) * at]
    return [sector, text(String(number), x, y, { align: 'center', fill, size: sheet.size })]
  })
  const left = isWide ? ringRadius * 2 + 40 : 0
  const key = drawKey(shares, { left, top: isWide ? 8 : ringRadius * 2 + 26 }, sheet)
  return { marks: [...ring, ...key.marks], height: Math.max(ringRadius * 2 + 18, key.height) }
}

function drawKey(shares: Share[], from: { left: number; top: number }, sheet: Sheet): Drawn {
  const line = lineOf(sheet)
  const marks: object[] = []
  let top = from.top
  for (const { number, label, value, share, opacity } of shares) {
    marks.push(rect(from.left + 0.5, top + 4, 14, 14, shaded(opacity)))
    const words = `${number}　${label}　${sayNumber(value)}（${sayShare(share)}）`
    for (const part of wrap(words, sheet.width - from.left - 24, sheet.size)) {
      marks.push(text(part, from.left + 22, top + line / 2))
      top += line
    }
    top += 4
  }
  return { marks, height: top + 4 }
}

function drawFramed(shares: Share[], sheet: Sheet): Drawn {
  const line = lineOf(sheet)
  const said = shares.map(({ value, share }) => `${sayNumber(value)}（${sayShare(share)}）`)
  const room = sheet.width - Math.max(...said.map((words) => widthOf(words, sheet.size))) - 12
  const marks: object[] = []
  let top = 4
  shares.forEach(({ label, share }, at) => {
    for (const words of wrap(label, sheet.width, sheet.size)) {
      marks.push(text(words, 0, top + line / 2))
      top += line
    }
    marks.push(
      rect(0.5, top + 3.5, room - 1, 16, { fill: 'none', stroke: colours.none, lineWidth: 1 }),
      rect(0.5, top + 3.5, share * (room - 1), 16, { fill: colours.bar }),
      text(said[at] ?? '', room + 8, top + 11),
    )
    top += Math.max(line, 20) + 10
  })
  return { marks, height: top }
}

import { colours } from '~/app/domain/survey-figures/chart.server'
import type { Sheet } from '~/app/domain/survey-figures/chart-layout'

/** What is drawn, and how high it came to be. */
export type Drawn = { marks: object[]; height: number }

export const lineOf = ({ size }: Sheet): number => Math.round(size * 1.45)

const numbers = new Intl.NumberFormat('en-US', { maximumFractionDigits: 4 })

export function sayNumber(value: number | null): string {
  if (value === null) return '—'
  return Math.abs(value) < 1e15 ? numbers.format(value) : value.toPrecision(4)
}

type TextStyle = { fill?: string; align?: 'left' | 'center' | 'right'; bold?: boolean; size?: number }

/** One line of words, its middle at `y`. */
export function text(words: string, x: number, y: number, style: TextStyle = {}): object {
  const { fill = colours.ink, align = 'left', bold = false, size = 15 } = style
  return {
    ...{ type: 'text', x, y },
    style: {
      ...{ text: words, fill, textVerticalAlign: 'middle', textAlign: align },
      font: `${bold ? 'bold ' : ''}${size}px sans-serif`,
    },
  }
}

export function rect(x: number, y: number, width: number, height: number, style: object): object {
  return { type: 'rect', shape: { x, y, width, height }, style }
}

/** Up to six parts from dark to light, and none between, where words of neither colour could be read. */
export function opacityOf(at: number, count: number): number {
  const step = count < 2 ? 0 : at / (count - 1)
  return step < 0.5 ? 1 - step * 0.5 : 0.44 - (step - 0.5) * 0.6
}

/** A shade of the one colour, with an outline: the lightest is still seen on either paper. */
export function shaded(opacity: number): object {
  return { fill: colours.bar, fillOpacity: opacity, stroke: colours.bar, lineWidth: 1 }
}

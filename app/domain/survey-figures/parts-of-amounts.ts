import { fewest } from '~/app/domain/surveys/types'
import type { Option, Question } from '~/db/schema/survey-definition'

type Amounts = Question & { kind: 'number' }

/** Where the definition names no bands, they are cut so that each holds ten people or more. Ends stay open: the least and the most are somebody's own. */
export function bandsOf(
  question: Amounts,
  values: number[],
): { parts: Option[]; idOf: (value: number) => string } {
  const { least = Number.NEGATIVE_INFINITY, most = Number.POSITIVE_INFINITY } = question
  // A band that no answer can lie in would only be a row of noughts.
  const given = [...new Set(question.bands)]
    .filter((start) => start > least && start <= most)
    .toSorted((one, other) => one - other)
  const starts = given.length > 0 ? given : evenStarts(values, question.whole)
  const parts = [...starts.keys(), starts.length].map((at) => ({
    id: `b${at}`,
    label: sayBand(starts[at - 1], starts[at], question),
  }))
  return { parts, idOf: (value) => `b${starts.filter((start) => start <= value).length}` }
}

/** Round numbers near the fifths of the answers. */
function evenStarts(values: number[], isWhole: boolean): number[] {
  const inOrder = values.toSorted((one, other) => one - other)
  const starts: number[] = []
  let from = 0
  for (const share of [0.2, 0.4, 0.6, 0.8]) {
    const start = round(inOrder[Math.floor(inOrder.length * share)] ?? 0, isWhole)
    const before = inOrder.filter((value) => value < start).length
    if (before - from < fewest || inOrder.length - before < fewest) continue
    starts.push(start)
    from = before
  }
  return starts
}

function round(value: number, isWhole: boolean): number {
  const plain = Number(value.toPrecision(2))
  return isWhole ? Math.round(plain) : plain
}

function sayBand(from: number | undefined, to: number | undefined, { whole, unit }: Amounts): string {
  if (from === undefined) return to === undefined ? '填了数字' : `不到${to}${unit}`
  if (to === undefined) return `${from}${unit}及以上`
  if (!whole) return `${from} 到不满 ${to}${unit}`
  return to - from <= 1 ? `${from}${unit}` : `${from}～${Math.ceil(to) - 1}${unit}`
}

const mostMonths = 24

/** By the month; by the year where they would be too many. */
export function months(days: string[]): Option[] {
  const list = (length: number) => [...new Set(days.map((day) => day.slice(0, length)))].toSorted()
  const each = list(7)
  if (each.length <= mostMonths)
    return each.map((id) => ({ id, label: `${id.slice(0, 4)} 年 ${Number(id.slice(5))} 月` }))
  return list(4).map((id) => ({ id, label: `${id} 年` }))
}

const enoughForMean = 200

/**
 * Mean and middle of the numbers, rounded so far that nine people with the largest number instead of the smallest would
 * not show in them; null where so little is left that it says nothing.
 */
export function middlesOf(values: number[]): { mean: number | null; median: number | null } {
  if (values.length < enoughForMean) return { mean: null, median: null }
  const inOrder = values.toSorted((one, other) => one - other)
  const span = (inOrder.at(-1) as number) - (inOrder[0] as number)
  const step = roundStep((fewest * span) / values.length)
  const middle = inOrder.length / 2
  const median = ((inOrder[Math.ceil(middle) - 1] as number) + (inOrder[Math.floor(middle)] as number)) / 2
  return {
    mean: toStep(values.reduce((sum, value) => sum + value, 0) / values.length, step),
    median: toStep(median, step),
  }
}

/** The next of 1, 2, 5, 10, 20 … (or their tenths and hundredths). */
function roundStep(least: number): number {
  if (least <= 0) return 0.01
  const power = 10 ** Math.floor(Math.log10(least))
  return ([1, 2, 5, 10].find((one) => one * power >= least) ?? 10) * power
}

function toStep(value: number, step: number): number {
  return Number((Math.round(value / step) * step).toPrecision(12))
}

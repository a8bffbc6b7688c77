import { fewest } from '~/app/domain/surveys/types'
import { isFew } from './few'

// What may be shown. Zeros are shown: so whoever reads knows that a hidden number is one at least, and every rule here
// leaves a hidden few room to be ten or more.

/**
 * Of the parts of a known whole: true = hidden. A few are hidden, and with them always the smallest part that could be
 * shown: the hidden ones then hold one large part, and nobody can say which it is, even who knows this rule.
 */
export function hideParts(counts: number[]): boolean[] {
  const hidden = counts.map(isFew)
  if (!hidden.includes(true)) return hidden
  const smallest = smallestShown(counts, hidden)
  if (smallest >= 0) hidden[smallest] = true
  // Nothing large is left to hide among: where even the sum tells that they are few, the zeros go too.
  else if (sumOf(counts) < fewest - 1 + hidden.filter(Boolean).length) return counts.map(() => true)
  return hidden
}

export type Ticks = {
  base: number
  answered: number
  counts: number[]
  /** Between how many ticks one person has made. */
  least?: number | undefined
  most?: number | undefined
  /** Whoever chose one of these chose nothing else. */
  exclusive?: boolean[]
}

/** Of numbers that overlap (several may be chosen). Each has a rest, of those who answered and of those who were asked. */
export function hideOverlapping(ticks: Ticks): { answered: boolean; counts: boolean[] } {
  const { base, answered, counts, exclusive = [] } = ticks
  const alone = sumOf(counts.filter((_, at) => exclusive[at]))
  const rests = [answered, base, answered - alone, base - alone]
  const hidden = counts.map(
    (count, at) =>
      isFew(count) || rests.slice(0, exclusive[at] ? 2 : 4).some((whole) => isFew(whole - count)),
  )
  const hidesAnswered = isFew(answered) || isFew(base - answered)
  while (!leaveRoom(ticks, hidden)) {
    const smallest = smallestShown(counts, hidden)
    if (smallest < 0) return { answered: hidesAnswered, counts: counts.map(() => true) }
    hidden[smallest] = true
  }
  return { answered: hidesAnswered, counts: hidden }
}

/** Whether each hidden few (or hidden few others) could be ten, by how many ticks there can be and what excludes what. */
export function leaveRoom(
  { base, answered, counts, least = 1, most, exclusive = [] }: Ticks,
  hidden: boolean[],
): boolean {
  const shown = (only: (at: number) => boolean) => counts.filter((_, at) => !hidden[at] && only(at))
  const alone = sumOf(shown((at) => exclusive[at] === true))
  const together = shown((at) => exclusive[at] !== true)
  const largest = Math.max(0, ...together)
  const others = hidden.filter(Boolean).length - 1
  const [ceiling, divisor] =
    most === undefined
      ? [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY]
      : [most * (answered - alone), most]
  // So many must have answered: where only a few did not, this may not tell.
  const severally = Math.max(largest, Math.ceil(sumOf(together) / divisor))
  const atLeast = alone + severally
  if (isFew(base - answered) && base - atLeast < fewest) return false
  // All ticks are shown: then so is how many were made beyond the one, or left unmade.
  const spare = sumOf(together) - (answered - alone)
  if (others < 0 && (isFew(spare) || isFew(ceiling - sumOf(together)))) return false
  return counts.every((count, at) => {
    if (!hidden[at]) return true
    const room = exclusive[at] ? severally : 0
    const upper = Math.min(ceiling - sumOf(together) - others, answered - alone - room)
    if (isFew(count) && upper < fewest) return false
    // Where zeros are shown, one is the least that a hidden number can be.
    const lower = Math.max(1, least * answered - alone - sumOf(together) - others * answered)
    return !isFew(answered - count) || lower <= answered - fewest
  })
}

/**
 * Of a table whose margins are all known: true = hidden; null where nothing of it can be shown. Each few is the corner of
 * a hidden rectangle in which enough people can be moved around to make it ten, without changing a margin.
 */
export function hideGrid(grid: number[][]): boolean[][] | null {
  const hidden = grid.map((row) => row.map(isFew))
  for (const [row, cells] of grid.entries())
    for (const [column, people] of cells.entries()) {
      if (!isFew(people)) continue
      const corners = cheapestCorners(grid, hidden, row, column)
      if (!corners) return null
      for (const [r, c] of corners) (hidden[r] as boolean[])[c] = true
    }
  return hidden
}

type Corner = [row: number, column: number]

function cheapestCorners(
  grid: number[][],
  hidden: boolean[][],
  row: number,
  column: number,
): Corner[] | null {
  const at = ([r, c]: Corner) => grid[r]?.[c] ?? 0
  const priceOf = (corner: Corner) => (hidden[corner[0]]?.[corner[1]] ? 0 : at(corner))
  // What the neighbours give off leaves them one person at least: a hidden one is known not to be zero.
  const needed = fewest + 1 - at([row, column])
  let best: { corners: Corner[]; price: number } | null = null
  for (let r = 0; r < grid.length; r++) {
    if (r === row || at([r, column]) < needed) continue
    for (let c = 0; c < (grid[r]?.length ?? 0); c++) {
      if (c === column || at([row, c]) < needed || at([r, c]) === 0) continue
      const corners: Corner[] = [
        [row, c],
        [r, column],
        [r, c],
      ]
      const price = sumOf(corners.map(priceOf))
      if (best === null || price < best.price) best = { corners, price }
    }
  }
  return best?.corners ?? null
}

function smallestShown(counts: number[], hidden: boolean[]): number {
  return counts.reduce(
    (best, count, at) =>
      hidden[at] || count === 0 || (best >= 0 && count >= (counts[best] as number)) ? best : at,
    -1,
  )
}

function sumOf(counts: number[]): number {
  return counts.reduce((sum, count) => sum + count, 0)
}

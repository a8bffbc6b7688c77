/** The positions of a longest increasing subsequence: what kept its order. */
export function longestIncreasing(values: number[]): Set<number> {
  const tails: number[] = []
  const previous: (number | null)[] = []
  values.forEach((value, at) => {
    let low = 0
    let high = tails.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((values[tails[middle] ?? 0] ?? 0) < value) low = middle + 1
      else high = middle
    }
    previous[at] = low > 0 ? (tails[low - 1] ?? null) : null
    tails[low] = at
  })
  const kept = new Set<number>()
  for (let at: number | null = tails.at(-1) ?? null; at !== null; at = previous[at] ?? null) kept.add(at)
  return kept
}

type Placed = { kind: string; parent: number | null }

/** The article (or annex) that a clause is part of; divisions, articles and annexes are part of none. */
export function containerOf(clauses: readonly Placed[], index: number): number | null {
  const own = groupOf(clauses[index]?.kind ?? '')
  if (own !== 'leaf') return null
  let at = clauses[index]?.parent ?? null
  while (at !== null && groupOf(clauses[at]?.kind ?? '') === 'leaf') at = clauses[at]?.parent ?? null
  return at
}

export type Group = 'division' | 'article' | 'annex' | 'leaf'

export function groupOf(kind: string): Group {
  if (kind === 'part' || kind === 'chapter' || kind === 'section') return 'division'
  if (kind === 'article' || kind === 'annex') return kind
  return 'leaf'
}

/**
 * Which pairs moved: their order among their like changed, or they are part of another article.
 * That an inserted article shifts all that follow moves nothing.
 */
export function findMoved(
  before: readonly Placed[],
  after: readonly Placed[],
  pairs: readonly { old: number; new: number }[],
): Set<number> {
  const oldOf = new Map(pairs.map((pair) => [pair.new, pair.old]))
  const moved = new Set<number>()
  const lanes = new Map<string, { old: number; new: number }[]>()
  for (const pair of pairs) {
    const container = containerOf(after, pair.new)
    const expected = container === null ? null : (oldOf.get(container) ?? -1)
    if (expected !== containerOf(before, pair.old)) {
      moved.add(pair.new)
      continue
    }
    const lane = `${groupOf(after[pair.new]?.kind ?? '')}:${container}`
    lanes.set(lane, [...(lanes.get(lane) ?? []), pair])
  }
  for (const lane of lanes.values()) {
    const ordered = [...lane].sort((a, b) => a.new - b.new)
    const kept = longestIncreasing(ordered.map((pair) => pair.old))
    ordered.forEach((pair, at) => {
      if (!kept.has(at)) moved.add(pair.new)
    })
  }
  return moved
}

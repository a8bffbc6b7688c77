import type { Option } from '~/db/schema/survey-definition'
import type { CrossTable } from './figures'
import { nestsFew } from './nested'
import { type Hidden, limitsOf } from './protect'
import { hideGrid, leaveRoom } from './suppress'
import type { Block, Tally } from './tally'

type Decided = Map<Block, Hidden | null>
/** The parts of a tally as they are published: hidden ones together. `of`: which one by person, -1 for who was not asked. */
type Published = { parts: Option[]; of: Int16Array; counts: number[] }

const merged: Option = { id: 'merged', label: '其他几项合并' }
/** Larger tables are read by nobody, and are all gaps. */
const mostLines = 40

/** The cross-tables of each block. Their margins are published numbers, so that each is protected by itself. */
export function crossTables(blocks: Block[], decided: Decided, crossBy: string[]): Map<Block, CrossTable[]> {
  const crossings = new Map<Block, CrossTable[]>(blocks.map((block) => [block, []]))
  const taken: Published[] = []
  for (const id of crossBy) {
    const by = blocks.find(({ question }) => question.id === id)
    if (!by || !isGroup(by)) continue
    const hidden = decided.get(by)
    if (!hidden) continue
    const groups = publishedParts(by.tallies[0] as Tally, hidden[0] as boolean[])
    if (groups.parts.length < 2 || groups.parts.length > mostLines) continue
    // Groups of two kinds that lie within one another but for a few: their rows, subtracted, would be those few.
    if (taken.some((other) => nestsFew(gridOf(other, groups)))) continue
    for (const block of blocks) {
      const own = decided.get(block)
      // Groups are not crossed with one another: three tables of the same three questions could be solved together.
      if (!own || crossBy.includes(block.question.id)) continue
      if (!isSafeToCross(block, { by, decided, crossings })) continue
      crossings.get(block)?.push(...crossBlock(block, own, { by, groups }))
    }
    taken.push(groups)
  }
  return crossings
}

const groupKinds = ['single', 'drop-down', 'yes-no', 'place', 'rating']

/** Of one choice, and asked of everybody. */
function isGroup({ question, asked, base }: Block): boolean {
  return groupKinds.includes(question.kind) && base === asked.length
}

/**
 * A question that only some were asked is crossed where the one question that decides it is crossed without a gap:
 * then its columns' sums are public already.
 */
function isSafeToCross(
  block: Block,
  { by, decided, crossings }: { by: Block; decided: Decided; crossings: Map<Block, CrossTable[]> },
): boolean {
  if (block.tests.length === 0) return block.base === block.asked.length
  const [parent, ...others] = [...crossings.keys()].filter(({ question }) =>
    block.tests.some((test) => test.question === question.id),
  )
  if (!parent || others.length > 0 || parent.base !== parent.asked.length) return false
  if (parent.tallies.length !== 1) return false
  const tables = crossings.get(parent)?.filter(({ byId }) => byId === by.question.id) ?? []
  const isWhole =
    tables.length === 1 && tables.every(({ rows }) => rows.every(({ people }) => !people.includes(null)))
  const { of } = publishedParts(parent.tallies[0] as Tally, decided.get(parent)?.[0] ?? [])
  const sides = new Map<number, number>()
  const isMadeOfParts = of.every((part, at) => {
    const side = sides.get(part) ?? block.asked[at]
    sides.set(part, side as number)
    return side === block.asked[at]
  })
  return isWhole && isMadeOfParts
}

type By = { by: Block; groups: Published }

function crossBlock(block: Block, hidden: Hidden, { by, groups }: By): CrossTable[] {
  const { kind } = block.question
  if (kind === 'ranking' || kind === 'short-text' || kind === 'long-text') return []
  const inGroups = within(groups, block.asked)
  const head = { byId: by.question.id, byTitle: by.question.title, groups: groupsOf(inGroups) }
  if (inGroups.parts.length < 2) return []
  if (kind === 'multiple') return crossTicks(block, hidden, inGroups, head)
  return block.tallies.flatMap((tally, at) => {
    const rows = publishedParts(tally, hidden[at] as boolean[])
    if (rows.parts.length < 2 || rows.parts.length > mostLines) return []
    const grid = gridOf(rows, inGroups)
    const gaps = hideGrid(grid)
    if (!gaps) return []
    const people = (row: number) =>
      (grid[row] ?? []).map((cell, column) => (gaps[row]?.[column] ? null : cell))
    const shown = rows.parts.map((part, row) => ({ ...part, people: people(row) }))
    return [{ tableId: tally.id, label: tally.label, ...head, rows: shown }]
  })
}

type Head = Pick<CrossTable, 'byId' | 'byTitle' | 'groups'>

/**
 * Each option against those of the group who did not choose it; how many gave no answer at all is not said. Options bear
 * on one another (who answered ticked at least one), so a gap goes through the whole group: then whoever has the answers
 * of two such groups before him cannot tell which belong to which.
 */
function crossTicks(
  { question, tallies }: Block,
  hidden: Hidden,
  groups: Published,
  head: Head,
): CrossTable[] {
  if (question.kind !== 'multiple') return []
  const grids = tallies.map(({ parts, counts, partOf }) => gridOf({ parts, counts, of: partOf }, groups))
  const isShown = tallies.map((_, at) => !hidden[at]?.[0])
  const gaps = grids
    .filter((_, at) => isShown[at])
    .flatMap((grid) => [hideGrid(grid), hideGrid(withRest(grid))])
  if (gaps.length === 0 || gaps.includes(null)) return []
  const isGap = groups.counts.map((_, column) => gaps.some((rows) => rows?.some((row) => row[column])))
  const limits = limitsOf(question)
  const cellsOf = (column: number) => grids.map((grid) => grid[0]?.[column] ?? 0)
  const isLoose = groups.counts.every(
    (base, column) =>
      isGap[column] ||
      leaveRoom(
        { base, answered: base, counts: cellsOf(column), ...limits },
        isShown.map((is) => !is),
      ),
  )
  if (!isLoose || !isGap.includes(false)) return []
  const rows = tallies.map(({ id, label }, at) => ({
    ...{ id, label },
    people: groups.counts.map((_, column) =>
      isGap[column] || !isShown[at] ? null : (grids[at]?.[0]?.[column] ?? 0),
    ),
  }))
  return [{ tableId: '', label: '', ...head, rows }]
}

/** Whoever chose it, and all others of the group. */
function withRest([chosen = [], left = [], none = []]: number[][]): number[][] {
  return [chosen, left.map((people, column) => people + (none[column] ?? 0))]
}

function groupsOf({ parts, counts }: Published): CrossTable['groups'] {
  return parts.map((part, at) => ({ ...part, people: counts[at] ?? 0 }))
}

function publishedParts({ parts, counts, partOf }: Tally, hidden: boolean[]): Published {
  const shown = parts.flatMap((part, at) => (hidden[at] || counts[at] === 0 ? [] : [{ part, at }]))
  const hasMerged = hidden.some((is, at) => is && (counts[at] ?? 0) > 0)
  const to = new Map(shown.map(({ at }, place) => [at, place]))
  const of = partOf.map((part) => (part < 0 ? -1 : (to.get(part) ?? shown.length)))
  return withCounts({ parts: [...shown.map(({ part }) => part), ...(hasMerged ? [merged] : [])], of })
}

/** The groups among those who were asked; empty ones are left out. */
function within({ parts, of }: Published, asked: Uint8Array): Published {
  const some = withCounts({ parts, of: of.map((part, at) => (asked[at] ? part : -1)) })
  const kept = parts.flatMap((_, at) => ((some.counts[at] ?? 0) > 0 ? [at] : []))
  const to = new Map(kept.map((at, place) => [at, place]))
  return withCounts({
    parts: kept.map((at) => parts[at] as Option),
    of: some.of.map((part) => to.get(part) ?? -1),
  })
}

function withCounts({ parts, of }: Omit<Published, 'counts'>): Published {
  const counts = parts.map(() => 0)
  for (const part of of) if (part >= 0) counts[part] = (counts[part] ?? 0) + 1
  return { parts, of, counts }
}

function gridOf(rows: Published, columns: Published): number[][] {
  const grid = rows.parts.map(() => columns.parts.map(() => 0))
  for (let at = 0; at < rows.of.length; at++) {
    const row = rows.of[at] as number
    const column = columns.of[at] as number
    if (row >= 0 && column >= 0) (grid[row] as number[])[column] = (grid[row]?.[column] ?? 0) + 1
  }
  return grid
}

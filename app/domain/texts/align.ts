import { findMoved } from './order'
import { type Prepared, prepareClauses } from './prepare-clauses'
import { containment, similarity } from './similarity'
import type { IdentifiedClause, ParsedClause } from './types'

export type ClauseChange = 'added' | 'reworded' | 'moved' | 'renumbered'

export type AlignedClause<Id> = {
  /** The identity it keeps, or null for a new clause. */
  clauseId: Id | null
  /** Empty where nothing changed. */
  changes: ClauseChange[]
  similarity: number
}

export type Alignment<Id> = { aligned: AlignedClause<Id>[]; deleted: Id[] }

/** Finds for each new clause the old one it continues: by content and surroundings, not by number, one to one. */
export function alignClauses<Id extends string | number>(
  before: readonly IdentifiedClause<Id>[],
  after: readonly ParsedClause[],
): Alignment<Id> {
  const matcher = new Matcher(prepareClauses(before), prepareClauses(after))
  matcher.matchArticles()
  matcher.matchDivisions()
  matcher.matchLeaves()
  matcher.matchPromoted()
  return describe(before, after, matcher)
}

type Pair = { old: Prepared; new: Prepared; score: number; distance: number }

class Matcher {
  readonly oldOf = new Map<number, number>()
  private readonly newOf = new Map<number, number>()

  constructor(
    readonly before: Prepared[],
    readonly after: Prepared[],
  ) {}

  matchArticles(): void {
    for (const group of ['article', 'annex'] as const) {
      const pool = () => this.unmatched(({ group: own }) => own === group)
      this.matchUnique(pool(), ({ whole }) => whole)
      this.matchUnique(pool(), ({ text }) => (text.length >= 8 ? text : ''))
      const floor = group === 'annex' ? 0.3 : 0.42
      this.matchGreedily(pool(), (pair) => this.scoreArticle(pair, floor))
      // A rewritten article between two that kept their places is the same article.
      this.matchGreedily(pool(), (pair) => (this.isBetweenMatched(pair) ? this.scoreArticle(pair, 0.22) : 0))
      this.matchGreedily(pool(), (pair) => this.scoreRemainder(pair))
    }
  }

  matchDivisions(): void {
    const pool = this.unmatched(({ group }) => group === 'division')
    this.matchGreedily(pool, (pair) => {
      const heading = pair.old.text === pair.new.text ? 1 : similarity(pair.old.shingles, pair.new.shingles)
      const content = this.sharedChildren(pair.old.index, pair.new.index)
      const base = Math.max(heading * 0.5 + content * 0.5, heading === 1 ? 0.5 : 0)
      return base >= 0.3 ? base + this.placeBonus(pair) : 0
    })
  }

  /** From the outside in, so that a leaf's parent is known before the leaf. */
  matchLeaves(): void {
    const depths = [...new Set(this.after.map(({ depth }) => depth))].sort((a, b) => a - b)
    for (const depth of depths) {
      const pool = () =>
        this.unmatched((item, side) => item.group === 'leaf' && (side === 'old' || item.depth === depth))
      this.matchWithinParents(pool())
      this.matchUnique(pool(), ({ text }) => (text.length >= 8 ? text : ''))
      const rest = pool()
      this.matchGreedily(rest, (pair) =>
        isHuge(rest) && !this.hasSameParent(pair) ? 0 : this.scoreLeaf(pair),
      )
    }
  }

  /** A paragraph that became an article of its own (or the other way) is still the same clause. */
  matchPromoted(): void {
    const pool = this.unmatched(({ group, isTable }) => !isTable && (group === 'article' || group === 'leaf'))
    this.matchGreedily(pool, (pair) => {
      if (pair.old.group === pair.new.group || isHuge(pool)) return 0
      const own = similarity(pair.old.shingles, pair.new.shingles)
      return own >= 0.6 ? own + this.placeBonus(pair) : 0
    })
  }

  private scoreArticle(pair: Pair, floor: number): number {
    const { own, whole } = compareContent(pair)
    // Half of it its own words: else an article split in two goes to the half with the longer paragraph.
    const base = (own + whole) / 2
    return base >= floor ? base + this.placeBonus(pair) : 0
  }

  /** A short article that kept only the core of the old one (…自…起施行), in the old one's place. */
  private scoreRemainder(pair: Pair): number {
    const hasPlace = this.areNeighboursMatched(pair, -1) || this.areNeighboursMatched(pair, 1)
    const share = hasPlace ? containment(pair.old.wholeShingles, pair.new.wholeShingles) : 0
    return share >= 0.7 ? share + this.placeBonus(pair) : 0
  }

  private scoreLeaf(pair: Pair): number {
    if (pair.old.isTable !== pair.new.isTable) return 0
    const { own, whole } = compareContent(pair)
    const base = Math.max(own, own * 0.6 + whole * 0.4)
    return base >= (this.hasSameParent(pair) ? 0.34 : 0.6) ? base + this.placeBonus(pair) : 0
  }

  private placeBonus(pair: Pair): number {
    let bonus = 0
    if (pair.old.label !== null && pair.old.label === pair.new.label) bonus += 0.04
    if (this.hasSameParent(pair)) bonus += 0.12
    if (this.areNeighboursMatched(pair, -1)) bonus += 0.05
    if (this.areNeighboursMatched(pair, 1)) bonus += 0.05
    return bonus
  }

  private hasSameParent({ old, new: current }: Pair): boolean {
    if (old.parent === null || current.parent === null) return old.parent === current.parent
    return this.oldOf.get(current.parent) === old.parent
  }

  private isBetweenMatched(pair: Pair): boolean {
    return this.areNeighboursMatched(pair, -1) && this.areNeighboursMatched(pair, 1)
  }

  private areNeighboursMatched({ old, new: current }: Pair, step: 1 | -1): boolean {
    const oldNext = step === 1 ? old.next : old.previous
    const newNext = step === 1 ? current.next : current.previous
    if (oldNext === null || newNext === null) return oldNext === newNext
    return this.oldOf.get(newNext) === oldNext
  }

  /** The share of the two divisions' articles that are one another's. */
  private sharedChildren(old: number, current: number): number {
    const newChildren = this.under(this.after, current)
    const oldChildren = new Set(this.under(this.before, old))
    const shared = newChildren.filter((index) => oldChildren.has(this.oldOf.get(index) ?? -1)).length
    return shared === 0 ? 0 : (2 * shared) / (newChildren.length + oldChildren.size)
  }

  private under(clauses: Prepared[], division: number): number[] {
    const isInside = (index: number | null): boolean =>
      index !== null && (index === division || isInside(clauses[index]?.parent ?? null))
    return clauses
      .filter((item) => item.group === 'article' && isInside(item.parent))
      .map(({ index }) => index)
  }

  private matchWithinParents(pool: Pool): void {
    const waiting = new Map<string, Prepared[]>()
    for (const old of pool.before) {
      const key = `${old.parent}:${old.text}`
      waiting.set(key, [...(waiting.get(key) ?? []), old])
    }
    for (const current of pool.after) {
      const parent = current.parent === null ? null : this.oldOf.get(current.parent)
      const [old] = parent === undefined ? [] : (waiting.get(`${parent}:${current.text}`) ?? [])
      if (!old || old.isTable !== current.isTable) continue
      waiting.get(`${parent}:${current.text}`)?.shift()
      this.match(old, current)
    }
  }

  private matchUnique(pool: Pool, keyOf: (item: Prepared) => string): void {
    const old = onlyOnes(pool.before, keyOf)
    const current = onlyOnes(pool.after, keyOf)
    for (const [key, item] of current) {
      const partner = old.get(key)
      if (partner && partner.isTable === item.isTable) this.match(partner, item)
    }
  }

  private matchGreedily(pool: Pool, score: (pair: Pair) => number): void {
    const pairs: Pair[] = []
    for (const old of pool.before) {
      for (const current of pool.after) {
        const distance = Math.abs(old.index / this.before.length - current.index / this.after.length)
        const pair: Pair = { old, new: current, score: 0, distance }
        pair.score = score(pair)
        if (pair.score > 0) pairs.push(pair)
      }
    }
    pairs.sort((a, b) => b.score - a.score || a.distance - b.distance)
    for (const { old, new: current } of pairs) {
      if (!this.newOf.has(old.index) && !this.oldOf.has(current.index)) this.match(old, current)
    }
  }

  private match(old: Prepared, current: Prepared): void {
    this.newOf.set(old.index, current.index)
    this.oldOf.set(current.index, old.index)
  }

  private unmatched(wanted: (item: Prepared, side: 'old' | 'new') => boolean): Pool {
    return {
      before: this.before.filter((item) => !this.newOf.has(item.index) && wanted(item, 'old')),
      after: this.after.filter((item) => !this.oldOf.has(item.index) && wanted(item, 'new')),
    }
  }
}

type Pool = { before: Prepared[]; after: Prepared[] }

function compareContent({ old, new: current }: Pair): { own: number; whole: number } {
  const own = old.text === current.text ? 1 : similarity(old.shingles, current.shingles)
  const isAll = old.whole === old.text && current.whole === current.text
  return { own, whole: isAll ? own : similarity(old.wholeShingles, current.wholeShingles) }
}

/** In a code of a thousand articles each leaf against each would take a minute: there only its own article's count. */
function isHuge({ before, after }: Pool): boolean {
  return before.length * after.length > 1_000_000
}

function onlyOnes(items: Prepared[], keyOf: (item: Prepared) => string): Map<string, Prepared> {
  const found = new Map<string, Prepared | null>()
  for (const item of items) {
    const key = keyOf(item)
    if (key !== '') found.set(key, found.has(key) ? null : item)
  }
  return new Map([...found].filter((entry): entry is [string, Prepared] => entry[1] !== null))
}

function describe<Id extends string | number>(
  before: readonly IdentifiedClause<Id>[],
  after: readonly ParsedClause[],
  matcher: Matcher,
): Alignment<Id> {
  const pairs = [...matcher.oldOf].map(([current, old]) => ({ old, new: current }))
  const moved = findMoved(before, after, pairs)
  const aligned = after.map((clause, index): AlignedClause<Id> => {
    const oldIndex = matcher.oldOf.get(index)
    const old = oldIndex === undefined ? undefined : before[oldIndex]
    if (!old || oldIndex === undefined) return { clauseId: null, changes: ['added'], similarity: 0 }
    const [oldItem, item] = [matcher.before[oldIndex], matcher.after[index]]
    const isSame = oldItem?.text === item?.text
    const changes: ClauseChange[] = []
    if (!isSame) changes.push('reworded')
    if (moved.has(index)) changes.push('moved')
    if (old.label !== clause.label) changes.push('renumbered')
    return {
      clauseId: old.clauseId,
      changes,
      similarity: isSame || !oldItem || !item ? 1 : similarity(oldItem.shingles, item.shingles),
    }
  })
  const kept = new Set(pairs.map((pair) => pair.old))
  return { aligned, deleted: before.filter((_, index) => !kept.has(index)).map(({ clauseId }) => clauseId) }
}

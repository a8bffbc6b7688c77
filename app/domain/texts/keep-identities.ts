import { alignClauses } from './align'
import type { IdentifiedClause, ParsedClause } from './types'

/** For a new clause, by its index: the id of the clause that it is, or null for «a new one». */
export type AlignCorrections = ReadonlyMap<number, number | null>

/**
 * For each new clause the id that it keeps, or null where it is new. What the drafter corrected counts before what
 * the alignment found; no id is given twice.
 */
export function alignToVersion(
  before: IdentifiedClause<number>[],
  after: ParsedClause[],
  corrections: AlignCorrections = new Map(),
): (number | null)[] {
  const known = new Set(before.map((clause) => clause.clauseId))
  const taken = new Set<number>()
  const ids = alignClauses(before, after).aligned.map((clause) => clause.clauseId)
  for (const [index, id] of corrections) {
    const free = id !== null && known.has(id) && !taken.has(id)
    ids[index] = free ? id : null
    if (free) taken.add(id)
  }
  return after.map((_, index) => {
    const id = ids[index] ?? null
    if (corrections.has(index) || id === null) return id
    return taken.has(id) ? null : id
  })
}

import { compareWords, type WordChange } from './compare'
import { findMoved, groupOf } from './order'
import { clauseText, normalizeText } from './similarity'
import type { IdentifiedClause } from './types'

/** What became of a clause in a later version. What is both changed and moved is changed; its labels say the rest. */
export type ClauseFate = {
  fate: 'unchanged' | 'changed' | 'moved' | 'deleted'
  fromLabel: string
  /** Where it stands now; null where it is gone. */
  toLabel: string | null
  /** Empty unless it was changed or deleted. */
  words: WordChange[]
  /** The very clause on the page that compares both versions. */
  href: string | null
}

type Version = { clauses: IdentifiedClause<number>[]; names: Map<number, string> }

/** The fate of each clause of `before` (or of those asked for). A clause is meant with the paragraphs and items in it. */
export function fatesBetween(
  before: Version,
  after: Version,
  { clauseIds, href }: { clauseIds: ReadonlySet<number> | null; href: (clauseId: number) => string | null },
): Map<number, ClauseFate> {
  const oldWords = wholeWords(before.clauses)
  const newWords = wholeWords(after.clauses)
  const moved = movedClauses(before.clauses, after.clauses)
  const fates = new Map<number, ClauseFate>()
  for (const { clauseId } of before.clauses) {
    if (clauseIds && !clauseIds.has(clauseId)) continue
    const [old = '', current] = [oldWords.get(clauseId), newWords.get(clauseId)]
    const common = { fromLabel: before.names.get(clauseId) ?? '', href: href(clauseId) }
    if (current === undefined) {
      fates.set(clauseId, { ...common, fate: 'deleted', toLabel: null, words: removed(old) })
      continue
    }
    const toLabel = after.names.get(clauseId) ?? ''
    const isSame = normalizeText(old) === normalizeText(current)
    const hasMoved = moved.has(clauseId) || toLabel !== common.fromLabel
    const fate = isSame ? (hasMoved ? 'moved' : 'unchanged') : 'changed'
    fates.set(clauseId, { ...common, fate, toLabel, words: isSame ? [] : compareWords(old, current) })
  }
  return fates
}

function removed(text: string): WordChange[] {
  return text === '' ? [] : [{ type: 'removed', text }]
}

function movedClauses(before: IdentifiedClause<number>[], after: IdentifiedClause<number>[]): Set<number> {
  const oldIndex = new Map(before.map(({ clauseId }, index) => [clauseId, index]))
  const pairs = after.flatMap(({ clauseId }, index) => {
    const old = oldIndex.get(clauseId)
    return old === undefined ? [] : [{ old, new: index }]
  })
  const moved = findMoved(before, after, pairs)
  return new Set([...moved].flatMap((index) => after[index]?.clauseId ?? []))
}

/** Each clause's words with those of all that is under it, one line each; a chapter is its title alone. */
function wholeWords(clauses: IdentifiedClause<number>[]): Map<number, string> {
  const lines = clauses.map((): string[] => [])
  clauses.forEach((clause, index) => {
    const own = clauseText(clause)
    lines[index]?.push(own)
    for (let at = clause.parent; at !== null; at = clauses[at]?.parent ?? null) {
      if (groupOf(clauses[at]?.kind ?? '') === 'division') break
      lines[at]?.push(`${clause.label ?? ''}${own}`)
    }
  })
  return new Map(
    clauses.map(({ clauseId }, index) => [clauseId, (lines[index] ?? []).filter(Boolean).join('\n')]),
  )
}

import { diffArrays } from 'diff'
import { findMoved } from './order'
import { clauseText, normalizeText } from './similarity'
import type { IdentifiedClause } from './types'

export type WordChange = { type: 'same' | 'added' | 'removed'; text: string }

export type ComparisonRow<Id extends string | number> = {
  clauseId: Id
  before: IdentifiedClause<Id> | null
  after: IdentifiedClause<Id> | null
  status: 'same' | 'changed' | 'added' | 'deleted'
  moved: boolean
  renumbered: boolean
  words: WordChange[]
}

/** What changed between two versions, in the new order; a deleted clause stands where it stood. */
export function compareVersions<Id extends string | number>(
  before: readonly IdentifiedClause<Id>[],
  after: readonly IdentifiedClause<Id>[],
): ComparisonRow<Id>[] {
  const oldIndex = new Map(before.map(({ clauseId }, index) => [clauseId, index]))
  const newIds = new Set(after.map(({ clauseId }) => clauseId))
  const pairs = after.flatMap(({ clauseId }, index) => {
    const old = oldIndex.get(clauseId)
    return old === undefined ? [] : [{ old, new: index }]
  })
  const moved = findMoved(before, after, pairs)
  const deletedAfter = placeDeleted(before, newIds)

  const rows = (deletedAfter.get(null) ?? []).map(deletedRow)
  after.forEach((clause, index) => {
    const old = before[oldIndex.get(clause.clauseId) ?? -1] ?? null
    rows.push(old ? keptRow(old, clause, moved.has(index)) : addedRow(clause))
    rows.push(...(deletedAfter.get(clause.clauseId) ?? []).map(deletedRow))
  })
  return rows
}

/** Deleted clauses by the kept one that stood before them (null: at the very top). */
function placeDeleted<Id extends string | number>(
  before: readonly IdentifiedClause<Id>[],
  kept: Set<Id>,
): Map<Id | null, IdentifiedClause<Id>[]> {
  const placed = new Map<Id | null, IdentifiedClause<Id>[]>()
  let last: Id | null = null
  for (const clause of before) {
    if (kept.has(clause.clauseId)) last = clause.clauseId
    else placed.set(last, [...(placed.get(last) ?? []), clause])
  }
  return placed
}

function keptRow<Id extends string | number>(
  before: IdentifiedClause<Id>,
  after: IdentifiedClause<Id>,
  moved: boolean,
): ComparisonRow<Id> {
  const [old, current] = [clauseText(before), clauseText(after)]
  const same = normalizeText(old) === normalizeText(current)
  return {
    clauseId: after.clauseId,
    before,
    after,
    status: same ? 'same' : 'changed',
    moved,
    renumbered: before.label !== after.label,
    words: same ? wordsOf('same', current) : compareWords(old, current),
  }
}

function addedRow<Id extends string | number>(clause: IdentifiedClause<Id>): ComparisonRow<Id> {
  const words = wordsOf('added', clauseText(clause))
  return {
    clauseId: clause.clauseId,
    before: null,
    after: clause,
    status: 'added',
    moved: false,
    renumbered: false,
    words,
  }
}

function deletedRow<Id extends string | number>(clause: IdentifiedClause<Id>): ComparisonRow<Id> {
  const words = wordsOf('removed', clauseText(clause))
  return {
    clauseId: clause.clauseId,
    before: clause,
    after: null,
    status: 'deleted',
    moved: false,
    renumbered: false,
    words,
  }
}

function wordsOf(type: WordChange['type'], text: string): WordChange[] {
  return text === '' ? [] : [{ type, text }]
}

const segmenter = new Intl.Segmenter('zh', { granularity: 'word' })

/** Words that went or came. Beyond that nobody reads the marks, and finding them takes seconds. */
const mostEdits = 600

/** Word by word; where hardly a word is left, the old text whole and then the new reads better than confetti. */
export function compareWords(before: string, after: string): WordChange[] {
  const parts = diffArrays(cutWords(before), cutWords(after), { maxEditLength: mostEdits })
  if (!parts) return [...wordsOf('removed', before), ...wordsOf('added', after)]
  const changes = parts.map(
    (part): WordChange => ({
      type: part.added ? 'added' : part.removed ? 'removed' : 'same',
      text: part.value.join(''),
    }),
  )
  const kept = changes.reduce((sum, { type, text }) => (type === 'same' ? sum + text.length : sum), 0)
  if (kept * 4 < Math.max(before.length, after.length) && kept * 2 < Math.min(before.length, after.length)) {
    return [...wordsOf('removed', before), ...wordsOf('added', after)]
  }
  return changes
}

function cutWords(text: string): string[] {
  return [...segmenter.segment(text)].map(({ segment }) => segment)
}

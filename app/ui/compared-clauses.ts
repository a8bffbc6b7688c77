import type { ComparisonRow, WordChange } from '~/app/domain/texts/compare'
import type { ComparedClause } from '~/app/ui/comparison'

type Row = ComparisonRow<number>

/** The rows of a comparison in the shape that `Comparison` shows. */
export function comparedClauses(rows: Row[]): ComparedClause[] {
  return rows.map((row) => ({
    clauseId: row.clauseId,
    change: row.status === 'deleted' ? 'removed' : row.status,
    moved: row.moved,
    fromLabel: row.before?.label ?? null,
    toLabel: row.after?.label ?? null,
    heading: ['part', 'chapter', 'section', 'annex'].includes((row.after ?? row.before)?.kind ?? ''),
    words: markedWords(row.words),
  }))
}

export function markedWords(words: WordChange[]): ComparedClause['words'] {
  return words.map(({ type, text }) => ({
    kind: type === 'added' ? 'ins' : type === 'removed' ? 'del' : 'same',
    text,
  }))
}

export function countChanges(rows: Row[]) {
  const count = (status: Row['status']) => rows.filter((row) => row.status === status).length
  return {
    changed: count('changed'),
    added: count('added'),
    removed: count('deleted'),
    moved: rows.filter((row) => row.moved).length,
    same: count('same'),
  }
}

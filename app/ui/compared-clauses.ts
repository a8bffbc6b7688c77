import type { ComparisonRow, WordChange } from '~/app/domain/texts/compare'
import type { ComparedClause } from '~/app/ui/comparison'
import type { useT } from '~/app/ui/language'

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
    same: rows.filter((row) => row.status === 'same' && !row.moved).length,
  }
}

const changes = ['changed', 'added', 'removed', 'moved'] as const
type Changes = Record<(typeof changes)[number], number> & { same?: number }

/** “修改 3 条；其余 23 条没有变。”: what is zero is left out. */
export function sayChanges({ same = 0, ...counts }: Changes, t: ReturnType<typeof useT>): string {
  const said = changes.filter((change) => counts[change] > 0)
  if (said.length === 0) return t('compare.summary.none')
  const words = said.map((change) => t(`compare.summary.${change}`, { count: counts[change] }))
  const values = { changes: words.join(t('compare.summary.comma')), same }
  return t(same > 0 ? 'compare.summary' : 'compare.summary.all', values)
}

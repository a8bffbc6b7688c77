import type { ClauseKind, ParsedClause } from '~/app/domain/texts/types'

type Found = Pick<ParsedClause, 'label' | 'parent'> & { kind: ClauseKind }

/** The index of the clause that the stories call 第六条, 二、（二） or 三、（二）2.; -1 where the text has none. */
export function findClause(clauses: readonly Found[], label: string): number {
  return clauses.findIndex((_, index) => labelPath(clauses, index) === label)
}

function labelPath(clauses: readonly Found[], index: number): string {
  const clause = clauses[index]
  if (!clause?.label) return ''
  if (clause.kind === 'article' && clause.label.startsWith('第')) return clause.label
  return (clause.parent === null ? '' : labelPath(clauses, clause.parent)) + clause.label
}

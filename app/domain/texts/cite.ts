import { numberToChinese } from './chinese-numbers'
import type { ClauseKind } from './types'

export type CitedClause = {
  kind: ClauseKind
  label: string | null
  ordinal: number | null
  heading: string | null
  body: string
}

/** How a clause is cited, from its ancestors (outermost first) and itself: 第六条第二款第（一）项. */
export function citeClause(chain: readonly CitedClause[]): string {
  const own = chain.at(-1)
  if (!own) return ''
  if (isDivision(own)) return nameOf(own)
  // An article is known by its number alone; what stands in an annex or under 一、 needs it to be found.
  const from = chain.findLastIndex((clause) => clause.kind === 'article' && clause.label?.startsWith('第'))
  const path =
    from >= 0 ? chain.slice(from) : chain.filter((clause) => clause.label !== null || clause === own)
  return path.map(nameOf).join('')
}

/** The cited name of every clause of one version, without a query: it is all in hand. */
export function citeAll(
  clauses: (CitedClause & { clauseId: number; parentClauseId: number | null })[],
): Map<number, string> {
  const byId = new Map(clauses.map((clause) => [clause.clauseId, clause]))
  return new Map(
    clauses.map((clause) => {
      const chain: CitedClause[] = []
      for (
        let at: typeof clause | undefined = clause;
        at;
        at = at.parentClauseId === null ? undefined : byId.get(at.parentClauseId)
      ) {
        chain.unshift(at)
      }
      return [clause.clauseId, citeClause(chain)]
    }),
  )
}

/** The first characters of a clause, for a link or a list. */
export function excerptOf(clause: Pick<CitedClause, 'heading' | 'body'>, length = 60): string {
  const whole = [clause.heading, clause.body].filter(Boolean).join(' ')
  const characters = [...whole]
  return characters.length > length ? `${characters.slice(0, length).join('')}…` : whole
}

function isDivision({ kind }: CitedClause): boolean {
  return kind === 'part' || kind === 'chapter' || kind === 'section' || kind === 'annex'
}

function nameOf({ kind, label, ordinal, heading }: CitedClause): string {
  if (kind === 'item' && label?.startsWith('（')) return `第${label}项`
  if (kind === 'subitem' && label) return `第${label.replace(/\.$/, '')}目`
  if (label) return label.replace(/[、.．]$/, '')
  if (kind === 'paragraph') return ordinal ? `第${numberToChinese(ordinal)}款` : '正文'
  if (kind === 'table') return '表'
  return heading ?? '正文'
}

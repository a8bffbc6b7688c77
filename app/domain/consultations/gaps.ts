import type { Finding } from '~/app/domain/findings'

type GapClause = {
  clauseId: number
  parentClauseId: number | null
  kind: string
  label: string | null
  depth: number
  cited: string
  excerpt: string
}

export type ClauseCount = { clauseId: number; cited: string; excerpt: string; count: number }

/**
 * How many comments each article has, with those on its paragraphs and items; an article that nobody has spoken about
 * has none. What hangs on a chapter or on the whole draft is no article's: `elsewhere`.
 */
export function countByArticle(
  clauses: readonly GapClause[],
  counts: ReadonlyMap<number, number>,
): { articles: ClauseCount[]; elsewhere: number } {
  const hasArticles = clauses.some(({ kind }) => kind === 'article')
  const isArticle = (clause: GapClause) =>
    hasArticles ? clause.kind === 'article' : clause.label !== null && clause.depth === 0
  const byId = new Map(clauses.map((clause) => [clause.clauseId, clause]))
  const articles = new Map(
    clauses
      .filter(isArticle)
      .map(({ clauseId, cited, excerpt }) => [clauseId, { clauseId, cited, excerpt, count: 0 }]),
  )
  let elsewhere = 0
  for (const [clauseId, count] of counts) {
    let at = byId.get(clauseId)
    while (at && !articles.has(at.clauseId))
      at = at.parentClauseId === null ? undefined : byId.get(at.parentClauseId)
    const article = at && articles.get(at.clauseId)
    if (article) article.count += count
    else elsewhere += count
  }
  return { articles: [...articles.values()], elsewhere }
}

/** P2: where a specific group is affected, it is consulted (713 Art. 14). A hint, never more. */
export function groupFindings(groups: readonly { name: string; count: number }[]): Finding[] {
  return groups
    .filter(({ count }) => count === 0)
    .map(({ name }) => ({
      id: 'P2',
      level: 'warn',
      message: `还没有收到“${name}”的意见。这项决策直接影响他们，建议登门走访、开座谈会或者上门送问卷（《重大行政决策程序暂行条例》第十四条）。`,
    }))
}

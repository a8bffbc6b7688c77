import { containment, normalizeText, type Shingles, shingle, similarity } from '~/app/domain/texts/similarity'

type PointWords = { id: number; body: string; clauseId: number | null }
type IssueWords = {
  id: number
  title: string
  summary: string
  clauseIds: readonly number[]
  /** Words of points that are in it. */
  examples: readonly string[]
}

export type Suggestion = { issueId: number; score: number }

// Measured on the labelled points of test/domain/issues/labelled-points.ts: what is proposed is right far more often
// than not, and what fits nothing gets no proposal.
const threshold = 0.2
const lead = 0.02
const sameClause = 0.1

/**
 * For each point the issue in which a machine would put it, where it is sure enough. A proposal is never stored and
 * never a decision: a person takes it or does not.
 */
export function suggestIssues(
  points: readonly PointWords[],
  issues: readonly IssueWords[],
): Map<number, Suggestion> {
  const known = issues.map((issue) => ({
    id: issue.id,
    clauses: new Set(issue.clauseIds),
    title: words(issue.title),
    summary: words(issue.summary),
    examples: issue.examples.map(words),
  }))
  const found = new Map<number, Suggestion>()
  for (const point of points) {
    const own = words(point.body)
    const scores = known
      .map((issue) => ({ issueId: issue.id, score: scoreOf(own, point.clauseId, issue) }))
      .sort((one, other) => other.score - one.score)
    const [best, second] = scores
    if (!best || best.score < threshold) continue
    if (second && best.score - second.score < lead) continue
    found.set(point.id, best)
  }
  return found
}

type Known = { clauses: Set<number>; title: Shingles; summary: Shingles; examples: Shingles[] }

function scoreOf(own: Shingles, clauseId: number | null, issue: Known): number {
  const alike = issue.examples.reduce((most, example) => Math.max(most, similarity(own, example)), 0)
  const named = Math.max(containment(issue.title, own), 0.8 * containment(issue.summary, own))
  const evidence = Math.max(alike, 0.7 * named)
  // The clause alone says nothing: on one clause people ask for opposite things.
  return clauseId !== null && issue.clauses.has(clauseId) && evidence > 0 ? evidence + sameClause : evidence
}

function words(text: string): Shingles {
  return shingle(normalizeText(text).replace(/[\p{P}]/gu, ''))
}

import type { Decision } from '~/app/domain/comments/types'
import type { RecordedOpinion } from '~/app/domain/occasions/occasion-types'

export type HeardIssue = {
  issueId: number
  title: string
  decision: Decision
  reason: string
  opinions: RecordedOpinion[]
}

/** What was decided, each decision once, in the order in which it was first asked for; an opinion may ask for several. */
export function issuesOf(opinions: RecordedOpinion[]): HeardIssue[] {
  const issues = new Map<number, HeardIssue>()
  for (const opinion of opinions)
    for (const { issueId, title, decision, reason } of opinion.decisions) {
      const issue = issues.get(issueId) ?? { issueId, title, decision, reason, opinions: [] }
      issue.opinions.push(opinion)
      issues.set(issueId, issue)
    }
  return [...issues.values()]
}

export function countDecisions(issues: HeardIssue[]) {
  const count = (decision: Decision) => issues.filter((issue) => issue.decision === decision).length
  return {
    adopted: count('adopted'),
    partiallyAdopted: count('partially-adopted'),
    notAdopted: count('not-adopted'),
    explained: count('explained'),
  }
}

import type { CommentChannel, CommentState, Decision } from '~/app/domain/comments/types'

export type IssueDecision = { id: number; decision: Decision; reason: string; at: Date; by: string | null }

export type Issue = {
  id: number
  title: string
  summary: string
  clauses: { clauseId: number; cited: string }[]
  /**
   * `issuesOf`: how many published comments it holds. The board and the issue's page show the tally of its points
   * instead, in which those that were withdrawn or taken down later still are.
   */
  points: number
  owner: { id: string; name: string } | null
  decision: IssueDecision | null
  /** Every decision, oldest first; the last one counts. */
  history: IssueDecision[]
}

/** `isStale`: split from words that the comment no longer has, or placed before the author corrected them. */
export type Example = { pointId: number; commentId: number; body: string; isStale: boolean }

export type BoardPoint = {
  id: number
  commentId: number
  body: string
  isPart: boolean
  isStale: boolean
  cited: string | null
  quote: string
  channel: CommentChannel
  /** How many public comments hold the same letter. */
  copies: number | null
  /** By machine, not stored, not a decision. */
  suggestion: { issueId: number; title: string } | null
}

export type PlacedPoint = {
  id: number
  commentId: number
  body: string
  isPart: boolean
  isStale: boolean
  state: CommentState
  clauseId: number | null
  channel: CommentChannel
  placedAt: Date | null
  placedBy: string | null
}

export type IssueEvent = { id: number; at: Date; by: string | null } & (
  | { kind: 'created'; title: string }
  | { kind: 'changed'; fields: ('title' | 'summary' | 'clauses' | 'owner')[] }
  | { kind: 'placed'; count: number; comments: number[]; suggested: boolean }
  | { kind: 'removed'; comment: number }
  | { kind: 'decided'; decision: Decision; reason: string }
)

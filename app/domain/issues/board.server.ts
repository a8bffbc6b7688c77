import { asc, eq, inArray, sql } from 'drizzle-orm'
import { consultationRow } from '~/app/domain/comments/consultation.server'
import { draftClauses } from '~/app/domain/comments/draft.server'
import { commentState, publicBody } from '~/app/domain/comments/state.server'
import type { CommentChannel, CommentState, Decision } from '~/app/domain/comments/types'
import type { Ctx } from '~/app/server/context'
import { comments } from '~/db/schema/comments'
import { issueClauses, issueDecisions, issues, points } from '~/db/schema/issues'
import { accounts } from '~/db/schema/people'

export type IssueDecision = { id: number; decision: Decision; reason: string; at: Date; by: string | null }
export type IssueComment = { id: number; body: string; channel: CommentChannel; state: CommentState }

export type Issue = {
  id: number
  title: string
  summary: string
  clauses: { clauseId: number; cited: string }[]
  /** With those that were withdrawn or taken down after they had been put here. */
  comments: IssueComment[]
  decision: IssueDecision | null
  /** Every decision, oldest first; the last one counts. */
  history: IssueDecision[]
}

/** The issues of a consultation with all that was decided on each. It asks no permission; what is public is the caller's to say. */
export async function issuesOf(ctx: Ctx, consultationId: number): Promise<Issue[]> {
  const { versionId } = await consultationRow(ctx, consultationId)
  const rows = await ctx.db
    .select()
    .from(issues)
    .where(eq(issues.consultationId, consultationId))
    .orderBy(asc(issues.id))
  const ids = rows.map((row) => row.id)
  if (ids.length === 0) return []
  const [drafted, clauses, grouped, decided] = await Promise.all([
    draftClauses(ctx, versionId),
    ctx.db.select().from(issueClauses).where(inArray(issueClauses.issueId, ids)),
    ctx.db
      .select({
        issueId: sql<number>`${points.issueId}`.mapWith(Number),
        id: comments.id,
        body: publicBody(),
        channel: comments.channel,
        state: commentState(),
      })
      .from(points)
      .innerJoin(comments, eq(comments.id, points.commentId))
      .where(inArray(points.issueId, ids))
      .orderBy(asc(points.id)),
    ctx.db
      .select({
        issueId: issueDecisions.issueId,
        id: issueDecisions.id,
        decision: issueDecisions.decision,
        reason: issueDecisions.reason,
        at: issueDecisions.at,
        by: accounts.name,
      })
      .from(issueDecisions)
      .leftJoin(accounts, eq(accounts.id, issueDecisions.accountId))
      .where(inArray(issueDecisions.issueId, ids))
      .orderBy(asc(issueDecisions.id)),
  ])
  const commentsByIssue = groupByIssue(grouped)
  const decisionsByIssue = groupByIssue(decided)
  const clausesByIssue = groupByIssue(clauses)
  const order = new Map([...drafted.keys()].map((clauseId, position) => [clauseId, position]))
  return rows.map(({ id, title, summary }) => {
    const history = decisionsByIssue.get(id) ?? []
    const own = (clausesByIssue.get(id) ?? []).sort(
      (one, other) => (order.get(one.clauseId) ?? 0) - (order.get(other.clauseId) ?? 0),
    )
    return {
      id,
      title,
      summary,
      clauses: own.map(({ clauseId }) => ({ clauseId, cited: drafted.get(clauseId)?.cited ?? '' })),
      comments: commentsByIssue.get(id) ?? [],
      decision: history.at(-1) ?? null,
      history,
    }
  })
}

function groupByIssue<Row extends { issueId: number }>(rows: Row[]): Map<number, Omit<Row, 'issueId'>[]> {
  const groups = new Map<number, Omit<Row, 'issueId'>[]>()
  for (const { issueId, ...row } of rows) groups.set(issueId, [...(groups.get(issueId) ?? []), row])
  return groups
}

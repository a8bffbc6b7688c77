import { sql } from 'drizzle-orm'
import { consultationRow } from '~/app/domain/comments/consultation.server'
import { type DraftClause, draftClauses } from '~/app/domain/comments/draft.server'
import type { CommentChannel, CommentState } from '~/app/domain/comments/types'
import { reportPublishedAt } from '~/app/domain/feedback/report.server'
import { hasPermission, requirePermission } from '~/app/domain/people/permissions'
import type { Ctx } from '~/app/server/context'
import { notFound } from '~/app/server/errors'
import { readIssues } from './board.server'
import { type Owner, ownersOf } from './owners.server'
import { ofIssue, pointIsStale, pointWords } from './point-words.server'
import type { Issue, PlacedPoint } from './types'

const pageSize = 30

export type IssuePage = {
  consultation: { id: number; title: string }
  issue: Issue
  points: PlacedPoint[]
  next: number | null
  owners: Owner[]
  drafted: Map<number, DraftClause>
  isFrozen: boolean
  mayGroup: boolean
  mayDecide: boolean
}

/** One issue at the desk, with a page of the points that are in it. */
export async function issuePage(
  ctx: Ctx,
  consultationId: number,
  issueId: number,
  { after }: { after?: number } = {},
): Promise<IssuePage> {
  const consultation = await consultationRow(ctx, consultationId)
  requirePermission(ctx, 'text.read', consultation)
  const drafted = await draftClauses(ctx, consultation.versionId)
  const [[issue], page, owners, reportedAt] = await Promise.all([
    readIssues(ctx, consultationId, drafted, issueId),
    placedPoints(ctx, issueId, after),
    ownersOf(ctx, consultation.departmentId),
    reportPublishedAt(ctx, consultationId),
  ])
  if (!issue) throw notFound('意见归集')
  const isFrozen = reportedAt !== null
  return {
    consultation: { id: consultationId, title: consultation.title },
    ...{ issue, ...page, owners, drafted, isFrozen },
    mayGroup: !isFrozen && hasPermission(ctx, 'issue.write', consultation),
    mayDecide: !isFrozen && hasPermission(ctx, 'issue.decide', consultation),
  }
}

async function placedPoints(ctx: Ctx, issueId: number, after?: number) {
  const { rows } = await ctx.db.execute<{
    id: string
    comment_id: string
    body: string
    is_part: boolean
    is_stale: boolean
    state: CommentState
    clause_id: string | null
    channel: CommentChannel
    placed_at: Date | string | null
    placed_by: string | null
  }>(sql`
    select p.id, p.comment_id, ${pointWords()} as body, p.text is not null as is_part,
      ${pointIsStale()} as is_stale, s.state, comments.clause_id,
      comments.channel, p.placed_at, a.name as placed_by
    from points p
    join comment_states s on s.comment_id = p.comment_id
    join comments on comments.id = p.comment_id
    left join accounts a on a.id = p.placed_by
    where ${ofIssue(sql`${issueId}`)} ${after === undefined ? sql`` : sql`and p.id > ${after}`}
    order by p.issue_id, p.id limit ${pageSize + 1}`)
  const points = rows.slice(0, pageSize).map((row) => ({
    id: Number(row.id),
    commentId: Number(row.comment_id),
    body: row.body,
    isPart: row.is_part,
    isStale: row.is_stale,
    state: row.state,
    clauseId: row.clause_id === null ? null : Number(row.clause_id),
    channel: row.channel,
    placedAt: row.placed_at === null ? null : new Date(row.placed_at),
    placedBy: row.placed_by,
  }))
  return { points, next: rows.length > pageSize ? (points.at(-1)?.id ?? null) : null }
}

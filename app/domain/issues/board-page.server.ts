import { and, eq, isNotNull } from 'drizzle-orm'
import { transact } from '~/app/domain/audit/record.server'
import { campaignOf, campaignsOf, waitingPointsOfCampaign } from '~/app/domain/campaigns/read.server'
import { countByState } from '~/app/domain/comments/tallies.server'
import { reportPublishedAt } from '~/app/domain/feedback/report.server'
import type { Ctx } from '~/app/server/context'
import { Refusal } from '~/app/server/errors'
import { points } from '~/db/schema/issues'
import { issueBoard } from './board.server'
import { issueForChange } from './issue-for-change.server'
import { type Owner, ownersOf } from './owners.server'
import { placedAtMost, placePoints } from './place.server'
import { suggestIssues } from './suggest'
import type { BoardPoint, Example, Issue } from './types'
import { citedClause, countWaiting, type WaitingFilter, waitingPoints } from './waiting.server'

export type BoardPage = {
  id: number
  title: string
  isFrozen: boolean
  mayGroup: boolean
  pending: number
  waiting: { points: BoardPoint[]; next: number | null; count: number; orMore: boolean }
  issues: (Issue & { examples: Example[] })[]
  clauses: { clauseId: number; label: string }[]
  campaigns: { id: number; sent: number; excerpt: string }[]
  /** The letter that the list is filtered by, and how many of its points wait. */
  campaign: { id: number; waiting: number } | null
  owners: Owner[]
  /** Where the points of the one comment that is asked for lie already. */
  placed: { id: number; title: string }[]
}

/** The board: what waits, beside the issues into which it is put. */
export async function boardPage(ctx: Ctx, consultationId: number, filter: WaitingFilter): Promise<BoardPage> {
  const board = await issueBoard(ctx, consultationId)
  const [waiting, total, states, campaigns, owners, reportedAt, ofCampaign] = await Promise.all([
    waitingPoints(ctx, consultationId, filter),
    countWaiting(ctx, consultationId),
    countByState(ctx, consultationId),
    campaignsOf(ctx, consultationId),
    ownersOf(ctx, board.departmentId),
    reportPublishedAt(ctx, consultationId),
    filter.campaignId ? waitingPointsOfCampaign(ctx, filter.campaignId) : [],
  ])
  const placedIn = filter.commentId ? await issuesOfComment(ctx, filter.commentId) : new Set<number>()
  const copies = await campaignOf(
    ctx,
    waiting.points.map(({ commentId }) => commentId),
  )
  const titles = new Map(board.issues.map((issue) => [issue.id, issue.title]))
  const suggestions = suggestIssues(
    waiting.points.filter(({ isStale }) => !isStale),
    board.issues.map(({ id, title, summary, clauses }) => ({
      ...{ id, title, summary },
      clauseIds: clauses.map(({ clauseId }) => clauseId),
      examples: board.compared.get(id) ?? [],
    })),
  )
  return {
    id: consultationId,
    title: board.title,
    isFrozen: reportedAt !== null,
    mayGroup: reportedAt === null && board.mayGroup,
    pending: states.pending,
    waiting: {
      ...total,
      next: waiting.next,
      points: waiting.points.map(({ clauseId, ...point }) => {
        const suggested = suggestions.get(point.id)
        return {
          ...point,
          cited: citedClause(board.drafted, clauseId),
          copies: copies.get(point.commentId)?.sent ?? null,
          suggestion: suggested
            ? { issueId: suggested.issueId, title: titles.get(suggested.issueId) ?? '' }
            : null,
        }
      }),
    },
    issues: board.issues,
    clauses: board.clauses,
    campaigns: campaigns.map(({ id, sent, excerpt }) => ({ id, sent, excerpt: excerpt ?? '' })),
    campaign: campaigns.some(({ id }) => id === filter.campaignId)
      ? { id: filter.campaignId ?? 0, waiting: ofCampaign.length }
      : null,
    owners,
    placed: board.issues.filter(({ id }) => placedIn.has(id)).map(({ id, title }) => ({ id, title })),
  }
}

async function issuesOfComment(ctx: Ctx, commentId: number): Promise<Set<number | null>> {
  const rows = await ctx.db
    .select({ issueId: points.issueId })
    .from(points)
    .where(and(eq(points.commentId, commentId), isNotNull(points.issueId)))
  return new Set(rows.map(({ issueId }) => issueId))
}

/** Puts every waiting point of one campaign's letter into an issue; beyond what one step takes, the rest waits for the next. */
export async function placeCampaign(ctx: Ctx, issueId: number, campaignId: number): Promise<number> {
  return transact(ctx, async (tx) => {
    await issueForChange(tx, issueId, 'issue.write')
    const ids = (await waitingPointsOfCampaign(tx, campaignId)).slice(0, placedAtMost)
    if (ids.length === 0) throw new Refusal(409, '这组来信里已经没有等待归集的意见点了。')
    await placePoints(tx, issueId, ids)
    return ids.length
  })
}

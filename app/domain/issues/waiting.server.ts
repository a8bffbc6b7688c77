import { sql } from 'drizzle-orm'
import type { DraftClause } from '~/app/domain/comments/draft.server'
import type { CommentChannel } from '~/app/domain/comments/types'
import type { Ctx } from '~/app/server/context'
import { pointIsStale, pointWords } from './point-words.server'

const pageSize = 30
const countedAtMost = 1000

export type WaitingPoint = {
  id: number
  commentId: number
  /** The point's words as the public reads them; of a stale part, the whole comment. */
  body: string
  isPart: boolean
  isStale: boolean
  clauseId: number | null
  quote: string
  channel: CommentChannel
}

export type WaitingFilter = { after?: number; clauseId?: number; campaignId?: number; commentId?: number }

type Waiting = { points: WaitingPoint[]; next: number | null }

/**
 * The points of published comments that are in no issue yet, oldest first; `clauseId` 0 is the whole draft. It asks no
 * permission: the page that shows them does.
 */
export async function waitingPoints(
  ctx: Ctx,
  consultationId: number,
  { after, clauseId, campaignId, commentId }: WaitingFilter = {},
): Promise<Waiting> {
  const onClause =
    clauseId === undefined
      ? sql``
      : clauseId === 0
        ? sql`and s.clause_id is null`
        : sql`and s.clause_id = ${clauseId}`
  const ofCampaign = campaignId
    ? sql`and exists (select 1 from campaign_comments l where l.comment_id = p.comment_id and l.campaign_id = ${campaignId})`
    : sql``
  const ofComment = commentId ? sql`and p.comment_id = ${commentId}` : sql``
  const { rows } = await ctx.db.execute<{
    id: string
    comment_id: string
    body: string
    is_part: boolean
    is_stale: boolean
    clause_id: string | null
    quote: string
    channel: CommentChannel
  }>(sql`
    select p.id, p.comment_id, ${pointWords()} as body, p.text is not null as is_part, ${pointIsStale()} as is_stale,
      comments.clause_id, comments.quote, comments.channel
    from points p
    join comment_states s on s.comment_id = p.comment_id and s.state = 'published'
    join comments on comments.id = p.comment_id
    where p.consultation_id = ${consultationId} and p.issue_id is null
      ${after === undefined ? sql`` : sql`and p.id > ${after}`} ${onClause} ${ofCampaign} ${ofComment}
    order by p.id limit ${pageSize + 1}`)
  const page = rows.slice(0, pageSize).map((row) => ({
    id: Number(row.id),
    commentId: Number(row.comment_id),
    body: row.body,
    isPart: row.is_part,
    isStale: row.is_stale,
    clauseId: row.clause_id === null ? null : Number(row.clause_id),
    quote: row.quote,
    channel: row.channel,
  }))
  return { points: page, next: rows.length > pageSize ? (page.at(-1)?.id ?? null) : null }
}

/** How many points wait, counted to a thousand at most, so that the page costs the same however many there are. */
export async function countWaiting(
  ctx: Ctx,
  consultationId: number,
): Promise<{ count: number; orMore: boolean }> {
  const { rows } = await ctx.db.execute<{ count: number }>(sql`
    select count(*)::int as count from (
      select 1 from points p join comment_states s on s.comment_id = p.comment_id and s.state = 'published'
      where p.consultation_id = ${consultationId} and p.issue_id is null limit ${countedAtMost + 1}) as counted`)
  const count = rows[0]?.count ?? 0
  return { count: Math.min(count, countedAtMost), orMore: count > countedAtMost }
}

export function citedClause(drafted: Map<number, DraftClause>, clauseId: number | null): string | null {
  return clauseId === null ? null : (drafted.get(clauseId)?.cited ?? null)
}

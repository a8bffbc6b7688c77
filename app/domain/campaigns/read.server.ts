import { and, asc, desc, eq, gte, inArray, isNull, ne, sql } from 'drizzle-orm'
import { excerptOfWords } from '~/app/domain/campaigns/excerpt'
import { publicBody } from '~/app/domain/comments/state.server'
import type { Ctx } from '~/app/server/context'
import { campaignComments, campaigns, commentStates } from '~/db/schema/comments'
import { points } from '~/db/schema/issues'
import { type CampaignOfComment, type CampaignSummary, fewestCopies } from './types'

const mostShown = 20
const mostCounted = 1000

/** The letters that many sent to a consultation, the most sent first. It asks for no permission: only what is public is in it. */
export async function campaignsOf(ctx: Ctx, consultationId: number): Promise<CampaignSummary[]> {
  const rows = await ctx.db
    .select({ id: campaigns.id, sent: campaigns.sent, added: campaigns.added })
    .from(campaigns)
    .where(and(eq(campaigns.consultationId, consultationId), gte(campaigns.sent, fewestCopies)))
    .orderBy(desc(campaigns.sent), asc(campaigns.id))
    .limit(mostShown)
  const letters = await lettersOf(
    ctx,
    rows.map(({ id }) => id),
  )
  return rows.map((row) => ({ ...row, excerpt: excerptOfWords(letters.get(row.id)?.body) }))
}

export type Letter = { commentId: number; body: string; isExact: boolean }

/**
 * The letter of each campaign in the words that the public may read now: of the first public comment that holds it word
 * for word, else of one that changed a few. What was withdrawn or taken down is never shown.
 */
export async function lettersOf(ctx: Ctx, campaignIds: number[]): Promise<Map<number, Letter>> {
  if (campaignIds.length === 0) return new Map()
  const wanted = sql.join(
    campaignIds.map((id) => sql`(${id}::bigint)`),
    sql`, `,
  )
  const { rows } = await ctx.db.execute<{ campaign: string; id: string; relation: string; body: string }>(sql`
    select wanted.id as campaign, comments.id, chosen.relation, ${publicBody()} as body
    from (values ${wanted}) as wanted (id)
    cross join lateral (
      select * from (
        (select m.comment_id, m.relation, 0 as rank from campaign_comments m
          join comment_states s on s.comment_id = m.comment_id and s.state = 'published'
          where m.campaign_id = wanted.id and m.relation = 'exact' order by m.comment_id limit 1)
        union all
        (select m.comment_id, m.relation, 1 from campaign_comments m
          join comment_states s on s.comment_id = m.comment_id and s.state = 'published'
          where m.campaign_id = wanted.id and m.relation = 'near' order by m.comment_id limit 1)) as both_ways
      order by rank limit 1) as chosen
    join comments on comments.id = chosen.comment_id`)
  return new Map(
    rows.map((row) => [
      Number(row.campaign),
      { commentId: Number(row.id), body: row.body, isExact: row.relation === 'exact' },
    ]),
  )
}

/** Which of some comments hold a letter that others sent too. */
export async function campaignOf(ctx: Ctx, commentIds: number[]): Promise<Map<number, CampaignOfComment>> {
  if (commentIds.length === 0) return new Map()
  const rows = await ctx.db
    .select({
      commentId: campaignComments.commentId,
      campaignId: campaigns.id,
      relation: campaignComments.relation,
      sent: campaigns.sent,
    })
    .from(campaignComments)
    .innerJoin(campaigns, eq(campaigns.id, campaignComments.campaignId))
    .where(inArray(campaignComments.commentId, commentIds))
  const copies = await countCopies(ctx, [...new Set(rows.map(({ campaignId }) => campaignId))])
  return new Map(
    rows.map(({ commentId, ...row }) => [commentId, { ...row, copies: copies.get(row.campaignId) ?? 0 }]),
  )
}

async function countCopies(ctx: Ctx, campaignIds: number[]): Promise<Map<number, number>> {
  if (campaignIds.length === 0) return new Map()
  const wanted = sql.join(
    campaignIds.map((id) => sql`(${id}::bigint)`),
    sql`, `,
  )
  const { rows } = await ctx.db.execute<{ campaign: string; count: number }>(sql`
    select wanted.id as campaign, counted.count
    from (values ${wanted}) as wanted (id)
    cross join lateral (select count(*)::int as count from (
      select 1 from campaign_comments m where m.campaign_id = wanted.id limit ${mostCounted}) as held) as counted`)
  return new Map(rows.map((row) => [Number(row.campaign), row.count]))
}

/**
 * The points of a campaign that wait to be put into an issue: of those who sent the letter as it is. What they added
 * says something else, and is read one by one (`additions: true`).
 */
export async function waitingPointsOfCampaign(
  ctx: Ctx,
  campaignId: number,
  { additions = false } = {},
): Promise<number[]> {
  const rows = await ctx.db
    .select({ id: points.id })
    .from(points)
    .innerJoin(campaignComments, eq(campaignComments.commentId, points.commentId))
    .innerJoin(commentStates, eq(commentStates.commentId, points.commentId))
    .where(
      and(
        eq(campaignComments.campaignId, campaignId),
        additions ? eq(campaignComments.relation, 'addition') : ne(campaignComments.relation, 'addition'),
        eq(commentStates.state, 'published'),
        isNull(points.issueId),
      ),
    )
    .orderBy(asc(points.id))
  return rows.map(({ id }) => id)
}

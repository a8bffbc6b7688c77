import { and, asc, eq, gt, sql } from 'drizzle-orm'
import { maskPrivateData } from '~/app/domain/comments/private-data'
import { publicBody } from '~/app/domain/comments/state.server'
import { placeOf } from '~/app/domain/comments/types'
import { publicConsultation } from '~/app/domain/consultations/page.server'
import type { Ctx } from '~/app/server/context'
import { notFound } from '~/app/server/errors'
import { campaignComments, campaignRuns, campaigns, commentStates, comments } from '~/db/schema/comments'
import { departments } from '~/db/schema/people'
import { additionTo, wordsOfLetter } from './additions'
import { type Letter, lettersOf } from './read.server'
import { fewestCopies } from './types'

const pageSize = 20

export type Addition = {
  commentId: number
  receivedAt: Date
  name: string | null
  township: string
  /** What of the comment is not in the letter. */
  words: string
}

export type CampaignPage = {
  id: number
  consultation: { id: number; title: string }
  department: { name: string; slug: string }
  sent: number
  added: number
  letter: Letter
  /** How many came on each day, oldest first; on the first page only. */
  days: { day: string; count: number }[]
  additions: Addition[]
  next: number | null
}

/**
 * A letter that many sent, as the public may see it at this moment: what was withdrawn, taken down or is not published
 * yet is neither shown nor counted. With fewer than three left there is no campaign.
 */
export async function campaignPage(
  ctx: Ctx,
  campaignId: number,
  { after }: { after?: number } = {},
): Promise<CampaignPage> {
  const [campaign] = await ctx.db
    .select({
      consultationId: campaigns.consultationId,
      sent: campaigns.sent,
      added: campaigns.added,
      lookedAt: campaignRuns.at,
    })
    .from(campaigns)
    .leftJoin(campaignRuns, eq(campaignRuns.consultationId, campaigns.consultationId))
    .where(eq(campaigns.id, campaignId))
  if (!campaign) throw notFound('同文来信')
  const { consultation, department } = await publicConsultation(ctx, campaign.consultationId)
  const [letters, standing] = await Promise.all([
    lettersOf(ctx, [campaignId]),
    countStanding(ctx, campaignId),
  ])
  const letter = letters.get(campaignId)
  if (!letter || standing < fewestCopies) throw notFound('同文来信')
  const [days, page] = await Promise.all([
    after === undefined ? daysOf(ctx, campaignId, campaign) : [],
    readAdditions(ctx, campaignId, letter, after),
  ])
  return {
    ...{ id: campaignId, sent: campaign.sent, added: campaign.added, letter, days, ...page },
    consultation: { id: consultation.id, title: consultation.title },
    department,
  }
}

/** Up to three: whether there are more is not asked. */
async function countStanding(ctx: Ctx, campaignId: number): Promise<number> {
  const rows = await ctx.db
    .select({ id: campaignComments.commentId })
    .from(campaignComments)
    .innerJoin(commentStates, eq(commentStates.commentId, campaignComments.commentId))
    .where(and(eq(campaignComments.campaignId, campaignId), eq(commentStates.state, 'published')))
    .limit(fewestCopies)
  return rows.length
}

// Counting a hundred thousand letters by day takes longer than the page around it, and they are counted anew only when
// the letters are looked for anew: kept for that long, and never missed when it is gone.
const counted = new Map<string, CampaignPage['days']>()
const mostCounted = 200

type Looked = { sent: number; added: number; lookedAt: Date | null }

async function daysOf(
  ctx: Ctx,
  campaignId: number,
  { sent, added, lookedAt }: Looked,
): Promise<CampaignPage['days']> {
  const key = [campaignId, sent, added, lookedAt?.getTime()].join(' ')
  const days = counted.get(key) ?? (await countByDay(ctx, campaignId))
  counted.set(key, days)
  const [oldest] = counted.keys()
  if (counted.size > mostCounted && oldest !== undefined) counted.delete(oldest)
  return days
}

async function countByDay(ctx: Ctx, campaignId: number): Promise<{ day: string; count: number }[]> {
  const { rows } = await ctx.db.execute<{ day: string; count: number }>(sql`
    select to_char(c.received_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD') as day, count(*)::int as count
    from campaign_comments m
    join comment_states s on s.comment_id = m.comment_id and s.state = 'published'
    join comments c on c.id = m.comment_id
    where m.campaign_id = ${campaignId} group by 1 order by 1`)
  return rows
}

/** Held against the letter as it stands now: what was masked since the last grouping does not come up here. */
async function readAdditions(ctx: Ctx, campaignId: number, letter: Letter, after = 0) {
  const rows = await ctx.db
    .select({
      commentId: comments.id,
      receivedAt: comments.receivedAt,
      displayName: comments.displayName,
      publishName: comments.publishName,
      township: departments.name,
      body: publicBody(),
    })
    .from(campaignComments)
    .innerJoin(comments, eq(comments.id, campaignComments.commentId))
    .innerJoin(commentStates, eq(commentStates.commentId, campaignComments.commentId))
    .leftJoin(departments, eq(departments.slug, comments.township))
    .where(
      and(
        eq(campaignComments.campaignId, campaignId),
        eq(campaignComments.relation, 'addition'),
        eq(commentStates.state, 'published'),
        gt(campaignComments.commentId, after),
      ),
    )
    .orderBy(asc(campaignComments.commentId))
    .limit(pageSize + 1)
  const page = rows.slice(0, pageSize)
  const words = wordsOfLetter(letter.body)
  const additions: Addition[] = page.flatMap(({ body, displayName, publishName, township, ...row }) => {
    const own = additionTo(words, body)
    const name = publishName && displayName ? maskPrivateData(displayName) : null
    return own === '' ? [] : [{ ...row, name, township: placeOf(township), words: own }]
  })
  return { additions, next: rows.length > pageSize ? (page.at(-1)?.commentId ?? null) : null }
}

import { asc, desc, eq, sql } from 'drizzle-orm'
import { consultationRow } from '~/app/domain/comments/consultation.server'
import { hasPermission, requirePermission } from '~/app/domain/people/permissions'
import type { Ctx } from '~/app/server/context'
import { campaignRuns, campaigns } from '~/db/schema/comments'
import { excerptOfWords } from './excerpt'
import { type CampaignSummary, fewestCopies } from './types'

const mostShown = 50

export type DeskCampaigns = {
  id: number
  title: string
  run: { at: Date; comments: number; milliseconds: number } | null
  /** With those of which nothing is public yet; these have no page for the public. */
  campaigns: (CampaignSummary & { isPublic: boolean })[]
  mayRun: boolean
}

/** The letters that were found among the comments of a consultation, for its department and the moderators. */
export async function deskCampaigns(ctx: Ctx, consultationId: number): Promise<DeskCampaigns> {
  const consultation = await consultationRow(ctx, consultationId)
  if (!hasPermission(ctx, 'comment.moderate')) requirePermission(ctx, 'text.read', consultation)
  const [[run], rows] = await Promise.all([
    ctx.db.select().from(campaignRuns).where(eq(campaignRuns.consultationId, consultationId)),
    ctx.db
      .select({
        id: campaigns.id,
        sent: campaigns.sent,
        added: campaigns.added,
        words: sql<
          string | null
        >`(select comments.body from campaign_comments m join comments on comments.id = m.comment_id
          join comment_states s on s.comment_id = m.comment_id and s.state <> 'withdrawn'
          where m.campaign_id = campaigns.id and m.relation = 'exact' order by m.comment_id limit 1)`,
      })
      .from(campaigns)
      .where(eq(campaigns.consultationId, consultationId))
      .orderBy(desc(campaigns.sent), asc(campaigns.id))
      .limit(mostShown),
  ])
  return {
    id: consultationId,
    title: consultation.title,
    run: run ? { at: run.at, comments: run.comments, milliseconds: run.milliseconds } : null,
    campaigns: rows.map(({ words, ...row }) => ({
      ...row,
      excerpt: excerptOfWords(words ?? undefined),
      isPublic: row.sent >= fewestCopies && consultation.publishedAt !== null,
    })),
    mayRun: hasPermission(ctx, 'issue.write', consultation),
  }
}

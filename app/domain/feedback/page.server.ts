import { and, count, desc, eq, lte, sql } from 'drizzle-orm'
import { isPublic, publishedStep } from '~/app/domain/audit/published.server'
import type { CommentChannel, Decision } from '~/app/domain/comments/types'
import { type PublicConsultation, publicConsultation } from '~/app/domain/consultations/page.server'
import { type Issue, issuesOf } from '~/app/domain/issues/board.server'
import type { Ctx } from '~/app/server/context'
import { comments } from '~/db/schema/comments'
import { points } from '~/db/schema/issues'
import { policies } from '~/db/schema/policies'
import { textVersions } from '~/db/schema/texts'
import { ledgerOf } from './ledger.server'
import { reportOf } from './report.server'
import type { Ledger } from './rules'

export type FeedbackRow = {
  issueId: number
  title: string
  summary: string
  clauses: { clauseId: number; cited: string }[]
  count: number
  channels: { channel: CommentChannel; count: number }[]
  decision: Decision
  reason: string
}

export type FeedbackPage = PublicConsultation & {
  report: { introduction: string; publishedAt: Date } | null
  ledger: Ledger
  channels: { channel: CommentChannel; count: number }[]
  rows: FeedbackRow[]
  /** Why some were not published, by the moderation rule. */
  refusals: { reason: string; count: number }[]
  /** Where the draft can be compared with what came of it. */
  compare: { textId: number; from: number; to: number; policyId: number; policyTitle: string } | null
}

/**
 * The feedback report as the public reads it. Its numbers are those of the moment of publishing: what is withdrawn
 * later leaves the list of comments, not the report.
 */
export async function feedbackPage(ctx: Ctx, consultationId: number): Promise<FeedbackPage> {
  const shown = await publicConsultation(ctx, consultationId)
  const saved = await reportOf(ctx, consultationId)
  const publishedAt = saved?.publishedAt ?? null
  const asOf = publishedAt ?? undefined
  const [ledger, channels, rows, refusals, compare] = await Promise.all([
    ledgerOf(ctx, consultationId, asOf),
    channelsOf(ctx, consultationId, asOf),
    publishedAt ? rowsOf(ctx, consultationId, publishedAt) : [],
    publishedAt ? refusalsOf(ctx, consultationId, publishedAt) : [],
    compareOf(ctx, shown.consultation),
  ])
  const report = saved && publishedAt ? { introduction: saved.introduction, publishedAt } : null
  return { ...shown, report, ledger, channels, rows, refusals, compare }
}

async function channelsOf(ctx: Ctx, consultationId: number, asOf?: Date) {
  return ctx.db
    .select({ channel: comments.channel, count: count() })
    .from(comments)
    .where(
      and(eq(comments.consultationId, consultationId), asOf ? lte(comments.receivedAt, asOf) : undefined),
    )
    .groupBy(comments.channel)
    .orderBy(desc(count()), comments.channel)
}

async function rowsOf(ctx: Ctx, consultationId: number, asOf: Date): Promise<FeedbackRow[]> {
  const [issues, counted] = await Promise.all([
    issuesOf(ctx, consultationId),
    ctx.db
      .select({ issueId: points.issueId, channel: comments.channel, count: count() })
      .from(points)
      .innerJoin(comments, eq(comments.id, points.commentId))
      .where(and(eq(comments.consultationId, consultationId), lte(points.createdAt, asOf)))
      .groupBy(points.issueId, comments.channel)
      .orderBy(desc(count()), comments.channel),
  ])
  return issues.flatMap((issue) => {
    const decision = decisionThen(issue, asOf)
    if (!decision) return []
    const channels = counted.filter(({ issueId }) => issueId === issue.id)
    return {
      issueId: issue.id,
      title: issue.title,
      summary: issue.summary,
      clauses: issue.clauses,
      count: channels.reduce((sum, { count: one }) => sum + one, 0),
      channels: channels.map(({ channel, count: one }) => ({ channel, count: one })),
      decision: decision.decision,
      reason: decision.reason,
    }
  })
}

function decisionThen({ history }: Issue, asOf: Date) {
  return history.findLast((decision) => decision.at <= asOf)
}

async function refusalsOf(
  ctx: Ctx,
  consultationId: number,
  asOf: Date,
): Promise<{ reason: string; count: number }[]> {
  const { rows } = await ctx.db.execute<{ reason: string; count: number }>(sql`
    select last.reason, count(*)::int as count from ${comments}
    cross join lateral (
      select kind, reason from steps where subject = 'comment' and subject_id = ${comments.id}
        and kind in ('published', 'refused', 'withdrawn') and at <= ${asOf.toISOString()} order by id desc limit 1) as last
    where ${comments.consultationId} = ${consultationId} and last.kind = 'refused'
    group by last.reason order by count desc, last.reason`)
  return rows
}

async function compareOf(
  ctx: Ctx,
  { textId, versionId }: { textId: number; versionId: number },
): Promise<FeedbackPage['compare']> {
  const [policy] = await ctx.db
    .select({ policyId: policies.id, policyTitle: policies.title, to: textVersions.number })
    .from(policies)
    .innerJoin(publishedStep, isPublic('policy', policies.id, ctx.now))
    .innerJoin(textVersions, eq(textVersions.id, policies.versionId))
    .where(eq(policies.textId, textId))
    .orderBy(desc(publishedStep.at))
    .limit(1)
  const [draft] = await ctx.db
    .select({ from: textVersions.number })
    .from(textVersions)
    .where(eq(textVersions.id, versionId))
  return policy && draft && policy.to !== draft.from ? { textId, ...draft, ...policy } : null
}

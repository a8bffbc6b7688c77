import { type SQL, sql } from 'drizzle-orm'
import { campaignsOf } from '~/app/domain/campaigns/read.server'
import { kappaOf } from '~/app/domain/coding/coding-page.server'
import { draftClauses } from '~/app/domain/comments/draft.server'
import { countByTrait } from '~/app/domain/comments/tallies.server'
import { type CommentChannel, type Decision, placeOf } from '~/app/domain/comments/types'
import type { Ctx } from '~/app/server/context'
import { commentStateNames } from '~/db/schema/comments'
import { ledgerOf } from './ledger.server'
import type { DecisionCount, Figures, NamedCount, ReportedIssue } from './types'

/**
 * Every figure of the report, counted anew from the rows. Publishing keeps the result; whoever reads a published
 * report reads what was kept, so that it costs the same for 100 comments and for 100,000.
 */
export async function countFigures(
  ctx: Ctx,
  { id, versionId }: { id: number; versionId: number },
): Promise<Figures> {
  // One after the other: within a transaction there is one connection.
  const { channel: channels } = await countByTrait(ctx, id, [...commentStateNames])
  const authors = await countByTrait(ctx, id, ['published'])
  return {
    ledger: await ledgerOf(ctx, id),
    channels: inOrder(channels).map(({ name, count }) => ({ channel: name as CommentChannel, count })),
    decisions: await decisionsOf(ctx, id),
    refusals: await refusalsOf(ctx, id),
    townships: await townshipCounts(ctx, authors.township),
    groups: inOrder(authors.group),
    issues: await reportedIssues(ctx, id, versionId),
    coding: await kappaOf(ctx, id),
    campaigns: await campaignsIn(ctx, id),
    lateness: null,
  }
}

async function decisionsOf(ctx: Ctx, consultationId: number): Promise<Record<Decision, DecisionCount>> {
  const none = () => ({ issues: 0, comments: 0 })
  const counts = { adopted: none(), 'partially-adopted': none(), 'not-adopted': none(), explained: none() }
  const rows = await query<{ decision: Decision } & DecisionCount>(
    ctx,
    sql`select d.decision, count(distinct i.id)::int as issues, count(distinct s.comment_id)::int as comments
      from issues i join lateral (${lastDecision(sql`i.id`)}) as d on true
      left join points p on p.issue_id = i.id
      left join comment_states s on s.comment_id = p.comment_id and s.state = 'published'
      where i.consultation_id = ${consultationId} group by d.decision`,
  )
  for (const { decision, issues, comments } of rows) counts[decision] = { issues, comments }
  return counts
}

/** Why some were not published, by the rule and the words that their authors read. */
async function refusalsOf(ctx: Ctx, consultationId: number): Promise<{ reason: string; count: number }[]> {
  return query(
    ctx,
    sql`select coalesce(last.reason, '') as reason, count(*)::int as count from comment_states s
      cross join lateral (select reason from steps where subject = 'comment' and subject_id = s.comment_id
        and kind = 'refused' order by id desc limit 1) as last
      where s.consultation_id = ${consultationId} and s.state = 'refused' group by 1 order by 2 desc, 1`,
  )
}

/** By how many, and then by name; who said nothing about themselves is left out. */
function inOrder(counts: Map<string, number>): NamedCount[] {
  return [...counts]
    .filter(([name]) => name !== '')
    .map(([name, count]) => ({ name, count }))
    .sort((one, other) => other.count - one.count || (one.name < other.name ? -1 : 1))
}

/** A township is kept by its address on this site; a person lives in the place, not in its office. */
async function townshipCounts(ctx: Ctx, counts: Map<string, number>): Promise<NamedCount[]> {
  const named = await query<{ slug: string; name: string }>(
    ctx,
    sql`select slug, name from departments where kind = 'township'`,
  )
  const names = new Map(named.map(({ slug, name }) => [slug, placeOf(name)]))
  return inOrder(counts).map(({ name, count }) => ({ name: names.get(name) ?? name, count }))
}

async function campaignsIn(ctx: Ctx, consultationId: number): Promise<Figures['campaigns']> {
  return (await campaignsOf(ctx, consultationId)).map(({ sent, added, excerpt }) => ({
    sent,
    added,
    excerpt,
  }))
}

/** The issues that have a decision, in the order in which they were made. */
async function reportedIssues(ctx: Ctx, consultationId: number, versionId: number): Promise<ReportedIssue[]> {
  const rows = await query<
    Omit<ReportedIssue, 'count' | 'channels' | 'clauses' | 'issueId'> & { id: string }
  >(
    ctx,
    sql`select i.id, i.title, i.summary, d.decision, d.reason from issues i
      join lateral (${lastDecision(sql`i.id`)}) as d on true
      where i.consultation_id = ${consultationId} order by i.id`,
  )
  if (rows.length === 0) return []
  const counted = await query<{ issueId: string; channel: CommentChannel; count: number }>(
    ctx,
    sql`select p.issue_id as "issueId", c.channel, count(distinct c.id)::int as count from points p
      join comment_states s on s.comment_id = p.comment_id and s.state = 'published'
      join comments c on c.id = p.comment_id
      where p.consultation_id = ${consultationId} and p.issue_id is not null
      group by 1, 2 order by 3 desc, 2`,
  )
  const clauses = await clausesOfIssues(ctx, consultationId, versionId)
  return rows.map(({ id, ...issue }) => {
    const channels = counted
      .filter(({ issueId }) => issueId === id)
      .map(({ channel, count }) => ({ channel, count }))
    return {
      ...issue,
      issueId: Number(id),
      clauses: clauses.get(Number(id)) ?? [],
      count: channels.reduce((sum, { count }) => sum + count, 0),
      channels,
    }
  })
}

/** The clauses of each issue as the draft calls them, in the order of the draft. */
async function clausesOfIssues(
  ctx: Ctx,
  consultationId: number,
  versionId: number,
): Promise<Map<number, ReportedIssue['clauses']>> {
  const rows = await query<{ issueId: string; clauseId: string }>(
    ctx,
    sql`select ic.issue_id as "issueId", ic.clause_id as "clauseId" from issue_clauses ic
      join issues i on i.id = ic.issue_id where i.consultation_id = ${consultationId}`,
  )
  const byIssue = new Map<number, ReportedIssue['clauses']>()
  if (rows.length === 0) return byIssue
  const wanted = new Map<number, number[]>()
  for (const { issueId, clauseId } of rows)
    wanted.set(Number(clauseId), [...(wanted.get(Number(clauseId)) ?? []), Number(issueId)])
  for (const { clauseId, cited } of (await draftClauses(ctx, versionId)).values()) {
    for (const issueId of wanted.get(clauseId) ?? [])
      byIssue.set(issueId, [...(byIssue.get(issueId) ?? []), { clauseId, cited }])
  }
  return byIssue
}

function lastDecision(issueId: SQL): SQL {
  return sql`select decision, reason from issue_decisions where issue_id = ${issueId} order by id desc limit 1`
}

async function query<Row extends Record<string, unknown>>(ctx: Ctx, statement: SQL): Promise<Row[]> {
  return (await ctx.db.execute(statement)).rows as Row[]
}

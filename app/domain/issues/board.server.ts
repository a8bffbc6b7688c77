import { and, asc, eq, inArray, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import { consultationRow } from '~/app/domain/comments/consultation.server'
import { type DraftClause, draftClauses } from '~/app/domain/comments/draft.server'
import { hasPermission, requirePermission } from '~/app/domain/people/permissions'
import type { Ctx } from '~/app/server/context'
import { issueClauses, issueDecisions, issues } from '~/db/schema/issues'
import { accounts } from '~/db/schema/people'
import { ofIssue, pointIsStale, pointWords } from './point-words.server'
import type { Example, Issue } from './types'

/** The issues of a consultation with all that was decided on each. It asks no permission; what is public is the caller's to say. */
export async function issuesOf(ctx: Ctx, consultationId: number): Promise<Issue[]> {
  const { versionId } = await consultationRow(ctx, consultationId)
  const [all, gone] = await Promise.all([
    readIssues(ctx, consultationId, await draftClauses(ctx, versionId)),
    countGone(ctx, consultationId),
  ])
  return all.map((issue) => ({ ...issue, points: issue.points - (gone.get(issue.id) ?? 0) }))
}

/** With `only`, that one issue. `points` is the tally here: with those of comments that were withdrawn since. */
export async function readIssues(
  ctx: Ctx,
  consultationId: number,
  drafted: Map<number, DraftClause>,
  only?: number,
): Promise<Issue[]> {
  const owners = alias(accounts, 'owners')
  const rows = await ctx.db
    .select({
      id: issues.id,
      title: issues.title,
      summary: issues.summary,
      ownerId: issues.ownerId,
      ownerName: owners.name,
      tally: sql<number>`coalesce((select t.points from issue_tallies t where t.issue_id = issues.id), 0)`,
    })
    .from(issues)
    .leftJoin(owners, eq(owners.id, issues.ownerId))
    .where(and(eq(issues.consultationId, consultationId), only ? eq(issues.id, only) : undefined))
    .orderBy(asc(issues.id))
  const ids = rows.map((row) => row.id)
  if (ids.length === 0) return []
  const [clauses, decided] = await Promise.all([
    ctx.db.select().from(issueClauses).where(inArray(issueClauses.issueId, ids)),
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
  const decisionsByIssue = groupByIssue(decided)
  const clausesByIssue = groupByIssue(clauses)
  const order = new Map([...drafted.keys()].map((clauseId, position) => [clauseId, position]))
  return rows.map(({ id, title, summary, tally, ownerId, ownerName }) => {
    const history = decisionsByIssue.get(id) ?? []
    const own = (clausesByIssue.get(id) ?? []).sort(
      (one, other) => (order.get(one.clauseId) ?? 0) - (order.get(other.clauseId) ?? 0),
    )
    return {
      id,
      title,
      summary,
      clauses: own.map(({ clauseId }) => ({ clauseId, cited: drafted.get(clauseId)?.cited ?? '' })),
      points: tally,
      owner: ownerId ? { id: ownerId, name: ownerName ?? '' } : null,
      decision: history.at(-1) ?? null,
      history,
    }
  })
}

/** Points of comments that were withdrawn or taken down after they had been placed: few, while the tally counts them all. */
async function countGone(ctx: Ctx, consultationId: number): Promise<Map<number, number>> {
  const { rows } = await ctx.db.execute<{ issue_id: string; count: number }>(sql`
    select p.issue_id, count(*)::int as count
    from comment_states s join points p on p.comment_id = s.comment_id and p.issue_id is not null
    where s.consultation_id = ${consultationId} and s.state in ('refused', 'withdrawn') group by p.issue_id`)
  return new Map(rows.map((row) => [Number(row.issue_id), row.count]))
}

const examplesShown = 3
const examplesCompared = 12

export type Board = {
  id: number
  title: string
  departmentId: number
  mayGroup: boolean
  issues: (Issue & { examples: Example[] })[]
  /** For the machine's proposals: more of what is in each issue than the board shows. */
  compared: Map<number, string[]>
  clauses: { clauseId: number; label: string }[]
  drafted: Map<number, DraftClause>
}

/** The right half of the board: every issue with its newest points. */
export async function issueBoard(ctx: Ctx, consultationId: number): Promise<Board> {
  const consultation = await consultationRow(ctx, consultationId)
  requirePermission(ctx, 'text.read', consultation)
  const drafted = await draftClauses(ctx, consultation.versionId)
  const [found, examples] = await Promise.all([
    readIssues(ctx, consultationId, drafted),
    readExamples(ctx, consultationId),
  ])
  return {
    id: consultationId,
    title: consultation.title,
    departmentId: consultation.departmentId,
    mayGroup: hasPermission(ctx, 'issue.write', consultation),
    clauses: clauseChoices(drafted),
    issues: found.map((issue) => ({
      ...issue,
      examples: (examples.get(issue.id) ?? []).slice(0, examplesShown),
    })),
    compared: new Map([...examples].map(([id, some]) => [id, some.map(({ body }) => body)])),
    drafted,
  }
}

/** The issues of a consultation by name, in the order in which they were made. */
export function issueTitles(ctx: Ctx, consultationId: number): Promise<{ id: number; title: string }[]> {
  return ctx.db
    .select({ id: issues.id, title: issues.title })
    .from(issues)
    .where(eq(issues.consultationId, consultationId))
    .orderBy(asc(issues.id))
}

/** The clauses that an issue can be about, as they are chosen in a form. */
export function clauseChoices(drafted: Map<number, DraftClause>): { clauseId: number; label: string }[] {
  return [...drafted.values()]
    .filter(({ label, depth }) => label !== null && depth <= 1)
    .map(({ clauseId, cited, excerpt }) => ({ clauseId, label: `${cited}　${excerpt.slice(0, 20)}` }))
}

async function readExamples(ctx: Ctx, consultationId: number): Promise<Map<number, Example[]>> {
  const { rows } = await ctx.db.execute<{
    issue_id: string
    point_id: string
    comment_id: string
    body: string
    is_stale: boolean
  }>(sql`
    select i.id as issue_id, few.point_id, few.comment_id, few.body, few.is_stale from ${issues} i
    cross join lateral (
      select p.id as point_id, p.comment_id, ${pointWords()} as body, ${pointIsStale()} as is_stale
      from points p join comments on comments.id = p.comment_id
      join comment_states s on s.comment_id = p.comment_id and s.state = 'published'
      where ${ofIssue(sql`i.id`)} order by p.issue_id desc, p.id desc limit ${examplesCompared}) as few
    where i.consultation_id = ${consultationId} order by i.id, few.point_id desc`)
  const found = new Map<number, Example[]>()
  for (const row of rows) {
    const id = Number(row.issue_id)
    const example = {
      ...{ pointId: Number(row.point_id), commentId: Number(row.comment_id) },
      ...{ body: row.body, isStale: row.is_stale },
    }
    found.set(id, [...(found.get(id) ?? []), example])
  }
  return found
}

function groupByIssue<Row extends { issueId: number }>(rows: Row[]): Map<number, Omit<Row, 'issueId'>[]> {
  const groups = new Map<number, Omit<Row, 'issueId'>[]>()
  for (const { issueId, ...row } of rows) groups.set(issueId, [...(groups.get(issueId) ?? []), row])
  return groups
}

import { type SQL, sql } from 'drizzle-orm'
import { countByState } from '~/app/domain/comments/tallies.server'
import type { Ctx } from '~/app/server/context'
import { balance, type Ledger, type Missing, namedAtMost } from './rules'

/** The ledger of a consultation as it stands. */
export async function ledgerOf(ctx: Ctx, consultationId: number): Promise<Ledger> {
  const { pending, published, refused, withdrawn } = await countByState(ctx, consultationId)
  const undecided = published === 0 ? 0 : await countUndecided(ctx, consultationId, published)
  const parts = { withdrawn, refused, decided: published - undecided, undecided, unmoderated: pending }
  return balance(pending + published + refused + withdrawn, parts)
}

/** Which comments and issues keep the report back. */
export async function missingFrom(ctx: Ctx, consultationId: number): Promise<Missing> {
  const unmoderated = await idsOf(
    ctx,
    sql`select comment_id as id from comment_states
      where consultation_id = ${consultationId} and state = 'pending' order by comment_id limit ${namedAtMost}`,
  )
  const undecided = await someUndecided(ctx, consultationId)
  const issues = await ctx.db.execute<{ id: string; title: string }>(sql`select id, title from issues i
    where i.consultation_id = ${consultationId} and not exists (${decisionOf(sql`i.id`)}) order by id`)
  const corrections = await idsOf(ctx, openCorrections(consultationId))
  const appeals = await idsOf(ctx, openAppeals(consultationId))
  return {
    unmoderated,
    undecided,
    issues: issues.rows.slice(0, namedAtMost).map(({ id, title }) => ({ id: Number(id), title })),
    undecidedIssues: issues.rows.length,
    corrections: corrections.slice(0, namedAtMost),
    openCorrections: corrections.length,
    appeals: appeals.slice(0, namedAtMost),
    openAppeals: appeals.length,
  }
}

/**
 * How many published comments have a point that waits or lies in an issue without a decision. The issues' tallies say
 * which side is the smaller one; only that one is counted.
 */
async function countUndecided(ctx: Ctx, consultationId: number, published: number): Promise<number> {
  const { rows } = await ctx.db.execute<{ points: number }>(
    sql`select coalesce(sum(t.points), 0)::int as points from issues i join issue_tallies t on t.issue_id = i.id
      where i.consultation_id = ${consultationId} and exists (${decisionOf(sql`i.id`)})`,
  )
  const settled = rows[0]?.points ?? 0
  if (settled * 2 < published)
    return published - (settled === 0 ? 0 : await count(ctx, decidedComments(consultationId)))
  return count(ctx, openPoints(consultationId))
}

async function count(ctx: Ctx, points: SQL): Promise<number> {
  const { rows } = await ctx.db.execute<{ count: number }>(
    sql`select count(distinct p.comment_id)::int as count from (${points}) as p
      join comment_states s on s.comment_id = p.comment_id and s.state = 'published'`,
  )
  return rows[0]?.count ?? 0
}

/** Two parts, each along its own index. */
function openPoints(consultationId: number): SQL {
  return sql`select p.comment_id from points p where p.consultation_id = ${consultationId} and p.issue_id is null
    union all select p.comment_id from issues i join points p on p.issue_id = i.id
      where i.consultation_id = ${consultationId} and not exists (${decisionOf(sql`i.id`)})`
}

function decidedComments(consultationId: number): SQL {
  return sql`select p.comment_id from issues i join points p on p.issue_id = i.id
    where i.consultation_id = ${consultationId} and exists (${decisionOf(sql`i.id`)})
      and not exists (select 1 from points o where o.comment_id = p.comment_id
        and (o.issue_id is null or not exists (${decisionOf(sql`o.issue_id`)})))`
}

// A comment may have been split into several points that wait.
const pointsLookedAt = 200

/** The first ones of what waits and of what lies in issues without a decision; reads no more than it names. */
async function someUndecided(ctx: Ctx, consultationId: number): Promise<number[]> {
  const ids = await idsOf(
    ctx,
    sql`(select p.comment_id as id from points p join comment_states s on s.comment_id = p.comment_id
        and s.state = 'published'
        where p.consultation_id = ${consultationId} and p.issue_id is null order by p.id limit ${pointsLookedAt})
      union (select few.id from issues i cross join lateral (
        select p.comment_id as id from points p join comment_states s on s.comment_id = p.comment_id
          and s.state = 'published' where p.issue_id = i.id order by p.id limit ${namedAtMost}) as few
        where i.consultation_id = ${consultationId} and not exists (${decisionOf(sql`i.id`)}))`,
  )
  return ids.sort((one, other) => one - other).slice(0, namedAtMost)
}

/** Publishing a comment gives it a point, and no step takes the last one away; before the report goes out it is looked up. */
export async function commentsWithoutPoint(ctx: Ctx, consultationId: number): Promise<number[]> {
  return idsOf(
    ctx,
    sql`select s.comment_id as id from comment_states s
      where s.consultation_id = ${consultationId} and s.state = 'published'
        and not exists (select 1 from points p where p.comment_id = s.comment_id)
      order by s.comment_id limit ${namedAtMost}`,
  )
}

function decisionOf(issueId: SQL): SQL {
  return sql`select 1 from issue_decisions d where d.issue_id = ${issueId}`
}

/** The comments with a newest correction that nobody has decided on; one of a comment that waits goes with the comment. */
function openCorrections(consultationId: number): SQL {
  return sql`select c.comment_id as id from comment_states s join comment_corrections c on c.comment_id = s.comment_id
    where s.consultation_id = ${consultationId} and s.state in ('published', 'refused')
      and not exists (select 1 from comment_corrections l where l.comment_id = c.comment_id and l.id > c.id)
      and not exists (select 1 from steps t where t.subject = 'comment-correction' and t.subject_id = c.id)
    order by c.comment_id`
}

function openAppeals(consultationId: number): SQL {
  return sql`select a.comment_id as id from comment_states s join comment_appeals a on a.comment_id = s.comment_id
    where s.consultation_id = ${consultationId} and s.state = 'refused'
      and not exists (select 1 from steps t where t.subject = 'comment-appeal' and t.subject_id = a.id)
    order by a.comment_id`
}

async function idsOf(ctx: Ctx, query: SQL): Promise<number[]> {
  const { rows } = await ctx.db.execute<{ id: string }>(query)
  return rows.map(({ id }) => Number(id))
}

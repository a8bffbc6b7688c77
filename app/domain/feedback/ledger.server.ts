import { type SQL, sql } from 'drizzle-orm'
import type { Ctx } from '~/app/server/context'
import { comments } from '~/db/schema/comments'
import { issueDecisions, issues, points } from '~/db/schema/issues'
import { balance, type Ledger, type LedgerParts, type Missing } from './rules'

const namedAtMost = 20

/** The ledger of a consultation, counted from the rows; with `asOf`, as they were then. */
export async function ledgerOf(ctx: Ctx, consultationId: number, asOf?: Date): Promise<Ledger> {
  const { rows } = await ctx.db.execute<{ place: keyof LedgerParts; count: number }>(
    sql`select place, count(*)::int as count from (${places(consultationId, asOf)}) as placed group by place`,
  )
  const parts: LedgerParts = { withdrawn: 0, refused: 0, decided: 0, undecided: 0, unmoderated: 0 }
  for (const { place, count } of rows) parts[place] = count
  return balance(
    rows.reduce((sum, { count }) => sum + count, 0),
    parts,
  )
}

/** Which comments and issues keep the ledger from balancing. */
export async function missingFrom(ctx: Ctx, consultationId: number): Promise<Missing> {
  const open = async (place: 'unmoderated' | 'undecided') => {
    const { rows } = await ctx.db.execute<{ id: string }>(
      sql`select id from (${places(consultationId)}) as placed where place = ${place} order by id limit ${namedAtMost}`,
    )
    return rows.map(({ id }) => Number(id))
  }
  const undecidedIssues = await ctx.db.execute<{
    title: string
  }>(sql`select ${issues.title} as title from ${issues}
    where ${issues.consultationId} = ${consultationId}
      and not exists (select 1 from ${issueDecisions} where ${issueDecisions.issueId} = ${issues.id}) order by ${issues.id}`)
  return {
    unmoderated: await open('unmoderated'),
    undecided: await open('undecided'),
    issues: undecidedIssues.rows.map(({ title }) => title),
  }
}

function lastMove(asOf?: Date): SQL {
  const until = asOf ? sql`and s.at <= ${asOf.toISOString()}` : sql``
  return sql`(select s.kind from steps s where s.subject = 'comment' and s.subject_id = ${comments.id}
    and s.kind in ('published', 'refused', 'withdrawn') ${until} order by s.id desc limit 1)`
}

/** Each comment with the one place in the ledger that it has. */
function places(consultationId: number, asOf?: Date): SQL {
  const at = asOf?.toISOString()
  const pointsThen = at ? sql`and ${points.createdAt} <= ${at}` : sql``
  const decisionsThen = at ? sql`and ${issueDecisions.at} <= ${at}` : sql``
  const commentsThen = at ? sql`and ${comments.receivedAt} <= ${at}` : sql``
  const inIssue = sql`select 1 from ${points} where ${points.commentId} = ${comments.id} and ${points.issueId} is not null ${pointsThen}`
  const decision = sql`select 1 from ${issueDecisions} where ${issueDecisions.issueId} = ${points.issueId} ${decisionsThen}`
  return sql`select moved.id, case
      when moved.kind is null then 'unmoderated'
      when moved.kind in ('withdrawn', 'refused') then moved.kind
      when moved.grouped and not moved.waiting then 'decided'
      else 'undecided' end as place
    from (
      select ${comments.id} as id, ${lastMove(asOf)} as kind,
        exists (${inIssue}) as grouped, exists (${inIssue} and not exists (${decision})) as waiting
      from ${comments} where ${comments.consultationId} = ${consultationId} ${commentsThen}
    ) as moved`
}

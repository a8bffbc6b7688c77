import { and, eq, gt, sql } from 'drizzle-orm'
import type { Ctx } from '~/app/server/context'
import { commentTallies } from '~/db/schema/comments'
import type { CommentState } from './types'

/** How many comments of a consultation are in each state. */
export async function countByState(ctx: Ctx, consultationId: number): Promise<Record<CommentState, number>> {
  const rows = await ctx.db
    .select({ state: commentTallies.state, count: sql<number>`sum(${commentTallies.count})::int` })
    .from(commentTallies)
    .where(eq(commentTallies.consultationId, consultationId))
    .groupBy(commentTallies.state)
  const counts = { pending: 0, published: 0, refused: 0, withdrawn: 0 }
  for (const { state, count } of rows) counts[state] = count
  return counts
}

/** How many comments in one state hang on each clause; 0 is the whole draft. */
export async function countByClause(
  ctx: Ctx,
  consultationId: number,
  state: CommentState,
): Promise<Map<number, number>> {
  const rows = await ctx.db
    .select({ clauseId: commentTallies.clauseId, count: commentTallies.count })
    .from(commentTallies)
    .where(and(eq(commentTallies.consultationId, consultationId), eq(commentTallies.state, state)))
  return new Map(rows.filter(({ count }) => count > 0).map(({ clauseId, count }) => [clauseId, count]))
}

/** How many comments are in each state, over all consultations. */
export async function countAllByState(ctx: Ctx): Promise<Record<CommentState, number>> {
  const rows = await ctx.db
    .select({ state: commentTallies.state, count: sql<number>`sum(${commentTallies.count})::int` })
    .from(commentTallies)
    .where(gt(commentTallies.count, 0))
    .groupBy(commentTallies.state)
  const counts = { pending: 0, published: 0, refused: 0, withdrawn: 0 }
  for (const { state, count } of rows) counts[state] = count
  return counts
}

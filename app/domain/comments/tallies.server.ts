import { and, eq, gt, inArray, type SQL, sql } from 'drizzle-orm'
import type { Ctx } from '~/app/server/context'
import { authorTallies, type authorTraits, commentTallies } from '~/db/schema/comments'
import type { CommentState } from './types'

/** How many comments of a consultation are in each state. */
export function countByState(ctx: Ctx, consultationId: number): Promise<Record<CommentState, number>> {
  return sumByState(ctx, eq(commentTallies.consultationId, consultationId))
}

/** How many comments are in each state, over all consultations. */
export function countAllByState(ctx: Ctx): Promise<Record<CommentState, number>> {
  return sumByState(ctx, gt(commentTallies.count, 0))
}

async function sumByState(ctx: Ctx, which: SQL): Promise<Record<CommentState, number>> {
  const rows = await ctx.db
    .select({ state: commentTallies.state, count: sql<number>`sum(${commentTallies.count})::int` })
    .from(commentTallies)
    .where(which)
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

/** How many comments in these states came from each township, each affected group, and by each channel; `''` is who named none. */
export async function countByTrait(
  ctx: Ctx,
  consultationId: number,
  states: CommentState[],
): Promise<Record<(typeof authorTraits)[number], Map<string, number>>> {
  const { trait, value, count } = authorTallies
  const rows = await ctx.db
    .select({ trait, value, count: sql<number>`sum(${count})::int` })
    .from(authorTallies)
    .where(and(eq(authorTallies.consultationId, consultationId), inArray(authorTallies.state, states)))
    .groupBy(trait, value)
    .having(sql`sum(${count}) > 0`)
  const counts = { township: new Map(), group: new Map(), channel: new Map() }
  for (const row of rows) counts[row.trait].set(row.value, row.count)
  return counts
}

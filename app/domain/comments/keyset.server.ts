import { sql } from 'drizzle-orm'
import type { Ctx } from '~/app/server/context'
import type { CommentChannel, CommentState } from './types'

type Asked = {
  consultationId?: number
  /** Null: on the whole draft. */
  clauseId?: number | null
  states: readonly CommentState[]
  channel?: CommentChannel
  after?: number
  order: 'oldest' | 'newest'
  size: number
}

type Keys = {
  ids: number[]
  next: number | null
  /** Only a part was looked through; there may be more although few are on this page. */
  partial: boolean
}

/** How many comments are looked through for one page where no index leads to those that are wanted. */
const mostLookedThrough = 2000

/**
 * The ids of one page. Each state is a walk of its own along an index that ends after a page, so that 90,000 refused
 * comments cost the list of the published ones nothing. Channels have no index: they are looked for in one stretch
 * at a time.
 */
export async function pageOfComments(ctx: Ctx, asked: Asked): Promise<Keys> {
  const { channel, size, order } = asked
  if (channel === undefined) {
    const rows = await walk(ctx, asked, size + 1)
    const ids = rows.slice(0, size)
    return { ids, next: rows.length > size ? (ids.at(-1) ?? null) : null, partial: false }
  }
  const stretch = await walk(ctx, asked, mostLookedThrough + 1)
  const seen = stretch.slice(0, mostLookedThrough)
  const { rows } = await ctx.db.execute<{ id: string }>(sql`
    select c.id from comments c where c.id = any(${sql.param(seen)}::bigint[]) and c.channel = ${channel}
    order by c.id ${order === 'oldest' ? sql`asc` : sql`desc`} limit ${size + 1}`)
  const found = rows.map(({ id }) => Number(id))
  const ids = found.slice(0, size)
  if (found.length > size) return { ids, next: ids.at(-1) ?? null, partial: false }
  const partial = stretch.length > mostLookedThrough
  return { ids, next: partial ? (seen.at(-1) ?? null) : null, partial }
}

async function walk(ctx: Ctx, asked: Asked, limit: number): Promise<number[]> {
  const { consultationId, clauseId, states, after, order } = asked
  const direction = order === 'oldest' ? sql`asc` : sql`desc`
  const beyond = order === 'oldest' ? sql`>` : sql`<`
  const conditions = [
    ...(consultationId === undefined ? [] : [sql`consultation_id = ${consultationId}`]),
    ...(clauseId === undefined
      ? []
      : [clauseId === null ? sql`clause_id is null` : sql`clause_id = ${clauseId}`]),
    ...(after === undefined ? [] : [sql`comment_id ${beyond} ${after}`]),
  ]
  const walks = states.map(
    (state) => sql`(select comment_id as id from comment_states
      where ${sql.join([...conditions, sql`state = ${state}`], sql` and `)}
      order by comment_id ${direction} limit ${limit})`,
  )
  const { rows } = await ctx.db.execute<{ id: string }>(
    sql`select id from (${sql.join(walks, sql` union all `)}) as walks order by id ${direction} limit ${limit}`,
  )
  return rows.map(({ id }) => Number(id))
}

import { drizzle } from 'drizzle-orm/node-postgres'
import type { Pool } from 'pg'
import type { Ctx } from '~/app/server/context'
import type { Db } from '~/db/client'

/** How many queries a piece of work sends. */
export async function countingQueries(
  pool: Pool,
  ctx: Ctx,
  work: (ctx: Ctx) => Promise<unknown>,
): Promise<number> {
  let count = 0
  const logger = { logQuery: () => void count++ }
  await work({ ...ctx, db: drizzle(pool, { logger }) as unknown as Db })
  return count
}

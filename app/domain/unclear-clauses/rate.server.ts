import { createHmac } from 'node:crypto'
import { sql } from 'drizzle-orm'
import type { Ctx } from '~/app/server/context'
import { env } from '~/app/server/env'
import { Refusal } from '~/app/server/errors'
import { rateLimits } from '~/db/schema/people'

const hour = 3_600_000
/** A whole town may stand behind one address of a mobile network. */
const mostFromNetwork = 300

/** How often the form comes from one network in an hour. What is kept of the address nobody can read, and a day only. */
export async function countFromNetwork(ctx: Ctx, network: string): Promise<void> {
  const key = createHmac('sha256', env().SESSION_SECRET)
    .update(`unclear-network\n${network}`)
    .digest('base64')
  const now = ctx.now.getTime()
  const isOver = sql`${rateLimits.lastRequest} <= ${now - hour}`
  const [row] = await ctx.db
    .insert(rateLimits)
    .values({ id: key, key, count: 1, lastRequest: now })
    .onConflictDoUpdate({
      target: rateLimits.key,
      set: {
        count: sql`case when ${isOver} then 1 else ${rateLimits.count} + 1 end`,
        lastRequest: sql`case when ${isOver} then ${now} else ${rateLimits.lastRequest} end`,
      },
    })
    .returning({ count: rateLimits.count })
  if ((row?.count ?? 0) > mostFromNetwork)
    throw new Refusal(429, '从您这个网络点的次数太多，请过一个小时再来。您写的话还在下面。')
}

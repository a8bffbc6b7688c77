import { eq, sql } from 'drizzle-orm'
import type { Ctx } from '~/app/server/context'
import { Refusal } from '~/app/server/errors'
import { rateLimits } from '~/db/schema/people'

const mostFailures = 10
const lockedFor = 5 * 60_000

/**
 * L5: an account is locked for five minutes after ten wrong passwords in a row. Counted by account: behind the one
 * address of an office many people sign in, and none of them locks the others out.
 */
export async function requireUnlocked(ctx: Ctx, email: string): Promise<void> {
  const [row] = await ctx.db
    .select()
    .from(rateLimits)
    .where(eq(rateLimits.key, keyOf(email)))
  const isLocked = row && row.count >= mostFailures && row.lastRequest > ctx.now.getTime() - lockedFor
  if (isLocked) throw new Refusal(429, '密码输错次数过多，这个账号暂时锁定，请五分钟后再试。')
}

export async function countFailure(ctx: Ctx, email: string): Promise<void> {
  const at = ctx.now.getTime()
  // After the lock has run out the count begins anew.
  const count = sql`case when ${rateLimits.lastRequest} > ${at - lockedFor} then ${rateLimits.count} + 1 else 1 end`
  await ctx.db
    .insert(rateLimits)
    .values({ id: keyOf(email), key: keyOf(email), count: 1, lastRequest: at })
    .onConflictDoUpdate({ target: rateLimits.key, set: { count, lastRequest: at } })
}

export async function forgetFailures(ctx: Ctx, email: string): Promise<void> {
  await ctx.db.delete(rateLimits).where(eq(rateLimits.key, keyOf(email)))
}

function keyOf(email: string): string {
  return `sign-in-failures:${email.toLowerCase()}`
}

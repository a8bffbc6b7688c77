import { asc, isNull, sql } from 'drizzle-orm'
import { requirePermission } from '~/app/domain/people/permissions'
import type { Ctx } from '~/app/server/context'
import { outbox } from '~/db/schema/audit'

const shown = 50

/** What waits for delivery: how much, and the oldest entries. */
export async function outboxBacklog(ctx: Ctx) {
  requirePermission(ctx, 'audit.read')
  const waiting = isNull(outbox.doneAt)
  const [total] = await ctx.db.select({ count: sql<number>`count(*)::int` }).from(outbox).where(waiting)
  const oldest = await ctx.db
    .select()
    .from(outbox)
    .where(waiting)
    .orderBy(asc(outbox.runAfter), asc(outbox.id))
    .limit(shown)
  return { count: total?.count ?? 0, oldest }
}

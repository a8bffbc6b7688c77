import { and, eq, gt, isNull } from 'drizzle-orm'
import type { Db } from '~/db/client'
import { outbox } from '~/db/schema/audit'

/**
 * Whoever takes entries from the outbox, or swaps the indexes, holds this advisory lock while doing so. One batch is under
 * way at a time: of two that name the same thing, the one that read the older state must not write last.
 */
export const deliveryLock = 7_301

export async function isDelivering(db: Db, now: Date): Promise<boolean> {
  const active = await db
    .select({ id: outbox.id })
    .from(outbox)
    .where(and(eq(outbox.topic, 'search'), isNull(outbox.doneAt), gt(outbox.leasedUntil, now)))
    .limit(1)
  return active.length > 0
}

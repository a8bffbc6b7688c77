import { and, eq, isNull } from 'drizzle-orm'
import type { Ctx } from '~/app/server/context'
import { scheduledPublishings } from '~/db/schema/audit'
import type { ScheduledSubject } from './types'

export type ScheduledRow = typeof scheduledPublishings.$inferSelect

/** Of one thing at most one publishing waits. */
export async function waitingRow(
  ctx: Ctx,
  subject: ScheduledSubject,
  id: number,
): Promise<ScheduledRow | undefined> {
  const [row] = await ctx.db.select().from(scheduledPublishings).where(isWaiting(subject, id))
  return row
}

/** What was published by hand, returned or withdrawn waits for no moment any more. Call it with the thing locked. */
export async function dropWaiting(tx: Ctx, subject: ScheduledSubject, id: number): Promise<boolean> {
  const ended = await tx.db
    .update(scheduledPublishings)
    .set({ endedAt: tx.now, outcome: 'cancelled' })
    .where(isWaiting(subject, id))
    .returning({ id: scheduledPublishings.id })
  return ended.length > 0
}

function isWaiting(subject: ScheduledSubject, id: number) {
  return and(
    eq(scheduledPublishings.subject, subject),
    eq(scheduledPublishings.subjectId, id),
    isNull(scheduledPublishings.endedAt),
  )
}

import { and, asc, eq, inArray, isNull, lt, lte, sql } from 'drizzle-orm'
import type { Db } from '~/db/client'
import { outbox } from '~/db/schema/audit'
import { deliveryLock, isDelivering } from '~/search/delivery'

/** How long the entries of a process that died stay its own. */
export const leaseTime = 30_000
const renewTime = 10_000
const batchSize = 100
const keptDays = 7

export type Entry = { id: number; payload: Record<string, unknown>; attempts: number }

/** Takes what is due for the search engine, oldest first; nothing while another process is delivering. */
export function takeLease(db: Db, now: Date): Promise<Entry[]> {
  return db.transaction(async (tx) => {
    const lock = await tx.execute<{ free: boolean }>(
      sql`select pg_try_advisory_xact_lock(${deliveryLock}) as free`,
    )
    if (!lock.rows[0]?.free || (await isDelivering(tx, now))) return []
    const due = await tx
      .select({ id: outbox.id, payload: outbox.payload, attempts: outbox.attempts })
      .from(outbox)
      .where(and(isNull(outbox.doneAt), eq(outbox.topic, 'search'), lte(outbox.runAfter, now)))
      .orderBy(asc(outbox.runAfter), asc(outbox.id))
      .limit(batchSize)
      .for('update', { skipLocked: true })
    if (due.length > 0) await lengthen(tx, due, now)
    return due
  })
}

/** Lengthens the lease while the delivery is under way. It is lost when that failed for as long as the lease lasts. */
export function keepLease(db: Db, entries: { id: number }[]): { stop: () => void; isLost: () => boolean } {
  let heldUntil = Date.now() + leaseTime
  const renew = async () => {
    const now = new Date()
    if (now.getTime() > heldUntil) return
    await lengthen(db, entries, now)
    heldUntil = now.getTime() + leaseTime
  }
  const timer = setInterval(() => void renew().catch(() => undefined), renewTime)
  return { stop: () => clearInterval(timer), isLost: () => Date.now() > heldUntil }
}

async function lengthen(db: Db, entries: { id: number }[], now: Date): Promise<void> {
  const leasedUntil = new Date(now.getTime() + leaseTime)
  await db.update(outbox).set({ leasedUntil }).where(stillWaiting(entries))
}

export async function markDone(db: Db, entries: { id: number }[]): Promise<void> {
  const done = { doneAt: new Date(), leasedUntil: null, lastError: null }
  await db.update(outbox).set(done).where(stillWaiting(entries))
}

export async function postpone(
  db: Db,
  entries: { id: number }[],
  error: string,
  pause: number,
  now = new Date(),
): Promise<void> {
  await db
    .update(outbox)
    .set({
      leasedUntil: null,
      attempts: sql`${outbox.attempts} + 1`,
      runAfter: new Date(now.getTime() + pause),
      lastError: error.slice(0, 500),
    })
    .where(stillWaiting(entries))
}

export async function deliverAgain(db: Db, entries: Entry[]): Promise<void> {
  const now = new Date()
  const again = entries.map(({ payload }) => ({
    topic: 'search' as const,
    payload,
    createdAt: now,
    runAfter: now,
  }))
  await db.insert(outbox).values(again)
}

export async function isAnyWaiting(db: Db, topic: 'search' | 'mail'): Promise<boolean> {
  const waiting = and(isNull(outbox.doneAt), eq(outbox.topic, topic))
  const found = await db.select({ id: outbox.id }).from(outbox).where(waiting).limit(1)
  return found.length > 0
}

/** What was delivered days ago is of no use to anyone; the audit keeps what happened. */
export async function forgetDelivered(db: Db, now: Date): Promise<void> {
  await db.delete(outbox).where(lt(outbox.doneAt, new Date(now.getTime() - keptDays * 86_400_000)))
}

function stillWaiting(entries: { id: number }[]) {
  const ids = entries.map((entry) => entry.id)
  return and(inArray(outbox.id, ids), isNull(outbox.doneAt))
}

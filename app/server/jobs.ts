import { and, asc, eq, inArray, isNull, lte, sql } from 'drizzle-orm'
import type { Db } from '~/db/client'
import { outbox } from '~/db/schema/audit'
import { deliveryLock, isDelivering } from '~/search/delivery'
import type { SearchTarget } from '~/search/targets'
import { listen } from './listen'

const leaseSeconds = 30
const batchSize = 100
const longestPause = 30_000

export type Deliveries = { search: (targets: SearchTarget[]) => Promise<void> }

/**
 * Delivers what is due in the outbox, oldest first, and says how many entries it took.
 * A delivery is idempotent: it writes again from the database what the entry names, so a lease that runs out
 * because a process died means a second delivery, never a lost one.
 */
export async function drainOutbox(db: Db, deliveries: Deliveries, now = new Date()): Promise<number> {
  const taken = await lease(db, now)
  if (taken.length === 0) return 0
  const ids = taken.map((entry) => entry.id)
  try {
    await deliveries.search(targetsOf(taken))
    await db
      .update(outbox)
      .set({ doneAt: new Date(), leasedUntil: null, lastError: null })
      .where(inArray(outbox.id, ids))
  } catch (error) {
    await postpone(db, taken, String(error))
    throw error
  }
  return taken.length
}

type Entry = { id: number; payload: Record<string, unknown>; attempts: number }

function lease(db: Db, now: Date): Promise<Entry[]> {
  return db.transaction(async (tx) => {
    const lock = await tx.execute<{ free: boolean }>(
      sql`select pg_try_advisory_xact_lock(${deliveryLock}) as free`,
    )
    if (!lock.rows[0]?.free || (await isDelivering(tx, now))) return []
    const due = await tx
      .select({
        id: outbox.id,
        payload: outbox.payload,
        attempts: outbox.attempts,
      })
      .from(outbox)
      .where(and(isNull(outbox.doneAt), eq(outbox.topic, 'search'), lte(outbox.runAfter, now)))
      .orderBy(asc(outbox.runAfter), asc(outbox.id))
      .limit(batchSize)
      .for('update', { skipLocked: true })
    if (due.length > 0) {
      const leasedUntil = new Date(now.getTime() + leaseSeconds * 1000)
      await tx
        .update(outbox)
        .set({ leasedUntil })
        .where(
          inArray(
            outbox.id,
            due.map((entry) => entry.id),
          ),
        )
    }
    return due
  })
}

// The same thing changed three times is written once: delivery reads the database, not the entry.
function targetsOf(entries: Entry[]): SearchTarget[] {
  const distinct = new Map(
    entries.map(({ payload }) => [`${payload.kind}:${payload.id}`, payload as SearchTarget]),
  )
  return [...distinct.values()]
}

async function postpone(db: Db, entries: Entry[], lastError: string): Promise<void> {
  const attempts = Math.max(...entries.map((entry) => entry.attempts)) + 1
  const runAfter = new Date(Date.now() + Math.min(longestPause, 500 * 2 ** attempts))
  const ids = entries.map((entry) => entry.id)
  await db
    .update(outbox)
    .set({
      leasedUntil: null,
      attempts,
      runAfter,
      lastError: lastError.slice(0, 500),
    })
    .where(inArray(outbox.id, ids))
}

/** Drains when PostgreSQL says that there is something, and every second for what failed before. Returns how to stop. */
export function startJobs(db: Db, url: string, deliveries: Deliveries): () => Promise<void> {
  let stopped = false
  let working: Promise<void> | undefined
  let complained = false

  const drainAll = async () => {
    try {
      while (!stopped && (await drainOutbox(db, deliveries)) > 0) {}
      if (complained) console.info('搜索已恢复，积压的更新已补齐 (search has caught up).')
      complained = false
    } catch (error) {
      // One line when it begins, not one a second while it lasts.
      if (!complained && !stopped)
        console.error(`搜索更新暂时送不到，将自动重试 (search is behind, retrying): ${String(error)}`)
      complained = true
    }
  }
  const work = () => {
    working ??= drainAll().finally(() => {
      working = undefined
    })
  }

  const notices = listen({
    url,
    channel: 'outbox',
    onNotice: work,
    onUp: work,
    onDown: () => undefined,
  })
  const timer = setInterval(work, 1000)
  return async () => {
    stopped = true
    clearInterval(timer)
    await notices.close()
    await working
  }
}

import { and, asc, eq, gt, inArray, sql } from 'drizzle-orm'
import type { Db } from '~/db/client'
import { outbox, steps } from '~/db/schema/audit'
import { departments } from '~/db/schema/people'
import { deliveryLock, isDelivering } from './delivery'
import { prepareIndexes, type Search } from './indexes'
import { syncTargets } from './sync'
import { type SearchTarget, thingKinds } from './targets'

const batchSize = 200
// Entries are marked done by the clocks of several processes.
const clockMargin = 60_000

/**
 * Builds both indexes anew beside the old ones and swaps them in one step, so that no search is ever empty.
 * What is written meanwhile goes to the old ones, and into the new ones before the swap.
 * Returns how many things were read.
 */
export async function reindex(db: Db, search: Search): Promise<number> {
  const next: Search = {
    ...search,
    things: `${search.things}_next`,
    clauses: `${search.clauses}_next`,
  }
  await dropIndexes(next)
  await prepareIndexes(search)
  await prepareIndexes(next)
  const began = new Date(Date.now() - clockMargin)
  const targets = await allTargets(db)
  for (let from = 0; from < targets.length; from += batchSize) {
    await syncTargets(db, next, targets.slice(from, from + batchSize))
  }
  await swap(db, search, next, began)
  await dropIndexes(next)
  return targets.length
}

// While the lock is held no entry is delivered, so none can go into the old indexes unseen.
async function swap(db: Db, search: Search, next: Search, began: Date): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(${deliveryLock})`)
    while (await isDelivering(tx, new Date())) await new Promise((done) => setTimeout(done, 50))
    await syncTargets(tx, next, await deliveredSince(tx, began))
    const both = [search.things, search.clauses].map((name) => ({
      indexes: [name, `${name}_next`] as [string, string],
      rename: false,
    }))
    const task = await search.client.swapIndexes(both).waitTask()
    if (task.status !== 'succeeded') throw new Error(`search swap: ${task.error?.message ?? task.status}`)
  })
}

async function dropIndexes(search: Search): Promise<void> {
  await search.client.deleteIndexIfExists(search.things)
  await search.client.deleteIndexIfExists(search.clauses)
}

async function deliveredSince(db: Db, began: Date): Promise<SearchTarget[]> {
  const rows = await db
    .select({ payload: outbox.payload })
    .from(outbox)
    .where(and(eq(outbox.topic, 'search'), gt(outbox.doneAt, began)))
  const distinct = new Map(rows.map((row) => [JSON.stringify(row.payload), row.payload as SearchTarget]))
  return [...distinct.values()]
}

/** Everything that was ever published; what was withdrawn since is left out when it is read. */
export async function allTargets(db: Db): Promise<SearchTarget[]> {
  const published = thingKinds.filter((kind) => kind !== 'department')
  const things = await db
    .select({ kind: steps.subject, id: steps.subjectId })
    .from(steps)
    .where(and(eq(steps.kind, 'published'), inArray(steps.subject, published)))
    .orderBy(asc(steps.id))
  return [...(things as SearchTarget[]), ...(await departmentTargets(db))]
}

export async function departmentTargets(db: Db): Promise<SearchTarget[]> {
  const rows = await db.select({ id: departments.id }).from(departments)
  return rows.map(({ id }) => ({ kind: 'department', id }))
}

import type { EnqueuedTaskPromise } from 'meilisearch'
import type { Db } from '~/db/client'
import { readDocuments } from './documents/read'
import { clausesOf, type Search, thingsOf } from './indexes'
import { type Documents, type SearchTarget, thingKey } from './targets'

/**
 * Writes the documents of these things again from the database, and returns when they can be found.
 * What is not public (any more) is removed. Doing it twice changes nothing.
 */
export async function syncTargets(db: Db, search: Search, targets: SearchTarget[]): Promise<void> {
  const documents = await readDocuments(db, targets)
  await writeDocuments(search, targets, documents)
}

async function writeDocuments(search: Search, targets: SearchTarget[], { things, clauses }: Documents): Promise<void> {
  // Each writing carries its stamp: what an earlier writing left behind is told by another one. So a thing
  // never disappears between the removal of its old documents and the coming of the new.
  const stamp = globalThis.crypto.randomUUID()
  const keys = targets.map(thingKey)
  const stamped = <T>(documents: T[]) => documents.map((document) => ({ ...document, stamp }))
  const stale = (attribute: string) => `${attribute} IN [${keys.map((key) => JSON.stringify(key)).join(', ')}] AND stamp != "${stamp}"`
  await succeed(
    clausesOf(search).addDocuments(stamped(clauses)),
    thingsOf(search).addDocuments(stamped(things)),
    thingsOf(search).deleteDocuments({ filter: stale('id') }),
    clausesOf(search).deleteDocuments({ filter: stale('thing') }),
  )
}

async function succeed(...promises: EnqueuedTaskPromise[]): Promise<void> {
  await Promise.all(promises)
  for (const promise of promises) {
    const task = await promise.waitTask({ timeout: 20_000, interval: 25 })
    if (task.status !== 'succeeded') throw new Error(`search task ${task.type}: ${task.error?.message ?? task.status}`)
  }
}

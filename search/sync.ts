import type { EnqueuedTaskPromise } from 'meilisearch'
import type { Db } from '~/db/client'
import { readDocuments } from './documents/read'
import { clausesOf, type Search, thingsOf } from './indexes'
import { type ClauseDocument, type Documents, type SearchTarget, type ThingKind, thingKey } from './targets'

/**
 * Writes the documents of these things again from the database, and returns when they can be found.
 * What is not public (any more) is removed. Doing it twice changes nothing.
 */
export async function syncTargets(db: Db, search: Search, targets: SearchTarget[]): Promise<void> {
  const documents = await readDocuments(db, targets)
  await writeDocuments(search, targets, documents)
}

const withClauses: ThingKind[] = ['policy', 'consultation']

// A task of the engine costs a tenth of a second however small it is: only those that are needed are sent.
async function writeDocuments(
  search: Search,
  targets: SearchTarget[],
  { things, clauses }: Documents,
): Promise<void> {
  const written = new Set(things.map((thing) => thing.id))
  const gone = targets.map(thingKey).filter((key) => !written.has(key))
  const divided = targets.filter((target) => withClauses.includes(target.kind)).map(thingKey)
  await succeed([
    ...(divided.length > 0 ? writeClauses(search, divided, clauses) : []),
    ...(things.length > 0 ? [() => thingsOf(search).addDocuments(things)] : []),
    ...(gone.length > 0 ? [() => thingsOf(search).deleteDocuments(gone)] : []),
  ])
}

// The new clauses carry a stamp, and those without it go afterwards: a thing is never without any.
function writeClauses(search: Search, keys: string[], clauses: ClauseDocument[]): Send[] {
  const stamp = globalThis.crypto.randomUUID()
  const ofThese = keys.map((key) => JSON.stringify(key)).join(', ')
  return [
    () => clausesOf(search).addDocuments(clauses.map((clause) => ({ ...clause, stamp }))),
    () => clausesOf(search).deleteDocuments({ filter: `thing IN [${ofThese}] AND stamp != "${stamp}"` }),
  ]
}

type Send = () => EnqueuedTaskPromise

// One after the other, so that the engine gets them in this order: a thing is found only once its clauses are.
async function succeed(sends: Send[]): Promise<void> {
  const tasks: EnqueuedTaskPromise[] = []
  for (const send of sends) {
    const task = send()
    await task
    tasks.push(task)
  }
  for (const task of tasks) {
    const done = await task.waitTask()
    if (done.status !== 'succeeded')
      throw new Error(`search task ${done.type}: ${done.error?.message ?? done.status}`)
  }
}

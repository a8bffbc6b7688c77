import { database } from '~/db/client'
import { connectForQueries, connectSearch, prepareIndexes, type Search } from '~/search/indexes'
import { SearchUnavailable } from '~/search/query'
import { departmentTargets } from '~/search/reindex'
import { syncTargets } from '~/search/sync'
import { env } from './env'
import type { Deliveries } from './jobs'

let queries: Promise<Search> | undefined

/** For the search page: asks with a key that can only search. */
export function searchForQueries(): Promise<Search> {
  queries ??= connectWithSearchKey().catch((error) => {
    queries = undefined
    throw new SearchUnavailable(String(error), { cause: error })
  })
  return queries
}

/** After a failure: an engine that comes back empty has other keys. */
export function forgetSearchKey(): void {
  queries = undefined
}

async function connectWithSearchKey(): Promise<Search> {
  const master = connectForQueries(engine())
  const { results } = await master.client.getKeys()
  const found = results.find((key) => key.actions.length === 1 && key.actions[0] === 'search')
  return connectForQueries({ ...engine(), key: found?.key ?? env().MEILI_KEY })
}

export function searchForWriting(): Search {
  return connectSearch(engine())
}

function engine() {
  return {
    url: env().MEILI_URL,
    key: env().MEILI_KEY,
    prefix: process.env.MEILI_PREFIX,
  }
}

/** What the outbox delivers. The indexes are made at the first delivery, and again when the engine has lost them. */
export function createDeliveries(): Deliveries {
  let isPrepared = false
  return {
    search: async (targets) => {
      const search = searchForWriting()
      try {
        if (!isPrepared) await prepareIndexes(search)
        isPrepared = true
        await syncTargets(database(), search, targets)
      } catch (error) {
        isPrepared = false
        throw error
      }
    },
  }
}

/** Meilisearch loads its Chinese dictionary with the first documents it gets, for seconds: let it be these. */
export async function warmSearch(deliveries: Deliveries): Promise<void> {
  await deliveries.search(await departmentTargets(database())).catch(() => undefined)
}

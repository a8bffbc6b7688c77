import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { startEmbeddedDatabase } from '~/db/embedded'
import { migrateDatabase } from '~/db/migrate'
import { startEmbeddedSearch } from '~/search/engine'
import { readSecrets } from './data-folder'
import type { Settings } from './env'
import type { Shutdown } from './shutdown'

/**
 * Starts what the configuration does not name (PostgreSQL, Meilisearch) and completes the environment of this
 * process with it, so that from here on the application sees no difference.
 */
export async function startParts(settings: Settings, folder: string, shutdown: Shutdown) {
  const provided: Record<string, string> = settings.NODE_ENV === 'production' ? {} : readSecrets(folder)
  provided.DATA_DIR = folder
  const outcomes = await Promise.allSettled([
    startDatabase(settings, folder, shutdown),
    startSearch(settings, folder, shutdown),
  ])
  for (const outcome of outcomes) {
    if (outcome.status === 'rejected') throw outcome.reason
    Object.assign(provided, outcome.value)
  }
  keepForTools(folder, provided, shutdown)
  enterEnvironment(provided)
}

/** While the application runs, the tools of the command line reach its parts through this file. */
function keepForTools(folder: string, provided: Record<string, string>, shutdown: Shutdown) {
  const file = join(folder, 'parts.json')
  writeFileSync(file, JSON.stringify(provided), { mode: 0o600 })
  shutdown.add(() => rmSync(file, { force: true }))
}

export function enterEnvironment(provided: Record<string, string>): void {
  for (const [name, value] of Object.entries(provided)) {
    if (name === 'DATA_DIR' || !process.env[name]) process.env[name] = value
  }
}

async function startDatabase(settings: Settings, folder: string, shutdown: Shutdown) {
  if (settings.DATABASE_URL) {
    await migrateDatabase(settings.DATABASE_URL)
    return {}
  }
  const database = await startEmbeddedDatabase(folder)
  shutdown.add(database.stop)
  await migrateDatabase(database.url)
  return { DATABASE_URL: database.url }
}

async function startSearch(settings: Settings, folder: string, shutdown: Shutdown) {
  if (settings.MEILI_URL) return { MEILI_KEY: settings.MEILI_KEY ?? '' }
  const search = await startEmbeddedSearch(folder)
  shutdown.add(search.stop)
  return { MEILI_URL: search.url, MEILI_KEY: search.key }
}

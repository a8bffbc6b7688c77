import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import type { TestProject } from 'vitest/node'
import { startEmbeddedDatabase } from '~/db/embedded'
import { migrateDatabase } from '~/db/migrate'
import { startEmbeddedSearch } from '~/search/engine'

declare module 'vitest' {
  interface ProvidedContext {
    folder: string
    databaseUrl: string
    meiliUrl: string
    meiliKey: string
  }
}

/** The real parts, once for the whole run, in a folder that is thrown away. */
export default async function setUp(project: TestProject) {
  if (!project.isRootProject()) return
  const folder = openFolder()
  // Nothing here has to survive a power cut, or lives long enough to be swept; plans are those of the last `analyze`.
  const hasty = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'autovacuum=off']
  const [database, search] = await Promise.all([
    startEmbeddedDatabase(folder, hasty),
    startEmbeddedSearch(folder),
  ])
  await migrateDatabase(database.url)
  await makeTemplate(database.url)
  project.provide('folder', folder)
  project.provide('databaseUrl', database.url)
  project.provide('meiliUrl', search.url)
  project.provide('meiliKey', search.key)
  return async () => {
    await Promise.all([database.stop(), search.stop()])
    rmSync(folder, { recursive: true, force: true })
  }
}

async function makeTemplate(url: string): Promise<void> {
  const server = new URL(url)
  server.pathname = '/postgres'
  const client = new Client({ connectionString: server.href })
  await client.connect()
  await client.query('create database gongyi_template template gongyi')
  await client.end()
}

/** PostgreSQL runs under an account of its own and must be able to pass through. */
function openFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'gongyi-test-'))
  chmodSync(folder, 0o755)
  return folder
}

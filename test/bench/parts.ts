import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { ensureBuild } from '~/app/server/ensure-build'
import { readSettings } from '~/app/server/env'
import { createShutdown } from '~/app/server/shutdown'
import { startParts } from '~/app/server/start-parts'
import { closeDatabase } from '~/db/client'

type BuiltServer = Pick<typeof import('~/app/server'), 'handle' | 'serve'>
export type BenchServer = BuiltServer & { url: string }

/** Our own PostgreSQL, Meilisearch and built server for as long as `work` takes, in a folder that is thrown away. */
export async function withBenchParts(work: (server: BenchServer) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'gongyi-bench-'))
  // PostgreSQL runs under an account of its own and must be able to pass through.
  chmodSync(folder, 0o755)
  const shutdown = createShutdown()
  shutdown.add(() => rmSync(folder, { recursive: true, force: true }))
  shutdown.onSignals(() => undefined)
  for (const name of ['DATABASE_URL', 'MEILI_URL', 'MEILI_KEY', 'SITE_URL']) delete process.env[name]
  try {
    await ensureBuild(process.cwd())
    await shutdown.hold(startParts(readSettings({ ...process.env, DATA_DIR: folder }), folder, shutdown))
    // React's own development mode would be measured otherwise.
    process.env.NODE_ENV = 'production'
    const built: BuiltServer = await import(pathToFileURL(resolve('build/server/index.js')).href)
    const server = await built.serve('127.0.0.1', 0)
    shutdown.add(server.close)
    await work({ ...built, url: `http://127.0.0.1:${server.port}` })
  } finally {
    await closeDatabase()
    await shutdown.run()
  }
}

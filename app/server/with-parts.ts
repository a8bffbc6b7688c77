import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { closeDatabase } from '~/db/client'
import { claimDataFolder } from './data-folder'
import { readSettings, type Settings } from './env'
import { Refusal } from './errors'
import { explainFailure } from './failures'
import { createShutdown } from './shutdown'
import { enterEnvironment, startParts } from './start-parts'

/**
 * Runs a tool of the command line with the database and the search engine at hand: those of the running
 * application, or its own for as long as it takes. What goes wrong is said in one sentence, with exit code 1.
 */
export async function withParts(work: () => Promise<void>): Promise<void> {
  const shutdown = createShutdown()
  let settings: Settings | undefined
  try {
    settings = readSettings()
    if (!joinRunning(settings)) {
      const claim = await claimDataFolder(settings.DATA_DIR)
      shutdown.add(claim.release)
      shutdown.onSignals(() => undefined)
      await startParts(settings, claim.folder, shutdown)
    }
    await work()
  } catch (error) {
    console.error(error instanceof Refusal ? error.message : explainFailure(error, settings))
    process.exitCode = 1
  }
  await closeDatabase()
  await shutdown.run()
}

function joinRunning({ DATA_DIR }: Settings): boolean {
  const file = join(resolve(DATA_DIR), 'parts.json')
  if (!existsSync(file) || !isHeld(join(resolve(DATA_DIR), 'run.json'))) return false
  enterEnvironment(JSON.parse(readFileSync(file, 'utf8')))
  return true
}

function isHeld(file: string): boolean {
  try {
    process.kill(JSON.parse(readFileSync(file, 'utf8')).pid, 0)
    return true
  } catch {
    return false
  }
}

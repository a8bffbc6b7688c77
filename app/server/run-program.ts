import { readSettings, type Settings } from './env'
import { explainFailure } from './failures'
import { createShutdown, type Shutdown } from './shutdown'

/** Runs `npm start` or `npm run dev`: what goes wrong is one sentence, and no part is left running. */
export async function runProgram(
  main: (settings: Settings, shutdown: Shutdown) => Promise<void>,
): Promise<void> {
  const shutdown = createShutdown()
  let settings: Settings | undefined
  const fail = async (error: unknown) => {
    // Stopped while it was still starting: what then fails is no failure.
    const wasStopping = shutdown.isRunning()
    if (!wasStopping) console.error(explainFailure(error, settings))
    await shutdown.run()
    process.exit(wasStopping ? 0 : 1)
  }
  process.on('uncaughtException', (error) => {
    console.error(error)
    void fail(error)
  })
  // The terminal may be gone before us.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined)
  try {
    settings = readSettings()
    await main(settings, shutdown)
  } catch (error) {
    await fail(error)
  }
}

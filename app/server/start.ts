import { createServer } from 'node:net'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { findDemoAccounts, findProductionFaults, refuseFaults } from './check-production'
import { claimDataFolder } from './data-folder'
import { seedWhenEmpty } from './demo'
import { ensureBuild } from './ensure-build'
import type { Settings } from './env'
import { runProgram } from './run-program'
import type { Shutdown } from './shutdown'
import { startParts } from './start-parts'

const root = process.cwd()

async function start(settings: Settings, shutdown: Shutdown): Promise<void> {
  const isProduction = settings.NODE_ENV === 'production'
  if (isProduction) refuseFaults(findProductionFaults(settings))
  await refuseTakenPort(settings)
  const claim = await claimDataFolder(settings.DATA_DIR)
  shutdown.add(claim.release)
  shutdown.onSignals(() => console.info('正在停止 (stopping) …'))

  const building = ensureBuild(root).then(importServer)
  // Waited for below; without this a failure of the parts would leave it unheard.
  building.catch(() => undefined)
  await shutdown.hold(startParts(settings, claim.folder, shutdown))
  if (isProduction) await refuseDemoAccounts(settings)
  const demo = isProduction ? [] : await seedWhenEmpty()
  const { serve } = await building
  const server = await serve(settings.HOST, settings.PORT)
  shutdown.add(server.close)
  announce(settings, server.port, demo)
}

async function importServer(): Promise<typeof import('../server')> {
  // The build looks at this when it is loaded: React's own development mode is for `npm run dev`.
  process.env.NODE_ENV = 'production'
  return import(pathToFileURL(join(root, 'build/server/index.js')).href)
}

async function refuseDemoAccounts({ DATABASE_URL }: Settings): Promise<void> {
  const accounts = DATABASE_URL ? await findDemoAccounts(DATABASE_URL) : []
  refuseFaults(accounts.length > 0 ? [`数据库中有演示账号 (demo accounts)：${accounts.join('、')}`] : [])
}

/** Asked before anything is started, so that the answer comes at once. */
function refuseTakenPort({ HOST, PORT }: Settings): Promise<void> {
  return new Promise((done, fail) => {
    const probe = createServer()
    probe.once('error', fail)
    probe.listen(PORT, HOST, () => probe.close(() => done()))
  })
}

function announce({ HOST, SITE_URL }: Settings, port: number, demo: string[]): void {
  const host = HOST === '0.0.0.0' || HOST === '::' ? 'localhost' : HOST
  console.info(`共议 Gongyi: ${SITE_URL ?? `http://${host}:${port}`}`)
  for (const line of demo) console.info(line)
}

await runProgram(start)

import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { Client } from 'pg'
import { type Child, findFreePort, isProcessOf, startChild, stopProcess, waitUntil } from './child-process'
import { createCluster, preparePlace } from './embedded-cluster'

export type EmbeddedDatabase = { url: string; pid: number; stop: () => Promise<void> }

const databaseName = 'gongyi'
const patience = 60_000

/**
 * Starts PostgreSQL on a folder of ours, which is made the first time. It is reachable from this machine only.
 * `settings` are lines for postgresql.conf.
 */
export async function startEmbeddedDatabase(
  folder: string,
  settings: string[] = [],
): Promise<EmbeddedDatabase> {
  mkdirSync(folder, { recursive: true })
  const place = preparePlace(folder)
  await stopOrphan(place.data)
  const password = readPassword(join(folder, 'postgres.password'))
  if (!existsSync(join(place.data, 'PG_VERSION'))) await createCluster(place, password)
  const logFile = join(folder, 'postgres.log')
  const { child, port } = await startCluster(place, logFile, settings)
  const url = (name: string) => `postgres://gongyi:${password}@127.0.0.1:${port}/${name}`
  await ensureDatabase(url('postgres'))
  return { url: url(databaseName), pid: child.pid, stop: () => stopProcess(child.pid, 'SIGINT') }
}

async function startCluster(place: ReturnType<typeof preparePlace>, logFile: string, settings: string[]) {
  const fixed = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'max_connections=200']
  for (let attempt = 1; ; attempt++) {
    const port = await findFreePort()
    const child = await startChild({
      name: 'PostgreSQL',
      command: join(place.binaries, 'postgres'),
      args: [
        '-D',
        place.data,
        '-p',
        String(port),
        ...[...fixed, ...settings].flatMap((line) => ['-c', line]),
      ],
      logFile,
      cwd: place.data,
      ...place.identity,
    })
    if (await becomesReady(child, place.data)) return { child, port }
    const log = readFileSync(logFile, 'utf8')
    // Backends of a killed server need a moment to notice; a free port may be gone by the time it is used.
    const isPassing = /pre-existing shared memory|could not bind|Address already in use/.test(log)
    if (!isPassing || attempt === 10) throw new Error(explainFailure(log, logFile))
    await wait(500)
  }
}

/** The last line of postmaster.pid says how far the server has come. */
async function becomesReady(child: Child, data: string): Promise<boolean> {
  const isReady = () => readLines(join(data, 'postmaster.pid'))[7]?.startsWith('ready') ?? false
  await waitUntil(() => isReady() || child.exit() !== undefined, patience)
  return child.exit() === undefined && isReady()
}

/** A server left behind by a killed parent is stopped; a lock whose process is gone or is another's is removed. */
async function stopOrphan(data: string): Promise<void> {
  const lock = join(data, 'postmaster.pid')
  const pid = Number(readLines(lock)[0])
  if (!pid) return
  if (isProcessOf(pid, `${data} -p`)) await stopProcess(pid, 'SIGINT')
  rmSync(lock, { force: true })
}

async function ensureDatabase(url: string): Promise<void> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    const found = await client.query('select 1 from pg_database where datname = $1', [databaseName])
    if (found.rowCount === 0) await client.query(`create database ${databaseName}`)
  } finally {
    await client.end()
  }
}

function readPassword(file: string): string {
  if (!existsSync(file)) writeFileSync(file, randomBytes(24).toString('base64url'), { mode: 0o600 })
  return readFileSync(file, 'utf8')
}

function readLines(file: string): string[] {
  return existsSync(file) ? readFileSync(file, 'utf8').split('\n') : []
}

function explainFailure(log: string, logFile: string): string {
  if (log.includes('No space left on device')) return '磁盘已满，PostgreSQL 无法启动 (the disk is full).'
  const fatal = log.split('\n').find((line) => /FATAL|PANIC|error while loading/.test(line)) ?? ''
  return `PostgreSQL 没有启动成功 (could not start): ${fatal.trim() || '无说明'} — ${logFile}`
}

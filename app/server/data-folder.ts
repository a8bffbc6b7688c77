import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { isAlive, processBirth, waitUntil } from '~/db/child-process'

type Claim = { pid: number; born: string; parent: number }

const patience = 15_000

/** Takes the folder for this process, so that two copies never write in one; gives the way to let go of it. */
export async function claimDataFolder(dataDir: string): Promise<{ folder: string; release: () => void }> {
  const folder = resolve(dataDir)
  const file = join(folder, 'run.json')
  mkdirSync(folder, { recursive: true })
  const claim: Claim = { pid: process.pid, born: processBirth(process.pid), parent: process.ppid }
  while (!tryToWrite(file, claim)) {
    const holder = readClaim(file)
    if (holder && isRunning(holder)) await waitForOrphan(holder, folder)
    rmSync(file, { force: true })
  }
  return { folder, release: () => rmSync(file, { force: true }) }
}

/** Secrets that were not configured are made once and kept beside the data, for trying out. */
export function readSecrets(folder: string): { SESSION_SECRET: string; CONTACT_KEY: string } {
  const file = join(folder, 'secrets.json')
  if (!existsSync(file)) {
    const made = {
      SESSION_SECRET: randomBytes(32).toString('base64url'),
      CONTACT_KEY: randomBytes(32).toString('base64'),
    }
    writeFileSync(file, JSON.stringify(made, null, 2), { mode: 0o600 })
  }
  return JSON.parse(readFileSync(file, 'utf8'))
}

function tryToWrite(file: string, claim: Claim): boolean {
  try {
    writeFileSync(file, JSON.stringify(claim), { flag: 'wx', mode: 0o600 })
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

function readClaim(file: string): Claim | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return undefined
  }
}

function isRunning({ pid, born }: Claim): boolean {
  return pid !== process.pid && isAlive(pid) && processBirth(pid) === born
}

/** A copy whose `npm` was killed is already on its way out. */
async function waitForOrphan(holder: Claim, folder: string): Promise<void> {
  if (!isAlive(holder.parent) && (await waitUntil(() => !isRunning(holder), patience))) return
  throw new Error(
    `另一个正在运行的共议（进程 ${holder.pid}）占用着数据目录 ${folder}。请先停止它，或用 DATA_DIR 指定另一个目录 ` +
      `(another copy, process ${holder.pid}, is using this data folder; stop it or set DATA_DIR).`,
  )
}

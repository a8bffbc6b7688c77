import { type ChildProcess, spawn } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import { afterAll, afterEach, beforeAll, describe, expect, inject, test } from 'vitest'
import { findFreePort, waitUntil } from '~/db/child-process'
import { freshDatabase } from '../support/database'

type Run = { child: ChildProcess; output: () => string; ended: Promise<number | null> }

const folders: string[] = []
const runs: Run[] = []
const patience = 60_000

function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'gongyi-start-'))
  chmodSync(folder, 0o755)
  folders.push(folder)
  return folder
}

/** `npm start` with these settings and no other, in a process group of its own as in a terminal. */
function start(settings: Record<string, string>): Run {
  const { PATH = '', HOME = '' } = process.env
  const child = spawn(process.execPath, ['--import', 'tsx', 'app/server/start.ts'], {
    env: { PATH, HOME, NODE_ENV: 'development', ...settings },
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  child.stdout.on('data', (chunk) => (output += chunk))
  child.stderr.on('data', (chunk) => (output += chunk))
  const run = {
    child,
    output: () => output,
    ended: new Promise<number | null>((done) => child.once('close', done)),
  }
  runs.push(run)
  return run
}

async function startAndServe(settings: Record<string, string>): Promise<Run> {
  const run = start(settings)
  await waitUntil(() => run.output().includes('http://') || run.child.exitCode !== null, patience)
  expect(run.output()).toContain(`http://localhost:${settings.PORT}`)
  return run
}

async function expectRefusal(settings: Record<string, string>): Promise<string> {
  const run = start({ DATA_DIR: makeFolder(), PORT: String(await findFreePort()), ...settings })
  expect(await run.ended).toBe(1)
  const words = run.output().trim()
  expect(words.split('\n')).toHaveLength(1)
  expect(words).not.toMatch(/\bat .*:\d+:\d+/)
  return words
}

/** Every process on this machine whose command line names the folder. */
function processesOf(folder: string): string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      const file = `/proc/${pid}/cmdline`
      try {
        return existsSync(file) ? [readFileSync(file, 'utf8').replaceAll('\0', ' ')] : []
      } catch {
        return []
      }
    })
    .filter((line) => line.includes(folder))
}

function signalGroup({ child }: Run, signal: NodeJS.Signals): void {
  if (child.pid && child.exitCode === null) process.kill(-child.pid, signal)
}

afterEach(async () => {
  for (const run of runs.splice(0)) {
    if (run.child.exitCode === null && run.child.signalCode === null) signalGroup(run, 'SIGTERM')
    await run.ended
  }
})
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

describe('with nothing but a folder', () => {
  const settings: Record<string, string> = {}
  const page = () => fetch(`http://localhost:${settings.PORT}/`)

  beforeAll(async () => {
    Object.assign(settings, { DATA_DIR: makeFolder(), PORT: String(await findFreePort()) })
  })

  async function inDatabase(query: string) {
    const folder = settings.DATA_DIR ?? ''
    const port = readFileSync(join(folder, 'postgres/postmaster.pid'), 'utf8').split('\n')[3]
    const password = readFileSync(join(folder, 'postgres.password'), 'utf8')
    const client = new Client({ connectionString: `postgres://gongyi:${password}@127.0.0.1:${port}/gongyi` })
    await client.connect()
    const { rows } = await client.query(query)
    await client.end()
    return rows
  }

  test('it starts every part, serves, and a Ctrl-C leaves no process behind', {
    timeout: 120_000,
  }, async () => {
    const run = await startAndServe(settings)
    expect((await page()).status).toBe(200)
    await inDatabase('create table kept as select 7 as number')
    expect(processesOf(settings.DATA_DIR ?? '').length).toBeGreaterThanOrEqual(2)
    signalGroup(run, 'SIGINT')
    expect(await run.ended).toBe(0)
    expect(processesOf(settings.DATA_DIR ?? '')).toEqual([])
  })

  test('a second start neither builds nor sows again, and shows the page with the data', {
    timeout: 60_000,
  }, async () => {
    const run = await startAndServe(settings)
    expect((await page()).status).toBe(200)
    expect(run.output()).not.toMatch(/building|demo county/)
    expect(await inDatabase('select number from kept')).toEqual([{ number: 7 }])
    run.child.kill('SIGTERM')
    expect(await run.ended).toBe(0)
    expect(processesOf(settings.DATA_DIR ?? '')).toEqual([])
  })

  test('a kill -9 leaves nothing that hinders the next start', { timeout: 60_000 }, async () => {
    const killed = await startAndServe(settings)
    signalGroup(killed, 'SIGKILL')
    await killed.ended
    expect(processesOf(settings.DATA_DIR ?? '').length).toBeGreaterThanOrEqual(2)
    await startAndServe(settings)
    expect((await page()).status).toBe(200)
    expect(await inDatabase('select number from kept')).toEqual([{ number: 7 }])
    const second = start({ ...settings, PORT: String(await findFreePort()) })
    expect(await second.ended).toBe(1)
    expect(second.output()).toContain('占用着数据目录')
    expect((await page()).status).toBe(200)
  })
})

describe('one clear sentence', () => {
  let taken: Server
  beforeAll(async () => {
    taken = createServer()
    await new Promise<void>((done) => taken.listen(0, 'localhost', done))
  })
  afterAll(() => taken.close())

  test('for a port that is taken', async () => {
    const address = taken.address()
    const port = typeof address === 'object' && address ? String(address.port) : ''
    expect(await expectRefusal({ PORT: port })).toContain(`端口 ${port} 已被占用`)
  })

  test('for a DATABASE_URL that nothing answers at', async () => {
    const url = `postgres://gongyi:secret@127.0.0.1:${await findFreePort()}/gongyi`
    const words = await expectRefusal({ DATABASE_URL: url, ...search() })
    expect(words).toContain('连接不上 DATABASE_URL')
    expect(words).not.toContain('secret')
  })

  test('for a DATABASE_URL with a wrong password', async () => {
    const url = new URL(inject('databaseUrl'))
    url.password = 'wrong'
    expect(await expectRefusal({ DATABASE_URL: url.href, ...search() })).toContain('用户名或密码')
  })

  test('for a DATABASE_URL whose database is not there', async () => {
    const url = new URL(inject('databaseUrl'))
    url.pathname = '/nowhere'
    expect(await expectRefusal({ DATABASE_URL: url.href, ...search() })).toContain('不存在')
  })

  test('for a DATABASE_URL that is no address', async () => {
    expect(await expectRefusal({ DATABASE_URL: 'mysql://x/y' })).toContain('DATABASE_URL')
  })

  test('for a missing search engine', async () => {
    const words = await expectRefusal({ NODE_OPTIONS: '', MEILI_PROGRAM: '/nowhere/meilisearch' })
    expect(words).toContain('/nowhere/meilisearch')
  })
})

describe('in production', () => {
  const complete = () => ({
    NODE_ENV: 'production',
    ...search(),
    SESSION_SECRET: 's'.repeat(40),
    CONTACT_KEY: Buffer.alloc(32, 1).toString('base64'),
    SITE_URL: 'https://city.example',
    SMTP_URL: 'smtp://127.0.0.1:2525',
    MAIL_FROM: 'gongyi@city.example',
  })

  test('it refuses embedded parts and default secrets, and names each', async () => {
    const words = await expectRefusal({ NODE_ENV: 'production' })
    for (const name of ['DATABASE_URL', 'MEILI_URL', 'SESSION_SECRET', 'CONTACT_KEY', 'SMTP_URL'])
      expect(words).toContain(name)
  })

  test('it refuses a secret that is too short', async () => {
    const open = await freshDatabase()
    await open.close()
    const words = await expectRefusal({ ...complete(), DATABASE_URL: open.url, SESSION_SECRET: 'short' })
    expect(words).toContain('SESSION_SECRET')
  })

  test('it refuses demo accounts, and names them', async () => {
    const open = await freshDatabase()
    await open.db.execute(
      `insert into accounts (id, name, email, created_at, updated_at) values ('1', '演示', 'admin@yunling.example', now(), now())`,
    )
    await open.close()
    expect(await expectRefusal({ ...complete(), DATABASE_URL: open.url })).toContain('admin@yunling.example')
  })
})

function search(): Record<string, string> {
  return { MEILI_URL: inject('meiliUrl'), MEILI_KEY: inject('meiliKey') }
}

import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inject } from 'vitest'
import { findFreePort, waitUntil } from '~/db/child-process'

export type KillableServer = {
  url: string
  process: ChildProcess
  /** Started anew on the same data, at the same address. */
  again: () => Promise<KillableServer>
  remove: () => void
}

/** The application in a process of its own, on a database that has an account in it already (else it would be sown). */
export async function startKillable(databaseUrl: string, prefix: string): Promise<KillableServer> {
  const folder = mkdtempSync(join(tmpdir(), 'gongyi-killed-'))
  return start(databaseUrl, prefix, { folder, port: await findFreePort() })
}

async function start(
  databaseUrl: string,
  prefix: string,
  place: { folder: string; port: number },
): Promise<KillableServer> {
  const { folder, port } = place
  const url = `http://localhost:${port}`
  const { PATH, HOME, SESSION_SECRET, CONTACT_KEY } = process.env
  const server = spawn(process.execPath, ['--import', 'tsx', 'app/server/start.ts'], {
    env: {
      ...{ PATH, HOME, SESSION_SECRET, CONTACT_KEY, NODE_ENV: 'development' },
      ...{ PORT: String(port), DATA_DIR: folder, DATABASE_URL: databaseUrl, MEILI_PREFIX: prefix },
      ...{ MEILI_URL: inject('meiliUrl'), MEILI_KEY: inject('meiliKey') },
    },
    stdio: 'ignore',
  })
  const isUp = async () => (await fetch(`${url}/healthz`).catch(() => null))?.ok === true
  await waitUntil(isUp, 60_000)
  const remove = () => {
    server.kill('SIGKILL')
    rmSync(folder, { recursive: true, force: true })
  }
  return { url, process: server, again: () => start(databaseUrl, prefix, place), remove }
}

import { randomBytes } from 'node:crypto'
import { Client } from 'pg'
import { inject } from 'vitest'
import { type OpenDatabase, openDatabase } from '~/db/client'

/**
 * A database of its own with every table and no row, for one test file. The application's own pool
 * (`database()`, the built server) goes to it too from here on.
 */
export function freshDatabase(): Promise<OpenDatabase> {
  return openCopy('gongyi_template')
}

/** A database of its own that begins as a copy of another, to which nobody may be connected. */
export async function openCopy(template: string): Promise<OpenDatabase> {
  const name = `test_${randomBytes(6).toString('hex')}`
  await asServer((server) => server.query(`create database ${name} template ${template}`))
  process.env.DATABASE_URL = addressOf(name)
  return openDatabase(addressOf(name))
}

/** Runs `work` on a connection that belongs to none of the tests' databases. */
export async function asServer<T>(work: (server: Client) => Promise<T>): Promise<T> {
  const server = new Client({ connectionString: addressOf('postgres') })
  await server.connect()
  try {
    return await work(server)
  } finally {
    await server.end()
  }
}

export function addressOf(database: string): string {
  const address = new URL(inject('databaseUrl'))
  address.pathname = `/${database}`
  return address.href
}

import { randomBytes } from 'node:crypto'
import { Client } from 'pg'
import { inject } from 'vitest'
import { type OpenDatabase, openDatabase } from '~/db/client'

/**
 * A database of its own with every table and no row, for one test file. The application's own pool
 * (`database()`, the built server) goes to it too from here on.
 */
export async function freshDatabase(): Promise<OpenDatabase> {
  const name = `test_${randomBytes(6).toString('hex')}`
  const address = new URL(inject('databaseUrl'))
  address.pathname = '/postgres'
  const client = new Client({ connectionString: address.href })
  await client.connect()
  await client.query(`create database ${name} template gongyi_template`)
  await client.end()
  address.pathname = `/${name}`
  process.env.DATABASE_URL = address.href
  return openDatabase(address.href)
}

import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { drizzle } from 'drizzle-orm/node-postgres'
import { migrate } from 'drizzle-orm/node-postgres/migrator'
import { Client } from 'pg'

const migrationsFolder = join(process.cwd(), 'db/migrations')
// Any number will do, as long as every process that migrates takes the same one.
const migrationLock = 713_2019

/** Brings the database to the newest schema. Several processes may call it at once: one migrates, the others wait. */
export async function migrateDatabase(url: string): Promise<void> {
  if (!existsSync(join(migrationsFolder, 'meta/_journal.json'))) return
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 10_000 })
  await client.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [migrationLock])
    await migrate(drizzle(client), { migrationsFolder })
  } finally {
    await client.end()
  }
}

import { existsSync } from 'node:fs'
import { sql } from 'drizzle-orm'
import { database } from '~/db/client'

type Seed = {
  seedDemoCounty: () => Promise<void>
  demoAccounts?: { email: string; password: string; role: string }[]
}

/** Fills an empty database with the demo county; gives the lines that tell how to sign in. */
export async function seedWhenEmpty(): Promise<string[]> {
  if (!existsSync('db/seed/seed.ts')) return []
  const file = '~/db/seed/seed'
  const seed: Seed = await import(file)
  const { rows } = await database().execute(sql`select 1 from accounts limit 1`)
  if (rows.length === 0) {
    console.info('正在写入演示数据 云岭县 (demo county) …')
    await seed.seedDemoCounty()
  }
  return (seed.demoAccounts ?? []).map(({ email, password, role }) => `  ${role}  ${email}  ${password}`)
}

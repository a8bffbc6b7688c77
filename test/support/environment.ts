import { mkdtempSync } from 'node:fs'
import { join } from 'node:path'
import { inject } from 'vitest'

// Settings are read once in a process, and files that are not isolated share one.
const shared = globalThis as { ownSettings?: { DATA_DIR: string; MEILI_PREFIX: string } }
shared.ownSettings ??= {
  DATA_DIR: mkdtempSync(join(inject('folder'), 'data-')),
  MEILI_PREFIX: `t${process.pid}_${Date.now().toString(36)}_`,
}

// What `npm start` would supply. The database is named by freshDatabase(), one for each test file.
Object.assign(process.env, {
  ...shared.ownSettings,
  DATABASE_URL: inject('databaseUrl'),
  MEILI_URL: inject('meiliUrl'),
  MEILI_KEY: inject('meiliKey'),
  SESSION_SECRET: 'a session secret that only the tests use',
  CONTACT_KEY: Buffer.alloc(32, 7).toString('base64'),
})

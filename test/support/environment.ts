import { mkdtempSync } from 'node:fs'
import { join } from 'node:path'
import { inject } from 'vitest'

// What `npm start` would supply. The database is named by freshDatabase(), one for each test file.
Object.assign(process.env, {
  DATA_DIR: mkdtempSync(join(inject('folder'), 'data-')),
  DATABASE_URL: inject('databaseUrl'),
  MEILI_URL: inject('meiliUrl'),
  MEILI_KEY: inject('meiliKey'),
  MEILI_PREFIX: `t${process.pid}_${Date.now().toString(36)}_`,
  SESSION_SECRET: 'a session secret that only the tests use',
  CONTACT_KEY: Buffer.alloc(32, 7).toString('base64'),
})

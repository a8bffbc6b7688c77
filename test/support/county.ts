import { cpSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { inject } from 'vitest'
import { type OpenDatabase, openDatabase } from '~/db/client'
import { seedDemoCounty } from '~/db/seed/seed'
import { addressOf, asServer, openCopy } from './database'

const template = 'gongyi_county'
// Any number will do, as long as every test file takes the same one.
const sowing = 713_2020

/** A database of its own with the demo county as of now: sown once in a run, by the first file that needs it. */
export async function countyDatabase(): Promise<OpenDatabase> {
  await asServer(async (server) => {
    await server.query('select pg_advisory_lock($1)', [sowing])
    const { rowCount } = await server.query('select 1 from pg_database where datname = $1', [template])
    if (rowCount) return
    // Under its name only when it is whole: a file that fails here leaves the next one to try again.
    const draft = `${template}_draft`
    await server.query(`drop database if exists ${draft}`)
    await server.query(`create database ${draft} template gongyi_template`)
    const county = openDatabase(addressOf(draft))
    try {
      await seedDemoCounty(new Date(), county.db)
      mkdirSync(ownFolder(), { recursive: true })
      cpSync(ownFolder(), sharedFolder(), { recursive: true })
    } finally {
      await county.close()
    }
    await server.query(`alter database ${draft} rename to ${template}`)
  })
  cpSync(sharedFolder(), ownFolder(), { recursive: true })
  return openCopy(template)
}

/** The pictures and attachments of the county lie beside its database. */
function ownFolder(): string {
  return join(process.env.DATA_DIR ?? '', 'media')
}

function sharedFolder(): string {
  return join(inject('folder'), 'county-media')
}

import { sql } from 'drizzle-orm'
import { database } from '~/db/client'
import { withParts } from './with-parts'

await withParts(async () => {
  await database().execute(sql`select rebuild_tallies()`)
  console.info(
    '意见的状态和计数、报名人数已按办理记录重新生成 (states and tallies are rebuilt from what happened).',
  )
})

import { database } from '~/db/client'
import { reindex } from '~/search/reindex'
import { searchForWriting } from './search.server'
import { withParts } from './with-parts'

await withParts(async () => {
  const count = await reindex(database(), searchForWriting())
  console.info(`搜索索引已重建 (search is rebuilt): ${count}`)
})

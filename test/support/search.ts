import { inject } from 'vitest'

/** The real Meilisearch of this run, with a prefix of the test file's own for its indexes. */
export function testSearchEngine(): { url: string; key: string; prefix: string } {
  return { url: inject('meiliUrl'), key: inject('meiliKey'), prefix: process.env.MEILI_PREFIX ?? '' }
}

import { findPublic, searchParameters } from '~/app/domain/search/find.server'
import type { Ctx } from '~/app/server/context'
import { env } from '~/app/server/env'
import { searchForQueries } from '~/app/server/search.server'
import { searchAll } from '~/search/query'
import { makeMatter, publish } from '../search/published-things'
import { percentile, type Row, spread, timeEach, times } from './measure'

const questions = [
  '停车收费',
  '加装电梯补贴多少钱',
  '第十四条',
  '供热 应急',
  '岭政办发2026 5号',
  '养老服务',
  '财政拨付',
  '公告',
]
const rounds = 160

/** What our page asks (things with facets, then the best clauses of what was found) against one bare question. */
export async function benchSearch(ctx: Ctx): Promise<Row[]> {
  const question = (round: number) => questions[round % questions.length] ?? ''
  const ours = async (round: number) => {
    const found = await findPublic(ctx, searchParameters.parse({ q: question(round) }))
    if (found.state !== 'results') throw new Error('the search engine did not answer')
  }
  const bare = (round: number) => askEngine(question(round))
  await timeEach(questions.length * 2, ours)
  await timeEach(questions.length * 2, bare)
  const [byUs, directly] = [await timeEach(rounds, ours), await timeEach(rounds, bare)]
  return [
    { what: 'a search, asked of Meilisearch directly', value: spread(directly, 95) },
    {
      what: '… through ours (facets, clauses, slugs)',
      value: spread(byUs, 95),
      ratio: times(percentile(byUs, 50) / percentile(directly, 50), 'direct'),
    },
  ]
}

async function askEngine(q: string): Promise<void> {
  const response = await fetch(new URL('/indexes/things/search', env().MEILI_URL), {
    method: 'POST',
    headers: {
      'Content-Type': 'application/json',
      'Accept-Encoding': 'identity',
      Authorization: `Bearer ${env().MEILI_KEY}`,
    },
    body: JSON.stringify({ q, limit: 10, locales: ['cmn'] }),
  })
  if (!response.ok) throw new Error(`the search engine answered ${response.status}`)
  await response.json()
}

/** From the commit of a publication until a search finds it; the running server delivers. */
export async function benchPublishing(ctx: Ctx, departmentId: number): Promise<Row[]> {
  const search = await searchForQueries()
  const taken: number[] = []
  for (let round = 0; round < 20; round++) {
    const title = `发布测速事项${'甲乙丙丁戊己庚辛壬癸'[round % 10]}${round}`
    const id = await makeMatter(ctx, departmentId, title)
    await publish(ctx, 'matter', id)
    const begun = performance.now()
    while (!(await searchAll(search, { text: `"${title}"`, page: 1 })).hits.some((hit) => hit.id === id)) {
      if (performance.now() - begun > 20_000) throw new Error(`${title} was not found in 20 s`)
      await new Promise((done) => setTimeout(done, 5))
    }
    taken.push(performance.now() - begun)
  }
  taken.sort((one, other) => one - other)
  return [{ what: 'published until found (20 times)', value: spread(taken, 99) }]
}

import { availableParallelism, loadavg } from 'node:os'
import { createContext } from '~/app/server/context'
import { isAnyWaiting } from '~/app/server/outbox'
import { waitUntil } from '~/db/child-process'
import { database } from '~/db/client'
import { benchComments } from './bench/comments'
import { printTable } from './bench/measure'
import { benchPages } from './bench/pages'
import { withBenchParts } from './bench/parts'
import { benchPublishing, benchSearch } from './bench/searching'
import { benchTexts } from './bench/texts'
import { makeDepartment, makePolicy, publish } from './search/published-things'

// All figures are of this machine and this moment: compare the ratios of one run, not the figures of two.

const words = [
  '停车收费',
  '加装电梯补贴',
  '供热应急保供',
  '养老服务',
  '学区划分',
  '冷链仓储',
  '危房改造',
  '饮水安全',
]
const policies = 120

const articlesAbout = (word: string, count: number) =>
  Array.from({ length: count }, (_, at) => ({
    label: `第${at + 1}条`,
    body: `${word}事项由承办单位自受理之日起三十日内办理，所需资金由县财政拨付，办理结果向社会公告。`,
  }))

await withBenchParts(async (server) => {
  const { ctx, departmentId } = await makeDepartment(database())
  const ids: number[] = []
  for (let at = 0; at < policies; at++) {
    const word = words[at % words.length] ?? ''
    const articles = articlesAbout(word, at === 0 ? 60 : 12)
    const { id } = await makePolicy(
      ctx,
      departmentId,
      `${word}管理办法（${at + 1}）`,
      `岭政办发〔2026〕${at + 1}号`,
      articles,
    )
    await publish(ctx, 'policy', id)
    ids.push(id)
  }
  // The running server brings them into the search; what is measured does not wait for them.
  await waitUntil(async () => !(await isAnyWaiting(ctx.db)), 60_000)
  const now = createContext(ctx.db, ctx.actor)
  const load = `${availableParallelism()} cores, load ${loadavg()[0]?.toFixed(1)}`
  printTable([
    { what: 'this machine, when the measuring began', value: load },
    ...(await benchPages(server, `/policies/${ids[0]}`)),
    ...(await benchSearch(now)),
    ...(await benchPublishing(now, departmentId)),
    ...(await benchTexts(now, departmentId)),
    ...(await benchComments(now, departmentId)),
  ])
})
process.exit(0)

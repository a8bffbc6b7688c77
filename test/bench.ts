import { execFileSync } from 'node:child_process'
import { availableParallelism, loadavg } from 'node:os'
import { type Ctx, createContext } from '~/app/server/context'
import { isAnyWaiting } from '~/app/server/outbox'
import { waitUntil } from '~/db/child-process'
import { database } from '~/db/client'
import { benchCampaigns } from './bench/campaigns'
import { benchComments } from './bench/comments'
import { makeHeard, prepareCounty } from './bench/heard'
import { benchHearings } from './bench/hearings'
import { benchImages } from './bench/images'
import { printTable, type Row } from './bench/measure'
import { benchPages } from './bench/pages'
import { type BenchServer, withBenchParts } from './bench/parts'
import { benchPublishing, benchSearch } from './bench/searching'
import { benchSubmissions } from './bench/submissions'
import { benchSurveys } from './bench/surveys'
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

type Bench = { server: BenchServer; ctx: Ctx; departmentId: number }

const parts: Record<string, (bench: Bench) => Promise<Row[]>> = {
  things: benchThings,
  texts: ({ ctx, departmentId }) => benchTexts(ctx, departmentId),
  comments: ({ ctx, server }) => benchComments(ctx, server.handle),
  campaigns: () => benchCampaigns(),
  hearings: ({ ctx, server }) => benchHearings(ctx, server.handle),
  submissions: async ({ ctx, server }) => {
    const { departmentId, versionId } = await prepareCounty(ctx, server.handle)
    const { id } = await makeHeard(ctx, { departmentId, versionId, comments: 100 })
    return benchSubmissions(ctx, server.url, id)
  },
  surveys: ({ ctx, server }) => benchSurveys(ctx, server),
  images: () => benchImages(),
}

const [only] = process.argv.slice(2)
if (only && !parts[only]) throw new Error(`用法 (usage): npm run bench -- [${Object.keys(parts).join('|')}]`)
if (only) await runPart(only)
// Each part begins with an empty county and a process of its own: none is measured on what another one left.
else
  for (const name of Object.keys(parts))
    execFileSync(process.execPath, ['--import', 'tsx', 'test/bench.ts', name], { stdio: 'inherit' })
process.exit(0)

async function runPart(name: string): Promise<void> {
  await withBenchParts(async (server) => {
    const { ctx, departmentId } = await makeDepartment(database())
    const load = `${availableParallelism()} cores, load ${loadavg()[0]?.toFixed(1)}`
    const rows = (await parts[name]?.({ server, ctx, departmentId })) ?? []
    printTable([{ what: `${name}: this machine, when the measuring began`, value: load }, ...rows])
  })
}

/** Policies, as the public reads, searches and finds them. */
async function benchThings({ server, ctx, departmentId }: Bench): Promise<Row[]> {
  const ids: number[] = []
  for (let at = 0; at < policies; at++) {
    const word = words[at % words.length] ?? ''
    const articles = articlesAbout(word, at === 0 ? 60 : 12)
    const number = `岭政办发〔2026〕${at + 1}号`
    const { id } = await makePolicy(ctx, departmentId, `${word}管理办法（${at + 1}）`, number, articles)
    await publish(ctx, 'policy', id)
    ids.push(id)
  }
  // The running server brings them into the search; what is measured does not wait for them.
  await waitUntil(async () => !(await isAnyWaiting(ctx.db, 'search')), 60_000)
  const now = createContext(ctx.db, ctx.actor)
  return [
    ...(await benchPages(server, `/policies/${ids[0]}`)),
    ...(await benchSearch(now)),
    ...(await benchPublishing(now, departmentId)),
  ]
}

function articlesAbout(word: string, count: number) {
  return Array.from({ length: count }, (_, at) => ({
    label: `第${at + 1}条`,
    body: `${word}事项由承办单位自受理之日起三十日内办理，所需资金由县财政拨付，办理结果向社会公告。`,
  }))
}

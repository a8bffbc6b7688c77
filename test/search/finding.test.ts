import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { record, transact } from '~/app/domain/audit/record.server'
import { takeStep } from '~/app/domain/audit/steps.server'
import type { Ctx } from '~/app/server/context'
import { startJobs } from '~/app/server/jobs'
import { createDeliveries, warmSearch } from '~/app/server/search.server'
import type { OpenDatabase } from '~/db/client'
import { connectForQueries, connectSearch, type Search } from '~/search/indexes'
import { type Results, type SearchQuery, searchAll } from '~/search/query'
import { reindex } from '~/search/reindex'
import { matchesByTitle } from '~/search/titles'
import { freshDatabase } from '~/test/support/database'
import { testSearchEngine } from '~/test/support/search'
import {
  makeActivity,
  makeAnnouncement,
  makeDepartment,
  makeInterpretation,
  makeMatter,
  makePolicy,
  makeReport,
  officeName,
  publish,
  withdraw,
} from './published-things'

let open: OpenDatabase
let ctx: Ctx
let departmentId: number
let search: Search
let stopJobs: () => Promise<void>

beforeAll(async () => {
  open = await freshDatabase()
  const made = await makeDepartment(open.db)
  ctx = made.ctx
  departmentId = made.departmentId
  search = connectForQueries(testSearchEngine())
  const deliveries = createDeliveries()
  await warmSearch(deliveries)
  stopJobs = startJobs(open.db, open.url, deliveries)
})
afterAll(async () => {
  await stopJobs()
  await open.close()
})

const ask = (text: string, more: Partial<SearchQuery> = {}) => searchAll(search, { text, page: 1, ...more })

async function until(text: string, isRight: (results: Results) => boolean): Promise<void> {
  const began = Date.now()
  while (Date.now() - began < 25_000) {
    const results = await ask(text).catch(() => undefined)
    if (results && isRight(results)) return
    await new Promise((done) => setTimeout(done, 50))
  }
  throw new Error(`«${text}» was not answered rightly in 25 s`)
}

const elevator = [
  { label: '第一条', body: '为规范既有住宅加装电梯补贴工作，制定本细则。' },
  { label: '第六条', body: '加装电梯每台补贴十五万元，由县财政在验收合格后三十日内拨付。' },
  { label: '第十四条', body: '停车场地因施工临时占用的，施工单位应当提前七日公告。' },
]

describe('searching', () => {
  it('finds what is published, and no longer what is withdrawn, through the outbox', async () => {
    const { id } = await makePolicy(
      ctx,
      departmentId,
      '临时摊位管理办法',
      '岭政办发〔2026〕91号',
      elevator.slice(0, 1),
    )
    await publish(ctx, 'policy', id)
    await until('临时摊位', (results) => results.hits[0]?.id === id)
    await withdraw(ctx, 'policy', id)
    await until('临时摊位', (results) => results.total === 0)
    expect((await ask('岭政办发〔2026〕91号')).hits).toEqual([])
  })

  it('opens at the clause, with the words marked, and shows the thing once', async () => {
    const policy = await makePolicy(
      ctx,
      departmentId,
      '既有住宅加装电梯补贴实施细则',
      '岭政办发〔2026〕5号',
      elevator,
    )
    await publish(ctx, 'policy', policy.id)
    await until('细则', (results) => results.total === 1)
    const { hits } = await ask('加装电梯每台补贴多少')
    expect(hits.map((hit) => hit.id)).toEqual([policy.id])
    expect(hits[0]?.title).toContain('\uE000')
    expect(hits[0]?.clauses[0]).toMatchObject({ clauseId: policy.clauseIds[1], label: '第六条' })
    expect(hits[0]?.clauses[0]?.excerpt).toMatch(/\uE000[^\uE001]*补贴/)
  })

  it.each(['岭政办发2026 5号', '岭政办发[2026]5号', '岭政办发（2026）第5号', '岭政办发〔2026〕05号'])(
    'reads %s as a document number',
    async (typed) => {
      const { hits } = await ask(typed)
      expect(hits[0]?.documentNumber).toBe('岭政办发〔2026〕5号')
    },
  )

  it('takes 第14条 for 第十四条', async () => {
    const { hits } = await ask('第14条 停车')
    expect(hits[0]?.clauses[0]?.label).toBe('第十四条')
  })

  it('knows everyday words for official ones', async () => {
    expect((await ask('电梯 补助')).total).toBeGreaterThan(0)
  })

  it('counts by kind, department and year, and filters by them', async () => {
    const matter = await makeMatter(ctx, departmentId, '加装电梯三年计划')
    await publish(ctx, 'matter', matter)
    await until('三年计划', (results) => results.total === 1)
    const { facets } = await ask('电梯')
    expect(facets.kind).toEqual(
      expect.arrayContaining([
        { value: 'policy', count: 1 },
        { value: 'matter', count: 1 },
      ]),
    )
    expect(facets.department).toEqual([{ value: officeName, count: 2 }])
    expect(facets.year).toEqual([{ value: '2026', count: 2 }])
    expect((await ask('电梯', { kind: 'matter' })).hits.map((hit) => hit.kind)).toEqual(['matter'])
    expect((await ask('电梯', { year: 2025 })).total).toBe(0)
  })

  it('knows nothing that is not published, of any kind', async () => {
    const secret = '绝密暗号青鸾'
    const policy = await makePolicy(ctx, departmentId, `${secret}办法`, '岭政办发〔2026〕77号', [
      { label: '第一条', body: secret },
    ])
    await makeInterpretation(ctx, departmentId, policy.id, `${secret}解读`)
    await makeMatter(ctx, departmentId, `${secret}事项`)
    await makeAnnouncement(ctx, departmentId, `${secret}公告`)
    await makeActivity(ctx, departmentId, `${secret}走访`)
    const withdrawn = await makeMatter(ctx, departmentId, `${secret}旧事项`)
    await publish(ctx, 'matter', withdrawn)
    await withdraw(ctx, 'matter', withdrawn)
    await reindex(open.db, connectSearch(testSearchEngine()))
    const { hits, facets } = await ask(`"${secret}"`)
    expect(hits).toEqual([])
    expect(facets.kind).toEqual([])
  })

  it('finds an activity by its place and its kind, and its report once that is public', async () => {
    const id = await makeActivity(ctx, departmentId, '看看充电车棚')
    const reportId = await makeReport(ctx, id, '住户提到了雨棚漏水。')
    await publish(ctx, 'activity', id)
    await until('东关社区 实地走访', ({ hits }) => hits[0]?.kind === 'activity')
    expect((await ask('"雨棚漏水"')).hits).toEqual([])
    await transact(ctx, async (tx) => {
      await takeStep(tx, { subject: 'activity-report', id: reportId, kind: 'published' })
      const search = [{ kind: 'activity' as const, id }]
      await record(tx, {
        action: 'activity-report.published',
        subject: 'activity-report',
        id: reportId,
        search,
      })
    })
    await until('"雨棚漏水"', ({ hits }) => hits[0]?.state === 'reported')
    expect(await matchesByTitle(open.db, '充电 车棚')).toMatchObject([{ kind: 'activity', id }])
    await withdraw(ctx, 'activity', id)
    await until('东关社区 实地走访', ({ hits }) => hits.every(({ kind }) => kind !== 'activity'))
  })

  it('is rebuilt under writes without an empty answer, and misses nothing afterwards', async () => {
    const empty: string[] = []
    let running = true
    const asking = (async () => {
      while (running) if ((await ask('加装电梯')).total === 0) empty.push('empty')
    })()
    const written: string[] = []
    const writing = (async () => {
      for (let number = 0; running; number++) {
        const title = `重建期间事项${'甲乙丙丁戊己庚辛壬癸'[number % 10]}${number}`
        await publish(ctx, 'matter', await makeMatter(ctx, departmentId, title))
        written.push(title)
        await new Promise((done) => setTimeout(done, 50))
      }
    })()
    const writer = connectSearch(testSearchEngine())
    await reindex(open.db, writer)
    running = false
    await Promise.all([asking, writing])
    await until(`"${written.at(-1)}"`, (results) => results.total > 0)
    const stored = await writer.client
      .index(writer.things)
      .getDocuments({ limit: 5000, filter: 'kind = matter', fields: ['title'] })
    const titles = new Set(stored.results.map((document) => document.title))
    expect(written.filter((title) => !titles.has(title))).toEqual([])
    expect(written.length).toBeGreaterThan(3)
    expect(empty).toEqual([])
  })
})

import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { and, eq, isNull } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createAccount } from '~/app/domain/people/accounts.server'
import type { Ctx } from '~/app/server/context'
import { startJobs } from '~/app/server/jobs'
import { createDeliveries } from '~/app/server/search.server'
import { isAlive, waitUntil } from '~/db/child-process'
import type { OpenDatabase } from '~/db/client'
import { outbox } from '~/db/schema/audit'
import { type EmbeddedSearch, startEmbeddedSearch } from '~/search/engine'
import { freshDatabase } from '~/test/support/database'
import { handleRequest } from '~/test/support/server'
import { makeDepartment, makeMatter, makePolicy, publish } from './published-things'

const sentence = '全文搜索暂时不可用'
const title = '城区停车收费管理办法'
const articles = [{ label: '第六条', body: '住宅小区周边道路夜间停车免费。' }]

let folder: string
let engine: EmbeddedSearch
let open: OpenDatabase
let ctx: Ctx
let departmentId: number
let policyId: number
let stopJobs: () => Promise<void>

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'gongyi-outage-'))
  chmodSync(folder, 0o755)
  // The application reads its settings once: the engine of this file is named before it does.
  engine = await startEmbeddedSearch(folder)
  Object.assign(process.env, { MEILI_URL: engine.url, MEILI_KEY: engine.key })
  open = await freshDatabase()
  const made = await makeDepartment(open.db)
  ctx = made.ctx
  departmentId = made.departmentId
  stopJobs = startJobs(open.db, open.url, createDeliveries())
  policyId = (await makePolicy(ctx, departmentId, title, '岭政办发〔2026〕8号', articles)).id
  await publish(ctx, 'policy', policyId)
  await finds('小区 夜间', title)
}, 60_000)
afterAll(async () => {
  await stopJobs()
  await open.close()
  await engine.stop()
  rmSync(folder, { recursive: true, force: true })
})

async function searchPage(text: string): Promise<string> {
  const response = await handleRequest(`/search?q=${encodeURIComponent(text)}`)
  expect(response.status).toBe(200)
  return withoutMarks(await response.text())
}

/** The words that matched stand in elements of their own. */
function withoutMarks(page: string): string {
  return page.replaceAll(/<\/?(mark|span)>/g, '')
}

async function finds(text: string, found: string): Promise<void> {
  const isThere = async () => (await searchPage(text)).includes(found)
  expect(await waitUntil(isThere, 20_000), `«${text}» finds «${found}»`).toBe(true)
}

const waiting = () =>
  open.db
    .select()
    .from(outbox)
    .where(and(eq(outbox.topic, 'search'), isNull(outbox.doneAt)))

async function kill(): Promise<void> {
  process.kill(engine.pid, 'SIGKILL')
  await waitUntil(() => !isAlive(engine.pid), 5_000)
}

async function startAgain(): Promise<void> {
  engine = await startEmbeddedSearch(folder, { port: Number(new URL(engine.url).port) })
}

describe('when the search engine is killed', () => {
  beforeAll(kill)

  it('every other page is there', async () => {
    for (const path of ['/', '/policies', `/policies/${policyId}`, '/matters', '/consultations'])
      expect([path, (await handleRequest(path)).status]).toEqual([path, 200])
  })

  it('the search page says what is wrong, and finds titles in PostgreSQL', async () => {
    const page = await searchPage('停车')
    expect(page).toContain(sentence)
    expect(page).toContain('网站其他功能不受影响')
    expect(page).toContain(`href="/policies/${policyId}"`)
    expect(page).toContain(title)
    expect(await searchPage('夜间 免费')).toContain('可以换一个更短')
  })

  it('says so in English too', async () => {
    const response = await handleRequest('/search?q=parking', { cookie: 'lang=en' })
    expect(await response.text()).toContain('Full-text search is not available at the moment')
  })

  it('writing goes on, and what was written waits with the reason of the delay', async () => {
    const account = await createAccount(ctx, {
      name: '王新来',
      email: 'new@yunling.example',
      password: '云岭测试口令-2026',
      title: '科员',
      departmentId,
      roles: ['drafter'],
    })
    expect(account).toBeTruthy()
    const matter = await makeMatter(ctx, departmentId, '老城区雨污分流改造')
    await publish(ctx, 'matter', matter)
    expect((await handleRequest(`/matters/${matter}`)).status).toBe(200)
    expect(await waitUntil(async () => ((await waiting())[0]?.attempts ?? 0) > 0, 10_000)).toBe(true)
    expect((await waiting())[0]?.lastError).toBeTruthy()
  })

  it('catches up by itself when the engine is back, with nothing of the outage left', {
    timeout: 60_000,
  }, async () => {
    expect((await waiting()).length).toBeGreaterThan(0)
    await startAgain()
    await finds('雨污分流', '老城区雨污分流改造')
    expect(await waitUntil(async () => (await waiting()).length === 0, 10_000)).toBe(true)
    const page = await searchPage('夜间 免费')
    expect(page).not.toContain(sentence)
    expect(page).toContain('第六条')
  })
})

describe('when the search engine hangs', () => {
  it('it costs the search page two seconds at most, and other pages nothing', async () => {
    process.kill(engine.pid, 'SIGSTOP')
    try {
      for (let time = 0; time < 2; time++) {
        const begun = performance.now()
        const page = await searchPage('停车')
        expect(performance.now() - begun).toBeLessThan(2_300)
        expect(page).toContain(sentence)
        expect(page).toContain(title)
      }
      const begun = performance.now()
      expect((await handleRequest('/policies')).status).toBe(200)
      expect(performance.now() - begun).toBeLessThan(1_000)
    } finally {
      process.kill(engine.pid, 'SIGCONT')
    }
    await finds('夜间', title)
  })
})

describe('when the search engine comes back with nothing at all', () => {
  it('it is asked with its new keys, and what is written from then on is found', {
    timeout: 60_000,
  }, async () => {
    await kill()
    rmSync(join(folder, 'search'), { recursive: true, force: true })
    await startAgain()
    await publish(ctx, 'matter', await makeMatter(ctx, departmentId, '农村公路养护计划'))
    await finds('公路养护', '农村公路养护计划')
  })
})

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Ctx } from '~/app/server/context'
import { startJobs } from '~/app/server/jobs'
import { createDeliveries } from '~/app/server/search.server'
import { waitUntil } from '~/db/child-process'
import type { OpenDatabase } from '~/db/client'
import { freshDatabase } from '~/test/support/database'
import { handleRequest } from '~/test/support/server'
import { makeDepartment, makeMatter, makePolicy, officeName, publish } from '../search/published-things'

const articles = [
  { label: '第一条', body: '为规范既有住宅加装电梯补贴工作，制定本细则。' },
  { label: '第六条', body: '每台电梯补贴十五万元，由县财政拨付。' },
]
const attack = '<img src=x onerror=alert(1)> 电梯广告管理'

let open: OpenDatabase
let ctx: Ctx
let stopJobs: () => Promise<void>
let policy: { id: number; clauseIds: number[] }
let matter: number

beforeAll(async () => {
  open = await freshDatabase()
  const made = await makeDepartment(open.db)
  ctx = made.ctx
  stopJobs = startJobs(open.db, open.url, createDeliveries())
  policy = await makePolicy(
    ctx,
    made.departmentId,
    '既有住宅加装电梯补贴实施细则',
    '岭政办发〔2026〕5号',
    articles,
  )
  matter = await makeMatter(ctx, made.departmentId, attack)
  const plan = await makeMatter(ctx, made.departmentId, '加装电梯三年计划')
  await publish(ctx, 'policy', policy.id)
  await publish(ctx, 'matter', plan)
  await publish(ctx, 'matter', matter)
  const areThere = async () => (await read({ q: '电梯' })).includes('找到 3 项')
  expect(await waitUntil(areThere, 20_000)).toBe(true)
}, 60_000)
afterAll(async () => {
  await stopJobs()
  await open.close()
})

async function read(query: Record<string, string>, cookie?: string): Promise<string> {
  const response = await handleRequest(`/search?${new URLSearchParams(query)}`, { cookie })
  expect(response.status).toBe(200)
  return response.text()
}

const hrefs = (page: string) =>
  [...page.matchAll(/href="([^"]*)"/g)].map((match) => (match[1] ?? '').replaceAll('&amp;', '&'))

/** Where a facet with this name and count leads. */
function facet(page: string, name: string): string {
  const pattern = new RegExp(`<a href="([^"]*)"[^>]*><span>${name}</span><span class="facet-count">`)
  const link = pattern.exec(page)?.[1]
  if (!link) throw new Error(`no facet ${name}`)
  return link.replaceAll('&amp;', '&')
}

const parametersOf = (href: string) => Object.fromEntries(new URL(href, 'http://gongyi.test').searchParams)

describe('the search page', () => {
  it('offers facets as links that narrow what is shown, and a way back', async () => {
    const all = await read({ q: '电梯' })
    expect(all).toContain('找到 3 项')
    const matters = await read(parametersOf(facet(all, '决策事项')))
    expect(matters).toContain('找到 2 项')
    expect(hrefs(matters)).not.toContain(`/policies/${policy.id}`)
    expect(matters).toMatch(/aria-current="true"[^>]*><span>决策事项/)
    expect(hrefs(matters)).toContain(`/search?${new URLSearchParams({ q: '电梯' })}`)
    expect(await read(parametersOf(facet(all, officeName)))).toContain('找到 3 项')
    expect(await read(parametersOf(facet(matters, '2026')))).toContain('找到 2 项')
  })

  it('opens a hit at its clause, where the policy page has that very anchor', async () => {
    const page = await read({ q: '电梯补贴十五万元' })
    const anchor = `c-${policy.clauseIds[1]}`
    expect(hrefs(page)).toContain(`/policies/${policy.id}#${anchor}`)
    expect(page).toMatch(/<mark>[^<]*补贴/)
    const policyPage = await (await handleRequest(`/policies/${policy.id}`)).text()
    expect(policyPage).toContain(`id="${anchor}"`)
  })

  it('shows markup in a title, and in what was typed, as words', async () => {
    const page = await read({ q: '电梯广告' })
    expect(hrefs(page)).toContain(`/matters/${matter}`)
    expect(page).not.toContain('<img')
    expect(page).toContain('&lt;')
    const typed = await read({ q: '"><script>alert(1)</script>' })
    expect(typed).not.toContain('<script>alert')
  })

  it('leads from nothing found to a question, with the words that were typed', async () => {
    const page = await read({ q: '量子计算机采购目录' })
    expect(page).toContain('没有找到和“量子计算机采购目录”有关的内容')
    const address = `/concerns/new?${new URLSearchParams({ about: '量子计算机采购目录' })}`
    expect(hrefs(page)).toContain(address)
    const form = await handleRequest(address)
    expect(form.status).toBe(200)
    expect(await form.text()).toContain('量子计算机采购目录')
  })

  it.each<Record<string, string>>([
    { page: '-3', kind: 'nonsense', year: 'abc', sort: 'price' },
    { page: '1e9', department: 'x'.repeat(500), year: '99999999' },
    { page: '', kind: '', department: '', year: '', sort: '' },
  ])('leaves out parameters that cannot be: %o', async (query) => {
    expect(await read({ q: '电梯', ...query })).toContain('找到 3 项')
  })

  it('takes a department for a name, whatever characters it has', async () => {
    const page = await read({ q: '电梯', department: 'x" OR kind = "policy' })
    expect(page).not.toContain('暂时不可用')
    expect(hrefs(page)).not.toContain(`/policies/${policy.id}`)
  })

  it('asks what to look for when nothing was typed', async () => {
    expect(await read({})).toContain('想找什么')
    expect(await read({ q: '   ' })).toContain('想找什么')
    expect(await read({ q: '长'.repeat(5_000) })).toContain('想找什么')
  })

  it('speaks English to those who chose it, and leaves the content in its language', async () => {
    const page = await read({ q: '电梯' }, 'lang=en')
    expect(page).toContain('<html lang="en"')
    expect(page).toContain('3 found')
    expect(page).toContain('Decision matter')
    expect(page).toContain('三年计划')
  })

  it('works without a script and is never kept by the page cache', async () => {
    const response = await handleRequest(`/search?${new URLSearchParams({ q: '电梯' })}`)
    expect(response.headers.has('X-Cache-Tags')).toBe(false)
    expect(await response.text()).not.toContain('<script')
  })
})

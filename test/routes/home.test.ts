import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { OpenDatabase } from '~/db/client'
import { steps } from '~/db/schema/audit'
import { announcements } from '~/db/schema/matters'
import { makePolicy } from '../domain/concerns/published-policy'
import { freshDatabase } from '../support/database'
import { makeOffice } from '../support/office'
import { handleRequest } from '../support/server'

let open: OpenDatabase
let policy: Awaited<ReturnType<typeof makePolicy>>

beforeAll(async () => {
  open = await freshDatabase()
  const { citizen, departmentId } = await makeOffice(open.db, 'housing')
  policy = await makePolicy(citizen(), departmentId, new Date('2026-01-05T09:00:00+08:00'))
  await makePolicy(citizen(), departmentId, null, '2')
  const heldAt = new Date(Date.now() + 5 * 24 * 3_600_000)
  const row = {
    departmentId,
    body: '…',
    place: '二楼会议室',
    heldAt,
    createdAt: new Date(),
  }
  const [shown] = await open.db
    .insert(announcements)
    .values([
      { ...row, title: '供热开放日公告' },
      { ...row, title: '还没有公开的公告' },
    ])
    .returning({ id: announcements.id })
  await open.db
    .insert(steps)
    .values({ subject: 'announcement', subjectId: shown?.id ?? 0, kind: 'published', at: new Date() })
})
afterAll(() => open.close())

describe('the home page', () => {
  it('says what can be taken part in, what was decided and what is answered, without scripts', async () => {
    const response = await handleRequest('/')
    const page = await response.text()
    expect(response.status).toBe(200)
    for (const words of [
      '现在可以参与',
      '最近决定了什么',
      '正在回应什么',
      '供热开放日公告',
      '岭政办发〔2026〕1号',
    ]) {
      expect(page).toContain(words)
    }
    expect(page).not.toContain('还没有公开的公告')
    expect(page).not.toContain('岭政办发〔2026〕2号')
    expect(page).not.toContain('<script')
  })

  it('carries the tags and the footer that every page has (M1, M2)', async () => {
    const page = await (await handleRequest('/')).text()
    for (const name of ['SiteName', 'SiteDomain', 'SiteIDCode']) expect(page).toContain(`name="${name}"`)
    for (const words of ['网站标识码', '主办', '网站地图', '网站找错']) expect(page).toContain(words)
    const column = await (await handleRequest('/concerns')).text()
    for (const name of ['ColumnName', 'ColumnDescription', 'ColumnKeywords', 'ColumnType'])
      expect(column).toContain(`name="${name}"`)
    expect(column).toContain('aria-label="当前位置"')
  })
})

describe('feed, site map and robots', () => {
  it('list what is public and nothing else', async () => {
    const feed = await handleRequest('/feed.xml')
    expect(feed.headers.get('Content-Type')).toContain('application/atom+xml')
    const words = await feed.text()
    expect(words).toContain('供热开放日公告')
    expect(words).toContain(`http://gongyi.test/policies/${policy.policyId}`)
    expect(words.match(/<entry>/g)).toHaveLength(3)
    expect(words).not.toContain('还没有公开的公告')
    const map = await (await handleRequest('/sitemap.xml')).text()
    expect(map).toContain('<loc>http://gongyi.test/departments/housing</loc>')
    expect(map).toContain(`<loc>http://gongyi.test/policies/${policy.policyId}</loc>`)
    const robots = await (await handleRequest('/robots.txt')).text()
    expect(robots).toContain('Disallow: /desk')
    expect(robots).toContain('Sitemap: http://gongyi.test/sitemap.xml')
  })

  it('stand beside pages about the site, the departments and the site map', async () => {
    for (const path of [
      '/about',
      '/privacy',
      '/accessibility',
      '/site-map',
      '/departments',
      '/departments/housing',
    ]) {
      const response = await handleRequest(path)
      expect(response.status, path).toBe(200)
      expect(await response.text(), path).not.toContain('<script')
    }
  })
})

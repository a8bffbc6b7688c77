import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { takeStep } from '~/app/domain/audit/steps.server'
import { deliverMaterials } from '~/app/domain/materials/delivery.server'
import { paths } from '~/app/paths'
import type { OpenDatabase } from '~/db/client'
import { aListedHearing } from '~/test/domain/activities/a-listed-hearing'
import {
  aCounty,
  aHearing,
  aSymposium,
  type County,
  takeChainStep,
  withAgenda,
} from '~/test/domain/activities/an-activity'
import { freshDatabase } from '~/test/support/database'
import { handleRequest } from '~/test/support/server'

const hour = 3_600_000
const ago = (days: number) => new Date(Date.now() - days * 24 * hour)
const ahead = (days: number) => ago(-days)
const calling = { registrationOpensAt: ago(2), registrationClosesAt: ahead(9) }
const meeting = { startsAt: ahead(30), endsAt: new Date(ahead(30).getTime() + 2 * hour), at: ago(3) }

let open: OpenDatabase
let county: County
let hearing: number
let secrets: number[]

beforeAll(async () => {
  open = await freshDatabase()
  county = await aCounty(open.db)
  hearing = (await aHearing(county, { ...meeting, ...calling, title: '供热价格听证会', profile: 'price' })).id
  await withAgenda(county.office.as('drafter'), hearing)
  await aSymposium(county, { ...meeting, title: '充电设施座谈会', ledger: 'joined' })
  const draft = await aSymposium(county, { ...meeting, title: '青鸾暗号草稿', published: false })
  const withdrawn = await aSymposium(county, { ...meeting, title: '青鸾暗号撤回' })
  const step = { subject: 'activity' as const, id: withdrawn.id, kind: 'withdrawn', reason: '写错了' }
  await takeStep(county.office.as('issuer'), step)
  secrets = [draft.id, withdrawn.id]
})
afterAll(() => open.close())

async function read(path: string): Promise<string> {
  const response = await handleRequest(path)
  expect(response.status).toBe(200)
  return (await response.text()).replaceAll('<!-- -->', '')
}

describe('the page of a hearing', () => {
  it('says what one can do now, where and when, who may come and how they are chosen, without scripts', async () => {
    const page = await read(paths.activity(hearing))
    for (const words of [
      ...['价格听证会', '报名中', '我要报名', '还剩', '县政务服务中心二楼会议室', '有无障碍坡道'],
      ...['消费者', '公开抽签', '有关单位推荐', '48 小时内确认', '以后不再递补'],
      ...['草案的说明', '禁止在楼道内停放电动自行车', '承办单位介绍草案', '最晚'],
    ])
      expect(page).toContain(words)
    expect(page).toContain(`href="${paths.register(hearing)}"`)
    expect(page).toContain(`href="${paths.matter(county.matterId)}"`)
    expect(page).not.toContain('<script')
  })

  it('carries the tags of an article, and its place on the site (M1, M2)', async () => {
    const response = await handleRequest(paths.activity(hearing))
    const page = await response.text()
    expect(page).toMatch(/<meta name="ArticleTitle" content="供热价格听证会"/)
    expect(page).toMatch(/<meta name="ColumnName" content="听取意见活动"/)
    expect(page).toContain(`<a href="${paths.activities()}">听取意见活动</a>`)
  })

  it('says loudly that it was postponed, and why, at once', async () => {
    const { id } = await aHearing(county, { ...meeting, ...calling, title: '要延期的听证会' })
    await read(paths.activity(id))
    const data = { from: ahead(20).toISOString(), to: meeting.startsAt.toISOString() }
    await takeChainStep(county, id, 'postponed', new Date(), { reason: '会场要维修。', data })
    await open.pool.query('select pg_notify($1, $2)', ['pages', JSON.stringify([`activity:${id}`])])
    await expect.poll(() => read(paths.activity(id)), { timeout: 5000 }).toContain('会场要维修。')
    expect(await read(paths.activity(id))).toContain('已经报名的继续有效')
    expect(await read(paths.feed())).toContain('延期：要延期的听证会')
  })

  it('leads from each step to a place that is there, also where the draft alone was delivered', async () => {
    const { id, people } = await aListedHearing(county, { ...meeting, ...calling, title: '没有附件的听证会' })
    const registrationIds = [people.first.id, people.second.id, people.byPost.id]
    await deliverMaterials(county.office.as('drafter'), id, { registrationIds, way: 'hand' })
    const page = await read(paths.activity(id))
    const chain = /<section id="chain">(.*?)<\/section>/s.exec(page)?.[1] ?? ''
    const places = [...chain.matchAll(/href="#([^"]+)"/g)].map(([, place]) => place)
    expect(places).toEqual(expect.arrayContaining(['seats', 'participants', 'draft']))
    for (const place of places) expect(page, place).toContain(`id="${place}"`)
  })

  it('leads to the live picture from an hour before until it is over', async () => {
    const liveUrl = 'https://live.yunling.example/hearing'
    const during = (from: number, to: number) => ({
      ...{ ...meeting, ...calling, liveUrl, title: '直播的听证会' },
      ...{ startsAt: new Date(Date.now() + from * hour), endsAt: new Date(Date.now() + to * hour) },
    })
    const page = async (from: number, to: number) =>
      read(paths.activity((await aHearing(county, during(from, to))).id))
    for (const now of [await page(0.9, 3), await page(-1, 1)]) {
      expect(now).toContain('live-link')
      expect(now).toContain(`href="${liveUrl}"`)
    }
    for (const other of [await page(1.1, 3), await page(-3, -1)]) expect(other).not.toContain('live-link')
  })

  it('is answered with 404 for what is not public, was withdrawn, or is no number', async () => {
    for (const id of [...secrets, 999_999, 'x'])
      expect((await handleRequest(paths.activity(id))).status).toBe(404)
  })
})

describe('an activity', () => {
  it('stands in the list, on the home page, at its department, on its matter, in the feed and the site map', async () => {
    for (const path of [
      ...[paths.activities(), paths.home(), paths.department('housing')],
      ...[paths.matter(county.matterId), paths.feed(), paths.siteMap()],
    ])
      expect(await read(path)).toContain('供热价格听证会')
    expect(await read(paths.sitemap())).toContain(paths.activity(hearing))
  })

  it('is linked from the consultation into whose ledger its opinions go', async () => {
    const page = await read(paths.consultation(county.consultationId))
    expect(page).toContain('充电设施座谈会')
    expect(page).not.toContain('供热价格听证会')
  })

  it('is nowhere while it is not public or once it was withdrawn (invariant 9)', async () => {
    for (const path of [
      ...[paths.activities(), paths.activities({ kind: 'symposium' }), paths.home(), paths.feed()],
      ...[paths.department('housing'), paths.matter(county.matterId), paths.siteMap()],
      paths.search({ q: '青鸾暗号' }),
    ])
      expect(await read(path)).not.toMatch(/青鸾暗号(草稿|撤回)/)
  })

  it('is found by kind and by what one can do, as links; an odd filter shows everything', async () => {
    const symposiums = await read(paths.activities({ kind: 'symposium' }))
    expect(symposiums).toContain('充电设施座谈会')
    expect(symposiums).not.toContain('供热价格听证会')
    const registering = await read(paths.activities({ state: 'open' }))
    expect(registering).toContain('供热价格听证会')
    expect(registering).not.toContain('充电设施座谈会')
    expect(await read(paths.activities({ kind: 'party', state: 'never', after: 'x' }))).toContain(
      '充电设施座谈会',
    )
    expect(await read(paths.activities({ kind: 'opinion-poll' }))).toContain('没有这样的活动')
  })
})

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { listActivities } from '~/app/domain/activities/list.server'
import { takeStep } from '~/app/domain/audit/steps.server'
import type { OpenDatabase } from '~/db/client'
import { activityReports } from '~/db/schema/activities'
import { freshDatabase } from '~/test/support/database'
import { mostRowsRead } from '~/test/support/plans'
import { aCounty, aHearing, anActivity, aSymposium, at, type County, takeChainStep } from './an-activity'

let open: OpenDatabase
let county: County
beforeAll(async () => {
  open = await freshDatabase()
  county = await aCounty(open.db)
})
afterAll(() => open.close())

const day = (on: string, hours = 2) => {
  const startsAt = at(`${on}T09:00:00`)
  return { startsAt, endsAt: new Date(startsAt.getTime() + hours * 3_600_000) }
}
const noticed = at('2026-09-10T09:00:00')
const call = (closes: string) => ({
  registrationOpensAt: at('2026-09-15T00:00:00'),
  registrationClosesAt: at(`${closes}T18:00:00`),
})
const now = at('2026-09-20T12:00:00')
const titles = async (filter: Parameters<typeof listActivities>[1] = {}) =>
  (await listActivities(county.office.citizen(now), filter)).rows.map(({ title }) => title)

describe('the list of activities', () => {
  beforeAll(async () => {
    const closesLater = { title: '后截止', ...call('2026-09-30'), ...day('2026-11-02') }
    await aHearing(county, closesLater)
    await aHearing(county, { title: '先截止', ...call('2026-09-25'), ...day('2026-11-09') })
    await aSymposium(county, { title: '下月座谈', ...day('2026-10-15') })
    await aSymposium(county, { title: '下周座谈', ...day('2026-09-27') })
    await aSymposium(county, { title: '上周座谈', ...day('2026-09-13') })
    await anActivity(county, 'opinion-poll', { title: '月初调查', ...day('2026-09-11', 72) })
    await anActivity(county, 'opinion-poll', { title: '正在调查', ...day('2026-09-18', 200) })
    const off = await aSymposium(county, { title: '不开了', ...day('2026-10-01') })
    await takeChainStep(county, off.id, 'cancelled', at('2026-09-19T09:00:00'), { reason: '场地漏水。' })
    await aSymposium(county, { title: '还没公布', ...day('2026-10-02'), published: false })
    await aSymposium(county, { title: '以后公布', ...day('2026-12-02'), at: at('2026-10-20T09:00:00') })
    const gone = await aSymposium(county, { title: '已撤回', ...day('2026-10-03') })
    const withdrawn = { subject: 'activity' as const, id: gone.id, kind: 'withdrawn', reason: '写错了' }
    await takeStep(county.office.as('issuer', noticed), withdrawn)
  })

  it('begins with what one can register for, by how soon it closes; then what comes; then the past', async () => {
    expect(await titles()).toEqual([
      ...['先截止', '后截止'],
      ...['正在调查', '下周座谈', '下月座谈'],
      ...['不开了', '上周座谈', '月初调查'],
    ])
  })

  it('is the same in pages of any size, without a gap or a double', async () => {
    for (const limit of [1, 2, 3, 5]) {
      const seen: string[] = []
      let after: string | null = null
      do {
        const page: Awaited<ReturnType<typeof listActivities>> = await listActivities(
          county.office.citizen(now),
          { limit, after },
        )
        seen.push(...page.rows.map(({ title }) => title))
        after = page.next
      } while (after)
      expect(seen).toEqual(await titles())
    }
  })

  it('says of each how it stands', async () => {
    const { rows } = await listActivities(county.office.citizen(now))
    const states = Object.fromEntries(rows.map(({ title, state }) => [title, state]))
    expect(states).toMatchObject({
      ...{ 先截止: 'registering', 下月座谈: 'announced', 正在调查: 'announced' },
      ...{ 上周座谈: 'held', 不开了: 'cancelled' },
    })
  })

  it('can be narrowed to a kind, to what is open, and to a department', async () => {
    expect(await titles({ kind: 'opinion-poll' })).toEqual(['正在调查', '月初调查'])
    expect(await titles({ state: 'open' })).toEqual(['先截止', '后截止'])
    expect(await titles({ state: ['open', 'coming'] })).toHaveLength(5)
    expect(await titles({ state: 'over', kind: 'symposium' })).toEqual(['不开了', '上周座谈'])
    expect(await titles({ departmentId: county.office.departmentId + 1 })).toEqual([])
  })

  it('knows a report once that is public, and a postponement', async () => {
    const { id } = await aSymposium(county, { title: '有报告', ...day('2026-09-12') })
    await takeChainStep(county, id, 'postponed', noticed, { reason: '下雨。' })
    const [report] = await open.db
      .insert(activityReports)
      .values({ activityId: id, body: '经过。', createdAt: noticed })
      .returning()
    const before = await listActivities(county.office.citizen(now))
    expect(before.rows.find((row) => row.id === id)).toMatchObject({ state: 'held', isPostponed: true })
    const published = { subject: 'activity-report' as const, id: report?.id ?? 0, kind: 'published' }
    await takeStep(county.office.as('issuer', now), published)
    const after = await listActivities(county.office.citizen(now))
    expect(after.rows.find((row) => row.id === id)?.state).toBe('reported')
  })
})

describe('with a hundred thousand activities', () => {
  it('a page looks at those of the last year at most, a later page at its own rows', async () => {
    await open.pool.query(
      `insert into activities (kind, matter_id, department_id, title, purpose, starts_at, ends_at, created_at)
       select case when n % 5 = 0 then 'symposium' else 'site-visit' end, $1, $2, '活动' || n, '目的',
         $3::timestamptz - n * interval '1 hour', $3::timestamptz - n * interval '1 hour' + interval '2 hours', $3
       from generate_series(3, 100000) n`,
      [county.matterId, county.office.departmentId, now],
    )
    await open.pool.query(
      `insert into steps (subject, subject_id, kind, at)
       select 'activity', id, 'published', starts_at from activities where title like '活动%'`,
    )
    await open.pool.query('analyze')
    const ctx = county.office.citizen(now)
    const { next } = await listActivities(ctx)
    const old = `2_${at('2020-01-01T00:00:00').getTime()}_1`
    const rowsRead = (filter: Parameters<typeof listActivities>[1]) =>
      mostRowsRead(open.pool, (db) => listActivities({ ...ctx, db }, filter))
    for (const filter of [{}, { kind: 'symposium' as const }])
      expect(await rowsRead(filter)).toBeLessThan(10_000)
    for (const filter of [{ after: next }, { after: old }, { state: 'over' as const }])
      expect(await rowsRead(filter)).toBeLessThan(100)
  }, 120_000)
})

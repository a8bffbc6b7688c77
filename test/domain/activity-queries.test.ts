import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { listActivities } from '~/app/domain/activities/list.server'
import { activityPage } from '~/app/domain/activities/page.server'
import { deliveredFiles } from '~/app/domain/materials/materials.server'
import { publicDates } from '~/app/domain/public-dates/list.server'
import { dueCalls } from '~/app/domain/registrations/calls.server'
import { deskRegistrations } from '~/app/domain/registrations/desk.server'
import { seatFigures } from '~/app/domain/registrations/figures.server'
import { participantList } from '~/app/domain/registrations/list.server'
import { waitingRanks } from '~/app/domain/registrations/seats.server'
import type { Ctx } from '~/app/server/context'
import type { OpenDatabase } from '~/db/client'
import { aCounty, type County } from '~/test/domain/activities/an-activity'
import { freshDatabase } from '~/test/support/database'
import { type Called, makeActivities, makeCalled, seats } from '~/test/support/many-activities'
import { mostRowsRead, plansOf } from '~/test/support/plans'

let open: OpenDatabase
let county: County
let hearing: Called
const many = 20_000
const now = new Date()
const drafter = (db: Ctx['db']) => ({ ...county.office.as('drafter', now), db })

beforeAll(async () => {
  open = await freshDatabase()
  county = await aCounty(open.db)
  const making = { departmentId: county.office.departmentId, versionId: county.versionId }
  hearing = await makeCalled(open, { ...making, registrations: many })
  await makeActivities(open, making, { from: 1, to: many })
  await open.pool.query(`
    with first as (select id, category_id, row_number() over (partition by category_id order by id) as n
      from registrations where activity_id = ${hearing.id})
    update seats set registration_id = first.id from first
    where first.category_id = seats.category_id and first.n = seats.number`)
  await open.pool.query(`insert into steps (subject, subject_id, kind, at)
    select 'registration', registration_id, kind, now() from seats, unnest(array['seated', 'confirmed']) as kind
    union all select 'activity', ${hearing.id}, 'list-published', now()`)
  await open.pool.query('vacuum analyze')
}, 120_000)
afterAll(() => open.close())

describe('with twenty thousand activities, and as many registrations for one of them', () => {
  const pages: [string, (db: Ctx['db']) => Promise<unknown>][] = [
    ['the list of activities', (db) => listActivities(drafter(db))],
    ['the calendar', (db) => publicDates(drafter(db))],
    ['the page of the activity', (db) => activityPage({ ...drafter(db), now: new Date() }, hearing.id)],
    ['the figures of its seats', (db) => seatFigures(drafter(db), hearing.id)],
    ['the registrations at the desk', (db) => deskRegistrations(drafter(db), hearing.id, {})],
    ['who has to be called', (db) => dueCalls(drafter(db), hearing.id)],
    ['which materials were delivered', (db) => deliveredFiles(drafter(db), hearing.id)],
  ]
  it.each(pages)('%s takes up a few hundred rows, and no big table from end to end', async (_, page) => {
    expect(await mostRowsRead(open.pool, page)).toBeLessThan(1500)
    const plans = await plansOf(open.pool, page)
    const big = ['activities', 'registrations', 'steps', 'waiting_places']
    expect(plans.flatMap(({ scanned }) => scanned).filter((table) => big.includes(table))).toEqual([])
  })

  it('the page of an activity asks some thirty questions, and not more', async () => {
    const plans = await plansOf(open.pool, (db) =>
      activityPage({ ...drafter(db), now: new Date() }, hearing.id),
    )
    expect(plans.length).toBeLessThanOrEqual(32)
  })

  it('fifty places far down the waiting list are counted in one pass', async () => {
    const { rows } = await open.pool.query(
      `select registration_id as id from waiting_places where category_id = ${hearing.observers} order by place`,
    )
    const ids = rows.map(({ id }) => Number(id))
    const asked = [...ids.slice(-50), ...ids.slice(0, 2)]
    const ranks = await waitingRanks(drafter(open.db), asked)
    expect(asked.map((id) => ranks.get(id))).toEqual([
      ...Array.from({ length: 50 }, (_, at) => ids.length - 49 + at),
      1,
      2,
    ])
    expect(await mostRowsRead(open.pool, (db) => waitingRanks(drafter(db), asked))).toBeLessThan(
      2 * ids.length,
    )
  })

  it('the list of participants names those who sit, among the twenty thousand', async () => {
    const list = await participantList({ ...drafter(open.db), now: new Date() }, hearing.id)
    expect(list?.groups.map(({ group, people }) => [group, people.length])).toEqual([['resident', seats]])
  })
})

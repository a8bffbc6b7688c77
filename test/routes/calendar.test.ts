import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { paths } from '~/app/paths'
import type { OpenDatabase } from '~/db/client'
import { activities } from '~/db/schema/activities'
import { aCounty, aHearing, type County, takeChainStep } from '~/test/domain/activities/an-activity'
import { freshDatabase } from '~/test/support/database'
import { readIcs, textOf, timeOf } from '~/test/support/read-ics'
import { handleRequest } from '~/test/support/server'

const day = 86_400_000
let open: OpenDatabase
let county: County
let hearing: Awaited<ReturnType<typeof aHearing>>
const startsAt = new Date(Math.floor(Date.now() / day) * day + 30 * day)

beforeAll(async () => {
  open = await freshDatabase()
  county = await aCounty(open.db)
  hearing = await aHearing(county, { startsAt, endsAt: new Date(startsAt.getTime() + day / 8) })
})
afterAll(() => open.close())

const eventOf = async (path: string, uid: string) =>
  readIcs(await (await handleRequest(path)).text()).inside.find(
    ({ properties }) => properties.get('UID')?.value === uid,
  )

describe('the calendar file', () => {
  it('of one hearing has its time, place and page, to be saved', async () => {
    const response = await handleRequest(paths.activityCalendar(hearing.id))
    expect(response.status).toBe(200)
    expect(response.headers.get('Content-Type')).toBe('text/calendar; charset=utf-8')
    expect(response.headers.get('Content-Disposition')).toContain('attachment')
    expect(response.headers.get('Last-Modified')).toBeTruthy()
    const calendar = readIcs(await response.text())
    const [event] = calendar.inside
    if (!event) throw new Error('no event')
    expect(textOf(event, 'SUMMARY')).toBe('电动自行车停放管理听证会')
    expect(timeOf(event, 'DTSTART')).toBe(startsAt.toISOString().replace('.000', ''))
    expect(textOf(event, 'LOCATION')).toBe('县政务服务中心二楼会议室')
    expect(textOf(event, 'DESCRIPTION')).toContain(`http://gongyi.test${paths.activity(hearing.id)}`)
  })

  it('of all dates moves an entry that was put off, and calls it off when it is cancelled', async () => {
    const uid = `activity-${hearing.id}-held@gongyi.test`
    const before = await eventOf(paths.calendarFile(), uid)
    expect(before?.properties.get('SEQUENCE')?.value).toBe('0')
    const later = new Date(startsAt.getTime() + 7 * day)
    await open.db
      .update(activities)
      .set({ startsAt: later, endsAt: new Date(later.getTime() + day / 8) })
      .where(eq(activities.id, hearing.id))
    await takeChainStep(county, hearing.id, 'postponed', new Date(Date.now() - 2000), { reason: '检修' })
    const moved = await eventOf(paths.calendarFile(), uid)
    expect(moved?.properties.get('SEQUENCE')?.value).toBe('1')
    expect(moved && timeOf(moved, 'DTSTART')).toBe(later.toISOString().replace('.000', ''))
    await takeChainStep(county, hearing.id, 'cancelled', new Date(Date.now() - 1000), { reason: '撤回' })
    const off = await eventOf(paths.calendarFile(), uid)
    expect(off?.properties.get('STATUS')?.value).toBe('CANCELLED')
    expect(off && textOf(off, 'SUMMARY')).toContain('【已取消】')
  })

  it('is not there for what is not public', async () => {
    const draft = await aHearing(county, { published: false })
    expect((await handleRequest(paths.activityCalendar(draft.id))).status).toBe(404)
    expect(await (await handleRequest(paths.calendarFile())).text()).not.toContain(`activity-${draft.id}-`)
  })
})

describe('the calendar page', () => {
  it('lists what is coming by day, with a way to subscribe', async () => {
    const other = await aHearing(county, {
      title: '停车收费听证会',
      startsAt,
      endsAt: new Date(startsAt.getTime() + day / 8),
    })
    const response = await handleRequest(paths.calendar())
    expect(response.status).toBe(200)
    const html = (await response.text()).replaceAll('<!-- -->', '')
    expect(html).toContain('停车收费听证会')
    expect(html).toContain(paths.activity(other.id))
    expect(html).toContain('webcal://gongyi.test/calendar.ics')
    expect(html).toContain('http://gongyi.test/calendar.ics')
    expect(html).toContain('已取消')
    const onlyPolls = await (await handleRequest(paths.calendar({ kind: 'opinion-poll' }))).text()
    expect(onlyPolls).not.toContain('停车收费听证会')
    const past = await (await handleRequest(paths.calendar({ view: 'past' }))).text()
    // Registration was in September; the hearing itself is to come.
    expect(past).toContain('2026年9月')
    expect(past).not.toContain('class="calendar-event"><span>听证会')
    expect((await handleRequest('/calendar?kind=%F0%9F%98%80&view=x')).status).toBe(200)
  })
})

import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { takeStep } from '~/app/domain/audit/steps.server'
import { activityDate, calendarPage, publicDates } from '~/app/domain/public-dates/list.server'
import type { OpenDatabase } from '~/db/client'
import { activities } from '~/db/schema/activities'
import {
  aCounty,
  aHearing,
  aSymposium,
  at,
  type County,
  takeChainStep,
} from '~/test/domain/activities/an-activity'
import { freshDatabase } from '~/test/support/database'

let open: OpenDatabase
let county: County
const now = at('2026-09-20T10:00:00')

beforeAll(async () => {
  open = await freshDatabase()
  county = await aCounty(open.db)
})
afterAll(() => open.close())

const citizen = (moment = now) => county.office.citizen(moment)
const of = (all: Awaited<ReturnType<typeof publicDates>>, kind: string, id: number) =>
  all.filter((date) => (date.kind === 'consultation') === (kind === 'consultation') && date.id === id)

describe('the public dates', () => {
  it('are when one may register, when it takes place, and when a consultation opens and closes', async () => {
    const hearing = await aHearing(county)
    const all = await publicDates(citizen())
    expect(of(all, 'hearing', hearing.id).map(({ event, at: when, state }) => [event, when, state])).toEqual([
      ['registration-opens', at('2026-09-11T09:00:00'), 'planned'],
      ['registration-closes', at('2026-09-25T18:00:00'), 'planned'],
      ['held', at('2026-11-10T09:00:00'), 'planned'],
    ])
    const consulted = of(all, 'consultation', county.consultationId)
    expect(consulted.map(({ event }) => event)).toEqual(['opens', 'closes'])
    // The ledger of its own, to which nobody is called, has no dates.
    const [row] = await open.db.select().from(activities).where(eq(activities.id, hearing.id))
    expect(of(all, 'consultation', row?.consultationId ?? 0)).toEqual([])
  })

  it('are of nothing that is not published, or was withdrawn (invariant 9)', async () => {
    const draft = await aHearing(county, { published: false })
    const withdrawn = await aSymposium(county)
    const issuer = county.office.as('issuer', at('2026-09-12T09:00:00'))
    await takeStep(issuer, { subject: 'activity', id: withdrawn.id, kind: 'withdrawn', reason: '有误' })
    const all = await publicDates(citizen())
    for (const { id } of [draft, withdrawn]) {
      expect(of(all, 'hearing', id)).toEqual([])
      await expect(activityDate(citizen(), id)).rejects.toMatchObject({ status: 404 })
    }
  })

  it('keep their name when they are put off or called off', async () => {
    const hearing = await aHearing(county)
    const before = await activityDate(citizen(), hearing.id)
    const later = { startsAt: at('2026-11-20T09:00:00'), endsAt: at('2026-11-20T11:30:00') }
    await open.db.update(activities).set(later).where(eq(activities.id, hearing.id))
    const on = at('2026-09-18T09:00:00')
    await takeChainStep(county, hearing.id, 'postponed', on, { reason: '场地检修' })
    const after = await activityDate(citizen(), hearing.id)
    expect(after.key).toBe(before.key)
    expect(after).toMatchObject({ state: 'postponed', revision: 1, at: later.startsAt, changedAt: on })
    await takeChainStep(county, hearing.id, 'cancelled', at('2026-09-19T09:00:00'), { reason: '撤回草案' })
    expect(await activityDate(citizen(), hearing.id)).toMatchObject({
      key: before.key,
      state: 'cancelled',
      revision: 2,
    })
    // Registration had opened before; its end does not come any more.
    const states = of(await publicDates(citizen()), 'hearing', hearing.id).map(({ event, state }) => [
      event,
      state,
    ])
    expect(states).toEqual([
      ['registration-opens', 'planned'],
      ['registration-closes', 'cancelled'],
      ['held', 'cancelled'],
    ])
  })

  it('reach ninety days back and no further', async () => {
    const old = await aSymposium(county, {
      startsAt: at('2026-06-01T09:00:00'),
      endsAt: at('2026-06-01T11:00:00'),
      at: at('2026-05-20T09:00:00'),
    })
    const still = await publicDates(citizen(at('2026-08-30T09:00:00')))
    expect(of(still, 'symposium', old.id)).toHaveLength(1)
    const seen = await publicDates(citizen(at('2026-09-10T09:00:00')))
    expect(of(seen, 'symposium', old.id)).toEqual([])
  })
})

describe('the calendar page', () => {
  it('shows from today on, or the last ninety days with the newest first; one kind of them', async () => {
    const coming = await calendarPage(citizen(), {})
    expect(coming.every(({ at: when, endsAt }) => (endsAt ?? when) >= at('2026-09-20T00:00:00'))).toBe(true)
    const times = coming.map(({ at: when }) => when.getTime())
    expect(times).toEqual(times.toSorted((a, b) => a - b))
    const past = await calendarPage(citizen(), { past: true })
    expect(past.length).toBeGreaterThan(0)
    const before = past.map(({ at: when }) => when.getTime())
    expect(before).toEqual(before.toSorted((a, b) => b - a))
    const hearings = await calendarPage(citizen(), { kind: 'hearing' })
    expect(new Set(hearings.map(({ kind }) => kind))).toEqual(new Set(['hearing']))
  })
})

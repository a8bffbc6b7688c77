import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chainOf } from '~/app/domain/activities/chain.server'
import { stepsOf } from '~/app/domain/audit/steps.server'
import { deskCheckIn, namedList, namedPerson } from '~/app/domain/check-in/desk-check-in.server'
import { markPresence, markRestAbsent } from '~/app/domain/check-in/presence.server'
import type { OpenDatabase } from '~/db/client'
import { audit } from '~/db/schema/audit'
import { aListedHearing } from '~/test/domain/activities/a-listed-hearing'
import { aCounty, aRegistered, at, type County, takeChainStep } from '~/test/domain/activities/an-activity'
import { freshDatabase } from '~/test/support/database'
import { makeOffice } from '~/test/support/office'

let open: OpenDatabase
let county: County
let hearing: Awaited<ReturnType<typeof aListedHearing>>
const dayBefore = at('2026-11-09T23:59:00')
const door = at('2026-11-10T08:20:00')
const during = at('2026-11-10T09:20:00')

beforeAll(async () => {
  open = await freshDatabase()
  county = await aCounty(open.db)
  hearing = await aListedHearing(county)
})
afterAll(() => open.close())

const drafter = (now: Date) => county.office.as('drafter', now)

describe('at the door', () => {
  it('nobody is marked before the day', async () => {
    await expect(
      markPresence(drafter(dayBefore), hearing.id, hearing.people.first.pseudonym, 'present'),
    ).rejects.toThrow('当天才能签到')
    expect((await deskCheckIn(drafter(dayBefore), hearing.id)).isOpen).toBe(false)
  })

  it('who comes is marked, as often as it has to be mended; the last word holds', async () => {
    const { first } = hearing.people
    const typed = ` ${first.pseudonym.toLowerCase()} `
    await markPresence(drafter(door), hearing.id, typed, 'absent')
    await markPresence(drafter(during), hearing.id, first.pseudonym, 'present')
    await markPresence(drafter(during), hearing.id, first.pseudonym, 'present')
    const marked = (await stepsOf(drafter(during), 'registration', first.id)).slice(-2)
    expect(marked.map(({ kind, at: when }) => [kind, when])).toEqual([
      ['absent', door],
      ['present', during],
    ])
    const { participants } = await chainOf(drafter(during), hearing.id)
    expect(participants.map(({ presence }) => presence)).toEqual(['present', null, null])
  })

  it('observers can be marked and are not needed; who has no seat cannot', async () => {
    await markPresence(drafter(door), hearing.id, hearing.people.observer.pseudonym, 'present')
    const { participants } = await chainOf(drafter(door), hearing.id)
    expect(participants).toHaveLength(3)
    const waiting = await aRegistered(drafter(door), hearing.consumers, { isSeated: false })
    await expect(markPresence(drafter(door), hearing.id, waiting.pseudonym, 'present')).rejects.toThrow(
      '没有座位',
    )
  })

  it('the rest is absent once it has begun, not before', async () => {
    await expect(markRestAbsent(drafter(door), hearing.id)).rejects.toThrow('可能还在路上')
    expect(await markRestAbsent(drafter(during), hearing.id)).toBe(2)
    expect(await markRestAbsent(drafter(during), hearing.id)).toBe(0)
    const { participants } = await chainOf(drafter(during), hearing.id)
    expect(participants.map(({ presence }) => presence)).toEqual(['present', 'absent', 'absent'])
  })

  it('only the department that handles the registrations marks', async () => {
    const elsewhere = await makeOffice(open.db, 'water')
    const name = hearing.people.first.pseudonym
    for (const ctx of [
      elsewhere.as('drafter', during),
      county.office.as('reviewer', during),
      county.office.citizen(during),
    ])
      await expect(markPresence(ctx, hearing.id, name, 'present')).rejects.toMatchObject({ status: 403 })
  })

  it('nothing is changed after it was recorded as held, or cancelled', async () => {
    const other = await aListedHearing(county)
    await takeChainStep(county, other.id, 'held', during)
    await expect(
      markPresence(drafter(during), other.id, other.people.first.pseudonym, 'present'),
    ).rejects.toThrow('不再改动')
    const cancelled = await aListedHearing(county)
    await takeChainStep(county, cancelled.id, 'cancelled', during, { reason: '停电' })
    await expect(markRestAbsent(drafter(during), cancelled.id)).rejects.toThrow('已经取消')
  })
})

describe('the list for the door', () => {
  const looks = () => open.db.select().from(audit).where(eq(audit.action, 'registration.person-seen'))

  it('has the names and needs, and each look is written down once with whom it showed (L3)', async () => {
    const list = await namedList(drafter(dayBefore), hearing.id)
    expect(list.map(({ name, needs }) => [name, needs])).toEqual([
      ['赵春梅', ''],
      ['钱国强', '坐轮椅'],
      ['孙桂兰', ''],
      ['李明', ''],
    ])
    const [look, ...more] = await looks()
    expect(more).toEqual([])
    expect(look).toMatchObject({ subject: 'activity', subjectId: String(hearing.id) })
    expect(look?.after).toMatchObject({ registrations: list.map(({ registrationId }) => registrationId) })
    expect(JSON.stringify(look)).not.toContain('赵春梅')
  })

  it('one person at a time is one look; nobody is no look', async () => {
    const before = (await looks()).length
    const { second } = hearing.people
    expect(await namedPerson(drafter(door), hearing.id, second.pseudonym)).toMatchObject({ name: '钱国强' })
    expect(await namedPerson(drafter(door), hearing.id, 'ZZZZZ')).toBeNull()
    expect((await looks()).length).toBe(before + 1)
    await expect(
      namedPerson(county.office.as('reviewer', door), hearing.id, second.pseudonym),
    ).rejects.toMatchObject({ status: 403 })
  })
})

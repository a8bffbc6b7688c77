import { and, eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { takeStep } from '~/app/domain/audit/steps.server'
import { confirmSeat } from '~/app/domain/registrations/confirm.server'
import { registrationForm } from '~/app/domain/registrations/forms'
import { participantList, publishList } from '~/app/domain/registrations/list.server'
import { withdrawRegistration } from '~/app/domain/registrations/withdraw.server'
import type { OpenDatabase } from '~/db/client'
import { audit, steps } from '~/db/schema/audit'
import { registrations, seats } from '~/db/schema/registrations'
import {
  aCounty,
  aHearing,
  aRegistered,
  at,
  begins,
  type County,
  registrationCloses,
  registrationOpens,
} from '~/test/domain/activities/an-activity'
import { aDrawnHearing, closed, drawnOn } from '~/test/domain/draws/a-drawn-hearing'
import { freshDatabase } from '~/test/support/database'

let open: OpenDatabase
let county: County
const published = at('2026-09-28T09:00:00')
const later = at('2026-10-08T09:00:00')
const issuer = (now = published) => county.office.as('issuer', now)
const citizen = (now = published) => county.office.citizen(now)

beforeAll(async () => {
  open = await freshDatabase()
  county = await aCounty(open.db)
})
afterAll(() => open.close())

const arrivals = { categories: [{ group: 'consumer' as const, seats: 3, method: 'arrival' as const }] }

async function codesOfSeated(activityId: number): Promise<string[]> {
  const rows = await open.db
    .select({ code: registrations.code })
    .from(seats)
    .innerJoin(registrations, eq(registrations.id, seats.registrationId))
    .where(eq(registrations.activityId, activityId))
    .orderBy(seats.categoryId, seats.number)
  return rows.map(({ code }) => code)
}

async function refused(work: Promise<unknown>, activityId: number, words: string): Promise<void> {
  await expect(work).rejects.toThrow(words)
  const taken = await open.db
    .select()
    .from(steps)
    .where(
      and(eq(steps.subject, 'activity'), eq(steps.subjectId, activityId), eq(steps.kind, 'list-published')),
    )
  expect(taken).toEqual([])
}

describe('too early', () => {
  it('no list is published before registration has closed', async () => {
    const { id, categories } = await aHearing(county, arrivals)
    if (categories[0]) await aRegistered(citizen(registrationOpens), categories[0])
    await refused(publishList(issuer(registrationCloses), id), id, '报名还没有截止')
    await publishList(issuer(closed), id)
  })

  it('nor before the draw', async () => {
    const { id } = await aHearing(county)
    await refused(publishList(issuer(), id), id, '还没有抽签')
  })

  it('nor before all have confirmed; it says who has not', async () => {
    const hearing = await aDrawnHearing(county, 2)
    const codes = await codesOfSeated(hearing.id)
    await refused(publishList(issuer(drawnOn), hearing.id), hearing.id, '还有 4 名入选人没有确认参加')
    for (const code of codes.slice(1)) await confirmSeat(citizen(drawnOn), code)
    await refused(publishList(issuer(drawnOn), hearing.id), hearing.id, '还有 1 名入选人')
    await confirmSeat(citizen(drawnOn), codes[0] ?? '')
    await publishList(issuer(), hearing.id)
    await expect(publishList(issuer(), hearing.id)).rejects.toThrow('已经公布')
  })

  it('nor of nobody, nor too late, nor by who has not this task', async () => {
    const { id, categories } = await aHearing(county, arrivals)
    await refused(publishList(issuer(), id), id, '还没有参加人')
    if (categories[0]) await aRegistered(citizen(registrationOpens), categories[0])
    await refused(publishList(issuer(begins), id), id, '请先延期')
    for (const role of ['drafter', 'moderator'] as const)
      await refused(publishList(county.office.as(role, published), id), id, '由签发人办理')
    const price = await aHearing(county, { ...arrivals, profile: 'price' })
    if (price.categories[0]) await aRegistered(citizen(registrationOpens), price.categories[0])
    const tooLate = at('2026-10-27T09:00:00')
    await refused(publishList(issuer(tooLate), price.id), price.id, '15 日前')
  })
})

describe('a price hearing', () => {
  it('has no list while fewer than two of five participants are consumers (P8)', async () => {
    const { id, categories } = await aHearing(county, {
      profile: 'price',
      categories: [
        { group: 'consumer', seats: 2, method: 'arrival' },
        { group: 'affected', seats: 3, method: 'arrival' },
      ],
    })
    const [consumers, affected] = categories
    if (!consumers || !affected) throw new Error('there are two')
    const ctx = citizen(registrationOpens)
    for (const category of [consumers, affected, affected]) await aRegistered(ctx, category)
    await aRegistered(ctx, affected)
    await refused(publishList(issuer(), id), id, '消费者参加人 1 名，不到全部参加人 4 名的五分之二')
    await aRegistered(ctx, consumers)
    await publishList(issuer(), id)
  })
})

describe('the list', () => {
  it('is nothing before it is published', async () => {
    const { id } = await aHearing(county, arrivals)
    expect(await participantList(citizen(), id)).toBeNull()
  })

  it('names people as far as they agreed, by category, without observers and without codes', async () => {
    const { id, categories } = await aHearing(county, {
      categories: [
        { group: 'organisation', seats: 1, method: 'nominated' },
        { group: 'consumer', seats: 2, method: 'arrival' },
        { group: 'observer', seats: 2, method: 'arrival' },
      ],
    })
    const [organisation, consumer, observer] = categories
    if (!organisation || !consumer || !observer) throw new Error('there are three')
    const ctx = citizen(registrationOpens)
    const words = { shownName: '赵小满', organisation: '县消费者协会' }
    const named = await aRegistered(ctx, organisation, words)
    const hidden = await aRegistered(ctx, consumer)
    await aRegistered(ctx, observer, { shownName: '旁听**' })
    await publishList(issuer(), id)
    expect(await participantList(citizen(), id)).toEqual({
      publishedAt: published,
      groups: [
        {
          group: 'organisation',
          people: [{ pseudonym: named.pseudonym, ...words, joinedAt: null, leftAt: null }],
        },
        {
          group: 'consumer',
          people: [
            {
              pseudonym: hidden.pseudonym,
              shownName: '王**',
              organisation: '',
              joinedAt: null,
              leftAt: null,
            },
          ],
        },
      ],
    })
    const [entry] = await open.db
      .select()
      .from(audit)
      .where(and(eq(audit.action, 'activity.list-published'), eq(audit.subjectId, String(id))))
    expect(entry?.after).toEqual({ pseudonyms: [named.pseudonym, hidden.pseudonym] })
  })

  it('dates who leaves and who moves up afterwards; the one who was offered a seat is named once it is confirmed', async () => {
    const hearing = await aDrawnHearing(county, 5, {}, { shownName: '赵小满' })
    const codes = await codesOfSeated(hearing.id)
    for (const code of codes) await confirmSeat(citizen(drawnOn), code)
    await publishList(issuer(), hearing.id)
    const [first = ''] = codes
    const named = (await participantList(citizen(later), hearing.id))?.groups[0]?.people
    expect(named?.every(({ shownName }) => shownName === '赵小满')).toBe(true)
    await withdrawRegistration(citizen(later), first)
    const people = async () =>
      (await participantList(citizen(later), hearing.id))?.groups.find(({ group }) => group === 'consumer')
        ?.people
    expect((await people())?.map(({ leftAt }) => leftAt).filter(Boolean)).toEqual([later])
    expect(await people()).toHaveLength(3)
    expect((await people())?.find(({ leftAt }) => leftAt)?.shownName).toBe('赵**')
    const [moved] = (await codesOfSeated(hearing.id)).filter((code) => !codes.includes(code))
    await confirmSeat(citizen(later), moved ?? '')
    expect(await people()).toHaveLength(4)
    expect((await people())?.map(({ joinedAt }) => joinedAt).filter(Boolean)).toEqual([later])
  })

  it('does not show who had gone before it was published', async () => {
    const { id, categories } = await aHearing(county, arrivals)
    const [category] = categories
    if (!category) throw new Error('there is one')
    const stays = await aRegistered(citizen(registrationOpens), category)
    const gone = await aRegistered(citizen(registrationOpens), category)
    await open.db.update(seats).set({ registrationId: null }).where(eq(seats.registrationId, gone.id))
    await takeStep(citizen(closed), { subject: 'registration', id: gone.id, kind: 'withdrawn' })
    await publishList(issuer(), id)
    const list = await participantList(citizen(later), id)
    expect(list?.groups.flatMap(({ people }) => people.map(({ pseudonym }) => pseudonym))).toEqual([
      stays.pseudonym,
    ])
  })
})

describe('whatever somebody wrote into a public field', () => {
  it('the list shows no number that leads to a person (L3)', async () => {
    const { id, categories } = await aHearing(county, arrivals)
    if (categories[0])
      await aRegistered(citizen(registrationOpens), categories[0], {
        ...{ publishName: true, shownName: '王秀兰13912345678', organisation: '找我请打 139-1234-5678' },
      })
    await publishList(issuer(), id)
    const list = JSON.stringify(await participantList(citizen(), id))
    expect(list).toContain('王秀兰')
    expect(list).not.toMatch(/1391234|1234-5678/)
  })

  it('a name is no place for a number', () => {
    const name = registrationForm.shape.name
    expect(name.safeParse('王秀兰１３９１２３４５６７８').success).toBe(false)
    for (const real of ['王秀兰', '阿依古丽·买买提', '伊丽莎白 2 世'])
      expect(name.safeParse(real).success).toBe(true)
  })
})

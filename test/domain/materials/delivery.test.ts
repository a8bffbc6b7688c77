import { and, eq, sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chainOf } from '~/app/domain/activities/chain.server'
import { stepsOf } from '~/app/domain/audit/steps.server'
import { holdActivity } from '~/app/domain/check-in/hold.server'
import { markPresence } from '~/app/domain/check-in/presence.server'
import { deliverMaterials, type NewDelivery } from '~/app/domain/materials/delivery.server'
import { deskMaterials } from '~/app/domain/materials/desk-materials.server'
import { addMaterial, materialsOf, removeMaterial } from '~/app/domain/materials/materials.server'
import { openMaterial, openMaterials } from '~/app/domain/materials/open-materials.server'
import type { OpenDatabase } from '~/db/client'
import { activities } from '~/db/schema/activities'
import { audit, outbox, steps } from '~/db/schema/audit'
import { seats } from '~/db/schema/registrations'
import { aListedHearing } from '~/test/domain/activities/a-listed-hearing'
import {
  aCounty,
  aHearing,
  aRegistered,
  at,
  type County,
  takeChainStep,
  withAgenda,
} from '~/test/domain/activities/an-activity'
import { aPdf } from '~/test/media/some-files'
import { freshDatabase } from '~/test/support/database'

let open: OpenDatabase
let county: County
const early = at('2026-10-20T09:00:00')
const begins = at('2026-11-10T09:00:00')
const during = at('2026-11-10T10:00:00')

beforeAll(async () => {
  open = await freshDatabase()
  county = await aCounty(open.db)
})
afterAll(() => open.close())

type Hearing = Awaited<ReturnType<typeof aListedHearing>>

const drafter = (now: Date) => county.office.as('drafter', now)
const participants = ({ people }: Hearing) => [people.first.id, people.second.id, people.byPost.id]

function deliver(id: number, now: Date, delivery: NewDelivery) {
  return deliverMaterials(drafter(now), id, delivery)
}

async function everybodyCame(hearing: Hearing, now = during) {
  for (const { pseudonym } of [hearing.people.first, hearing.people.second])
    await markPresence(drafter(now), hearing.id, pseudonym, 'present')
  await markPresence(drafter(now), hearing.id, hearing.people.byPost.pseudonym, 'absent')
}

const by = (way: 'post' | 'hand', hearing: Hearing, when: Date): NewDelivery => ({
  registrationIds: participants(hearing),
  way,
  at: when,
})

describe('materials go out', () => {
  it('not before the list of participants is public (P6)', async () => {
    const hearing = await aHearing(county)
    const consumers = hearing.categories[0]
    if (!consumers) throw new Error('no category')
    const person = await aRegistered(drafter(early), consumers)
    await expect(deliver(hearing.id, early, { registrationIds: [person.id], way: 'hand' })).rejects.toThrow(
      '参加人名单还没有公布',
    )
    expect(await stepsOf(drafter(early), 'registration', person.id)).toHaveLength(2)
  })

  it('by the link, with a step and a letter for each, and never to who left no e-mail', async () => {
    const hearing = await aListedHearing(county)
    const { first, second, byPost } = hearing.people
    await addMaterial(drafter(early), hearing.id, [{ name: '成本调查.pdf', bytes: aPdf() }])
    const toAll = { registrationIds: participants(hearing), way: 'link' as const }
    await expect(deliver(hearing.id, early, toAll)).rejects.toThrow(`${byPost.pseudonym}没有留电子邮箱`)
    await deliver(hearing.id, early, { ...toAll, registrationIds: [first.id, second.id] })
    const [step] = (await stepsOf(drafter(early), 'registration', first.id)).slice(-1)
    const [file] = await materialsOf(drafter(early), hearing.id)
    expect(step).toMatchObject({
      kind: 'materials-delivered',
      at: early,
      data: { way: 'link', materials: 1, files: [file?.id] },
    })
    const letters = await open.db
      .select({ payload: outbox.payload })
      .from(outbox)
      .where(and(eq(outbox.topic, 'mail'), sql`${outbox.payload} ->> 'kind' = 'materials-delivered'`))
    const told = letters.map(({ payload }) => payload.registrationId)
    expect(told).toEqual(expect.arrayContaining([first.id, second.id]))
    expect(told).not.toContain(byPost.id)
    // By hand it is written down when it reached them, and nobody is written to.
    await deliver(hearing.id, early, { registrationIds: [byPost.id], way: 'hand', at: early })
    const { people } = await deskMaterials(drafter(early), hearing.id)
    expect(
      people.map(({ pseudonym, completeAt, isLate, hasEmail }) => ({
        pseudonym,
        completeAt,
        isLate,
        hasEmail,
      })),
    ).toEqual([
      { pseudonym: first.pseudonym, completeAt: early, isLate: false, hasEmail: true },
      { pseudonym: second.pseudonym, completeAt: early, isLate: false, hasEmail: true },
      { pseudonym: byPost.pseudonym, completeAt: early, isLate: false, hasEmail: false },
    ])
    const rows = await open.db
      .select()
      .from(audit)
      .where(eq(audit.action, 'registration.materials-delivered'))
    expect(rows.filter(({ subjectId }) => subjectId === String(byPost.id))).toHaveLength(1)
  })

  it('at no time that cannot be: later than now, before the list, before the newest file', async () => {
    const hearing = await aListedHearing(county)
    const { byPost } = hearing.people
    const one = (when: string): NewDelivery => ({ registrationIds: [byPost.id], way: 'post', at: at(when) })
    await expect(deliver(hearing.id, early, one('2026-10-20T09:01:00'))).rejects.toThrow('送达时间还没有到')
    await expect(deliver(hearing.id, early, one('2026-09-28T09:59:00'))).rejects.toThrow('不可能在这之前送达')
    await addMaterial(drafter(early), hearing.id, [{ name: '补充.pdf', bytes: aPdf() }])
    await expect(deliver(hearing.id, early, one('2026-10-19T09:00:00'))).rejects.toThrow('“补充.pdf”')
    await expect(
      deliver(hearing.id, early, { registrationIds: [hearing.people.observer.id], way: 'hand', at: early }),
    ).rejects.toThrow('不在名单上')
    await expect(
      deliverMaterials(county.office.as('reviewer', early), hearing.id, one('2026-10-20T08:00:00')),
    ).rejects.toThrow('起草人')
    expect((await chainOf(drafter(early), hearing.id)).participants[0]?.deliveredAt).toBeNull()
  })
})

describe('a hearing', () => {
  it('is not held when the materials came later than seven days before; put off, it is (P6)', async () => {
    const hearing = await aListedHearing(county)
    await withAgenda(drafter(early), hearing.id)
    const late = at('2026-11-04T00:30:00')
    await deliver(hearing.id, late, by('hand', hearing, late))
    await everybodyCame(hearing)
    await expect(holdActivity(drafter(during), hearing.id)).rejects.toThrow('听证材料须在 2026-11-03 前送达')
    // Postponed by a day: the same delivery is seven days before.
    const later = at('2026-11-11T09:00:00')
    const ends = at('2026-11-11T11:30:00')
    await open.db
      .update(activities)
      .set({ startsAt: later, endsAt: ends })
      .where(eq(activities.id, hearing.id))
    await takeChainStep(county, hearing.id, 'postponed', during, { reason: '场地' })
    const on = at('2026-11-11T09:30:00')
    // Who came on the first day has to come again.
    await expect(holdActivity(drafter(on), hearing.id)).rejects.toThrow('还没有登记到场情况')
    await everybodyCame(hearing, on)
    await holdActivity(drafter(on), hearing.id, { at: later })
    const held = (await stepsOf(drafter(on), 'activity', hearing.id)).find(({ kind }) => kind === 'held')
    expect(held).toMatchObject({ at: later, data: { present: 2, absent: 1 } })
    await expect(holdActivity(drafter(on), hearing.id)).rejects.toThrow('已经登记举行')
  })

  it('about a price needs fifteen days (P8)', async () => {
    const hearing = await aListedHearing(county, { profile: 'price' })
    await withAgenda(drafter(early), hearing.id)
    const sixteenth = at('2026-10-26T23:59:00')
    const fourteenth = at('2026-10-27T00:00:00')
    const page = await deskMaterials(drafter(sixteenth), hearing.id)
    expect(page.limit).toMatchObject({ days: 15, lastDay: '2026-10-26', isPast: false })
    const [first, ...others] = participants(hearing)
    await deliver(hearing.id, sixteenth, { registrationIds: others, way: 'hand', at: sixteenth })
    await deliver(hearing.id, fourteenth, { registrationIds: [first ?? 0], way: 'hand', at: fourteenth })
    await everybodyCame(hearing)
    await expect(holdActivity(drafter(during), hearing.id)).rejects.toThrow(
      `以下参加人没有按时收到：${hearing.people.first.pseudonym}，`,
    )
  })

  it('waits for the materials of who moved up', async () => {
    const hearing = await aListedHearing(county)
    await withAgenda(drafter(early), hearing.id)
    await deliver(hearing.id, early, by('hand', hearing, early))
    // One gives up the seat, the next one is on it.
    await open.db
      .update(seats)
      .set({ registrationId: null })
      .where(eq(seats.registrationId, hearing.people.first.id))
    const next = await aRegistered(drafter(early), hearing.consumers)
    await everybodyCameWithout(hearing, next.pseudonym)
    await expect(holdActivity(drafter(during), hearing.id)).rejects.toThrow(next.pseudonym)
    await deliver(hearing.id, during, {
      registrationIds: [next.id],
      way: 'hand',
      at: at('2026-11-02T10:00:00'),
    })
    await holdActivity(drafter(during), hearing.id)
    // Whose seat it was reads them no more.
    await expect(openMaterials(county.office.citizen(during), hearing.people.first.code)).rejects.toThrow(
      '不在参加人名单里',
    )
  })

  async function everybodyCameWithout(hearing: Hearing, next: string) {
    for (const name of [hearing.people.second.pseudonym, hearing.people.byPost.pseudonym, next])
      await markPresence(drafter(during), hearing.id, name, 'present')
  }

  it('whose agenda is in the wrong order is not held (P7)', async () => {
    const hearing = await aListedHearing(county)
    await withAgenda(drafter(early), hearing.id)
    await open.db.execute(
      sql`update agenda_items set position = position + 10 where activity_id = ${hearing.id}`,
    )
    await open.db.execute(
      sql`update agenda_items set position = 0 where activity_id = ${hearing.id} and part = 'debate'`,
    )
    await deliver(hearing.id, early, by('hand', hearing, early))
    await everybodyCame(hearing)
    await expect(holdActivity(drafter(during), hearing.id)).rejects.toThrow('议程的次序不对')
    expect((await chainOf(drafter(during), hearing.id)).heldAt).toBeNull()
  })

  it('is not held before its hour, and not said to have begun before it', async () => {
    const hearing = await aListedHearing(county)
    await withAgenda(drafter(early), hearing.id)
    await deliver(hearing.id, early, by('post', hearing, early))
    await everybodyCame(hearing, at('2026-11-10T08:30:00'))
    await expect(holdActivity(drafter(at('2026-11-10T08:59:00')), hearing.id)).rejects.toThrow(
      '还没有到举行的时间',
    )
    await expect(
      holdActivity(drafter(during), hearing.id, { at: at('2026-11-10T08:00:00') }),
    ).rejects.toThrow('不能比它早')
    await expect(
      holdActivity(drafter(during), hearing.id, { at: at('2026-11-10T10:01:00') }),
    ).rejects.toThrow('已经过去')
    await holdActivity(drafter(during), hearing.id, { at: begins })
  })
})

describe('a file that is added after a delivery', () => {
  it('makes everybody unserved until all is delivered again; what was delivered stays', async () => {
    const hearing = await aListedHearing(county)
    await addMaterial(drafter(early), hearing.id, [{ name: '一.pdf', bytes: aPdf('一') }])
    await deliver(hearing.id, early, by('hand', hearing, early))
    const before = await chainOf(drafter(early), hearing.id)
    expect(before.participants.map(({ deliveredAt }) => deliveredAt)).toEqual([early, early, early])
    const [first] = await materialsOf(drafter(early), hearing.id)
    await expect(removeMaterial(drafter(early), hearing.id, first?.id ?? 0)).rejects.toThrow('不能再删除')
    const next = at('2026-10-22T09:00:00')
    await addMaterial(drafter(next), hearing.id, [{ name: '二.pdf', bytes: aPdf('二') }])
    const between = await chainOf(drafter(next), hearing.id)
    expect(between.participants.map(({ deliveredAt }) => deliveredAt)).toEqual([null, null, null])
    // Not delivered to anybody: it cannot be opened, and can still be taken out.
    const citizen = county.office.citizen(next)
    const seen = await openMaterials(citizen, hearing.people.first.code)
    expect(seen.files.map(({ name }) => name)).toEqual(['一.pdf'])
    await deliver(hearing.id, next, by('hand', hearing, next))
    const after = await chainOf(drafter(next), hearing.id)
    expect(after.participants.map(({ deliveredAt }) => deliveredAt)).toEqual([next, next, next])
    expect((await openMaterials(citizen, hearing.people.first.code)).files).toHaveLength(2)
  })

  it('is refused once it would leave everybody served too late', async () => {
    const hearing = await aListedHearing(county)
    await deliver(hearing.id, early, by('hand', hearing, early))
    const late = at('2026-11-04T09:00:00')
    await expect(addMaterial(drafter(late), hearing.id, [{ name: '晚.pdf', bytes: aPdf() }])).rejects.toThrow(
      '要添，请先延期',
    )
    expect(await materialsOf(drafter(late), hearing.id)).toEqual([])
  })
})

describe('opening', () => {
  it('is written down once for the page and once for each file, also when two come at once', async () => {
    const hearing = await aListedHearing(county)
    const { first, second, byPost, observer } = hearing.people
    await addMaterial(drafter(early), hearing.id, [{ name: '成本.pdf', bytes: aPdf() }])
    const [file] = await materialsOf(drafter(early), hearing.id)
    const citizen = county.office.citizen(early)
    await expect(openMaterials(citizen, first.code)).rejects.toThrow('材料还没有送达')
    await deliver(hearing.id, early, { registrationIds: [first.id], way: 'link' })
    await Promise.all([1, 2, 3].map(() => openMaterials(citizen, first.code.toLowerCase())))
    const read = await openMaterial(citizen, first.code, file?.id ?? 0)
    await openMaterial(citizen, first.code, file?.id ?? 0)
    expect(read).toMatchObject({ name: '成本.pdf', type: 'application/pdf' })
    const opened = await open.db
      .select({ data: steps.data })
      .from(steps)
      .where(and(eq(steps.subjectId, first.id), eq(steps.kind, 'materials-opened')))
    expect(opened.map(({ data }) => data)).toEqual([null, { material: file?.id }])
    const { people } = await deskMaterials(drafter(early), hearing.id)
    expect(people[0]).toMatchObject({ openedAt: early, openedFiles: 1 })
    // Nobody else has been served.
    for (const { code } of [second, byPost, observer]) {
      await expect(openMaterials(citizen, code)).rejects.toMatchObject({ status: 403 })
      await expect(openMaterial(citizen, code, file?.id ?? 0)).rejects.toMatchObject({ status: 403 })
    }
    await expect(openMaterials(citizen, 'ABCD-EFGH-JKMN')).rejects.toMatchObject({ status: 404 })
  })

  it('of a file of another hearing is not found', async () => {
    const [hearing, other] = [await aListedHearing(county), await aListedHearing(county)]
    await addMaterial(drafter(early), other.id, [{ name: '别处.pdf', bytes: aPdf() }])
    const [file] = await materialsOf(drafter(early), other.id)
    await deliver(hearing.id, early, by('hand', hearing, early))
    await expect(
      openMaterial(county.office.citizen(early), hearing.people.first.code, file?.id ?? 0),
    ).rejects.toMatchObject({ status: 404 })
  })
})

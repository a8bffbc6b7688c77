import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { composeLetters } from '~/app/domain/notifications/compose.server'
import { mailDelivery } from '~/app/domain/notifications/deliver.server'
import { dueCalls, noteCall } from '~/app/domain/registrations/calls.server'
import { confirmForPerson, confirmSeat } from '~/app/domain/registrations/confirm.server'
import { deskRegistrations } from '~/app/domain/registrations/desk.server'
import { excludeRegistration } from '~/app/domain/registrations/exclude.server'
import { seatFigures } from '~/app/domain/registrations/figures.server'
import { seePerson } from '~/app/domain/registrations/person-view.server'
import { registrationReceipt } from '~/app/domain/registrations/receipt.server'
import { registerForActivity } from '~/app/domain/registrations/register.server'
import { registrationOfCode } from '~/app/domain/registrations/row.server'
import { withdrawForPerson, withdrawRegistration } from '~/app/domain/registrations/withdraw.server'
import type { OpenDatabase } from '~/db/client'
import { audit, outbox } from '~/db/schema/audit'
import { registrations } from '~/db/schema/registrations'
import { aCounty, aHearing, type County, takeChainStep } from '~/test/domain/activities/an-activity'
import { freshDatabase } from '~/test/support/database'
import { makeOffice } from '~/test/support/office'
import { aForm, during } from './a-registration'

let open: OpenDatabase
let county: County
const hours = (count: number) => new Date(during.getTime() + count * 3_600_000)
const citizen = (now = during) => county.office.citizen(now)
const drafter = (now = during) => county.office.as('drafter', now)

beforeAll(async () => {
  open = await freshDatabase()
  county = await aCounty(open.db)
})
afterAll(() => open.close())

/** One seat, and whoever registers for it in this order. */
async function oneSeat(...people: Parameters<typeof aForm>[1][]) {
  const hearing = await aHearing(county, {
    categories: [{ group: 'consumer', seats: 1, method: 'arrival', eligibility: '' }],
  })
  const codes: string[] = []
  for (const person of people)
    codes.push(
      (await registerForActivity(citizen(), hearing.id, aForm(hearing.categories[0]?.id ?? 0, person))).code,
    )
  return { id: hearing.id, codes: codes as [string, string, string] }
}

/** The same, where the seat has just become free again: the first of them is to confirm it. */
async function oneOffer(...people: Parameters<typeof aForm>[1][]) {
  const { id, codes } = await oneSeat({}, ...people)
  const [gone, ...others] = codes as [string, ...string[]]
  await withdrawRegistration(citizen(), gone)
  return { id, codes: others as [string, string, string] }
}

const receipt = (code: string, now = during) => registrationReceipt(citizen(now), code)
const idOf = async (code: string) => (await registrationOfCode(citizen(), code)).id

describe('by the code', () => {
  it('a seat by order of arrival is confirmed with the registration', async () => {
    const { codes } = await oneSeat({})
    const { state, confirmBy, moves } = await receipt(codes[0])
    expect({ state, confirmBy }).toEqual({ state: 'confirmed', confirmBy: null })
    expect(moves.map(({ kind }) => kind)).toEqual(['seated', 'confirmed'])
  })

  it('a seat that became free is confirmed, once however often, and not after its time', async () => {
    const { codes } = await oneOffer({}, {})
    expect(await receipt(codes[0])).toMatchObject({
      ...{ state: 'offered', confirmBy: hours(48), may: { confirm: true, withdraw: true } },
    })
    expect(await receipt(codes[1])).toMatchObject({ state: 'waiting', rank: 1, may: { confirm: false } })
    await expect(confirmSeat(citizen(hours(49)), codes[0])).rejects.toMatchObject({ status: 409 })
    await expect(confirmSeat(citizen(), codes[1])).rejects.toMatchObject({ status: 409 })
    await confirmSeat(citizen(hours(48)), codes[0].toLowerCase())
    await confirmSeat(citizen(hours(48)), codes[0])
    const { state, moves } = await receipt(codes[0])
    expect([state, ...moves.map(({ kind }) => kind)]).toEqual(['confirmed', 'waiting', 'seated', 'confirmed'])
  })

  it('nobody writes another name into a registration', async () => {
    const { codes } = await oneSeat({ name: '王小明', publishName: true })
    const change = open.db
      .update(registrations)
      .set({ shownName: '李小明' })
      .where(eq(registrations.code, codes[0]))
    await expect(change).rejects.toThrow()
  })

  it('one gives up: who it was is forgotten, and the next one moves up and is told', async () => {
    const named = { name: '欧阳小满', publishName: true }
    const { codes, id } = await oneSeat(named, { email: 'next@yunling.example' }, {})
    await open.db.delete(outbox)
    await withdrawRegistration(citizen(), codes[0])
    await withdrawRegistration(citizen(), codes[0])
    const [row] = await open.db.select().from(registrations).where(eq(registrations.code, codes[0]))
    expect(row).toMatchObject({ person: null, personMark: null, shownName: '欧阳**' })
    expect(await receipt(codes[0])).toMatchObject({ state: 'withdrawn', may: { withdraw: false } })
    expect(await receipt(codes[1])).toMatchObject({ state: 'offered', moves: [{}, { way: 'moved-up' }] })
    expect(await receipt(codes[2])).toMatchObject({ state: 'waiting', rank: 1 })
    expect(await mailKinds()).toEqual(['seat-offered'])
    expect(await seatFigures(citizen(), id)).toMatchObject([
      { registered: 2, seated: 1, waiting: 1, seats: 1 },
    ])
  })

  it('nobody gives up what has been held, and a cancelled seat needs no confirming', async () => {
    const { codes, id } = await oneOffer({}, {})
    await takeChainStep(county, id, 'cancelled', during, { reason: '停电' })
    await expect(confirmSeat(citizen(), codes[0])).rejects.toMatchObject({ status: 410 })
    expect(await receipt(codes[0])).toMatchObject({ cancelled: { reason: '停电' }, may: { confirm: false } })
    const held = await oneSeat({})
    await takeChainStep(county, held.id, 'held', during)
    await expect(withdrawRegistration(citizen(), held.codes[0])).rejects.toMatchObject({ status: 409 })
  })

  it('who waits when nobody moves up any more was not selected', async () => {
    const { codes } = await oneSeat({}, {})
    expect(await receipt(codes[1], new Date('2026-11-04T09:00:00+08:00'))).toMatchObject({
      ...{ state: 'not-selected', rank: null },
    })
  })
})

describe('the letters', () => {
  it('name the activity and lead to the receipt, and say nothing of the person', async () => {
    const { codes } = await oneOffer({ name: '欧阳桂兰', email: 'gui@yunling.example', topic: '我家的事' })
    const mail = { kind: 'seat-offered', registrationId: await idOf(codes[0]) } as const
    const letters = await composeLetters(citizen(), [{ id: 1, mail, at: during }])
    const letter = letters.get(1)
    expect(letter?.subject).toBe('您已入选，请确认参加：电动自行车停放管理听证会')
    expect(letter?.text).toContain('请在 2026-09-17 10:00 前打开报名回执')
    expect(letter?.text).toContain('地点：县政务服务中心二楼会议室')
    expect(letter?.text).toContain(`/registrations/${codes[0]}`)
    expect(letter?.text).toContain('有人退出，轮到您递补')
    const given = { kind: 'seat-given', registrationId: await idOf(codes[0]) } as const
    const words = (await composeLetters(citizen(), [{ id: 2, mail: given, at: during }])).get(2)
    expect(words?.text).toContain('不用再确认')
    for (const secret of ['桂兰', '欧阳', '我家的事', '138']) expect(letter?.text).not.toContain(secret)
  })

  it('go to who left an address, and to nobody who left none or has gone', async () => {
    const { codes } = await oneSeat({ email: 'a@yunling.example' }, {}, { email: 'c@yunling.example' })
    await withdrawRegistration(citizen(), codes[2])
    const entries = await Promise.all(
      codes.map(async (code, id) => ({
        ...{ id, attempts: 0, createdAt: during },
        payload: { kind: 'activity-postponed', registrationId: await idOf(code) },
      })),
    )
    const wanted = await mailDelivery(() => citizen()).wanted(entries)
    expect(wanted.map(({ id }) => id)).toEqual([0])
  })
})

describe('at the desk', () => {
  it('who does not belong to the category is excluded with a reason that she reads, and the next moves up', async () => {
    const { codes } = await oneSeat({}, {})
    const id = await idOf(codes[0])
    await expect(excludeRegistration(drafter(), id, ' ')).rejects.toMatchObject({ status: 422 })
    const elsewhere = await makeOffice(open.db, 'forestry')
    for (const ctx of [elsewhere.as('drafter', during), county.office.as('issuer', during), citizen()])
      await expect(excludeRegistration(ctx, id, '不住在本县')).rejects.toMatchObject({ status: 403 })
    await excludeRegistration(drafter(), id, '不住在本县')
    await expect(excludeRegistration(drafter(), id, '不住在本县')).rejects.toMatchObject({ status: 409 })
    const { state, moves } = await receipt(codes[0])
    expect([state, moves.at(-1)?.reason]).toEqual(['excluded', '不住在本县'])
    expect(await receipt(codes[1])).toMatchObject({ state: 'offered' })
  })

  it('a name is opened one at a time, by who handles it, and each look is written down', async () => {
    const { codes, id } = await oneSeat({ name: '王秀兰', phone: '13688880000' })
    const registrationId = await idOf(codes[0])
    await expect(seePerson(county.office.as('issuer', during), id, registrationId)).rejects.toMatchObject({
      status: 403,
    })
    expect(await seePerson(drafter(), id, registrationId)).toMatchObject({ name: '王秀兰' })
    const looks = await open.db.select().from(audit).where(eq(audit.action, 'registration.person-seen'))
    expect(looks).toMatchObject([{ subjectId: String(registrationId), accountId: 'housing-drafter' }])
    const { registrations: listed } = await deskRegistrations(drafter(), id, {})
    expect(JSON.stringify(listed)).not.toContain('秀兰')
    expect(JSON.stringify(listed)).not.toContain('13688880000')
  })

  it('the list is read by state and category, fifty at a time', async () => {
    const { id, codes } = await oneSeat({}, {}, {})
    await withdrawForPerson(drafter(), await idOf(codes[1]))
    const states = async (state?: Parameters<typeof deskRegistrations>[2]['state']) =>
      (await deskRegistrations(drafter(), id, state ? { state } : {})).registrations.map((one) => one.state)
    expect(await states()).toEqual(['confirmed', 'withdrawn', 'waiting'])
    expect(await states('confirmed')).toEqual(['confirmed'])
    expect(await states('waiting')).toEqual(['waiting'])
    expect(await states('withdrawn')).toEqual(['withdrawn'])
    for (const none of ['received', 'offered', 'lapsed', 'excluded'] as const)
      expect(await states(none)).toEqual([])
  })

  it('who left no address stands on the list of calls until somebody has called', async () => {
    const { id, codes } = await oneOffer({}, { email: 'b@yunling.example' }, {})
    const [first, second, third] = await Promise.all(codes.map(idOf))
    const due = async (now = during) =>
      (await dueCalls(drafter(now), id)).map((call) => [call.id, call.about])
    expect(await due()).toEqual([[first, 'seat-offered']])
    await noteCall(drafter(hours(1)), first ?? 0)
    expect(await due(hours(1))).toEqual([])
    await confirmForPerson(drafter(hours(2)), first ?? 0)
    expect((await receipt(codes[0], hours(2))).state).toBe('confirmed')
    await takeChainStep(county, id, 'postponed', hours(3), { reason: '会场停电' })
    expect(await due(hours(3))).toEqual([
      [first, 'activity-postponed'],
      [third, 'activity-postponed'],
    ])
    expect(second).toBeGreaterThan(0)
    await takeChainStep(county, id, 'cancelled', hours(4), { reason: '暴雨' })
    await noteCall(drafter(hours(5)), third ?? 0)
    expect(await due(hours(5))).toEqual([[first, 'activity-cancelled']])
  })
})

async function mailKinds(): Promise<unknown[]> {
  const rows = await open.db.select().from(outbox).where(eq(outbox.topic, 'mail')).orderBy(outbox.id)
  return rows.map(({ payload }) => payload.kind)
}

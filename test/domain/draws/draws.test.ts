import { and, asc, eq, inArray, isNotNull } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { stepsOf, takeStep } from '~/app/domain/audit/steps.server'
import { drawDesk } from '~/app/domain/draws/desk.server'
import { checkDraw, sha256 } from '~/app/domain/draws/draw'
import { publicDrawFile } from '~/app/domain/draws/file.server'
import { freezeList } from '~/app/domain/draws/freeze.server'
import { drawPage, drawSummary } from '~/app/domain/draws/page.server'
import { runDraw } from '~/app/domain/draws/run.server'
import { configuredKeys, decryptContact, rotateContacts } from '~/app/domain/people/contact.server'
import type { OpenDatabase } from '~/db/client'
import { seatCategories } from '~/db/schema/activities'
import { audit, outbox, steps } from '~/db/schema/audit'
import { drawResults, draws, registrations, seats, waitingPlaces } from '~/db/schema/registrations'
import {
  aCounty,
  aHearing,
  aRegistered,
  type County,
  registrationCloses,
  registrationOpens,
} from '~/test/domain/activities/an-activity'
import { freshDatabase } from '~/test/support/database'
import { aDrawnHearing, aHearingToDraw, closed, drawnOn, registerMany } from './a-drawn-hearing'

let open: OpenDatabase
let county: County
const drafter = (now = closed) => county.office.as('drafter', now)

beforeAll(async () => {
  open = await freshDatabase()
  county = await aCounty(open.db)
})
afterAll(() => open.close())

async function drawRow(activityId: number) {
  const [row] = await open.db.select().from(draws).where(eq(draws.activityId, activityId))
  if (!row) throw new Error('there is no draw')
  return row
}

async function seatedIn(categoryId: number): Promise<number[]> {
  const rows = await open.db
    .select({ id: seats.registrationId })
    .from(seats)
    .where(and(eq(seats.categoryId, categoryId), isNotNull(seats.registrationId)))
    .orderBy(asc(seats.number))
  return rows.flatMap(({ id }) => id ?? [])
}

async function waitingIn(categoryId: number): Promise<number[]> {
  const rows = await open.db
    .select({ id: waitingPlaces.registrationId })
    .from(waitingPlaces)
    .where(eq(waitingPlaces.categoryId, categoryId))
    .orderBy(asc(waitingPlaces.place))
  return rows.map(({ id }) => id)
}

async function orderOf(activityId: number, categoryId: number): Promise<number[]> {
  const rows = await open.db
    .select({ id: drawResults.registrationId })
    .from(drawResults)
    .innerJoin(draws, eq(draws.id, drawResults.drawId))
    .where(and(eq(draws.activityId, activityId), eq(drawResults.categoryId, categoryId)))
    .orderBy(asc(drawResults.rank))
  return rows.map(({ id }) => id)
}

async function nothingWritten(activityId: number, work: () => Promise<unknown>, words: string) {
  const state = async () => [
    await drawRow(activityId),
    await open.db
      .select()
      .from(steps)
      .where(and(eq(steps.subject, 'activity'), eq(steps.subjectId, activityId))),
    (await open.db.select().from(audit)).length,
  ]
  const before = await state()
  await expect(work()).rejects.toThrow(words)
  expect(await state()).toEqual(before)
}

describe('with the notice', () => {
  it('the rules and the fingerprint of a secret are promised; the secret itself is sealed', async () => {
    const hearing = await aHearingToDraw(county)
    const row = await drawRow(hearing.id)
    expect(row.rules).toBe('category\tconsumer\t3\tlottery\t-\ncategory\tresident\t4\tstratified\ttownship\n')
    const secret = decryptContact(row.sealedSecret)
    expect(secret).toMatch(/^[0-9a-f]{64}$/)
    expect(row.commitment).toBe(await sha256(secret))
    expect(row.secret).toBeNull()
    const summary = await drawSummary(county.office.citizen(), hearing.id)
    expect(JSON.stringify(summary)).not.toContain(secret)
    expect(summary).toMatchObject({ commitment: row.commitment, frozen: null, drawn: null })
    await expect(publicDrawFile(county.office.citizen(), hearing.id)).rejects.toMatchObject({ status: 404 })
  })

  it('nothing is promised where nobody is drawn', async () => {
    const hearing = await aHearingToDraw(county, {
      categories: [{ group: 'consumer', seats: 3, method: 'arrival' }],
    })
    expect(await drawSummary(county.office.citizen(), hearing.id)).toBeNull()
    await expect(drawPage(county.office.citizen(), hearing.id)).rejects.toMatchObject({ status: 404 })
    await expect(freezeList(drafter(), hearing.id)).rejects.toThrow('没有需要抽签的类别')
  })

  it('a draw of what is not public does not exist', async () => {
    const draft = await aHearing(county, { published: false })
    await expect(drawPage(county.office.citizen(), draft.id)).rejects.toMatchObject({ status: 404 })
  })
})

describe('too early', () => {
  it('the list is not frozen before registration has closed, not in its last second either', async () => {
    const hearing = await aHearingToDraw(county)
    for (const now of [registrationOpens, registrationCloses, new Date(registrationCloses.getTime() + 999)])
      await nothingWritten(hearing.id, () => freezeList(drafter(now), hearing.id), '报名还没有截止')
    await freezeList(drafter(new Date(registrationCloses.getTime() + 1000)), hearing.id)
    await nothingWritten(hearing.id, () => freezeList(drafter(), hearing.id), '已经封存')
  })

  it('the list of a price hearing is not frozen while too few consumers have registered (P8)', async () => {
    const hearing = await aHearingToDraw(county, {
      profile: 'price',
      categories: [
        { group: 'consumer', seats: 3, method: 'lottery' },
        { group: 'affected', seats: 3, method: 'arrival' },
      ],
    })
    const citizen = county.office.citizen(registrationOpens)
    for (let index = 0; index < 3; index++) await aRegistered(citizen, hearing.of('affected'))
    await aRegistered(citizen, hearing.of('consumer'), { isSeated: false })
    await expect(freezeList(drafter(closed), hearing.id)).rejects.toThrow('请延期并延长报名')
    const { steps } = await drawDesk(drafter(closed), hearing.id)
    expect(steps[0]).toMatchObject({ kind: 'freeze', mayTake: false, findings: [{ id: 'P8' }] })
    expect(await stepsOf(drafter(closed), 'activity', hearing.id)).toHaveLength(2)
    await aRegistered(citizen, hearing.of('consumer'), { isSeated: false })
    await freezeList(drafter(closed), hearing.id)
  })

  it('nothing is drawn before the list is frozen, and nothing twice', async () => {
    const hearing = await aHearingToDraw(county)
    await nothingWritten(hearing.id, () => runDraw(drafter(), hearing.id), '请先封存并公布报名名单')
    await freezeList(drafter(), hearing.id)
    await runDraw(drafter(drawnOn), hearing.id)
    await nothingWritten(hearing.id, () => runDraw(drafter(drawnOn), hearing.id), '抽签只有一次')
  })

  it('neither happens once the hearing is called off', async () => {
    const hearing = await aHearingToDraw(county)
    await takeStep(drafter(), { subject: 'activity', id: hearing.id, kind: 'cancelled', reason: '方案有变' })
    await nothingWritten(hearing.id, () => freezeList(drafter(), hearing.id), '已经取消')
    await nothingWritten(hearing.id, () => runDraw(drafter(), hearing.id), '已经取消')
  })

  it('neither is done by another department, or by who has not this task', async () => {
    const hearing = await aHearingToDraw(county)
    const stranger = (await aCounty(open.db, `water-${hearing.id}`)).office.as('drafter', closed)
    for (const ctx of [stranger, county.office.as('moderator', closed), county.office.citizen(closed)]) {
      await expect(freezeList(ctx, hearing.id)).rejects.toMatchObject({ status: 403 })
      await expect(runDraw(ctx, hearing.id)).rejects.toMatchObject({ status: 403 })
    }
  })
})

describe('the frozen list', () => {
  it('has everyone of a drawn category who has not gone, under pseudonyms, and its own fingerprint', async () => {
    const hearing = await aHearingToDraw(county)
    const people = await registerMany(county, hearing, 4)
    const citizen = county.office.citizen(registrationOpens)
    await aRegistered(citizen, hearing.of('observer'), { pseudonym: 'OBSERVER' })
    const [gone, excluded] = people
    await takeStep(citizen, { subject: 'registration', id: gone?.id ?? 0, kind: 'withdrawn' })
    await takeStep(drafter(), { subject: 'registration', id: excluded?.id ?? 0, kind: 'excluded' })
    await freezeList(drafter(), hearing.id)
    const { list, listHash, frozenAt } = await drawRow(hearing.id)
    const lines = (list ?? '').split('\n').slice(0, -1)
    expect(lines.map((line) => line.split('\t')[0])).toEqual(
      people
        .slice(2)
        .map(({ pseudonym }) => pseudonym)
        .sort(),
    )
    expect(lines.filter((line) => line.includes('\tresident\t')).every((line) => !line.endsWith('\t-'))).toBe(
      true,
    )
    expect(list).not.toContain('王')
    expect(listHash).toBe(await sha256(list ?? ''))
    expect(frozenAt).toEqual(closed)
    const [step] = await open.db
      .select()
      .from(steps)
      .where(and(eq(steps.subjectId, hearing.id), eq(steps.kind, 'list-frozen')))
    expect(step?.data).toMatchObject({ sha256: listHash, count: 6 })
    const { checks, results } = await checkDraw(
      await publicDrawFile(county.office.citizen(closed), hearing.id),
    )
    expect(checks.map(({ what, ok }) => [what, ok])).toEqual([
      ['rules', true],
      ['list', true],
    ])
    expect(results).toBeNull()
  })

  it('cannot be changed any more, nor what was promised', async () => {
    const { id } = await aDrawnHearing(county, 2)
    for (const change of [
      { list: '' },
      { listHash: 'x' },
      { secret: 'x' },
      { rules: 'x' },
      { commitment: 'x' },
    ])
      await expect(open.db.update(draws).set(change).where(eq(draws.activityId, id))).rejects.toThrow()
  })
})

describe('the draw', () => {
  it('seats the first of its order and lets the others wait in it; the public file gives the same names', async () => {
    const hearing = await aDrawnHearing(county, 7)
    const text = await publicDrawFile(county.office.citizen(drawnOn), hearing.id)
    const { checks, results } = await checkDraw(text)
    expect(checks.every(({ ok }) => ok)).toBe(true)
    const idOf = new Map(hearing.people.map(({ pseudonym, id }) => [pseudonym, id]))
    for (const group of ['consumer', 'resident']) {
      const { id } = hearing.of(group)
      const computed = results?.find(({ rule }) => rule.group === group)
      expect(await seatedIn(id)).toEqual(computed?.chosen.map((name) => idOf.get(name)))
      expect(await waitingIn(id)).toEqual(computed?.waiting.map((name) => idOf.get(name)))
      expect(await orderOf(hearing.id, id)).toEqual([...(await seatedIn(id)), ...(await waitingIn(id))])
    }
    const page = await drawPage(county.office.citizen(drawnOn), hearing.id)
    expect(page.draw.drawn?.categories.map(({ chosen, waiting }) => [chosen, waiting])).toEqual(
      results?.map(({ chosen, waiting }) => [chosen, waiting]),
    )
  })

  it('tells everybody, keeps the seat for some days, and opens the secret in the audit', async () => {
    const hearing = await aDrawnHearing(county, 5)
    const seated = await seatedIn(hearing.of('consumer').id)
    const own = await open.db
      .select()
      .from(steps)
      .where(and(eq(steps.subject, 'registration'), eq(steps.subjectId, seated[0] ?? 0)))
    expect(own.map(({ kind, data }) => [kind, data?.way])).toEqual([['seated', 'draw']])
    const [seat] = await open.db
      .select()
      .from(seats)
      .where(eq(seats.registrationId, seated[0] ?? 0))
    expect(seat?.confirmBy?.getTime()).toBeGreaterThan(drawnOn.getTime())
    const letters = await open.db.select().from(outbox).where(eq(outbox.topic, 'mail'))
    const kinds = letters.flatMap(({ payload }) =>
      hearing.people.some(({ id }) => id === payload.registrationId) ? String(payload.kind) : [],
    )
    expect(kinds.filter((kind) => kind === 'seat-offered')).toHaveLength(7)
    expect(kinds.filter((kind) => kind === 'on-waiting-list')).toHaveLength(3)
    const [entry] = await open.db
      .select()
      .from(audit)
      .where(and(eq(audit.action, 'activity.drawn'), eq(audit.subjectId, String(hearing.id))))
    const { secret } = await drawRow(hearing.id)
    expect(entry).toMatchObject({ accountId: 'housing-drafter', after: { secret } })
  })

  it('passes over who has withdrawn since the list was frozen: the next has the seat, the order stays', async () => {
    const hearing = await aHearingToDraw(county)
    const people = await registerMany(county, hearing, 6)
    await freezeList(drafter(), hearing.id)
    const consumers = people.filter(({ categoryId }) => categoryId === hearing.of('consumer').id)
    const gone = consumers.slice(0, 4).map(({ id }) => id)
    for (const id of gone)
      await takeStep(county.office.citizen(closed), { subject: 'registration', id, kind: 'withdrawn' })
    await runDraw(drafter(drawnOn), hearing.id)
    const seated = await seatedIn(hearing.of('consumer').id)
    expect(seated.toSorted()).toEqual(
      consumers
        .slice(4)
        .map(({ id }) => id)
        .toSorted(),
    )
    expect(await waitingIn(hearing.of('consumer').id)).toEqual([])
    expect(await orderOf(hearing.id, hearing.of('consumer').id)).toHaveLength(6)
    const { checks } = await checkDraw(await publicDrawFile(county.office.citizen(drawnOn), hearing.id))
    expect(checks.every(({ ok }) => ok)).toBe(true)
  })

  it('started twice at once happens once', async () => {
    const hearing = await aHearingToDraw(county)
    await registerMany(county, hearing, 6)
    await freezeList(drafter(), hearing.id)
    const both = await Promise.allSettled([
      runDraw(drafter(drawnOn), hearing.id),
      runDraw(drafter(drawnOn), hearing.id),
    ])
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    const lost = both.find(({ status }) => status === 'rejected') as PromiseRejectedResult
    expect(String(lost.reason)).toContain('抽签只有一次')
    expect(await seatedIn(hearing.of('consumer').id)).toHaveLength(3)
    const taken = await open.db
      .select()
      .from(steps)
      .where(and(eq(steps.subjectId, hearing.id), eq(steps.kind, 'drawn')))
    expect(taken).toHaveLength(1)
  })

  it('does not happen with a secret that is not the promised one', async () => {
    const hearing = await aHearingToDraw(county)
    await registerMany(county, hearing, 2)
    await freezeList(drafter(), hearing.id)
    const other = await aHearingToDraw(county)
    const { sealedSecret } = await drawRow(other.id)
    await open.db.update(draws).set({ sealedSecret }).where(eq(draws.activityId, hearing.id))
    await nothingWritten(hearing.id, () => runDraw(drafter(drawnOn), hearing.id), '对不上')
  })

  it('where fewer registered than there are seats gives everyone a seat; where nobody did, nobody has one', async () => {
    const few = await aDrawnHearing(county, 1)
    expect(await seatedIn(few.of('consumer').id)).toHaveLength(1)
    const none = await aDrawnHearing(county, 0)
    expect(await seatedIn(none.of('resident').id)).toEqual([])
    expect((await drawPage(county.office.citizen(drawnOn), none.id)).draw.drawn?.categories).toHaveLength(2)
  })

  it('still opens its secret after the key it was sealed with has been replaced', async () => {
    const hearing = await aHearingToDraw(county)
    await freezeList(drafter(), hearing.id)
    const { sealedSecret, commitment } = await drawRow(hearing.id)
    const [inUse, fresh] = [configuredKeys().current, Buffer.alloc(32, 9)]
    await rotateContacts(drafter(), { current: fresh, before: [inUse] })
    const sealedAnew = (await drawRow(hearing.id)).sealedSecret
    expect(sealedAnew).not.toEqual(sealedSecret)
    expect(await sha256(decryptContact(sealedAnew, { current: fresh, before: [] }))).toBe(commitment)
    await expect(runDraw(drafter(drawnOn), hearing.id)).rejects.toThrow('CONTACT_KEYS_BEFORE')
    await rotateContacts(drafter(), { current: inUse, before: [fresh] })
    await runDraw(drafter(drawnOn), hearing.id)
  })

  it('stays to the byte what it was when the hearing is postponed or renamed', async () => {
    const hearing = await aDrawnHearing(county, 3)
    const before = await publicDrawFile(county.office.citizen(drawnOn), hearing.id)
    const { activities } = await import('~/db/schema/activities')
    await open.db
      .update(activities)
      .set({
        title: '改了名的听证会',
        registrationClosesAt: new Date(registrationCloses.getTime() + 86_400_000),
      })
      .where(eq(activities.id, hearing.id))
    expect(await publicDrawFile(county.office.citizen(drawnOn), hearing.id)).toBe(before)
  })
})

it('5,000 registrations are drawn within ten seconds', async () => {
  const hearing = await aHearingToDraw(county, {
    categories: [
      { group: 'consumer', seats: 50, method: 'lottery' },
      { group: 'resident', seats: 30, method: 'stratified', trait: 'age' },
    ],
  })
  const categories = await open.db
    .select()
    .from(seatCategories)
    .where(eq(seatCategories.activityId, hearing.id))
  const rows = Array.from({ length: 5000 }, (_, index) => ({
    ...{ code: `MANY-${hearing.id}-${index}`, pseudonym: `P${index}`, activityId: hearing.id },
    ...{
      categoryId: categories[index % 2]?.id ?? 0,
      channel: 'online' as const,
      receivedAt: registrationOpens,
    },
    ...{ shownName: '王**', original: {}, ageBand: (['18-34', '35-59', '60+'] as const)[index % 3] },
  }))
  for (let from = 0; from < rows.length; from += 1000)
    await open.db.insert(registrations).values(rows.slice(from, from + 1000))
  const startedAt = performance.now()
  await freezeList(drafter(), hearing.id)
  const frozenAt = performance.now()
  await runDraw(drafter(drawnOn), hearing.id)
  const finishedAt = performance.now()
  console.info(
    `5,000 registrations: frozen in ${Math.round(frozenAt - startedAt)} ms, drawn in ${Math.round(finishedAt - frozenAt)} ms`,
  )
  expect(finishedAt - startedAt).toBeLessThan(10_000)
  const ids = categories.map(({ id }) => id)
  expect(await open.db.$count(waitingPlaces, inArray(waitingPlaces.categoryId, ids))).toBe(4920)
}, 60_000)

import { and, asc, eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cancelActivity, postponeActivity, settleLedger } from '~/app/domain/activities/change.server'
import { deskActivity } from '~/app/domain/activities/desk.server'
import { activityPage } from '~/app/domain/activities/page.server'
import { activityRow, categoriesOf } from '~/app/domain/activities/row.server'
import { createActivity } from '~/app/domain/activities/write.server'
import { lastStep, stepsOf, takeStep } from '~/app/domain/audit/steps.server'
import type { OpenDatabase } from '~/db/client'
import { audit, outbox } from '~/db/schema/audit'
import { consultations } from '~/db/schema/consultations'
import { seats } from '~/db/schema/registrations'
import { freshDatabase } from '~/test/support/database'
import { aNotice, hearingForm, noticedOn, symposiumForm } from './a-notice'
import { aCounty, aRegistered, at, type County, takeChainStep } from './an-activity'

let open: OpenDatabase
let county: County
let neighbour: County

beforeAll(async () => {
  open = await freshDatabase()
  county = await aCounty(open.db)
  neighbour = await aCounty(open.db, 'water')
})
afterAll(() => open.close())

const during = at('2026-09-20T10:00:00')
const issuer = (now = during) => county.office.as('issuer', now)
const drafter = (now = during) => county.office.as('drafter', now)
const later = {
  startsAt: at('2026-12-01T14:30:00'),
  endsAt: at('2026-12-01T17:00:00'),
  reason: '会场检修，改到十二月。',
}

/** Three who registered: one with a seat still to confirm, one who took it back, one who was excluded. */
async function aCalledHearing() {
  const id = await aNotice(county, hearingForm(county))
  const [consumer] = await categoriesOf(drafter(), id)
  const category = { id: consumer?.id ?? 0, activityId: id }
  const citizen = county.office.citizen(at('2026-09-12T10:00:00'))
  const confirmBy = at('2026-09-22T10:00:00')
  const stays = await aRegistered(citizen, category, { confirmBy })
  const left = await aRegistered(citizen, category, { isSeated: false })
  await takeStep(citizen, { subject: 'registration', id: left.id, kind: 'withdrawn' })
  const excluded = await aRegistered(citizen, category, { isSeated: false })
  await takeStep(drafter(), {
    subject: 'registration',
    id: excluded.id,
    kind: 'excluded',
    reason: '不合条件',
  })
  return { id, stays, confirmBy }
}

async function mailed(kind: string, id: number): Promise<number[]> {
  const rows = await open.db.select().from(outbox).where(eq(outbox.topic, 'mail')).orderBy(asc(outbox.id))
  return rows
    .filter(({ payload }) => payload.kind === kind && payload.registrationId === id)
    .map(({ payload }) => Number(payload.registrationId))
}

describe('a postponement', () => {
  it('moves the day with a public reason, and tells everyone who still counts on it', async () => {
    const { id, stays, confirmBy } = await aCalledHearing()
    await postponeActivity(issuer(), id, { ...later, registrationClosesAt: at('2026-10-10T18:00:00') })
    expect(await activityRow(drafter(), id)).toMatchObject({
      startsAt: later.startsAt,
      endsAt: later.endsAt,
      registrationClosesAt: at('2026-10-10T18:00:00'),
    })
    const step = lastStep(await stepsOf(drafter(), 'activity', id), 'postponed')
    expect(step).toMatchObject({
      reason: later.reason,
      data: { from: at('2026-11-10T09:00:00').toISOString(), to: later.startsAt.toISOString() },
    })
    expect(await mailed('activity-postponed', stays.id)).toEqual([stays.id])
    const all = await open.db.select().from(outbox).where(eq(outbox.topic, 'mail'))
    expect(all.filter(({ payload }) => payload.kind === 'activity-postponed')).toHaveLength(1)
    // Nobody's time to confirm is shortened by it.
    const [seat] = await open.db.select().from(seats).where(eq(seats.registrationId, stays.id))
    expect(seat?.confirmBy).toEqual(confirmBy)
    const page = await activityPage(county.office.citizen(during), id)
    expect(page.changes).toMatchObject([{ kind: 'postponed', to: later.startsAt, reason: later.reason }])
    const [entry] = await open.db
      .select()
      .from(audit)
      .where(and(eq(audit.action, 'activity.postponed'), eq(audit.subjectId, String(id))))
    expect(entry).toMatchObject({ accountId: 'housing-issuer' })
  })

  it('is told to those on the waiting list and to observers as well, and so is a cancellation', async () => {
    const id = await aNotice(county, hearingForm(county))
    const [consumers, , observers] = await categoriesOf(drafter(), id)
    const citizen = county.office.citizen(at('2026-09-12T10:00:00'))
    const waits = await aRegistered(citizen, { id: consumers?.id ?? 0, activityId: id }, { isSeated: false })
    const observes = await aRegistered(citizen, { id: observers?.id ?? 0, activityId: id })
    await postponeActivity(issuer(), id, later)
    await cancelActivity(issuer(at('2026-09-21T10:00:00')), id, '不再收取停车费。')
    for (const person of [waits, observes])
      for (const kind of ['activity-postponed', 'activity-cancelled'])
        expect(await mailed(kind, person.id), kind).toEqual([person.id])
  })

  it('takes the days of its own ledger along', async () => {
    const id = await aNotice(county, hearingForm(county))
    await postponeActivity(issuer(), id, later)
    const { consultationId } = await activityRow(drafter(), id)
    const [ledger] = await open.db
      .select()
      .from(consultations)
      .where(eq(consultations.id, consultationId ?? 0))
    expect(ledger).toMatchObject({ opensAt: later.startsAt, closesAt: later.endsAt })
  })

  it('is refused beside its fields: no reason, an earlier day, an end before the beginning', async () => {
    const id = await aNotice(county, hearingForm(county))
    for (const [change, field] of [
      [{ ...later, reason: '  ' }, 'changeReason'],
      [{ ...later, startsAt: at('2026-11-09T09:00:00') }, 'newStartsAt'],
      [{ ...later, endsAt: later.startsAt }, 'newEndsAt'],
      [{ ...later, registrationClosesAt: at('2026-09-21T18:00:00') }, 'newRegistrationClosesAt'],
    ] as const)
      await expect(postponeActivity(issuer(), id, change)).rejects.toMatchObject({
        status: 422,
        fields: { [field]: expect.any(String) },
      })
    expect(lastStep(await stepsOf(drafter(), 'activity', id), 'postponed')).toBeUndefined()
  })

  it('leaves registration as it is once its list is frozen', async () => {
    const id = await aNotice(county, hearingForm(county))
    const closed = at('2026-09-26T09:00:00')
    await takeChainStep(county, id, 'list-frozen', closed)
    expect(await deskActivity(issuer(closed), id)).toMatchObject({ canExtendRegistration: false })
    const longer = { ...later, registrationClosesAt: at('2026-10-10T18:00:00') }
    await expect(postponeActivity(issuer(closed), id, longer)).rejects.toMatchObject({ status: 422 })
    await postponeActivity(issuer(closed), id, later)
  })

  it('comes too early before the notice, too late after it was held, and only from an issuer of the department', async () => {
    const { departmentId } = county.office
    const draft = await createActivity(drafter(noticedOn), { ...hearingForm(county), departmentId })
    await expect(postponeActivity(issuer(), draft.id, later)).rejects.toMatchObject({
      message: expect.stringContaining('公告还没有公布'),
    })
    const id = await aNotice(county, hearingForm(county))
    await expect(postponeActivity(drafter(), id, later)).rejects.toMatchObject({ status: 403 })
    const other = neighbour.office.as('issuer', during)
    await expect(postponeActivity(other, id, later)).rejects.toMatchObject({ status: 403 })
    const heldOn = at('2026-11-10T09:00:00')
    await takeChainStep(county, id, 'held', heldOn)
    await expect(postponeActivity(issuer(at('2026-11-10T10:00:00')), id, later)).rejects.toMatchObject({
      message: expect.stringContaining('已经举行'),
    })
  })
})

describe('a cancellation', () => {
  it('says why in public, tells everyone, and leaves nothing further to do', async () => {
    const { id, stays } = await aCalledHearing()
    await expect(cancelActivity(issuer(), id, ' ')).rejects.toMatchObject({
      fields: { cancelReason: expect.any(String) },
    })
    await cancelActivity(issuer(), id, '不再收取停车费。')
    expect(await mailed('activity-cancelled', stays.id)).toEqual([stays.id])
    const page = await activityPage(county.office.citizen(during), id)
    expect(page).toMatchObject({ state: 'cancelled', changes: [{ reason: '不再收取停车费。' }] })
    expect(await deskActivity(issuer(), id)).toMatchObject({
      ...{ next: null, canPostpone: false, canCancel: false, offered: [], standing: 'cancelled' },
    })
    await expect(cancelActivity(issuer(), id, '再取消一次。')).rejects.toMatchObject({ status: 422 })
    await expect(postponeActivity(issuer(), id, later)).rejects.toMatchObject({ status: 422 })
  })

  it('is for an issuer of the department', async () => {
    const id = await aNotice(county, hearingForm(county))
    for (const ctx of [drafter(), neighbour.office.as('issuer', during), county.office.citizen(during)])
      await expect(cancelActivity(ctx, id, '不办了。')).rejects.toMatchObject({ status: 403 })
  })
})

describe('the ledger of what was announced without one', () => {
  it('is settled once, and public at once', async () => {
    const id = await aNotice(county, symposiumForm(county))
    const { versionId } = county
    await expect(
      settleLedger(neighbour.office.as('drafter', during), id, { versionId, explanation: '' }),
    ).rejects.toMatchObject({ status: 403 })
    await settleLedger(drafter(), id, { versionId, explanation: '议题的说明。' })
    const { consultationId } = await activityRow(drafter(), id)
    expect(await stepsOf(drafter(), 'consultation', consultationId ?? 0)).toMatchObject([
      { kind: 'published' },
    ])
    expect(await deskActivity(drafter(), id)).toMatchObject({ canSettleLedger: false })
    const again = { consultationId: county.consultationId }
    await expect(settleLedger(drafter(), id, again)).rejects.toMatchObject({ status: 409 })
  })
})

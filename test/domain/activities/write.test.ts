import { and, asc, eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { deskActivities, deskActivity, dueActivities } from '~/app/domain/activities/desk.server'
import { activityForm, postponeForm } from '~/app/domain/activities/forms'
import { activityPage } from '~/app/domain/activities/page.server'
import { activityRow, categoriesOf } from '~/app/domain/activities/row.server'
import {
  createActivity,
  publishActivity,
  takeActivityStep,
  updateActivity,
} from '~/app/domain/activities/write.server'
import { stepsOf } from '~/app/domain/audit/steps.server'
import { signOffTasks } from '~/app/domain/people/tasks.server'
import { parseForm } from '~/app/server/forms'
import type { OpenDatabase } from '~/db/client'
import { seatCategories } from '~/db/schema/activities'
import { audit, outbox } from '~/db/schema/audit'
import { consultations } from '~/db/schema/consultations'
import { draws, seats } from '~/db/schema/registrations'
import { freshDatabase } from '~/test/support/database'
import { aNotice, hearingForm, noticedOn, symposiumForm } from './a-notice'
import { aCounty, aRegistered, at, type County } from './an-activity'

let open: OpenDatabase
let county: County
let neighbour: County

beforeAll(async () => {
  open = await freshDatabase()
  county = await aCounty(open.db)
  neighbour = await aCounty(open.db, 'water')
})
afterAll(() => open.close())

const drafter = (now = noticedOn) => county.office.as('drafter', now)
const issuer = (now = noticedOn) => county.office.as('issuer', now)

function create(change: Parameters<typeof hearingForm>[1] = {}) {
  const { departmentId } = county.office
  return createActivity(drafter(), { ...hearingForm(county, change), departmentId })
}

describe('a draft of an activity', () => {
  it('is written by a drafter of its department, for a matter of its own, with an audit entry', async () => {
    const form = { ...hearingForm(county), departmentId: county.office.departmentId }
    await expect(createActivity(issuer(), form)).rejects.toMatchObject({ status: 403 })
    await expect(createActivity(neighbour.office.as('drafter'), form)).rejects.toMatchObject({ status: 403 })
    const foreign = { ...form, matterId: neighbour.matterId }
    await expect(createActivity(drafter(), foreign)).rejects.toMatchObject({ status: 403 })
    const { id } = await createActivity(drafter(), form)
    expect(await categoriesOf(drafter(), id)).toMatchObject(form.categories)
    const [entry] = await open.db
      .select()
      .from(audit)
      .where(and(eq(audit.action, 'activity.created'), eq(audit.subjectId, String(id))))
    expect(entry?.after).toMatchObject({ title: form.title })
  })

  it('may be unfinished, but not upside down', async () => {
    await create({ title: '先存着', purpose: '', place: '', accessibility: '', ledger: null, categories: [] })
    const early = at('2026-11-10T08:00:00')
    for (const [change, field] of [
      [{ endsAt: early }, 'endsAt'],
      [{ registrationClosesAt: at('2026-09-11T09:00:00') }, 'registrationClosesAt'],
      [{ registrationOpensAt: null }, 'registrationOpensAt'],
      [{ kind: 'symposium', profile: 'price' }, 'profile'],
    ] as const)
      await expect(create(change)).rejects.toMatchObject({
        status: 422,
        fields: { [field]: expect.any(String) },
      })
  })

  it('keeps no seats and no registration where nobody is called', async () => {
    const { id } = await create({ kind: 'site-visit' })
    expect(await categoriesOf(drafter(), id)).toEqual([])
    expect(await activityRow(drafter(), id)).toMatchObject({ registrationOpensAt: null })
  })

  it('is changed as a whole until it is submitted, with what it was before', async () => {
    const { id } = await create()
    const change = hearingForm(county, {
      title: '另一个标题',
      categories: [{ group: 'resident', seats: 9, method: 'lottery', trait: null, eligibility: '' }],
    })
    await updateActivity(drafter(), id, change)
    expect(await categoriesOf(drafter(), id)).toMatchObject([{ group: 'resident', seats: 9 }])
    const [entry] = await open.db
      .select()
      .from(audit)
      .where(and(eq(audit.action, 'activity.updated'), eq(audit.subjectId, String(id))))
    expect(entry?.before).toMatchObject({ title: '电动自行车停放听证会', categories: [{ seats: 3 }, {}, {}] })
    await updateActivity(drafter(), id, hearingForm(county))
    await takeActivityStep(drafter(), id, 'submitted', '')
    await expect(updateActivity(drafter(), id, change)).rejects.toMatchObject({ status: 409 })
  })

  it('changes its ledger without leaving one behind', async () => {
    const { id } = await create()
    const own = (await activityRow(drafter(), id)).consultationId ?? 0
    const ledger = () => open.db.select().from(consultations).where(eq(consultations.id, own))
    expect(await ledger()).toMatchObject([{ form: 'targeted', draftingNote: '草案的说明。' }])
    const { consultationId } = county
    await updateActivity(drafter(), id, hearingForm(county, { ledger: { consultationId } }))
    expect(await activityRow(drafter(), id)).toMatchObject({ consultationId })
    expect(await ledger()).toEqual([])
    await updateActivity(drafter(), id, hearingForm(county, { ledger: null }))
    expect(await activityRow(drafter(), id)).toMatchObject({ consultationId: null })
    const elsewhere = { consultationId: neighbour.consultationId }
    await expect(
      updateActivity(drafter(), id, hearingForm(county, { ledger: elsewhere })),
    ).rejects.toMatchObject({ fields: { consultationId: expect.any(String) } })
  })
})

describe('the publishing of a notice', () => {
  it('makes exactly the seats of its categories, and the promise of the draw', async () => {
    const id = await aNotice(county, hearingForm(county))
    const rows = await open.db
      .select({ group: seatCategories.group, number: seats.number, registrationId: seats.registrationId })
      .from(seats)
      .innerJoin(seatCategories, eq(seatCategories.id, seats.categoryId))
      .where(eq(seatCategories.activityId, id))
      .orderBy(asc(seatCategories.position), asc(seats.number))
    expect(rows.map(({ group, number }) => `${group} ${number}`)).toEqual([
      ...['consumer 1', 'consumer 2', 'consumer 3', 'affected 1', 'affected 2'],
      ...['observer 1', 'observer 2', 'observer 3', 'observer 4'],
    ])
    expect(rows.every(({ registrationId }) => registrationId === null)).toBe(true)
    const [draw] = await open.db.select().from(draws).where(eq(draws.activityId, id))
    expect(draw).toMatchObject({ commitment: expect.stringMatching(/^[0-9a-f]{64}$/), secret: null })
  })

  it('promises no draw where nothing is drawn', async () => {
    const categories = [
      { group: 'consumer' as const, seats: 3, method: 'arrival' as const, trait: null, eligibility: '' },
      { group: 'expert' as const, seats: 1, method: 'nominated' as const, trait: null, eligibility: '' },
    ]
    const id = await aNotice(county, hearingForm(county, { categories }))
    expect(await open.db.select().from(draws).where(eq(draws.activityId, id))).toEqual([])
  })

  it('makes its own ledger public in the same moment, and tells search and the pages', async () => {
    const id = await aNotice(county, hearingForm(county))
    const page = await activityPage(county.office.citizen(noticedOn), id)
    expect(page).toMatchObject({ state: 'announced', draft: { explanation: '草案的说明。' } })
    const ledger = (await activityRow(drafter(), id)).consultationId ?? 0
    expect(await stepsOf(drafter(), 'consultation', ledger)).toMatchObject([{ kind: 'published' }])
    const sent = await open.db.select().from(outbox).where(eq(outbox.topic, 'search'))
    expect(sent.some(({ payload }) => payload.kind === 'activity' && payload.id === id)).toBe(true)
  })

  it('leaves nothing behind when it is refused', async () => {
    const { id } = await create()
    await takeActivityStep(drafter(), id, 'submitted', '')
    const late = at('2026-09-25T18:00:01')
    await expect(publishActivity(issuer(late), id)).rejects.toMatchObject({
      status: 422,
      findings: [{ id: 'P6', field: 'registrationClosesAt' }],
    })
    expect((await stepsOf(drafter(), 'activity', id)).map(({ kind }) => kind)).toEqual(['submitted'])
    const categories = await categoriesOf(drafter(), id)
    expect(
      await open.db
        .select()
        .from(seats)
        .where(eq(seats.categoryId, categories[0]?.id ?? 0)),
    ).toEqual([])
    expect(await open.db.select().from(draws).where(eq(draws.activityId, id))).toEqual([])
  })

  it('of a price hearing comes thirty days before, and gives consumers two of five seats (P8)', async () => {
    const seatsFor = (consumers: number) => [
      {
        group: 'consumer' as const,
        seats: consumers,
        method: 'arrival' as const,
        trait: null,
        eligibility: '',
      },
      { group: 'affected' as const, seats: 3, method: 'arrival' as const, trait: null, eligibility: '' },
    ]
    const times = {
      registrationOpensAt: at('2026-10-12T09:00:00'),
      registrationClosesAt: at('2026-10-20T18:00:00'),
    }
    const price = (consumers: number) =>
      create({ ...times, profile: 'price', categories: seatsFor(consumers) })
    const unfair = await price(1)
    await expect(takeActivityStep(drafter(), unfair.id, 'submitted', '')).rejects.toMatchObject({
      findings: [{ id: 'P8', field: 'categories' }],
    })
    const { id } = await price(2)
    await takeActivityStep(drafter(), id, 'submitted', '')
    await expect(publishActivity(issuer(at('2026-10-12T00:00:00')), id)).rejects.toMatchObject({
      findings: [{ id: 'P8', field: 'startsAt' }],
    })
    await publishActivity(issuer(at('2026-10-11T23:59:59')), id)
  })

  it('opens registration now where that should have begun before', async () => {
    const { id } = await create()
    await takeActivityStep(drafter(), id, 'submitted', '')
    const late = at('2026-09-15T09:00:00')
    await publishActivity(issuer(late), id)
    expect((await activityRow(drafter(), id)).registrationOpensAt).toEqual(late)
  })

  it('passes a warning only with a written reason, which is kept', async () => {
    const { id } = await create({ accessibility: '' })
    await takeActivityStep(drafter(), id, 'submitted', '')
    await expect(publishActivity(issuer(), id)).rejects.toMatchObject({
      fields: { reason: expect.any(String) },
    })
    await publishActivity(issuer(), id, { reason: '老楼没有电梯，可以在一楼参加。' })
    expect((await stepsOf(drafter(), 'activity', id)).at(-1)).toMatchObject({
      kind: 'published',
      reason: '老楼没有电梯，可以在一楼参加。',
    })
  })

  it('is for an issuer, after the drafter has submitted it, and happens once', async () => {
    const { id } = await create()
    await expect(publishActivity(issuer(), id)).rejects.toMatchObject({ status: 409 })
    await expect(takeActivityStep(issuer(), id, 'submitted', '')).rejects.toMatchObject({ status: 403 })
    await takeActivityStep(drafter(), id, 'submitted', '')
    await expect(publishActivity(drafter(), id)).rejects.toMatchObject({ status: 403 })
    await takeActivityStep(issuer(), id, 'returned', '请写明地点。')
    await takeActivityStep(drafter(), id, 'submitted', '')
    const all = await Promise.allSettled([publishActivity(issuer(), id), publishActivity(issuer(), id)])
    expect(all.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  })

  it('asks at the submitting for what the notice lacks, and for a public draft of a consultation', async () => {
    const { id } = await create({ place: '', ledger: null })
    await expect(takeActivityStep(drafter(), id, 'submitted', '')).rejects.toMatchObject({
      status: 422,
      findings: [{ field: 'versionId' }, { field: 'explanation' }, { field: 'place' }],
    })
    const { consultationId } = county
    const joined = await aNotice(county, hearingForm(county, { ledger: { consultationId } }))
    expect((await deskActivity(drafter(), joined)).ledger).toMatchObject({ isOwn: false, consultationId })
  })

  it('lets a symposium be announced without a ledger and without seats', async () => {
    const id = await aNotice(county, symposiumForm(county))
    const page = await deskActivity(drafter(), id)
    expect(page).toMatchObject({ standing: 'announced', canSettleLedger: true, categories: [] })
  })
})

describe('the withdrawal of a notice', () => {
  it('takes it and its ledger from the public while nobody has registered', async () => {
    const id = await aNotice(county, hearingForm(county))
    const ledger = (await activityRow(drafter(), id)).consultationId ?? 0
    await expect(takeActivityStep(issuer(), id, 'withdrawn', ' ')).rejects.toMatchObject({ status: 422 })
    await takeActivityStep(issuer(), id, 'withdrawn', '日期有误。')
    await expect(activityPage(county.office.citizen(noticedOn), id)).rejects.toMatchObject({ status: 404 })
    expect((await stepsOf(drafter(), 'consultation', ledger)).at(-1)).toMatchObject({ kind: 'withdrawn' })
  })

  it('is refused once somebody has, and points to the cancellation', async () => {
    const id = await aNotice(county, hearingForm(county))
    const [category] = await open.db.select().from(seatCategories).where(eq(seatCategories.activityId, id))
    if (category) await aRegistered(county.office.citizen(noticedOn), category)
    await expect(takeActivityStep(issuer(), id, 'withdrawn', '日期有误。')).rejects.toMatchObject({
      status: 422,
      message: expect.stringContaining('请办理取消'),
    })
    const page = await deskActivity(issuer(), id)
    expect(page.offered).toEqual([])
    expect(page).toMatchObject({ registrations: 1, canCancel: true, canPostpone: true })
  })
})

describe('the desk', () => {
  it('lists the department’s activities with the next thing to do, and nobody else’s', async () => {
    const id = await aNotice(county, hearingForm(county))
    const { rows } = await deskActivities(drafter(at('2026-09-26T09:00:00')))
    expect(rows.find((row) => row.id === id)).toMatchObject({
      standing: 'selecting',
      next: { kind: 'frozen', place: 'draw' },
    })
    expect((await deskActivities(neighbour.office.as('drafter'))).rows).toEqual([])
    await expect(deskActivity(neighbour.office.as('drafter'), id)).rejects.toMatchObject({ status: 403 })
  })

  it('goes through a long list without losing or repeating any', async () => {
    for (let more = 0; more < 22; more += 1) await create({ title: `第 ${more} 次` })
    const first = await deskActivities(drafter())
    const second = await deskActivities(drafter(), { after: first.next ?? 0 })
    const ids = [...first.rows, ...second.rows].map(({ id }) => id)
    expect(first.rows).toHaveLength(20)
    expect(new Set(ids).size).toBe(ids.length)
  })

  it('offers drafts to who writes, submitted ones to who publishes, and what is due', async () => {
    const { id } = await create({ title: '等签发的听证会' })
    const mine = async (role: 'drafter' | 'issuer') =>
      (await signOffTasks(county.office.as(role))).find(
        (task) => task.subject === 'activity' && task.id === id,
      )
    expect(await mine('drafter')).toMatchObject({ stage: 'drafts' })
    await takeActivityStep(drafter(), id, 'submitted', '')
    expect(await mine('drafter')).toBeUndefined()
    expect(await mine('issuer')).toMatchObject({ stage: 'issue', title: '等签发的听证会' })
    await publishActivity(issuer(), id)
    const due = await dueActivities(county.office.as('drafter', at('2026-09-26T09:00:00')))
    expect(due.find((one) => one.id === id)).toMatchObject({ next: { kind: 'frozen' } })
  })
})

describe('the form of an activity', () => {
  const typed = (more: Record<string, string> = {}) => {
    const form = new FormData()
    const words: Record<string, string> = {
      ...{ kind: 'hearing', profile: 'price', matterId: '7', title: ' 供热价格听证会 ', purpose: '听意见' },
      ...{ place: '二楼', accessibility: '', startsAt: '2026-12-24T09:00', endsAt: '2026-12-24T11:30' },
      ...{ registrationOpensAt: '2026-11-24T09:00', registrationClosesAt: '2026-12-01T23:59' },
      ...{ confirmHours: '24', liveUrl: '', consultationId: '', versionId: '3', explanation: '说明' },
      ...{ 'seats-consumer': '4', 'method-consumer': 'township', 'eligibility-consumer': '用热户' },
      ...{ 'seats-expert': '', 'method-expert': 'nominated', 'eligibility-expert': '' },
      ...more,
    }
    for (const [name, value] of Object.entries(words)) form.set(name, value)
    return parseForm(activityForm, form)
  }

  it('reads the rows with seats, and the end of a day as its end', () => {
    expect(typed()).toMatchObject({
      ok: true,
      value: {
        title: '供热价格听证会',
        registrationClosesAt: at('2026-12-01T23:59:59.999'),
        categories: [{ group: 'consumer', seats: 4, method: 'stratified', trait: 'township' }],
        ledger: { versionId: 3, explanation: '说明' },
      },
    })
  })

  it.each([
    ['seats-expert', '0'],
    ['seats-expert', '501'],
    ['seats-expert', '几个'],
    ['method-expert', 'guess'],
    ['kind', 'party'],
    ['startsAt', '2026-02-30T09:00'],
    ['endsAt', '2026-12-24T09:00'],
    ['registrationClosesAt', ''],
    ['confirmHours', '0'],
    ['liveUrl', 'javascript:alert(1)'],
    ['liveUrl', 'http://live.example'],
    ['versionId', 'x'],
  ])('refuses %s = %s beside its own field', (name, value) => {
    const parsed = typed({ [name]: value })
    expect(parsed.ok ? {} : parsed.fields).toHaveProperty([name])
  })

  it('takes one ledger or none, not two', () => {
    const two = typed({ consultationId: '5' })
    expect(two.ok ? {} : two.fields).toHaveProperty('versionId')
    expect(typed({ versionId: '' })).toMatchObject({ ok: true, value: { ledger: null } })
  })

  it('says everything that is wrong at once', () => {
    const parsed = typed({ title: '', 'seats-expert': '0', endsAt: '' })
    expect(parsed.ok ? [] : Object.keys(parsed.fields).sort()).toEqual(['endsAt', 'seats-expert', 'title'])
    const none = parseForm(postponeForm, new FormData())
    expect(none.ok ? [] : Object.keys(none.fields)).toEqual(['newStartsAt', 'newEndsAt'])
  })
})

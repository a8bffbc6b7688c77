import { and, eq, isNotNull, sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { confirmSeat } from '~/app/domain/registrations/confirm.server'
import { lapseOverdue } from '~/app/domain/registrations/lapse.server'
import { registerForActivity } from '~/app/domain/registrations/register.server'
import { withdrawRegistration } from '~/app/domain/registrations/withdraw.server'
import { type Ctx, createContext } from '~/app/server/context'
import { type OpenDatabase, openDatabase } from '~/db/client'
import { activities } from '~/db/schema/activities'
import { steps } from '~/db/schema/audit'
import { registrations, seats } from '~/db/schema/registrations'
import { aCounty, aHearing, type County, fourSides } from '~/test/domain/activities/an-activity'
import { freshDatabase } from '~/test/support/database'
import { aForm, during, standingIn } from './a-registration'

let fresh: OpenDatabase
/** Two processes, each with connections of its own. */
let crowds: OpenDatabase[]
let county: County
const citizen = (nth = 0, now = during): Ctx =>
  createContext((crowds[nth % crowds.length] as OpenDatabase).db, { kind: 'citizen' }, now)
const hours = (count: number) => new Date(during.getTime() + count * 3_600_000)

beforeAll(async () => {
  fresh = await freshDatabase()
  crowds = [openDatabase(fresh.url, 10), openDatabase(fresh.url, 10)]
  county = await aCounty(fresh.db)
})

afterAll(async () => {
  for (const crowd of crowds) await crowd.close()
  await fresh.close()
})

function aHearingWith(...quotas: number[]) {
  const groups = ['consumer', 'resident', 'affected'] as const
  return aHearing(county, {
    categories: quotas.map((quota, at) => ({
      ...{ group: groups[at] ?? 'observer', seats: quota, method: 'arrival', eligibility: '' },
    })),
  })
}

describe('five hundred people register at once', () => {
  it('for fifty seats, twenty times over: fifty sit, the others wait on places 1 to 450, and nobody is refused or lost', {
    timeout: 120_000,
  }, async () => {
    const began = performance.now()
    for (let round = 0; round < 20; round += 1) {
      const { id, categories } = await aHearingWith(50)
      const categoryId = categories[0]?.id ?? 0
      const answers = await Promise.all(
        Array.from({ length: 500 }, (_, nth) => registerForActivity(citizen(nth), id, aForm(categoryId))),
      )
      expect(new Set(answers.map(({ code }) => code)).size).toBe(500)
      const standing = await standingIn(fresh.db, categoryId)
      expect(standing).toEqual({
        ...{ seated: 50, holders: 50, free: 0 },
        waiting: Array.from({ length: 450 }, (_, at) => at + 1),
      })
      expect(await fresh.db.$count(registrations, eq(registrations.activityId, id))).toBe(500)
    }
    const each = Math.round((performance.now() - began) / 20)
    console.info(`500 registrations at once, of 2 processes with 10 connections each: ${each} ms`)
  })

  it('for four categories: none has more people than seats, and none has a free seat while somebody waits', async () => {
    const quotas = [50, 7, 400]
    const { id, categories } = await aHearingWith(...quotas)
    await Promise.all(
      Array.from({ length: 500 }, (_, nth) =>
        registerForActivity(citizen(nth), id, aForm(categories[nth % 3]?.id ?? 0)),
      ),
    )
    const standings = await Promise.all(categories.map((category) => standingIn(fresh.db, category.id)))
    const asked = [167, 167, 166]
    expect(standings.map(({ seated }) => seated)).toEqual([50, 7, 166])
    expect(standings.map(({ waiting }) => waiting.length)).toEqual([117, 160, 0])
    for (const [at, { seated, waiting }] of standings.entries()) {
      expect(seated + waiting.length).toBe(asked[at])
      expect(waiting).toEqual(waiting.map((_, place) => place + 1))
    }
  })

  it('with the same telephone twenty times: one registers, and the others are told so', async () => {
    const { id, categories } = await aHearingWith(50)
    const categoryId = categories[0]?.id ?? 0
    const outcomes = await Promise.allSettled(
      Array.from({ length: 20 }, (_, nth) =>
        registerForActivity(citizen(nth), id, aForm(categoryId, { phone: '139 0000 1111' })),
      ),
    )
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    for (const outcome of outcomes)
      if (outcome.status === 'rejected')
        expect(outcome.reason).toMatchObject({ status: 409, message: expect.stringContaining('已经报过名') })
    expect(await standingIn(fresh.db, categoryId)).toMatchObject({ seated: 1, waiting: [] })
  })
})

describe('whatever happens at once', () => {
  it('there is never a free seat while somebody waits, and never a seat with two people', {
    timeout: 60_000,
  }, async () => {
    for (let round = 0; round < 5; round += 1) {
      const { id, categories } = await aHearingWith(10)
      const categoryId = categories[0]?.id ?? 0
      const all = await Promise.all(
        Array.from({ length: 50 }, (_, nth) => registerForActivity(citizen(nth), id, aForm(categoryId))),
      )
      const first = all.slice(10)
      await Promise.all(all.slice(0, 10).map(({ code }, nth) => withdrawRegistration(citizen(nth), code)))
      // Three days later: those who moved up have not confirmed; some confirm too late, some give up, others come.
      const later = hours(72)
      await Promise.allSettled([
        ...first.slice(0, 30).map(({ code }, nth) => withdrawRegistration(citizen(nth, later), code)),
        ...first.slice(0, 40).map(({ code }, nth) => confirmSeat(citizen(nth, later), code)),
        ...[0, 1, 2].map((nth) => lapseOverdue({ ...citizen(nth, later), actor: { kind: 'system' } })),
        ...Array.from({ length: 30 }, (_, nth) =>
          registerForActivity(citizen(nth, later), id, aForm(categoryId)),
        ),
      ])
      const { seated, holders, free, waiting } = await standingIn(fresh.db, categoryId)
      expect({ seated: seated + free, isDouble: holders < seated }).toEqual({ seated: 10, isDouble: false })
      expect(free === 0 || waiting.length === 0).toBe(true)
    }
  })

  it('one who confirms at the very moment at which the seat lapses has it, or has lost it, and not both', {
    timeout: 60_000,
  }, async () => {
    for (let round = 0; round < 10; round += 1) {
      const { id, categories } = await aHearingWith(1)
      const categoryId = categories[0]?.id ?? 0
      const gone = await registerForActivity(citizen(), id, aForm(categoryId))
      const holder = await registerForActivity(citizen(), id, aForm(categoryId))
      const next = await registerForActivity(citizen(), id, aForm(categoryId))
      await withdrawRegistration(citizen(), gone.code)
      // The one by a clock that is still in time, the other by one that is not: processes' clocks differ.
      const [confirmed] = await Promise.allSettled([
        confirmSeat(citizen(0, hours(47)), holder.code),
        lapseOverdue({ ...citizen(1, hours(49)), actor: { kind: 'system' } }),
      ])
      const [seat] = await fresh.db
        .select({ code: registrations.code, confirmBy: seats.confirmBy })
        .from(seats)
        .innerJoin(registrations, eq(registrations.id, seats.registrationId))
        .where(eq(seats.categoryId, categoryId))
      if (confirmed.status === 'fulfilled') expect(seat).toEqual({ code: holder.code, confirmBy: null })
      else expect(seat).toMatchObject({ code: next.code, confirmBy: expect.any(Date) })
      const { waiting } = await standingIn(fresh.db, categoryId)
      expect(waiting).toHaveLength(confirmed.status === 'fulfilled' ? 1 : 0)
    }
  })
})

describe('a seat that nobody confirms', () => {
  it('goes to the next one, who is told, step by step', async () => {
    const { id, categories } = await aHearingWith(1)
    const categoryId = categories[0]?.id ?? 0
    const email = 'zhao@yunling.example'
    const gone = await registerForActivity(citizen(), id, aForm(categoryId))
    const holder = await registerForActivity(citizen(), id, aForm(categoryId, { email }))
    const second = await registerForActivity(citizen(), id, aForm(categoryId, { email }))
    const third = await registerForActivity(citizen(), id, aForm(categoryId, { email }))
    await withdrawRegistration(citizen(), gone.code)
    const system = (now: Date): Ctx => createContext(fresh.db, { kind: 'system' }, now)
    await lapseOverdue(system(hours(47)))
    expect(await holderOf(categoryId)).toBe(holder.code)
    await lapseOverdue(system(hours(49)))
    expect(await holderOf(categoryId)).toBe(second.code)
    await confirmSeat(citizen(0, hours(50)), second.code)
    await lapseOverdue(system(hours(200)))
    expect(await holderOf(categoryId)).toBe(second.code)
    expect(await kindsOf(holder.code)).toEqual(['waiting', 'seated', 'lapsed'])
    expect(await kindsOf(second.code)).toEqual(['waiting', 'seated', 'confirmed'])
    expect(await kindsOf(third.code)).toEqual(['waiting'])
    expect(await mailsOf(id)).toEqual([
      'on-waiting-list',
      'on-waiting-list',
      'on-waiting-list',
      'seat-offered',
      'seat-lapsed',
      'seat-offered',
    ])
  })

  it('is never one that was given by order of arrival: who came first has said so', async () => {
    const { id, categories } = await aHearingWith(1)
    const categoryId = categories[0]?.id ?? 0
    const email = 'zhao@yunling.example'
    const { code } = await registerForActivity(citizen(), id, aForm(categoryId, { email }))
    await lapseOverdue(createContext(fresh.db, { kind: 'system' }, hours(500)))
    expect(await holderOf(categoryId)).toBe(code)
    expect(await kindsOf(code)).toEqual(['seated', 'confirmed'])
    expect(await mailsOf(id)).toEqual(['seat-given'])
  })

  it('stays empty once the materials could no longer reach who moves up (P6)', async () => {
    const { id, categories } = await aHearing(county, {
      categories: fourSides.map((side) => ({ ...side, seats: 1 })),
    })
    const categoryId = categories.find(({ group }) => group === 'consumer')?.id ?? 0
    const holder = await registerForActivity(citizen(), id, aForm(categoryId))
    const next = await registerForActivity(citizen(), id, aForm(categoryId))
    // The hearing is on 2026-11-10; the materials are delivered seven days before.
    await withdrawRegistration(citizen(0, new Date('2026-11-04T00:00:01+08:00')), holder.code)
    expect(await standingIn(fresh.db, categoryId)).toMatchObject({ free: 1, waiting: [1] })
    expect(await kindsOf(next.code)).toEqual(['waiting'])
    const afterwards = createContext(fresh.db, { kind: 'system' }, new Date('2026-11-04T10:00:00+08:00'))
    await lapseOverdue(afterwards)
    expect(await kindsOf(next.code)).toEqual(['waiting'])
    // Put off by a month, there is time again.
    const startsAt = new Date('2026-12-10T09:00:00+08:00')
    const endsAt = new Date('2026-12-10T11:00:00+08:00')
    await fresh.db.update(activities).set({ startsAt, endsAt }).where(eq(activities.id, id))
    await lapseOverdue(afterwards)
    expect(await kindsOf(next.code)).toEqual(['waiting', 'seated'])
  })
})

async function holderOf(categoryId: number): Promise<string | undefined> {
  const [row] = await fresh.db
    .select({ code: registrations.code })
    .from(seats)
    .innerJoin(registrations, eq(registrations.id, seats.registrationId))
    .where(and(eq(seats.categoryId, categoryId), isNotNull(seats.registrationId)))
  return row?.code
}

async function kindsOf(code: string): Promise<string[]> {
  const rows = await fresh.db
    .select({ kind: steps.kind })
    .from(steps)
    .innerJoin(registrations, and(eq(registrations.id, steps.subjectId), eq(steps.subject, 'registration')))
    .where(eq(registrations.code, code))
    .orderBy(steps.id)
  return rows.map(({ kind }) => kind)
}

async function mailsOf(activityId: number): Promise<string[]> {
  const { rows } = await fresh.db.execute<{ kind: string }>(sql`select payload->>'kind' as kind from outbox
    join registrations on registrations.id = (payload->>'registrationId')::bigint
    where outbox.topic = 'mail' and activity_id = ${activityId} order by outbox.id`)
  return rows.map(({ kind }) => kind)
}

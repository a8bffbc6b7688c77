import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { postponeActivity } from '~/app/domain/activities/change.server'
import { checkDraw } from '~/app/domain/draws/draw'
import { publicDrawFile } from '~/app/domain/draws/file.server'
import { freezeList } from '~/app/domain/draws/freeze.server'
import { runDraw } from '~/app/domain/draws/run.server'
import { confirmSeat } from '~/app/domain/registrations/confirm.server'
import { excludeRegistration } from '~/app/domain/registrations/exclude.server'
import { lapseOverdue } from '~/app/domain/registrations/lapse.server'
import { registerForActivity } from '~/app/domain/registrations/register.server'
import { registrationOfCode } from '~/app/domain/registrations/row.server'
import { standingOf } from '~/app/domain/registrations/standing.server'
import { withdrawRegistration } from '~/app/domain/registrations/withdraw.server'
import { type Ctx, createContext } from '~/app/server/context'
import { Refusal } from '~/app/server/errors'
import { type OpenDatabase, openDatabase } from '~/db/client'
import { drawResults, draws } from '~/db/schema/registrations'
import { aCounty, at, type County } from '~/test/domain/activities/an-activity'
import { aHearingToDraw, closed, drawnOn } from '~/test/domain/draws/a-drawn-hearing'
import { freshDatabase } from '~/test/support/database'
import { aForm, during, standingIn } from './a-registration'

let fresh: OpenDatabase
/** Two processes, each with connections of its own. */
let crowds: OpenDatabase[]
let county: County
let asked = 0

/** The next one of the two processes, with this person and this clock. */
function by(role: 'citizen' | 'system' | 'drafter' | 'issuer', now: Date): Ctx {
  asked += 1
  const { db } = crowds[asked % crowds.length] as OpenDatabase
  if (role === 'citizen' || role === 'system') return createContext(db, { kind: role }, now)
  return createContext(db, county.office.as(role, now).actor, now)
}

beforeAll(async () => {
  fresh = await freshDatabase()
  crowds = [openDatabase(fresh.url, 10), openDatabase(fresh.url, 10)]
  county = await aCounty(fresh.db)
})
afterAll(async () => {
  for (const crowd of crowds) await crowd.close()
  await fresh.close()
})

/** A deadlock, or anything else that nobody meant, is no refusal. */
async function atOnce(all: (() => Promise<unknown>)[]): Promise<void> {
  const outcomes = await Promise.allSettled(all.map((one) => one()))
  const failures = outcomes.flatMap((outcome) =>
    outcome.status === 'rejected' && !(outcome.reason instanceof Refusal) ? [outcome.reason] : [],
  )
  expect(failures).toEqual([])
}

async function untilDone(work: () => Promise<unknown>): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    try {
      await work()
      return
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      await new Promise((done) => setTimeout(done, 5))
    }
  }
}

const lateNovember = (day: number) => ({
  ...{ startsAt: at(`2026-12-${day}T09:00:00`), endsAt: at(`2026-12-${day}T11:30:00`) },
  reason: '场地维修。',
})

describe('freezing, drawing, withdrawing, excluding, lapsing, registering and postponing at once', () => {
  it('ends with one draw that anyone can run again, no seat with two people, and none free while somebody waits', {
    timeout: 120_000,
  }, async () => {
    for (let round = 0; round < 3; round += 1) {
      const hearing = await aHearingToDraw(county, {
        categories: [
          { group: 'consumer', seats: 5, method: 'lottery' },
          { group: 'resident', seats: 5, method: 'stratified', trait: 'sex' },
          { group: 'observer', seats: 5, method: 'arrival' },
        ],
      })
      const { id } = hearing
      const groups = ['consumer', 'resident', 'observer'] as const
      const form = (nth: number) =>
        aForm(hearing.of(groups[nth % 3] ?? 'observer').id, { sex: nth % 2 === 0 ? 'female' : 'male' })
      const people = await Promise.all(
        Array.from({ length: 90 }, (_, nth) => registerForActivity(by('citizen', during), id, form(nth))),
      )
      const rows = await Promise.all(
        people.map(({ code }) => registrationOfCode(by('citizen', during), code)),
      )

      await atOnce([
        () => untilDone(() => freezeList(by('drafter', closed), id)),
        () => untilDone(() => runDraw(by('drafter', drawnOn), id)),
        ...[0, 1, 2].map(() => () => runDraw(by('drafter', drawnOn), id)),
        ...[0, 1].map(() => () => freezeList(by('drafter', closed), id)),
        () => postponeActivity(by('issuer', closed), id, lateNovember(10)),
        ...[0, 1, 2].map(() => () => lapseOverdue(by('system', closed))),
        ...people.slice(0, 30).map(
          ({ code }) =>
            () =>
              withdrawRegistration(by('citizen', closed), code),
        ),
        ...rows
          .slice(25, 40)
          .map((row) => () => excludeRegistration(by('drafter', closed), row.id, '不住在本县')),
        // A process whose clock is behind still takes registrations.
        ...Array.from(
          { length: 30 },
          (_, nth) => () => registerForActivity(by('citizen', during), id, form(nth)),
        ),
      ])
      const [draw] = await fresh.db.select().from(draws).where(eq(draws.activityId, id))
      expect(draw?.drawnAt).toEqual(drawnOn)
      const checked = await checkDraw(await publicDrawFile(by('citizen', drawnOn), id))
      expect(checked.checks.map(({ ok }) => ok)).toEqual([true, true, true, true])
      const listed = draw?.list?.trimEnd().split('\n').length
      expect(await fresh.db.$count(drawResults, eq(drawResults.drawId, draw?.id ?? 0))).toBe(listed)

      const later = new Date(drawnOn.getTime() + 72 * 3_600_000)
      await atOnce([
        ...[0, 1, 2].map(() => () => lapseOverdue(by('system', later))),
        ...people.slice(40, 70).map(
          ({ code }) =>
            () =>
              withdrawRegistration(by('citizen', later), code),
        ),
        ...people.slice(50).map(
          ({ code }) =>
            () =>
              confirmSeat(by('citizen', drawnOn), code),
        ),
        ...[12, 14, 16].map((day) => () => postponeActivity(by('issuer', later), id, lateNovember(day))),
        ...rows
          .slice(60, 75)
          .map((row) => () => excludeRegistration(by('drafter', later), row.id, '不住在本县')),
      ])
      for (const group of groups) {
        const { seated, holders, free, waiting } = await standingIn(fresh.db, hearing.of(group).id)
        expect({ all: seated + free, isDouble: holders < seated }).toEqual({ all: 5, isDouble: false })
        expect(free === 0 || waiting.length === 0).toBe(true)
      }
      for (const row of rows) {
        const { steps, seat, isWaiting } = await standingOf(by('citizen', later), row)
        const isGone = steps.some(({ kind }) => ['withdrawn', 'lapsed', 'excluded'].includes(kind))
        expect(isGone && (seat !== null || isWaiting)).toBe(false)
      }
    }
  })
})

import { afterAll, beforeAll, expect, it } from 'vitest'
import { excludeRegistration } from '~/app/domain/registrations/exclude.server'
import { seatFigures } from '~/app/domain/registrations/figures.server'
import { lapseOverdue } from '~/app/domain/registrations/lapse.server'
import { registerForActivity } from '~/app/domain/registrations/register.server'
import { registrationOfCode } from '~/app/domain/registrations/row.server'
import { withdrawRegistration } from '~/app/domain/registrations/withdraw.server'
import { createContext } from '~/app/server/context'
import { type OpenDatabase, openDatabase } from '~/db/client'
import { aCounty, aHearing, type County } from '~/test/domain/activities/an-activity'
import { freshDatabase } from '~/test/support/database'
import { aForm, during } from './a-registration'

let fresh: OpenDatabase
/** Two processes, each with connections of its own. */
let crowds: OpenDatabase[]
let county: County

beforeAll(async () => {
  fresh = await freshDatabase()
  crowds = [openDatabase(fresh.url, 10), openDatabase(fresh.url, 10)]
  county = await aCounty(fresh.db)
})

afterAll(async () => {
  for (const crowd of crowds) await crowd.close()
  await fresh.close()
})

const later = new Date(during.getTime() + 72 * 3_600_000)
const citizen = (nth = 0, now = during) =>
  createContext((crowds[nth % crowds.length] as OpenDatabase).db, { kind: 'citizen' }, now)
const tallies = async () => (await fresh.pool.query('select * from seat_tallies order by 1')).rows

const categories = [
  { group: 'resident', seats: 5, method: 'lottery', eligibility: '' },
  { group: 'consumer', seats: 10, method: 'arrival', eligibility: '' },
  { group: 'affected', seats: 5, method: 'lottery', eligibility: '' },
  { group: 'observer', seats: 3, method: 'arrival', eligibility: '' },
] as const

it('the tallies count who comes, waits, moves up and goes, whatever happens at once, and come out the same anew', {
  timeout: 60_000,
}, async () => {
  const hearing = await aHearing(county, { categories: [...categories] })
  const ids = hearing.categories.map(({ id }) => id)
  const figures = () => seatFigures(citizen(), hearing.id)
  expect(await figures()).toMatchObject(ids.map(() => ({ registered: 0, seated: 0, waiting: 0 })))
  const answers = await Promise.all(
    Array.from({ length: 200 }, (_, nth) =>
      registerForActivity(citizen(nth), hearing.id, aForm(ids[nth % 4] ?? 0)),
    ),
  )
  expect(await figures()).toMatchObject([
    { registered: 50, seated: 0, waiting: 0 },
    { registered: 50, seated: 10, waiting: 40 },
    { registered: 50, seated: 0, waiting: 0 },
    { registered: 50, seated: 3, waiting: 47 },
  ])
  const codes = answers.map(({ code }) => code)
  const excluded = (await registrationOfCode(citizen(), codes[199] ?? '')).id
  await Promise.all([
    excludeRegistration(county.office.as('drafter', later), excluded, '不住在本县'),
    ...codes.slice(20, 60).map((code, nth) => withdrawRegistration(citizen(nth, later), code)),
    ...codes.slice(20, 60).map((code, nth) => withdrawRegistration(citizen(nth + 1, later), code)),
    ...[0, 1].map((nth) => lapseOverdue({ ...citizen(nth, later), actor: { kind: 'system' } })),
    ...Array.from({ length: 20 }, (_, nth) =>
      registerForActivity(citizen(nth, later), hearing.id, aForm(ids[nth % 4] ?? 0)),
    ),
  ])
  // Whoever has let a seat lapse and gives up after that has gone once.
  for (const code of codes.slice(0, 20)) await withdrawRegistration(citizen(0, later), code)
  expect((await figures()).map(({ registered }) => registered)).toEqual([40, 40, 40, 39])
  const kept = await tallies()
  await fresh.pool.query('select rebuild_tallies()')
  expect(await tallies()).toEqual(kept)
})

it('a second hearing has figures of its own', async () => {
  const { id, categories: own } = await aHearing(county, { categories: [categories[1]] })
  await registerForActivity(citizen(), id, aForm(own[0]?.id ?? 0))
  expect(await seatFigures(citizen(), id)).toMatchObject([{ registered: 1, seated: 1, waiting: 0 }])
})

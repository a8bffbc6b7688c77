import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { freezeList } from '~/app/domain/draws/freeze.server'
import { runDraw } from '~/app/domain/draws/run.server'
import type { OpenDatabase } from '~/db/client'
import { seats } from '~/db/schema/registrations'
import { aCounty, aRegistered, type County, registrationOpens } from '~/test/domain/activities/an-activity'
import { freshDatabase } from '~/test/support/database'
import { aHearingToDraw, closed, drawnOn } from './a-drawn-hearing'

let open: OpenDatabase
let county: County
beforeAll(async () => {
  open = await freshDatabase()
  county = await aCounty(open.db)
})
afterAll(() => open.close())

it.each([
  ['sex', [{ sex: 'female' as const }, { sex: 'male' as const }]],
  ['age', [{ ageBand: '18-34' as const }, { ageBand: '60+' as const }]],
  ['township', [{ township: 'yunxi' }, { township: 'shiqiao' }]],
] as const)(
  'a draw by %s seats as many of the few as of the many, where the notice says so',
  async (trait, [few, many]) => {
    const categories = [{ group: 'resident' as const, seats: 4, method: 'stratified' as const, trait }]
    const hearing = await aHearingToDraw(county, { categories })
    const citizen = county.office.citizen(registrationOpens)
    const rare: number[] = []
    for (let index = 0; index < 12; index++) {
      const person = { ...(index < 2 ? few : many), isSeated: false }
      const { id } = await aRegistered(citizen, hearing.of('resident'), person)
      if (index < 2) rare.push(id)
    }
    await freezeList(county.office.as('drafter', closed), hearing.id)
    await runDraw(county.office.as('drafter', drawnOn), hearing.id)
    const seated = await open.db
      .select({ id: seats.registrationId })
      .from(seats)
      .where(eq(seats.categoryId, hearing.of('resident').id))
    expect(seated).toHaveLength(4)
    expect(seated.map(({ id }) => id)).toEqual(expect.arrayContaining(rare))
  },
)

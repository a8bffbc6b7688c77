import { asc, eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { countUnmoderated } from '~/app/domain/people/tasks.server'
import { createContext } from '~/app/server/context'
import type { Db, OpenDatabase } from '~/db/client'
import { comments } from '~/db/schema/comments'
import { consultations } from '~/db/schema/consultations'
import { interpretations } from '~/db/schema/interpretations'
import { policies } from '~/db/schema/policies'
import { drawResults, registrations } from '~/db/schema/registrations'
import { seedDemoCounty } from '~/db/seed/seed'
import { countyDatabase } from '~/test/support/county'
import { freshDatabase } from '~/test/support/database'

let open: OpenDatabase

beforeAll(async () => {
  open = await countyDatabase()
})
afterAll(() => open.close())

describe('the demo county', () => {
  it('goes through the same functions as the desk, whatever the day', async () => {
    expect(await open.db.$count(policies)).toBeGreaterThanOrEqual(6)
    expect(await open.db.$count(consultations)).toBeGreaterThanOrEqual(4)
    expect(await open.db.$count(comments)).toBeGreaterThan(60)
    expect(await open.db.$count(interpretations)).toBeGreaterThanOrEqual(5)
    expect(await countUnmoderated(createContext(open.db))).toBeGreaterThan(0)
  })

  it.each(['2026-01-02T08:00:00+08:00', '2026-02-16T23:30:00+08:00', '2026-10-03T00:05:00+08:00'])(
    'can be sown at %s',
    async (moment) => {
      const other = await freshDatabase()
      await seedDemoCounty(new Date(moment), other.db)
      expect(await other.db.$count(policies)).toBeGreaterThanOrEqual(6)
      // A draw that has taken place falls on the same people.
      expect(await drawn(other.db)).toEqual(await drawn(open.db))
      await other.close()
    },
    90_000,
  )
})

async function drawn(db: Db): Promise<string[]> {
  const rows = await db
    .select({ pseudonym: registrations.pseudonym })
    .from(drawResults)
    .innerJoin(registrations, eq(registrations.id, drawResults.registrationId))
    .orderBy(asc(drawResults.drawId), asc(drawResults.categoryId), asc(drawResults.rank))
  expect(rows.length).toBeGreaterThan(90)
  return rows.map(({ pseudonym }) => pseudonym)
}

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { drawPage } from '~/app/domain/draws/page.server'
import { excludeRegistration } from '~/app/domain/registrations/exclude.server'
import { withdrawRegistration } from '~/app/domain/registrations/withdraw.server'
import type { OpenDatabase } from '~/db/client'
import { aCounty, at, type County } from '~/test/domain/activities/an-activity'
import { freshDatabase } from '~/test/support/database'
import { aDrawnHearing } from './a-drawn-hearing'

let open: OpenDatabase
let county: County
const after = at('2026-09-27T10:00:00')

beforeAll(async () => {
  open = await freshDatabase()
  county = await aCounty(open.db)
})
afterAll(() => open.close())

describe('who is drawn and does not take part', () => {
  it('stays in the public order, with the day, and with the reason where somebody was excluded', async () => {
    const hearing = await aDrawnHearing(county, 6)
    const consumersOf = async (now: Date) => {
      const { draw } = await drawPage(county.office.citizen(now), hearing.id)
      const consumers = draw.drawn?.categories.find(({ rule }) => rule.group === 'consumer')
      if (!consumers) throw new Error('no consumers were drawn')
      return consumers
    }
    const before = await consumersOf(after)
    expect(before.gone).toEqual([])
    const [first, second] = before.chosen.map((chosen) =>
      hearing.people.find(({ pseudonym }) => pseudonym === chosen),
    )
    const reason = '不住在本县，电话 13912345678 说的'
    await excludeRegistration(county.office.as('drafter', after), first?.id ?? 0, reason)
    await withdrawRegistration(county.office.citizen(after), second?.code ?? '')
    const now = await consumersOf(at('2026-09-27T12:00:00'))
    expect(now.chosen).toEqual(before.chosen)
    expect(now.gone).toEqual([
      {
        ...{ pseudonym: first?.pseudonym, kind: 'excluded', at: after },
        reason: expect.stringContaining('不住在本县'),
      },
      { pseudonym: second?.pseudonym, kind: 'withdrawn', at: after, reason: null },
    ])
    expect(JSON.stringify(now)).not.toContain('13912345678')
  })
})

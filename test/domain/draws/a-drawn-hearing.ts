import { commitDraw } from '~/app/domain/draws/commit.server'
import { freezeList } from '~/app/domain/draws/freeze.server'
import { runDraw } from '~/app/domain/draws/run.server'
import {
  aHearing,
  aRegistered,
  at,
  type County,
  noticed,
  registrationOpens,
  type Wanted,
} from '~/test/domain/activities/an-activity'

export const closed = at('2026-09-26T09:00:00')
export const drawnOn = at('2026-09-26T10:00:00')

const drawnSides: Wanted['categories'] = [
  { group: 'consumer', seats: 3, method: 'lottery' },
  { group: 'resident', seats: 4, method: 'stratified', trait: 'township' },
  { group: 'expert', seats: 1, method: 'nominated' },
  { group: 'observer', seats: 2, method: 'arrival' },
]

/** A hearing whose notice promised a draw; nobody has registered. */
export async function aHearingToDraw(county: County, wanted: Wanted = {}) {
  const hearing = await aHearing(county, { categories: drawnSides, ...wanted })
  await commitDraw(county.office.as('issuer', noticed), hearing, hearing.categories)
  const of = (group: string) => {
    const category = hearing.categories.find((one) => one.group === group)
    if (!category) throw new Error(`there is no category ${group}`)
    return category
  }
  return { ...hearing, of }
}

export type HearingToDraw = Awaited<ReturnType<typeof aHearingToDraw>>

const townships = ['yunxi', 'shiqiao', 'qingshi']

/** So many people registered in each category that is drawn, from three townships; gives them in their order. */
export async function registerMany(
  county: County,
  hearing: HearingToDraw,
  each: number,
  person: { shownName?: string } = {},
) {
  const ctx = county.office.citizen(registrationOpens)
  const people = []
  for (let index = 0; index < each; index++) {
    people.push(await aRegistered(ctx, hearing.of('consumer'), { ...person, isSeated: false }))
    const township = townships[index % townships.length] ?? ''
    people.push(await aRegistered(ctx, hearing.of('resident'), { ...person, isSeated: false, township }))
  }
  return people
}

/** A hearing with so many registrations, frozen and drawn. */
export async function aDrawnHearing(
  county: County,
  each = 6,
  wanted: Wanted = {},
  person: { shownName?: string } = {},
) {
  const hearing = await aHearingToDraw(county, wanted)
  const people = await registerMany(county, hearing, each, person)
  await freezeList(county.office.as('drafter', closed), hearing.id)
  await runDraw(county.office.as('drafter', drawnOn), hearing.id)
  return { ...hearing, people }
}

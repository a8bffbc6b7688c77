import { sealPerson } from '~/app/domain/registrations/row.server'
import type { seatCategories } from '~/db/schema/activities'
import { aHearing, aRegistered, at, type County, takeChainStep, type Wanted } from './an-activity'

type Category = typeof seatCategories.$inferInsert

const sides = [
  { group: 'consumer', seats: 3, method: 'arrival', eligibility: '' },
  { group: 'affected', seats: 2, method: 'arrival', eligibility: '' },
  { group: 'observer', seats: 1, method: 'arrival', eligibility: '' },
] satisfies Partial<Category>[]

export const listed = at('2026-09-28T10:00:00')

/** A hearing on 2026-11-10 whose list is public: two consumers with e-mail, one affected without, one observer. */
export async function aListedHearing(county: County, wanted: Wanted = {}) {
  const hearing = await aHearing(county, { categories: sides, ...wanted })
  const drafter = county.office.as('drafter', at('2026-09-12T09:00:00'))
  const [consumers, affected, observers] = hearing.categories
  if (!consumers || !affected || !observers) throw new Error('a category is missing')
  const person = (name: string, email: string, needs = '') => ({
    shownName: `${name.slice(0, 1)}**`,
    person: sealPerson(drafter, { name, phone: '13800001111', email, needs }),
  })
  const people = {
    first: await aRegistered(drafter, consumers, person('赵春梅', 'zhao@yunling.example')),
    second: await aRegistered(drafter, consumers, person('钱国强', 'qian@yunling.example', '坐轮椅')),
    byPost: await aRegistered(drafter, affected, person('孙桂兰', '')),
    observer: await aRegistered(drafter, observers, person('李明', 'li@yunling.example')),
  }
  await takeChainStep(county, hearing.id, 'list-published', listed)
  return { ...hearing, people, consumers }
}

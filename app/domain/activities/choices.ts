import type { ActivityKind, ActivityProfile, AgendaPart, SeatCategory, SeatGroup, StrataTrait } from './types'

/** What a form offers, in this order; complete, or it does not compile. Kept apart from the schema for the browser. */
export const kindChoices = listOf<ActivityKind>({
  hearing: true,
  symposium: true,
  'site-visit': true,
  'opinion-poll': true,
  'meeting-attendance': true,
})

export const profileChoices = listOf<ActivityProfile>({ general: true, price: true })

export const groupChoices = listOf<SeatGroup>({
  affected: true,
  consumer: true,
  resident: true,
  expert: true,
  deputy: true,
  'cppcc-member': true,
  organisation: true,
  press: true,
  observer: true,
})

/** P7: in this order the parts of a hearing follow each other. */
export const partChoices = listOf<AgendaPart>({
  opening: true,
  presentation: true,
  statements: true,
  debate: true,
  closing: true,
  signing: true,
})

/** What one can register for now, what is still to come, what is over or was called off; lists go in this order. */
export type ActivityGroup = 'open' | 'coming' | 'over'
export const activityGroups = listOf<ActivityGroup>({ open: true, coming: true, over: true })

/** How a category's seats are given, as one choice: the three traits are the strata of a draw. */
export type SeatMethod = 'arrival' | 'lottery' | StrataTrait | 'nominated'

export const methodChoices = listOf<SeatMethod>({
  arrival: true,
  lottery: true,
  township: true,
  sex: true,
  age: true,
  nominated: true,
})

export function seatMethodOf({ method, trait }: Pick<SeatCategory, 'method' | 'trait'>): SeatMethod {
  return method === 'stratified' ? (trait ?? 'lottery') : method
}

export function storedMethod(chosen: SeatMethod): Pick<SeatCategory, 'method' | 'trait'> {
  if (chosen === 'arrival' || chosen === 'lottery' || chosen === 'nominated')
    return { method: chosen, trait: null }
  return { method: 'stratified', trait: chosen }
}

function listOf<K extends string>(all: Record<K, true>): K[] {
  return Object.keys(all) as K[]
}

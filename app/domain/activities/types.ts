import type {
  activityKinds,
  activityProfiles,
  agendaParts,
  seatGroups,
  selectionMethods,
  strataTraits,
} from '~/db/schema/activities'

export type ActivityKind = (typeof activityKinds)[number]
export type ActivityProfile = (typeof activityProfiles)[number]
export type SeatGroup = (typeof seatGroups)[number]
export type SelectionMethod = (typeof selectionMethods)[number]
export type StrataTrait = (typeof strataTraits)[number]
export type AgendaPart = (typeof agendaParts)[number]

export type SeatCategory = {
  id: number
  group: SeatGroup
  eligibility: string
  seats: number
  method: SelectionMethod
  trait: StrataTrait | null
}

/** Observers and the press listen; everyone else is a participant with a voice and a signature (P6, P7). */
export function isParticipantGroup(group: SeatGroup): boolean {
  return group !== 'observer' && group !== 'press'
}

/** Where people come by registering: they are called in public, and selected by a rule. */
export function callsPeople(kind: ActivityKind): boolean {
  return kind === 'hearing' || kind === 'meeting-attendance'
}

export function isDrawn(method: SelectionMethod): boolean {
  return method === 'lottery' || method === 'stratified'
}

/**
 * The further steps of the subject `activity`, beside those of its sign-off. A step that is there has been taken; each
 * is dated, and what comes later says what holds (a postponement moves the day, a reopened transcript is signed anew).
 */
export type ChainStep =
  | 'list-frozen'
  | 'drawn'
  | 'list-published'
  | 'held'
  | 'transcript-opened'
  | 'transcript-closed'
  | 'postponed'
  | 'cancelled'

/** The steps of the subject `registration`: what became of one person's wish to take part. */
export type RegistrationStep =
  | 'seated'
  | 'waiting'
  | 'confirmed'
  | 'withdrawn'
  | 'lapsed'
  | 'excluded'
  | 'materials-delivered'
  | 'materials-opened'
  | 'present'
  | 'absent'
  | 'correction-asked'
  | 'correction-answered'
  | 'signed'
  | 'refused-to-sign'

export type ActivityState =
  | 'announced'
  | 'registering'
  | 'selecting'
  | 'preparing'
  | 'held'
  | 'reported'
  | 'cancelled'

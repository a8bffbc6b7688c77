import type { SeatGroup } from '~/app/domain/activities/types'
import type { AgeBand, RegistrationChannel, RegistrationState, Sex } from './types'

export const deskStates = [
  'received',
  'offered',
  'confirmed',
  'waiting',
  'withdrawn',
  'lapsed',
  'excluded',
] as const
export type DeskState = (typeof deskStates)[number]

/** A registration as the desk lists it: who it is stays closed until somebody looks. */
export type DeskRegistration = {
  id: number
  pseudonym: string
  group: SeatGroup
  channel: RegistrationChannel
  receivedAt: Date
  shownName: string
  organisation: string
  township: string
  sex: Sex | null
  ageBand: AgeBand | null
  topic: string
  state: RegistrationState
  confirmBy: Date | null
  rank: number | null
  reason: string | null
  /** Whether there is still somebody behind it (L1). */
  isKnown: boolean
}

export const callReasons = [
  'seat-offered',
  'seat-lapsed',
  'registration-excluded',
  'activity-postponed',
  'activity-cancelled',
  'transcript-opened',
] as const
export type CallReason = (typeof callReasons)[number]

/** Somebody who left no e-mail address and has to be told something. */
export type DueCall = {
  id: number
  pseudonym: string
  shownName: string
  about: CallReason
  since: Date
  confirmBy: Date | null
}

import type { SeatCategory } from '~/app/domain/activities/types'
import type { ageBands, registrationChannels, sexes } from '~/db/schema/registrations'

export type RegistrationChannel = (typeof registrationChannels)[number]
export type Sex = (typeof sexes)[number]
export type AgeBand = (typeof ageBands)[number]

/** How somebody came to a seat: kept in the step `seated`. */
export type SeatWay = 'arrival' | 'draw' | 'moved-up' | 'nominated'

/** What has become of one registration, from its steps, its seat and the clock (invariant 3). */
export type RegistrationState =
  /** Waits for the draw. */
  | 'received'
  /** Has a seat that has to be confirmed. */
  | 'offered'
  | 'confirmed'
  | 'waiting'
  /** Waited, and nobody moves up any more. */
  | 'not-selected'
  | 'withdrawn'
  | 'lapsed'
  | 'excluded'

export type SeatFigure = Omit<SeatCategory, 'id'> & {
  categoryId: number
  /** Those who still want to come. */
  registered: number
  seated: number
  waiting: number
}

import type { DeskHead } from '~/app/domain/activities/desk-head.server'
import type { SeatGroup } from '~/app/domain/activities/types'
import type { Finding } from '~/app/domain/findings'
import type { Presence } from './presence'

export type Seated = {
  registrationId: number
  pseudonym: string
  shownName: string
  organisation: string
  group: SeatGroup
  isConfirmed: boolean
  presence: Presence | null
  markedAt: Date | null
}

export type CheckIn = {
  head: DeskHead
  place: string
  seated: Seated[]
  /** On the day, as long as it is not recorded as held. */
  isOpen: boolean
  hasBegun: boolean
  heldAt: Date | null
  holding: Finding[]
  mayHandle: boolean
}

/** As the door needs it: the name that an identity card says, and what the person needs (a ramp, large print). */
export type Named = Seated & { name: string; needs: string }

import type { ActivityKind, SeatCategory } from '~/app/domain/activities/types'
import type { OwnOpinion } from '~/app/domain/activity-reports/record-types'
import type { RegistrationChannel, RegistrationState, SeatWay } from './types'

/** One dated row of the way of a registration, for the person. */
export type RegistrationMove = {
  kind: string
  at: Date
  reason: string | null
  way: SeatWay | null
}

export type RegistrationReceipt = {
  code: string
  pseudonym: string
  channel: RegistrationChannel
  receivedAt: Date
  shownName: string
  publishName: boolean
  organisation: string
  topic: string
  category: Pick<SeatCategory, 'group' | 'method' | 'seats' | 'eligibility'>
  activity: {
    id: number
    kind: ActivityKind
    title: string
    startsAt: Date
    endsAt: Date
    place: string
    accessibility: string
    liveUrl: string
    registrationClosesAt: Date | null
  }
  department: { name: string; phone: string }
  state: RegistrationState
  /** While a seat is offered. */
  confirmBy: Date | null
  /** Among those who still wait; 1 is the next one up. */
  rank: number | null
  presence: 'present' | 'absent' | null
  moves: RegistrationMove[]
  /** What has happened to the activity itself. */
  cancelled: { at: Date; reason: string | null } | null
  postponed: { at: Date; reason: string | null } | null
  frozenAt: Date | null
  drawnAt: Date | null
  listPublishedAt: Date | null
  heldAt: Date | null
  transcriptOpenedAt: Date | null
  reportedAt: Date | null
  /** The last day on which the list of participants is published. */
  listBy: string
  opinions: OwnOpinion[]
  may: { confirm: boolean; withdraw: boolean; readMaterials: boolean; signTranscript: boolean }
}

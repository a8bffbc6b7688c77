import type { ActivityKind } from '~/app/domain/activities/types'
import type { SeatFigure } from '~/app/domain/registrations/types'

/** What the parts of the registration page need. */
export type RegisterPageData = {
  id: number
  kind: ActivityKind
  title: string
  startsAt: Date
  endsAt: Date
  place: string
  accessibility: string
  confirmHours: number
  opensAt: Date | null
  closesAt: Date | null
  open: SeatFigure[]
  isCancelled: boolean
  isUpcoming: boolean
  refusal: string | null
  /** The last day on which the list of participants is published. */
  listBy: string
  townships: { value: string; label: string }[]
  department: { name: string; phone: string; address: string }
}

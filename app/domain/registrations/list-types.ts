import type { SeatGroup } from '~/app/domain/activities/types'

export type ListedPerson = {
  pseudonym: string
  /** The whole name only where the person agreed (L2). */
  shownName: string
  organisation: string
  /** Only where it was after the list had been published. */
  joinedAt: Date | null
  leftAt: Date | null
}
export type ParticipantList = {
  publishedAt: Date
  groups: { group: SeatGroup; people: ListedPerson[] }[]
}

import type { DeskHead } from '~/app/domain/activities/desk-head.server'
import type { SeatGroup } from '~/app/domain/activities/types'
import type { Finding } from '~/app/domain/findings'
import type { Delivery } from './deliveries'

export type Material = { id: number; name: string; type: string; size: number; addedAt: Date }

export type Served = {
  registrationId: number
  pseudonym: string
  shownName: string
  group: SeatGroup
  isConfirmed: boolean
  hasEmail: boolean
  deliveries: Delivery[]
  /** Since when everything has been there; null while something is missing. */
  completeAt: Date | null
  isLate: boolean
  openedAt: Date | null
  openedFiles: number
}

export type DeskMaterials = {
  head: DeskHead
  materials: (Material & { isDelivered: boolean })[]
  /** P6, P8: so many days before, by this day; no limit where it is no hearing. */
  limit: { days: number; lastDay: string; isPast: boolean } | null
  people: Served[]
  listPublishedAt: Date | null
  heldAt: Date | null
  delivering: Finding[]
  adding: Finding[]
  mayHandle: boolean
  mayWrite: boolean
}

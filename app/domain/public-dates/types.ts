import type { ActivityKind } from '~/app/domain/activities/types'

export const dateKinds = [
  'consultation',
  'hearing',
  'meeting-attendance',
  'symposium',
  'site-visit',
  'opinion-poll',
] as const satisfies readonly ('consultation' | ActivityKind)[]
export type DateKind = (typeof dateKinds)[number]

export type DateEvent = 'opens' | 'closes' | 'registration-opens' | 'registration-closes' | 'held'

/** A day, or an hour, on which something happens in which people can take part. */
export type PublicDate = {
  /** Stays the same when it is put off, so that a calendar moves its entry instead of adding one. */
  key: string
  kind: DateKind
  id: number
  event: DateEvent
  title: string
  department: string
  place: string
  at: Date
  /** Null for what happens at one moment: an opening, a closing. */
  endsAt: Date | null
  state: 'planned' | 'postponed' | 'cancelled'
  /** How often it was changed since it was announced. */
  revision: number
  changedAt: Date
}

import type { ActivityKind } from '~/app/domain/activities/types'

export const dateKinds = [
  'consultation',
  'survey',
  'hearing',
  'meeting-attendance',
  'symposium',
  'site-visit',
  'opinion-poll',
] as const satisfies readonly ('consultation' | 'survey' | ActivityKind)[]
export type DateKind = (typeof dateKinds)[number]

export type DateEvent =
  | 'opens'
  | 'closes'
  | 'registration-opens'
  | 'registration-closes'
  | 'survey-opens'
  | 'survey-closes'
  | 'held'

/** A closing is said as the time before which something must be done. */
export function isClosing(event: DateEvent): boolean {
  return event.endsWith('closes')
}

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

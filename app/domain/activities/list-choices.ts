import type { ActivityKind } from './types'

/** In the order in which they are offered. */
export const activityKindNames = [
  'hearing',
  'symposium',
  'site-visit',
  'opinion-poll',
  'meeting-attendance',
] as const satisfies readonly ActivityKind[]

/** What one can register for now, what is still to come, what is over or was called off. */
export const activityGroupNames = ['open', 'coming', 'over'] as const
export type ActivityGroup = (typeof activityGroupNames)[number]

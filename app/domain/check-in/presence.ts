import { dayOf } from '~/app/domain/calendar'

export type Presence = 'present' | 'absent'

/** What was said last at the door. Who came on a day from which it was put off has not come yet. */
export function presenceOf(steps: readonly { kind: string; at: Date }[], startsAt: Date): Presence | null {
  const last = steps.findLast(({ kind }) => kind === 'present' || kind === 'absent')
  if (!last || dayOf(last.at) < dayOf(startsAt)) return null
  return last.kind as Presence
}

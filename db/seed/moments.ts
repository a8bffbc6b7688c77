import { addDays, dayOf, isWorkday } from '~/app/domain/calendar'
import type { Day } from './types'

/** Turns the stories' day numbers into moments; nothing that has happened lies after the moment of seeding. */
export function createMoments(now: Date) {
  const today = dayOf(now)
  const day = (offset: Day) => addDays(today, offset)
  const workday = (offset: Day) => {
    let at = offset
    while (!isWorkday(day(at))) at += 1
    return day(at)
  }
  /** How many days from `offset` to the next working day (1), or the last one before it (-1). */
  const toWorkday = (offset: Day, by: 1 | -1): number => {
    let at = offset
    while (!isWorkday(day(at))) at += by
    return at - offset
  }
  const past = (moment: Date) => (moment < now ? moment : new Date(now.getTime() - 60_000))
  return {
    now,
    day,
    /** The close of a consultation: T1, an end on a holiday moves to the next working day. */
    workday,
    toWorkday,
    /** `time` is HH:MM in Asia/Shanghai. */
    at: (offset: Day, time = '09:00') => past(new Date(`${day(offset)}T${time}:00+08:00`)),
    planned: (offset: Day, time = '09:00') => new Date(`${day(offset)}T${time}:00+08:00`),
    plannedWorkday: (offset: Day, time: string) => new Date(`${workday(offset)}T${time}:00+08:00`),
    after: (moment: Date, hours: number) => past(new Date(moment.getTime() + hours * 3_600_000)),
  }
}

export type Moments = ReturnType<typeof createMoments>

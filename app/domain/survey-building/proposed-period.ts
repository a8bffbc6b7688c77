import { addDays, dayOf, endOfDay } from '~/app/domain/calendar'

const opensInDays = 7
const staysOpenDays = 14

/** A beginning for the drafter: a week to write and sign it off, two weeks to answer it. */
export function proposedPeriod(now: Date): { opensAt: Date; closesAt: Date } {
  const opensOn = addDays(dayOf(now), opensInDays)
  return {
    opensAt: new Date(`${opensOn}T09:00:00+08:00`),
    closesAt: endOfDay(addDays(opensOn, staysOpenDays)),
  }
}

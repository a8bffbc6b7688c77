// CommonJS: Node finds no named export in it.
import chineseDays from 'chinese-days'

const zone = 'Asia/Shanghai'
const dayFormat = new Intl.DateTimeFormat('en-CA', {
  timeZone: zone,
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
})

/** The calendar day in Asia/Shanghai, `YYYY-MM-DD`. */
export function dayOf(at: Date): string {
  return dayFormat.format(at)
}

/** Also a Saturday or Sunday that is worked; the holidays of a year not announced yet count as ordinary days. */
export function isWorkday(day: string): boolean {
  return chineseDays.isWorkday(day)
}

/** Whether the State Council has announced the year's holidays; until then a computed date is an estimate (T1). */
export function hasAnnouncedHolidays(day: string): boolean {
  const year = day.slice(0, 4)
  return chineseDays.getHolidaysInRange(`${year}-01-01`, `${year}-12-31`, false).length > 0
}

/** The last millisecond of a day in Asia/Shanghai: a deadline «by» that day. China has kept UTC+8 without summer time since 1992. */
export function endOfDay(day: string): Date {
  return new Date(`${day}T23:59:59.999+08:00`)
}

/** A day that the calendar has, as a form sends it: neither 2026-02-30 nor a year that PostgreSQL would not read. */
export function isDay(typed: string): boolean {
  if (!/^[1-9]\d{3}-\d{2}-\d{2}$/.test(typed)) return false
  const date = new Date(`${typed}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(typed)
}

/** The same with an hour and a minute, as `datetime-local` sends it. */
export function isMoment(typed: string): boolean {
  return isDay(typed.slice(0, 10)) && /^T([01]\d|2[0-3]):[0-5]\d$/.test(typed.slice(10))
}

export function startOfDay(day: string): Date {
  return new Date(`${day}T00:00:00.000+08:00`)
}

export function addDays(day: string, count: number): string {
  const date = new Date(`${day}T00:00:00Z`)
  date.setUTCDate(date.getUTCDate() + count)
  return date.toISOString().slice(0, 10)
}

/** T1: the first day is not counted; only working days are. */
export function addWorkingDays(day: string, count: number): string {
  let current = day
  for (let left = count; left > 0; ) {
    current = addDays(current, 1)
    if (isWorkday(current)) left -= 1
  }
  return current
}

export function workingDaysBetween(from: string, to: string): number {
  let count = 0
  for (let day = addDays(from, 1); day <= to; day = addDays(day, 1)) if (isWorkday(day)) count += 1
  return count
}

const moment = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' })

/** 2026-12-24 24:00, in Asia/Shanghai, for a message; the last minute of a day is its end. */
export function sayMoment(at: Date): string {
  return moment.format(at).replace(/ 23:59$/, ' 24:00')
}

import type { Lang } from '~/app/ui/preferences'

/** An instant, an ISO string of one, or a calendar day `YYYY-MM-DD`. Everything is shown in Asia/Shanghai. */
export type When = Date | string

const parts = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Asia/Shanghai',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
})
const englishMonths = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** 2026年11月23日, or 23 Nov 2026. */
export function formatDate(at: When, lang: Lang = 'zh'): string {
  return sayDay(dayOf(at), lang)
}

/** M2: YYYY-MM-DD HH:MM, in both languages. */
export function formatDateTime(at: When): string {
  const { day, time } = split(at)
  return `${day} ${time}`
}

/** A deadline at the end of a day is said as 24:00 of that day, not as 23:59 or as 00:00 of the next. */
export function formatDeadline(at: When, lang: Lang = 'zh'): string {
  const { day, time } = deadlineOf(at)
  return `${sayDay(day, lang)} ${time}`
}

/** Whole calendar days from now to the deadline's day: 0 on that day, negative once the deadline is over. */
export function daysLeft(at: When, now: When): number {
  if (toDate(at).getTime() < toDate(now).getTime()) return -1
  return Math.round((Date.parse(deadlineOf(at).day) - Date.parse(dayOf(now))) / 86_400_000)
}

// Made once: a table of results holds thousands of numbers.
const numbers = new Intl.NumberFormat('en-US')

export function formatNumber(value: number): string {
  return numbers.format(value)
}

/** The share of a whole, without decimals; an empty whole has no share. */
export function formatShare(part: number, whole: number): string {
  return whole === 0 ? '—' : `${Math.round((part / whole) * 100)}%`
}

/** The value of a datetime attribute. */
export function machineTime(at: When): string {
  return typeof at === 'string' && isDay(at) ? at : `${split(at).day}T${split(at).time}+08:00`
}

/** The value of an `<input type="datetime-local">`, in Asia/Shanghai. */
export function inputDateTime(at: When): string {
  const { day, time } = split(at)
  return `${day}T${time}`
}

function deadlineOf(at: When) {
  if (typeof at === 'string' && isDay(at)) return { day: at, time: '24:00' }
  const { day, time } = split(at)
  if (time === '23:59') return { day, time: '24:00' }
  if (time === '00:00') return { day: dayOf(new Date(toDate(at).getTime() - 1)), time: '24:00' }
  return { day, time }
}

function dayOf(at: When): string {
  return typeof at === 'string' && isDay(at) ? at : split(at).day
}

function sayDay(day: string, lang: Lang): string {
  const [year = '', month = '', date = ''] = day.split('-')
  if (lang === 'zh') return `${year}年${Number(month)}月${Number(date)}日`
  return `${Number(date)} ${englishMonths[Number(month) - 1]} ${year}`
}

function split(at: When) {
  const named = Object.fromEntries(parts.formatToParts(toDate(at)).map((part) => [part.type, part.value]))
  return { day: `${named.year}-${named.month}-${named.day}`, time: `${named.hour}:${named.minute}` }
}

function toDate(at: When): Date {
  if (at instanceof Date) return at
  return isDay(at) ? new Date(`${at}T23:59:59.999+08:00`) : new Date(at)
}

function isDay(at: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(at)
}

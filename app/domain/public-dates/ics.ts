import { createEvents, type EventAttributes } from 'ics'
import { addDays, dayOf } from '~/app/domain/calendar'

/** One entry of an iCalendar file (RFC 5545), in words. */
export type IcsEntry = {
  uid: string
  summary: string
  description: string
  location: string
  url: string
  start: Date
  /** Null for what happens at one moment: it stands on its day, so that a telephone shows it on top of that day. */
  end: Date | null
  isCancelled: boolean
  sequence: number
  changedAt: Date
  /** What the telephone says the day before. */
  reminder?: string
}

const day = 86_400_000
const mostOctets = 75
const encoder = new TextEncoder()

/** The file; `name` is what the calendar is called where somebody subscribes to it. */
export function icsFile(entries: IcsEntry[], name: string): string {
  const { value, error } = createEvents(entries.map(eventOf), {
    productId: '-//Gongyi//Participation calendar//ZH',
    method: 'PUBLISH',
    calName: inOneLine(name),
  })
  if (value === null || value === undefined) throw error ?? new Error('the calendar could not be written')
  return foldByOctets(value)
}

function eventOf(entry: IcsEntry): EventAttributes {
  const { start, end, changedAt, reminder } = entry
  // Without it the moment of the request would stand there, and no two answers would be the same.
  const stamps = { timestamp: changedAt.getTime(), lastModified: changedAt.getTime() }
  const alarm = {
    action: 'display' as const,
    description: inOneLine(reminder ?? ''),
    // The package writes one day as P1DT, which is none.
    trigger: { hours: 24, before: true },
  }
  return {
    ...stamps,
    uid: entry.uid,
    title: tidy(entry.summary),
    description: tidy(entry.description),
    location: tidy(entry.location),
    url: entry.url,
    sequence: entry.sequence,
    status: entry.isCancelled ? 'CANCELLED' : 'CONFIRMED',
    busyStatus: end === null ? 'FREE' : 'BUSY',
    transp: end === null ? 'TRANSPARENT' : 'OPAQUE',
    ...(reminder && !entry.isCancelled ? { alarms: [alarm] } : {}),
    ...timesOf(start, end),
  }
}

/** In UTC to the second; on whole days of ours where it is one moment or lasts for days. */
function timesOf(
  start: Date,
  end: Date | null,
): Pick<EventAttributes, 'start'> & { end: EventAttributes['start'] } {
  const isShort = end !== null && end.getTime() - start.getTime() <= day
  if (isShort) return { start: start.getTime(), end: end.getTime() }
  return { start: dateOf(dayOf(start)), end: dateOf(addDays(dayOf(end ?? start), 1)) }
}

function dateOf(words: string): [number, number, number] {
  const [year = 0, month = 0, date = 0] = words.split('-').map(Number)
  return [year, month, date]
}

/** The package writes these as they are: a new line in them would begin a property of its own. */
function inOneLine(words: string): string {
  return tidy(words).replace(/[\\;,\n]/g, ' ')
}

/** No control characters: they would break the file apart. */
function tidy(words: string): string {
  return words
    .replace(/\r\n?/g, '\n')
    .replace(/[\u2028\u2029]/g, '\n')
    .replace(/(?!\n)\p{Cc}/gu, '')
}

/** RFC 5545, 3.1: at most 75 octets in a line. The package counts characters, and a Chinese one has three octets. */
function foldByOctets(file: string): string {
  const lines = file.replaceAll('\r\n\t', '').split('\r\n')
  return lines.map(foldLine).join('\r\n')
}

function foldLine(line: string): string {
  const parts: string[] = []
  let part = ''
  let octets = 0
  for (const character of line) {
    const size = encoder.encode(character).length
    // A folded line begins with a space, which counts.
    if (octets + size > mostOctets) {
      parts.push(part)
      part = ' '
      octets = 1
    }
    part += character
    octets += size
  }
  return [...parts, part].join('\r\n')
}

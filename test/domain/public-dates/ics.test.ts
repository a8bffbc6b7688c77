import { describe, expect, it } from 'vitest'
import { type IcsEntry, icsFile } from '~/app/domain/public-dates/ics'
import { readIcs, textOf, timeOf } from '~/test/support/read-ics'

const entry: IcsEntry = {
  uid: 'activity-7-held@gongyi.test',
  summary: '听证会：云岭县城区居民生活用水价格调整方案，阶梯水价；以及污水处理费（征求意见稿）𠮷',
  description: '时间：2026-11-10 09:00—11:30\n地点：县政务服务中心\\二楼；带身份证, 提前到\r\n\u0007详情',
  location: '县政务服务中心二楼会议室，云台街道 1 号',
  url: 'https://gongyi.test/activities/7',
  start: new Date('2026-11-10T09:00:00+08:00'),
  end: new Date('2026-11-10T11:30:00+08:00'),
  isCancelled: false,
  sequence: 0,
  changedAt: new Date('2026-09-10T09:00:00+08:00'),
  reminder: '明天：听证会，带身份证',
}

describe('an iCalendar file', () => {
  it('holds Chinese words, whole characters and at most 75 octets in a line', () => {
    const calendar = readIcs(icsFile([entry], '云岭县·参与日历'))
    expect(textOf(calendar, 'VERSION')).toBe('2.0')
    expect(textOf(calendar, 'METHOD')).toBe('PUBLISH')
    expect(textOf(calendar, 'X-WR-CALNAME')).toBe('云岭县·参与日历')
    const [event] = calendar.inside
    if (!event) throw new Error('no event')
    expect(textOf(event, 'SUMMARY')).toBe(entry.summary)
    expect(textOf(event, 'DESCRIPTION')).toBe(
      '时间：2026-11-10 09:00—11:30\n地点：县政务服务中心\\二楼；带身份证, 提前到\n详情',
    )
    expect(textOf(event, 'LOCATION')).toBe(entry.location)
    expect(event.properties.get('URL')?.value).toBe(entry.url)
    expect(event.properties.get('UID')?.value).toBe(entry.uid)
    expect(event.properties.get('STATUS')?.value).toBe('CONFIRMED')
  })

  it('lets no words begin a property of their own', () => {
    const evil = '听证会\nATTENDEE:mailto:x@y.example\r\nEND:VCALENDAR\u2028X-EVIL:1'
    const words = { summary: evil, description: evil, location: evil, reminder: evil }
    const calendar = readIcs(icsFile([{ ...entry, ...words }], evil))
    expect(calendar.inside).toHaveLength(1)
    const [event] = calendar.inside
    if (!event) throw new Error('no event')
    expect([...calendar.properties.keys(), ...event.properties.keys()]).not.toContain('ATTENDEE')
    expect(event.inside[0]?.properties.has('ATTENDEE')).toBe(false)
    expect([...calendar.properties.keys()].filter((name) => name.startsWith('X-EVIL'))).toEqual([])
  })

  it('says hours in UTC, and when it was changed instead of when it was asked for', () => {
    const file = icsFile([entry], 'x')
    expect(icsFile([entry], 'x')).toBe(file)
    const [event] = readIcs(file).inside
    if (!event) throw new Error('no event')
    expect(timeOf(event, 'DTSTART')).toBe('2026-11-10T01:00:00Z')
    expect(timeOf(event, 'DTEND')).toBe('2026-11-10T03:30:00Z')
    expect(timeOf(event, 'DTSTAMP')).toBe('2026-09-10T01:00:00Z')
    expect(timeOf(event, 'LAST-MODIFIED')).toBe('2026-09-10T01:00:00Z')
    const [alarm] = event.inside
    expect(alarm?.properties.get('TRIGGER')?.value).toBe('-PT24H')
    expect(alarm?.properties.get('ACTION')?.value).toBe('DISPLAY')
  })

  it('puts a deadline on its day in China, and what lasts for weeks on all of its days', () => {
    const midnight = new Date('2026-12-24T23:59:59.999+08:00')
    const poll = { start: new Date('2026-10-01T08:00:00+08:00'), end: new Date('2026-10-20T18:00:00+08:00') }
    const file = icsFile(
      [
        { ...entry, start: midnight, end: null },
        { ...entry, ...poll },
      ],
      'x',
    )
    const [deadline, weeks] = readIcs(file).inside
    if (!deadline || !weeks) throw new Error('an event is missing')
    expect([timeOf(deadline, 'DTSTART'), timeOf(deadline, 'DTEND')]).toEqual(['2026-12-24', '2026-12-25'])
    expect([timeOf(weeks, 'DTSTART'), timeOf(weeks, 'DTEND')]).toEqual(['2026-10-01', '2026-10-21'])
  })

  it('calls off what was cancelled, and reminds of it no more', () => {
    const [event] = readIcs(icsFile([{ ...entry, isCancelled: true, sequence: 2 }], 'x')).inside
    expect(event?.properties.get('STATUS')?.value).toBe('CANCELLED')
    expect(event?.properties.get('SEQUENCE')?.value).toBe('2')
    expect(event?.inside).toEqual([])
  })

  it('is a calendar also when nothing is in it', () => {
    expect(readIcs(icsFile([], '空')).inside).toEqual([])
  })

  it('is no larger for words that try to break out of it', () => {
    const words = 'x\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:y\u2028\u0000'
    const hostile = { ...entry, summary: words, description: words, location: words, reminder: words }
    const calendar = readIcs(icsFile([hostile], words))
    expect(calendar.inside).toHaveLength(1)
    const [event] = calendar.inside
    if (!event) throw new Error('no event')
    expect(textOf(event, 'SUMMARY')).toBe('x\nEND:VEVENT\nBEGIN:VEVENT\nSUMMARY:y\n')
  })
})

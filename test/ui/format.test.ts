import { describe, expect, it } from 'vitest'
import { daysLeft, formatDate, formatDateTime, formatDeadline, machineTime } from '~/app/ui/format'

const now = new Date('2026-11-23T16:30:00Z') // 00:30 of 24 November in Shanghai

describe('dates on a page', () => {
  it('are those of Asia/Shanghai, whatever the clock of the machine says', () => {
    expect(formatDate(now)).toBe('2026年11月24日')
    expect(formatDate(now, 'en')).toBe('24 Nov 2026')
    expect(formatDateTime(now)).toBe('2026-11-24 00:30')
    expect(machineTime(now)).toBe('2026-11-24T00:30+08:00')
  })

  it('take a calendar day as it is', () => {
    expect(formatDate('2026-11-23')).toBe('2026年11月23日')
    expect(machineTime('2026-11-23')).toBe('2026-11-23')
  })
})

describe('a deadline', () => {
  it('at the end of a day is said as 24:00 of that day', () => {
    expect(formatDeadline(new Date('2026-12-24T15:59:59.999Z'))).toBe('2026年12月24日 24:00')
    expect(formatDeadline(new Date('2026-12-24T16:00:00Z'))).toBe('2026年12月24日 24:00')
    expect(formatDeadline('2026-12-24')).toBe('2026年12月24日 24:00')
    expect(formatDeadline(new Date('2026-12-24T09:00:00Z'))).toBe('2026年12月24日 17:00')
  })

  it('counts whole calendar days, with none left on its own day and less than none afterwards', () => {
    expect(daysLeft(new Date('2026-12-24T15:59:59.999Z'), now)).toBe(30)
    expect(daysLeft(new Date('2026-11-24T15:59:59.999Z'), now)).toBe(0)
    expect(daysLeft(new Date('2026-11-23T15:59:59.999Z'), now)).toBe(-1)
    expect(daysLeft('2026-11-25', now)).toBe(1)
  })
})

import { describe, expect, it } from 'vitest'
import { readRange } from '~/app/server/byte-range'

describe('the range that a player asks for (RFC 9110)', () => {
  it.each([
    ['bytes=0-', { from: 0, to: 100 }],
    ['bytes=0-0', { from: 0, to: 1 }],
    ['bytes=10-19', { from: 10, to: 20 }],
    ['bytes=90-500', { from: 90, to: 100 }],
    ['bytes=-10', { from: 90, to: 100 }],
    ['bytes=-500', { from: 0, to: 100 }],
  ])('%s', (asked, range) => {
    expect(readRange(asked, 100)).toEqual(range)
  })

  it.each(['bytes=100-', 'bytes=100-200', 'bytes=-0'])('%s lies behind the end', (asked) => {
    expect(readRange(asked, 100)).toBe('unsatisfiable')
  })

  it.each([null, '', 'bytes=-', 'bytes=5-2', 'bytes=0-1,5-6', 'items=0-1', 'bytes=a-b'])(
    '%s is no range that we know: the whole is sent',
    (asked) => {
      expect(readRange(asked, 100)).toBeNull()
    },
  )
})

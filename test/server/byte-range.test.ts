import { describe, expect, it } from 'vitest'
import { readRanges } from '~/app/server/byte-range'

describe('the ranges that a player asks for (RFC 9110)', () => {
  it.each([
    ['bytes=0-', [{ from: 0, to: 100 }]],
    ['bytes=0-0', [{ from: 0, to: 1 }]],
    ['bytes=10-19', [{ from: 10, to: 20 }]],
    ['bytes=90-500', [{ from: 90, to: 100 }]],
    ['bytes=-10', [{ from: 90, to: 100 }]],
    ['bytes=-500', [{ from: 0, to: 100 }]],
    [
      'bytes=0-1, 5-6',
      [
        { from: 0, to: 2 },
        { from: 5, to: 7 },
      ],
    ],
    ['bytes=0-1,500-', [{ from: 0, to: 2 }]],
  ])('%s', (asked, ranges) => {
    expect(readRanges(asked, 100)).toEqual(ranges)
  })

  it.each(['bytes=100-', 'bytes=100-200', 'bytes=-0', 'bytes=100-,200-'])(
    '%s lies behind the end',
    (asked) => {
      expect(readRanges(asked, 100)).toBe('unsatisfiable')
    },
  )

  it.each([
    null,
    '',
    'bytes=-',
    'bytes=5-2',
    'items=0-1',
    'bytes=a-b',
    'bytes=0-1,x',
    'bytes=0-,0-',
    'bytes=,',
  ])('%s is no range that we know, or more than the file: the whole is sent', (asked) => {
    expect(readRanges(asked, 100)).toBeNull()
  })
})

export type ByteRange = { from: number; to: number }

/** More than any player asks for at once; whoever asks for more gets the whole. */
const mostRanges = 20

/**
 * RFC 9110: the ranges that are asked for and begin within the file, each from its first byte up to, not including,
 * the second; `unsatisfiable` where none does. Null where the whole is sent: nothing asked, not understood, too many,
 * or more in all than the file holds.
 */
export function readRanges(header: string | null, size: number): ByteRange[] | null | 'unsatisfiable' {
  const list = /^bytes=(.*)$/i.exec(header?.trim() ?? '')?.[1]
  if (list === undefined || list.length > 1000) return null
  const asked = list
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '')
  if (asked.length === 0 || asked.length > mostRanges) return null
  const ranges: ByteRange[] = []
  for (const word of asked) {
    const range = readOne(word, size)
    if (range === null) return null
    if (range !== 'outside') ranges.push(range)
  }
  if (ranges.length === 0) return 'unsatisfiable'
  const total = ranges.reduce((sum, { from, to }) => sum + to - from, 0)
  return ranges.length > 1 && total > size ? null : ranges
}

function readOne(word: string, size: number): ByteRange | null | 'outside' {
  const [, first = '', last = ''] = /^(\d{0,15})-(\d{0,15})$/.exec(word) ?? []
  if (first === '' && last === '') return null
  if (first === '') {
    const count = Number(last)
    return count === 0 || size === 0 ? 'outside' : { from: Math.max(0, size - count), to: size }
  }
  if (last !== '' && Number(last) < Number(first)) return null
  if (Number(first) >= size) return 'outside'
  return { from: Number(first), to: last === '' ? size : Math.min(Number(last) + 1, size) }
}

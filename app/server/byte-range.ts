export type ByteRange = { from: number; to: number }

/**
 * RFC 9110: the one range that is asked for, from the first byte up to, not including, the second. Null where the whole
 * is sent (no range, several, or one we do not understand); `unsatisfiable` where it lies behind the end.
 */
export function readRange(header: string | null, size: number): ByteRange | null | 'unsatisfiable' {
  const asked = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header?.trim() ?? '')
  if (!asked) return null
  const [, first = '', last = ''] = asked
  if (first === '' && last === '') return null
  if (first === '') {
    const count = Number(last)
    return count === 0 || size === 0 ? 'unsatisfiable' : { from: Math.max(0, size - count), to: size }
  }
  if (last !== '' && Number(last) < Number(first)) return null
  if (Number(first) >= size) return 'unsatisfiable'
  return { from: Number(first), to: last === '' ? size : Math.min(Number(last) + 1, size) }
}

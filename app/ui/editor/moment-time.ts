const longest = 86_400

/** 1:23, 01:02:03, 1：23, 83 or 83秒, as seconds; null where it is none of these. */
export function readTime(text: string): number | null {
  const plain = text
    .normalize('NFKC')
    .trim()
    .replace(/秒$/, '')
    .replace(/[分时]/g, ':')
    .replace(/:$/, ':0')
  if (!/^\d{1,5}(?::\d{1,2}){0,2}(?:\.\d{1,2})?$/.test(plain)) return null
  const parts = plain.split(':').map(Number)
  if (parts.slice(1).some((part) => part >= 60)) return null
  const second = parts.reduce((sum, part) => sum * 60 + part, 0)
  return second <= longest ? second : null
}

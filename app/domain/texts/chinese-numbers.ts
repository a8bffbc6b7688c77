const digits = '零一二三四五六七八九'
const digitOf = new Map<string, number>([
  ...[...digits].map((char, value): [string, number] => [char, value]),
  ['〇', 0],
  ['○', 0],
  ['两', 2],
])
const unitOf = new Map([
  ['十', 10],
  ['百', 100],
  ['千', 1000],
])

/** 一百零六 → 106; 二〇二〇 → 2020; １２ → 12. Null where it is not a number. */
export function chineseToNumber(text: string): number | null {
  const half = toHalfWidthDigits(text)
  if (/^\d+$/.test(half)) return Number(half)
  const chars = [...text]
  if (chars.length === 0 || chars.some((char) => !digitOf.has(char) && !unitOf.has(char))) return null
  if (chars.length > 1 && chars.every((char) => digitOf.has(char))) {
    return Number(chars.map((char) => digitOf.get(char)).join(''))
  }
  let total = 0
  let pending: number | null = null
  for (const char of chars) {
    const unit = unitOf.get(char)
    if (unit === undefined) {
      pending = digitOf.get(char) ?? 0
    } else {
      total += (pending ?? 1) * unit
      pending = null
    }
  }
  return total + (pending ?? 0)
}

/** 106 → 一百零六 (below 10,000). */
export function numberToChinese(value: number): string {
  if (value < 10) return digits[value] ?? ''
  if (value < 20) return `十${value === 10 ? '' : digits[value - 10]}`
  const units: [number, string][] = [
    [1000, '千'],
    [100, '百'],
    [10, '十'],
  ]
  let rest = value
  let text = ''
  for (const [size, unit] of units) {
    const digit = Math.floor(rest / size)
    if (digit > 0) text += `${digits[digit]}${unit}`
    else if (text !== '' && rest > 0 && !text.endsWith('零')) text += '零'
    rest %= size
  }
  return rest === 0 ? text : text + digits[rest]
}

export function toHalfWidthDigits(text: string): string {
  return text.replace(/[０-９]/g, (char) => String.fromCharCode(char.charCodeAt(0) - 0xfee0))
}

/** 2020年8月31日, 二〇二〇年八月三十一日, 2020-8-31 → 2020-08-31; null where it is no date. */
export function readDate(text: string): string | null {
  const match =
    /([\d０-９零〇○一二三四五六七八九]{4})\s*年\s*([\d０-９一二三四五六七八九十]{1,3})\s*月\s*([\d０-９一二三四五六七八九十]{1,3})\s*日/.exec(
      text,
    ) ?? /(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)/.exec(text)
  if (!match) return null
  const [year, month, day] = [match[1], match[2], match[3]].map((part) => chineseToNumber(part ?? ''))
  if (!year || !month || !day || month > 12 || day > 31) return null
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
}

import { chineseToNumber, toHalfWidthDigits } from './chinese-numbers'

/** The written forms of numbering; which kind of clause each makes depends on the text's style. */
export type MarkerForm =
  | 'part' // 第一编
  | 'chapter' // 第一章
  | 'section' // 第一节
  | 'article' // 第一条
  | 'count' // 一、
  | 'bracketed' // （一）
  | 'digit' // 1.
  | 'bracketed-digit' // （1）
  | 'circled' // ①

export type Marker = {
  form: MarkerForm
  label: string
  ordinal: number
  rest: string
  /** Whether white space stood between the number and the text: a body's reference (第十条规定…) has none. */
  spaced: boolean
}

const cn = '[一二三四五六七八九十百千零〇○两]'
const divisions: Record<string, MarkerForm> = { 编: 'part', 章: 'chapter', 节: 'section', 条: 'article' }
const division = new RegExp(`^第[ ]?(${cn}+|[0-9０-９]+)[ ]?([编章节条])(之${cn}+)?([\\s　:：]*)(.*)$`, 's')
const count = new RegExp(`^(${cn}+)[、．.][\\s　]*(.*)$`, 's')
const bracketed = new RegExp(`^[（(][ ]?(${cn}+)[ ]?[)）][\\s　、.．]*(.*)$`, 's')
const digit = /^([0-9０-９]{1,3})([.．、])([\s　]*)(.*)$/s
const bracketedDigit = /^(?:[（(][ ]?([0-9０-９]{1,3})[ ]?[)）]|([0-9０-９]{1,3})[)）])[\s　、.．]*(.*)$/s
const circled = /^([①-⑳])[\s　]*(.*)$/s

const continuesAsReference =
  /^(第|规定|所|的|、|和|至|到|或|及|以及|与|中|款|项|目|之|，|,|；|;|。|\)|）|（[一二三四五六七八九十]+）项)/

/** The number a line starts with, or null where it is plain text or a reference such as 第十条规定…. */
export function readMarker(line: string): Marker | null {
  return readDivision(line) ?? readListNumber(line)
}

function readDivision(line: string): Marker | null {
  const match = division.exec(line)
  if (!match) return null
  const [, number = '', unit = '', inserted = '', space = '', rest = ''] = match
  const ordinal = chineseToNumber(number)
  const form = divisions[unit]
  if (ordinal === null || !form) return null
  const spaced = space !== '' || rest === ''
  if (!spaced && continuesAsReference.test(rest)) return null
  if (form !== 'article' && !isTitle(rest)) return null
  return {
    form,
    label: `第${toHalfWidthDigits(number)}${unit}${inserted}`,
    ordinal,
    rest: rest.trim(),
    spaced,
  }
}

function isTitle(rest: string): boolean {
  return rest.length <= 60 && !/[。；;，]$/.test(rest) && !/。/.test(rest)
}

function readListNumber(line: string): Marker | null {
  let match = count.exec(line)
  if (match) return listMarker('count', `${match[1]}、`, match[1], match[2])
  match = bracketed.exec(line)
  if (match) return listMarker('bracketed', `（${match[1]}）`, match[1], match[2])
  match = bracketedDigit.exec(line)
  if (match) {
    const number = toHalfWidthDigits(match[1] ?? match[2] ?? '')
    return listMarker('bracketed-digit', `（${number}）`, number, match[3])
  }
  match = digit.exec(line)
  // 4.5厘米 at the start of a line is a quantity.
  if (match && !(match[2] !== '、' && match[3] === '' && /^[0-9０-９](?![0-9]{3}年)/.test(match[4] ?? ''))) {
    const number = toHalfWidthDigits(match[1] ?? '')
    return listMarker('digit', `${number}.`, number, match[4])
  }
  match = circled.exec(line)
  if (match) {
    const ordinal = (match[1] ?? '①').charCodeAt(0) - '①'.charCodeAt(0) + 1
    return listMarker('circled', match[1] ?? '', String(ordinal), match[2])
  }
  return null
}

function listMarker(form: MarkerForm, label: string, number = '', rest = ''): Marker | null {
  const ordinal = chineseToNumber(number)
  if (ordinal === null || /^(项|款|目|至|和第)/.test(rest)) return null
  return { form, label, ordinal, rest: rest.trim(), spaced: true }
}

const runIn = /^([^。，,；;：:！？!?“”]{2,30})。(?=.)/s
const bracketedTitle = /^(?:【([^】]{1,30})】|\[([^\]]{1,30})\])[\s　]*(.*)$/s

/** Splits what follows a number into its short title and the text: 指导思想。坚持… → 指导思想 + 坚持…. */
export function splitHeading(
  rest: string,
  style: 'statute' | 'opinion',
): { heading: string | null; body: string } {
  const bracket = bracketedTitle.exec(rest)
  if (bracket) return { heading: bracket[1] ?? bracket[2] ?? null, body: bracket[3] ?? '' }
  if (style === 'statute') {
    const whole = /^[（(]([^（）()]{2,30})[）)]$/.exec(rest)
    return whole ? { heading: whole[1] ?? null, body: '' } : { heading: null, body: rest }
  }
  const match = runIn.exec(rest)
  if (match) return { heading: match[1] ?? null, body: rest.slice(match[0].length).trim() }
  if (rest !== '' && rest.length <= 40 && !/[。；;：:！？!?，,、…]$/.test(rest))
    return { heading: rest, body: '' }
  return { heading: null, body: rest }
}

/** Chapter titles are set with spaces for looks (总　则); the title itself has none. */
export function tidyTitle(title: string): string {
  return title
    .replace(/[\s　]+/g, ' ')
    .replace(/(?<=[^\x20-\x7e]) (?=[^\x20-\x7e])/g, '')
    .trim()
}

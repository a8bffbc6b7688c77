export type DocumentNumber = {
  /** The mended form: 岭政办发〔2026〕7号. */
  number: string
  asWritten: string
  /** What was mended, in words for the drafter; empty where it was right. */
  faults: string[]
}

const pattern =
  /([\u4e00-\u9fa5]{1,12}?)[ \t]*([〔[【(（［〖{「])[ \t]*((?:19|20)\d{2})[ \t]*([〕\]】)）］〗}」])[ \t]*(第?)[ \t]*(\d{1,5})[ \t]*号/g
const leadingWords = /^.*(?:根据|按照|依据|依照|参照|印发的|下发的|详见|废止|原)(?=.)/
const orderPattern = /([\u4e00-\u9fa5]{2,30}?令)[ \t]*第[ \t]*(\d{1,4})[ \t]*号/

/**
 * Every document number in a text, with its mend (D4): six-cornered brackets, no 第, no leading zero.
 * A number of an order (国务院令第713号) keeps its 第 and is not touched.
 */
export function findDocumentNumbers(text: string): DocumentNumber[] {
  return [...text.matchAll(pattern)].map((match) => {
    const [whole, before = '', open = '', year = '', close = '', ordinalWord = '', serial = ''] = match
    const agency = before.replace(leadingWords, '')
    const asWritten = whole.slice(before.length - agency.length)
    const faults: string[] = []
    if (open !== '〔' || close !== '〕') faults.push('年份应用六角括号〔〕')
    if (ordinalWord !== '') faults.push('序号前不加“第”')
    if (/^0/.test(serial)) faults.push('序号不编虚位')
    if (/\s/.test(asWritten)) faults.push('中间不留空格')
    return { number: `${agency}〔${year}〕${Number(serial)}号`, asWritten, faults }
  })
}

/** The document number that stands at the start of a line, with or without what follows it. */
export function readDocumentNumber(line: string): DocumentNumber | null {
  const [first] = findDocumentNumbers(line)
  return first && line.trimStart().startsWith(first.asWritten) ? first : null
}

/** 中华人民共和国国务院令第713号公布 → 国务院令第713号 */
export function readOrderNumber(line: string): string | null {
  const match = orderPattern.exec(line)
  if (!match) return null
  return `${(match[1] ?? '').replace(/^.*[日\s]/, '').replace(/^中华人民共和国(?=.{2,}令)/, '')}第${Number(match[2])}号`
}

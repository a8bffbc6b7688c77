import type { ParsedClause } from './types'

const sentenceEnd = /[。；：！？!?;:…]$|[。；！？：…][”’」』）)]$|[”’）)】]$/
const loneTail = /^.{1,4}[。；]$/
const keyed = /^[\u4e00-\u9fa5]{2,8}[：:]/

/** Whether the clause ends in the middle of a sentence that the unnumbered line after it goes on with. */
export function isBrokenBefore(clause: ParsedClause, next: ParsedClause): boolean {
  if (next.kind !== 'paragraph' || clause.table !== null || clause.kind === 'annex') return false
  const text = clause.body || (clause.heading ?? '')
  if (text === '' || isUnheaded(clause) || startsAnew(next.body)) return false
  const open = hasOpenQuotation(text)
  if (!open && sentenceEnd.test(text)) return false
  if (loneTail.test(next.body) || open) return true
  if (clause.body === '') return false
  return /[，、,]$/.test(text) || text.length >= 20
}

function isUnheaded(clause: ParsedClause): boolean {
  return clause.label === null && clause.kind !== 'paragraph'
}

function startsAnew(text: string): boolean {
  return keyed.test(text) || /^(附件|附表|附录|附：|（此件|\(此件)/.test(text)
}

function hasOpenQuotation(text: string): boolean {
  const pairs = ['“”', '《》', '（）']
  return pairs.some(([open = '', close = '']) => text.lastIndexOf(open) > text.lastIndexOf(close))
}

/** Puts the two halves together; Latin words keep a space between them. */
export function joinHalves(first: string, second: string): string {
  return /[a-z0-9]$/i.test(first) && /^[a-z]/i.test(second) ? `${first} ${second}` : `${first}${second}`
}

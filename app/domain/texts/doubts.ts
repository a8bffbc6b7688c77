import { isBrokenBefore, joinHalves } from './broken-lines'
import { numberToChinese } from './chinese-numbers'
import { findDocumentNumbers } from './document-number'
import { lineNumbers } from './serialize'
import type { Doubt, ParsedClause } from './types'

/** What the drafter should look at before the text is saved. */
export function findDoubts(clauses: ParsedClause[]): Doubt[] {
  const lines = lineNumbers(clauses)
  return [
    ...findBrokenLines(clauses),
    ...findNumberingDoubts(clauses),
    ...findNumberForms(clauses),
    ...findLostTables(clauses),
  ]
    .map((doubt) => ({ ...doubt, line: lines[doubt.index] ?? -1 }))
    .sort((a, b) => a.index - b.index)
}

type Found = Omit<Doubt, 'line'>

function findBrokenLines(clauses: ParsedClause[]): Found[] {
  return clauses.flatMap((clause, index) => {
    const next = clauses[index + 1]
    if (!next || !isBrokenBefore(clause, next)) return []
    const text = clause.body || (clause.heading ?? '')
    return {
      id: 'broken-line' as const,
      index,
      message: `这一行像是在句子中间断开了：“…${text.slice(-12)}”后面接“${next.body.slice(0, 12)}${next.body.length > 12 ? '…' : ''}”，建议合并。`,
      suggestion: joinHalves(text, next.body),
    }
  })
}

function findNumberingDoubts(clauses: ParsedClause[]): Found[] {
  const found: Found[] = []
  const lastUnder = new Map<string, { ordinal: number; label: string }>()
  const lastOf = new Map<string, { ordinal: number; label: string }>()
  clauses.forEach((clause, index) => {
    if (clause.kind === 'annex') {
      lastUnder.clear()
      lastOf.clear()
      return
    }
    const { label, ordinal } = clause
    if (label === null || ordinal === null || /之/.test(label)) return
    const form = formOf(label)
    const key = `${form === '条' ? 'text' : clause.parent}:${form}`
    const sibling = lastUnder.get(key)
    const earlier = lastOf.get(form)
    lastUnder.set(key, { ordinal, label })
    lastOf.set(form, { ordinal, label })
    const previous =
      sibling ?? (ordinal === 1 || ordinal === (earlier?.ordinal ?? 0) + 1 ? null : { ordinal: 0, label: '' })
    if (previous) found.push(...checkStep(previous, { ordinal, label }, index))
  })
  return found
}

function checkStep(
  previous: { ordinal: number; label: string },
  { ordinal, label }: { ordinal: number; label: string },
  index: number,
): Found[] {
  if (ordinal === previous.ordinal + 1) return []
  if (ordinal === previous.ordinal) {
    return [{ id: 'numbering-repeat', index, message: `“${label}”连续出现了两次，请核对编号。` }]
  }
  if (ordinal < previous.ordinal) {
    return [
      { id: 'numbering-repeat', index, message: `“${previous.label}”之后又回到了“${label}”，请核对编号。` },
    ]
  }
  const missing =
    ordinal - 1 === previous.ordinal + 1
      ? relabel(label, ordinal - 1)
      : `${relabel(label, previous.ordinal + 1)}至${relabel(label, ordinal - 1)}`
  const message =
    previous.label === ''
      ? `编号从“${label}”开始，前面缺${missing}。`
      : `“${previous.label}”之后是“${label}”，缺${missing}。`
  return [{ id: 'numbering-gap', index, message }]
}

function formOf(label: string): string {
  return label
    .replace(/[0-9]+|[一二三四五六七八九十百千零〇○两]+/, '')
    .replace(/^[①-⑳]$/, '①')
    .replace('第', '')
}

function relabel(label: string, ordinal: number): string {
  if (/^[①-⑳]$/.test(label)) return String.fromCharCode('①'.charCodeAt(0) + ordinal - 1)
  return /[0-9]/.test(label)
    ? label.replace(/[0-9]+/, String(ordinal))
    : label.replace(/[一二三四五六七八九十百千零〇○两]+/, numberToChinese(ordinal))
}

function findNumberForms(clauses: ParsedClause[]): Found[] {
  return clauses.flatMap((clause, index) =>
    findDocumentNumbers(clause.body)
      .filter(({ faults }) => faults.length > 0)
      .map((number) => ({ id: 'number-form' as const, index, ...describeNumberForm(number) })),
  )
}

export function describeNumberForm(number: { number: string; asWritten: string; faults: string[] }): {
  message: string
  suggestion: string
} {
  return {
    message: `发文字号“${number.asWritten}”宜写作“${number.number}”：${number.faults.join('，')}（党政机关公文处理工作条例，D4）。`,
    suggestion: number.number,
  }
}

function findLostTables(clauses: ParsedClause[]): Found[] {
  return clauses.flatMap((clause, index) => {
    if (clause.kind !== 'paragraph' || !/^序号\s+\S+\s+\S+/.test(clause.body)) return []
    return {
      id: 'table-as-text' as const,
      index,
      message: '这一段像是表格失去了行列，请按“| 单元格 | 单元格 |”每行一条重新整理，或重新粘贴表格。',
    }
  })
}

import { setContentsAside } from './contents-lines'
import { findDoubts } from './doubts'
import { parseClauses } from './parse-clauses'
import { parseHead } from './parse-head'
import { readLines } from './source-lines'
import type { Doubt, ParsedText } from './types'

/**
 * A whole document as plain text → title, number, dates and clauses. `fallbackTitle` (the file's name)
 * stands in where the text has no title, and a doubt says so.
 */
export function parseText(text: string, fallbackTitle = ''): ParsedText {
  const { rest, contents } = setContentsAside(readLines(text))
  const { head, body } = parseHead(rest)
  const { doubts: headDoubts, ...fields } = head
  const clauses = parseClauses(body)
  return {
    ...fields,
    title: head.title || fallbackTitle,
    contents,
    clauses,
    doubts: [...headDoubts, ...describeHead(head.title, fallbackTitle, contents), ...findDoubts(clauses)],
  }
}

function describeHead(title: string, fallbackTitle: string, contents: string[]): Doubt[] {
  const doubts: Doubt[] = []
  if (title === '') {
    const message =
      fallbackTitle === '' ? '没有认出标题，请填写。' : `没有认出标题，暂用文件名“${fallbackTitle}”。`
    doubts.push({ id: 'no-title', index: -1, line: -1, message, suggestion: fallbackTitle })
  }
  if (contents.length > 0) {
    const message = `认出目录 ${contents.length} 行，没有算作章节：“${(contents[0] ?? '').slice(0, 24)}…”。`
    doubts.push({ id: 'contents-skipped', index: -1, line: -1, message })
  }
  return doubts
}

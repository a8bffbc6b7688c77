import { readDate } from './chinese-numbers'
import { readMarker, tidyTitle } from './clause-labels'
import { readDocumentNumber, readOrderNumber } from './document-number'
import { describeNumberForm } from './doubts'
import { isOrganName, issuerFromHistory, issuerFromTitle } from './issuers'
import type { SourceLine } from './source-lines'
import type { Doubt } from './types'

export type Head = {
  title: string
  documentNumber: string | null
  issuer: string | null
  signedOn: string | null
  datesNote: string | null
  doubts: Doubt[]
}

const field =
  /^(索[\s　]*引[\s　]*号|标[\s　]*题|名[\s　]*称|发文机关|发文单位|发布机构|发文字号|文[\s　]*号|成文日期|发文日期|发布日期|公开日期|主题分类|主题词|有[\s　]*效[\s　]*性|公开类别|信息分类|来[\s　]*源)[\s　]*[：:][\s　]*(.*)$/
const stage = /^[（(](征求意见稿|草案|送审稿|讨论稿|试行|暂行|修订稿|修订草案|公开征求意见稿).{0,12}[)）]$/
const dateOnly = /^[（(]?[\s　]*[\d零〇○一二三四五六七八九]{4}[\s　]*年[^，。]{2,8}日[\s　]*[)）]?$/
const historyLine =
  /^[（(]?[\s　]*[\d零〇○一二三四五六七八九]{4}年[^，。]{2,8}日.*(通过|公布|发布|施行|修订|修正|批准|修改|颁布|根据)/
const titleEnd =
  /(条例|办法|规定|细则|意见|通知|方案|决定|决议|公告|通告|通报|报告|请示|批复|议案|函|纪要|令|法|规则|规程|规划|计划|目录|标准|指南|清单|公报|要点|措施|说明|草案|答复|制度)([（(].*[)）])?$/

/** Takes title, number, issuer and dates from the top (and the signature from the foot); what is left is the body. */
export function parseHead(lines: SourceLine[]): { head: Head; body: SourceLine[] } {
  const head: Head = {
    title: '',
    documentNumber: null,
    issuer: null,
    signedOn: null,
    datesNote: null,
    doubts: [],
  }
  let at = readUntilTitle(lines, head)
  at = readTitle(lines, at, head)
  at = readUnderTitle(lines, at, head)
  const body = takeSignature(lines.slice(at), head)
  const history = head.datesNote?.split('\n') ?? []
  head.documentNumber ??= lastOf(history, readOrderNumber)
  head.signedOn ??= lastOf(
    history.filter((line) => !/日[\s　]*起?施行$/.test(line)),
    readDate,
  )
  head.issuer ??= issuerFromTitle(head.title) ?? lastOf(history, issuerFromHistory)
  return { head, body }
}

function lastOf(lines: string[], read: (line: string) => string | null): string | null {
  return lines.map(read).findLast((value) => value !== null) ?? null
}

function readUntilTitle(lines: SourceLine[], head: Head): number {
  let at = 0
  for (; at < lines.length; at++) {
    const { text, cells } = lines[at] as SourceLine
    if (cells) break
    const redHead = /^(.{2,30})文件$/.exec(text)?.[1]
    if (redHead) head.issuer = redHead.replace(/[\s　]/g, '')
    else if (!readField(text, head) && !readNumberLine(text, head)) break
  }
  return at
}

function readTitle(lines: SourceLine[], from: number, head: Head): number {
  if (head.title !== '') return lines[from]?.text === head.title ? from + 1 : from
  let at = from
  while ((lines[at]?.level ?? 0) === 1) head.title += lines[at++]?.text ?? ''
  if (at === from) {
    const first = lines[at]
    if (!first || first.cells || !couldBeTitle(first.text)) return from
    head.title = first.text
    at++
    const next = lines[at]
    if (
      next &&
      next.level === 0 &&
      !titleEnd.test(head.title) &&
      couldBeTitle(next.text) &&
      titleEnd.test(next.text)
    ) {
      head.title += next.text
      at++
    }
  }
  head.title = tidyTitle(head.title)
  return at
}

function couldBeTitle(text: string): boolean {
  return (
    text.length <= 80 &&
    !/[。；;：:，,]$/.test(text) &&
    !text.includes('。') &&
    readMarker(text) === null &&
    !dateOnly.test(text) &&
    !historyLine.test(text)
  )
}

function readUnderTitle(lines: SourceLine[], from: number, head: Head): number {
  let at = from
  let inBracket = false
  for (; at < lines.length; at++) {
    const { text, cells } = lines[at] as SourceLine
    if (cells) break
    if (inBracket || (historyLine.test(text) && !text.endsWith('。'))) {
      head.datesNote = head.datesNote === null ? text : `${head.datesNote}\n${text}`
      inBracket =
        (inBracket || /^[（(]/.test(text)) &&
        !/[)）]$/.test(text) &&
        readMarker(lines[at + 1]?.text ?? '') === null
    } else if (stage.test(text)) head.title += text
    else if (dateOnly.test(text)) head.signedOn = readDate(text)
    else if (isOrganName(text) && text.length <= 30 && at - from < 3) head.issuer ??= text
    else if (!readNumberLine(text, head) && !readField(text, head)) break
  }
  return at
}

function readNumberLine(text: string, head: Head): boolean {
  const number = readDocumentNumber(text)
  if (!number) return false
  const after = text.trim().slice(number.asWritten.length).trim()
  if (after !== '' && !dateOnly.test(after) && !/^签发人/.test(after)) return false
  takeNumber(number, head)
  if (dateOnly.test(after)) head.signedOn = readDate(after)
  return true
}

function takeNumber(number: { number: string; asWritten: string; faults: string[] }, head: Head): void {
  head.documentNumber = number.number
  if (number.faults.length > 0)
    head.doubts.push({ id: 'number-form', index: -1, line: -1, ...describeNumberForm(number) })
}

function readField(text: string, head: Head): boolean {
  const match = field.exec(text)
  if (!match) return false
  const name = (match[1] ?? '').replace(/[\s　]/g, '')
  const value = (match[2] ?? '').trim()
  if (value === '') return true
  if (name === '标题' || name === '名称') head.title = tidyTitle(value)
  else if (name === '发文机关' || name === '发文单位' || name === '发布机构') head.issuer = value
  else if (name === '成文日期' || name === '发文日期') head.signedOn = readDate(value)
  else if (name === '发文字号' || name === '文号') {
    const number = readDocumentNumber(value)
    if (number) takeNumber(number, head)
    else head.documentNumber = readOrderNumber(value) ?? value
  }
  return true
}

/** The issuers and the date under the last clause; annexes may follow them. */
function takeSignature(lines: SourceLine[], head: Head): SourceLine[] {
  const at = lines.findLastIndex((line) => line.cells === null && dateOnly.test(line.text))
  if (at < 1) return lines
  let from = at
  while (from > 0 && at - from < 8 && isOrganName(lines[from - 1]?.text ?? '')) from--
  if (from === at) return lines
  const organs = lines.slice(from, at).map(({ text }) => text.replace(/[\s　]/g, ''))
  head.issuer = organs.join('、')
  head.signedOn = readDate(lines[at]?.text ?? '')
  return [...lines.slice(0, from), ...lines.slice(at + 1)]
}

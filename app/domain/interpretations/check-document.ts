import { getSchema } from '@tiptap/core'
import { Node, type Schema } from '@tiptap/pm/model'
import { documentExtensions, isAllowedLink } from './document'
import type { DocumentNode } from './types'

const deepest = 24
const mostNodes = 10_000
const longestText = 200_000

type Check = (value: unknown) => boolean
type Shape = Record<string, Check>

const isText =
  (longest: number): Check =>
  (value) =>
    typeof value === 'string' && value.length <= longest
const isNumberIn =
  (least: number, most: number): Check =>
  (value) =>
    Number.isInteger(value) && (value as number) >= least && (value as number) <= most
const isNull: Check = (value) => value === null
const either =
  (...checks: Check[]): Check =>
  (value) =>
    checks.some((check) => check(value))
const matches =
  (pattern: RegExp): Check =>
  (value) =>
    typeof value === 'string' && pattern.test(value)

const anchor = either(isNull, matches(/^b-[a-z0-9]{4,16}$/))
const cell: Shape = {
  colspan: isNumberIn(1, 50),
  rowspan: isNumberIn(1, 500),
  colwidth: either(
    isNull,
    (value) => Array.isArray(value) && value.length <= 50 && value.every(isNumberIn(0, 5000)),
  ),
  align: either(isNull, matches(/^(left|center|right)$/)),
}

const nodeShapes: Record<string, Shape> = {
  doc: {},
  paragraph: { anchor },
  heading: { anchor, level: isNumberIn(2, 4) },
  text: {},
  hardBreak: {},
  bulletList: { anchor },
  orderedList: { anchor, start: isNumberIn(0, 9999), type: either(isNull, matches(/^[1aAiI]$/)) },
  listItem: {},
  table: { anchor },
  tableRow: {},
  tableHeader: cell,
  tableCell: cell,
  image: { anchor, sha: matches(/^[0-9a-f]{64}$/), alt: isText(500), caption: isText(500) },
  clauseQuote: {
    anchor,
    clauseId: isNumberIn(1, Number.MAX_SAFE_INTEGER),
    label: isText(200),
    text: isText(20_000),
  },
  qa: { anchor },
  qaQuestion: {},
  qaAnswer: {},
}

const markShapes: Record<string, Shape> = {
  bold: {},
  italic: {},
  link: {
    href: (value) => typeof value === 'string' && isAllowedLink(value),
    target: either(isNull, matches(/^_blank$/)),
    rel: either(isNull, isText(100)),
    class: isNull,
    title: either(isNull, isText(300)),
  },
}

const required: Record<string, string[]> = {
  link: ['href'],
  image: ['sha', 'alt'],
  clauseQuote: ['clauseId', 'label', 'text'],
}

let shared: Schema | undefined
const schema = () => {
  shared ??= getSchema(documentExtensions)
  return shared
}

/** A document that is refused; the message is for the person who wrote it. */
export class DocumentError extends Error {}

/**
 * The document, once it is certain that it holds nothing but what the schema knows. What comes from a browser is
 * anything: this check, not the editor, is what keeps scripts and broken structure out of the public pages.
 */
export function checkDocument(input: unknown): DocumentNode {
  let count = 0
  let length = 0
  const document = checkNode(input, 0)
  if (document.type !== 'doc') throw new DocumentError('正文的格式不对：最外层应是文档。')
  try {
    Node.fromJSON(schema(), document).check()
  } catch {
    throw new DocumentError('正文的结构不对，有内容放在了不能放的位置。')
  }
  return document

  function checkNode(value: unknown, depth: number): DocumentNode {
    if (depth > deepest) throw new DocumentError('正文的嵌套太深。')
    if (++count > mostNodes) throw new DocumentError('正文太长，请分成几篇。')
    const { type, attrs, content, marks, text } = readObject(value, [
      'type',
      'attrs',
      'content',
      'marks',
      'text',
    ])
    const shape = typeof type === 'string' && Object.hasOwn(nodeShapes, type) ? nodeShapes[type] : undefined
    if (typeof type !== 'string' || !shape)
      throw new DocumentError('正文中有这里不支持的内容，请删去后再保存。')
    const node: DocumentNode = { type }
    if (attrs !== undefined) node.attrs = checkAttributes(type, attrs, shape)
    if (text !== undefined) node.text = checkText(type, text)
    if (marks !== undefined) node.marks = list(marks).map(checkMark)
    if (content !== undefined) node.content = list(content).map((child) => checkNode(child, depth + 1))
    if (type === 'image' && !String(node.attrs?.alt ?? '').trim())
      throw new DocumentError('有图片没有填写替代文字，看不见图片的读者将不知道它说了什么。')
    if ((type === 'image' || type === 'clauseQuote') && !node.attrs)
      throw new DocumentError('正文中有不完整的图片或引文。')
    return node
  }

  function checkText(type: string, text: unknown): string {
    if (type !== 'text' || typeof text !== 'string' || text === '' || text.includes('\0'))
      throw new DocumentError('正文中有无法识别的文字。')
    length += text.length
    if (length > longestText) throw new DocumentError('正文太长，请分成几篇。')
    return text
  }
}

function checkMark(value: unknown) {
  const { type, attrs } = readObject(value, ['type', 'attrs'])
  const shape = typeof type === 'string' && Object.hasOwn(markShapes, type) ? markShapes[type] : undefined
  if (typeof type !== 'string' || !shape) throw new DocumentError('正文中有这里不支持的格式。')
  if (type === 'link' && attrs === undefined) throw new DocumentError('有链接没有地址。')
  return attrs === undefined ? { type } : { type, attrs: checkAttributes(type, attrs, shape) }
}

function checkAttributes(type: string, value: unknown, shape: Shape): Record<string, unknown> {
  const attributes = readObject(value, Object.keys(shape))
  for (const [name, held] of Object.entries(attributes)) {
    if (!shape[name]?.(held)) throw new DocumentError(explain(type, name))
  }
  for (const name of required[type] ?? []) {
    if (!Object.hasOwn(attributes, name)) throw new DocumentError(explain(type, name))
  }
  return attributes
}

function explain(type: string, name: string): string {
  if (type === 'link') return '有链接的地址不能用：只接受 http、https、mailto 和本站地址。'
  if (type === 'image') return '有图片不是从这里上传的，请重新插入。'
  return `正文中“${type}”的属性“${name}”不对。`
}

/** A plain object with none but the known keys: `__proto__` and its like are unknown keys like the rest. */
function readObject(value: unknown, known: string[]): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new DocumentError('正文的格式不对。')
  const clean: Record<string, unknown> = {}
  for (const [name, held] of Object.entries(value)) {
    if (!known.includes(name)) throw new DocumentError('正文中有这里不认识的内容。')
    clean[name] = held
  }
  return clean
}

function list(value: unknown): unknown[] {
  if (!Array.isArray(value)) throw new DocumentError('正文的格式不对。')
  return value
}

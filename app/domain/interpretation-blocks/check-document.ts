import { getSchema } from '@tiptap/core'
import { Node, type Schema } from '@tiptap/pm/model'
import type { DocumentNode } from '~/app/domain/interpretations/types'
import { blankBlocks, type DataBlock, dataBlockNames, dataBlocks, isDataBlock } from './data-blocks'
import { documentExtensions, isAllowedLink } from './document'
import { elements } from './elements'

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

const place: Shape = {
  anchor: either(isNull, matches(/^b-[a-z0-9]{4,16}$/)),
  element: either(isNull, (value) => elements.some((element) => element === value)),
  clauses: (value) =>
    Array.isArray(value) &&
    value.length <= 20 &&
    new Set(value).size === value.length &&
    value.every(isNumberIn(1, Number.MAX_SAFE_INTEGER)),
}
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
  paragraph: place,
  heading: { ...place, level: isNumberIn(2, 4) },
  text: {},
  hardBreak: {},
  bulletList: place,
  orderedList: { ...place, start: isNumberIn(0, 9999), type: either(isNull, matches(/^[1aAiI]$/)) },
  listItem: {},
  table: place,
  tableRow: {},
  tableHeader: cell,
  tableCell: cell,
  image: { ...place, sha: matches(/^[0-9a-f]{64}$/), alt: isText(500), caption: isText(500) },
  clauseQuote: {
    ...place,
    clauseId: isNumberIn(1, Number.MAX_SAFE_INTEGER),
    label: isText(200),
    text: isText(20_000),
  },
  qa: place,
  qaQuestion: {},
  qaAnswer: {},
  gallery: { ...place, caption: isText(500) },
  steps: place,
  step: {},
  stepTitle: {},
  transcript: place,
  speech: {
    speaker: (value) => isText(50)(value) && String(value).trim() !== '',
    role: isText(100),
    second: either(isNull, (value) => typeof value === 'number' && value >= 0 && value <= 86_400),
  },
  // What they hold is checked as a whole, by their own schema.
  ...Object.fromEntries(
    dataBlockNames.map((name) => [
      name,
      { ...place, ...Object.fromEntries(Object.keys(blankBlocks[name]).map((key) => [key, () => true])) },
    ]),
  ),
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
  speech: ['speaker'],
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
    if (isDataBlock(type)) node.attrs = checkData(type, node.attrs ?? {})
    if (text !== undefined) node.text = checkText(type, text)
    if (marks !== undefined) node.marks = list(marks).map(checkMark)
    if (content !== undefined) node.content = list(content).map((child) => checkNode(child, depth + 1))
    if (type === 'image' && !String(node.attrs?.alt ?? '').trim())
      throw new DocumentError('有图片没有填写替代文字，看不见图片的读者将不知道它说了什么。')
    if ((type === 'image' || type === 'clauseQuote') && !node.attrs)
      throw new DocumentError('正文中有不完整的图片或引文。')
    return node
  }

  /** The data of a block, tidied; its words count like all others. */
  function checkData(type: DataBlock, attrs: Record<string, unknown>): Record<string, unknown> {
    const { anchor, element, clauses, ...data } = attrs
    const read = dataBlocks[type].safeParse(data)
    if (!read.success) throw new DocumentError(blockFaults[type])
    length += JSON.stringify(read.data).length
    if (length > longestText) throw new DocumentError('正文太长，请分成几篇。')
    return {
      ...read.data,
      ...(anchor === undefined ? {} : { anchor }),
      ...(element === undefined ? {} : { element }),
      ...(clauses === undefined ? {} : { clauses }),
    }
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

const blockFaults: Record<DataBlock, string> = {
  chart: '有图表不完整：要有标题、每一行的名称和数字，数字不能大于一千万亿；占比图只能有一列，且不能有负数。',
  video: '有视频不完整：要从素材库选择，并写明标题；每个时间点也要有标题。',
  audio: '有音频不完整：要从素材库选择，并写明标题；每个时间点也要有标题。',
  animation: '有动画不完整：要从素材库选择，并写明替代文字。',
  longImage: '有长图不完整：要从素材库选择，写明替代文字，并附图中的全部文字。',
  beforeAfter: '有前后对照不完整：要有标题、两边的名称和每一项的名称。',
  audience: '有“适用对象”不完整：每一行都要写明谁、能得到什么或者要做什么。',
  keyTerm: '有名词解释不完整：名词和解释都要填写。',
  timeline: '有时间线不完整：要有标题，每一行都要写明时间和事情。',
  download: '有下载文件不完整：要从素材库选择，并写明名称。',
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

import { type DefaultTreeAdapterTypes, parseFragment } from 'parse5'
import { isAllowedLink } from '~/app/domain/interpretation-blocks/document'
import { type Block, listsOf } from './paste-lists'
import { isHidden, listMarkOf, marksOf, outlineOf } from './paste-styles'

type Node = DefaultTreeAdapterTypes.ChildNode
type Element = DefaultTreeAdapterTypes.Element

/** `pictures`: how many were left out. They lie on the writer's own disk, and come by way of the library. */
export type CleanPaste = { html: string; pictures: number }

/**
 * What was copied from Word, WPS or a web page, as headings, paragraphs, lists, tables, bold, italic and links, and
 * nothing else. What was copied inside the editor is left as it is: the schema reads that.
 */
export function cleanPaste(html: string): CleanPaste {
  if (/\sdata-pm-slice=/.test(html)) return { html, pictures: 0 }
  const counted = { pictures: 0 }
  const root = parseFragment(bodyOf(html))
  const blocks = blocksOf(root.childNodes, counted)
  return { html: listsOf(shiftHeadings(blocks)).join(''), pictures: counted.pictures }
}

/** Between Word's own marks lies what was selected; before them its style sheets, hundreds of lines of them. */
function bodyOf(html: string): string {
  const marked = /<!--\s*StartFragment\s*-->([\s\S]*?)<!--\s*EndFragment\s*-->/i.exec(html)?.[1]
  // A table that is cut out by the marks has lost its beginning: then the whole page is read.
  if (marked && !/^\s*<t[rdh]\b/i.test(marked)) return marked
  return html
}

const dropped = new Set(
  'style script title meta link xml head template noscript iframe object embed svg math button input select textarea del'.split(
    ' ',
  ),
)
const pictures = new Set(['img', 'v:imagedata', 'picture', 'canvas'])
const containers = new Set(
  'div section article main header footer body html center blockquote figure form aside nav address dl'.split(
    ' ',
  ),
)

function isDropped(element: Element): boolean {
  const name = element.tagName
  // o:p, w:sdt's own marks, v:shape: Office's, without words of the text. Its wrappers (w:sdt, st1:…) hold text.
  if (dropped.has(name) || name === 'o:p' || name.startsWith('v:') || name.startsWith('m:')) return true
  return isHidden(element)
}

function blocksOf(nodes: Node[], counted: { pictures: number }): Block[] {
  const blocks: Block[] = []
  let line: Node[] = []
  const endLine = () => {
    const html = inlineOf(line, counted)
    if (html !== '') blocks.push({ type: 'paragraph', html })
    line = []
  }
  for (const node of nodes) {
    if (!isElement(node) || (isInline(node) && !holdsBlocks(node))) {
      line.push(node)
      continue
    }
    endLine()
    if (!isDropped(node)) blocks.push(...blockOf(node, counted))
  }
  endLine()
  return blocks
}

function blockOf(element: Element, counted: { pictures: number }): Block[] {
  const name = element.tagName
  if (name === 'table') return tableOf(element, counted)
  if (name === 'ul' || name === 'ol') return itemsOf(element, 1, counted)
  if (name === 'hr' || name === 'colgroup') return []
  if (isLeaf(element)) {
    const html = inlineOf(element.childNodes, counted)
    if (html === '') return []
    const level = /^h([1-6])$/.exec(name)?.[1] ?? outlineOf(element)
    const mark = listMarkOf(element)
    if (mark) return [{ type: 'item', html, ...mark }]
    return level
      ? [{ type: 'heading', level: Number(level), html: withoutBold(html) }]
      : [{ type: 'paragraph', html }]
  }
  return blocksOf(element.childNodes, counted)
}

function isLeaf(element: Element): boolean {
  if (/^(?:p|h[1-6]|dt|dd|pre|figcaption|caption|summary)$/.test(element.tagName))
    return !holdsBlocks(element)
  return false
}

function itemsOf(list: Element, level: number, counted: { pictures: number }): Block[] {
  const isOrdered = list.tagName === 'ol'
  const start = Number(attribute(list, 'start')) || 1
  return list.childNodes.filter(isElement).flatMap((item): Block[] => {
    if (item.tagName === 'ul' || item.tagName === 'ol') return itemsOf(item, level + 1, counted)
    const inner = item.childNodes.filter((node) => !isElement(node) || !isList(node))
    const own = blocksOf(inner, counted).map((block) => block.html)
    const html = own.join('<br>')
    const below = item.childNodes.filter(isElement).filter(isList)
    return [
      ...(html === '' ? [] : [{ type: 'item' as const, html, level, isOrdered, start }]),
      ...below.flatMap((nested) => itemsOf(nested, level + 1, counted)),
    ]
  })
}

function isList({ tagName }: Element): boolean {
  return tagName === 'ul' || tagName === 'ol'
}

function tableOf(table: Element, counted: { pictures: number }): Block[] {
  const rows = rowsOf(table).map((row) => row.childNodes.filter(isElement).filter(isCell))
  const filled = rows.filter((cells) => cells.length > 0)
  const only = filled.length === 1 && filled[0]?.length === 1 ? filled[0][0] : undefined
  // A frame around text is no table.
  if (only) return blocksOf(only.childNodes, counted)
  if (filled.length === 0) return []
  const html = filled
    .map((cells) => `<tr>${cells.map((cell) => cellOf(cell, counted)).join('')}</tr>`)
    .join('')
  return [{ type: 'table', html: `<table><tbody>${html}</tbody></table>` }]
}

function rowsOf(parent: Element): Element[] {
  return parent.childNodes.filter(isElement).flatMap((child) => {
    if (child.tagName === 'tr') return isHidden(child) ? [] : [child]
    return /^t(?:head|body|foot)$/.test(child.tagName) ? rowsOf(child) : []
  })
}

function isCell({ tagName }: Element): boolean {
  return tagName === 'td' || tagName === 'th'
}

function cellOf(cell: Element, counted: { pictures: number }): string {
  const inner = listsOf(blocksOf(cell.childNodes, counted).flatMap(flatTable).map(asText)).join('')
  const spans = (['colspan', 'rowspan'] as const).map((name) => {
    const count = Number(attribute(cell, name))
    return Number.isInteger(count) && count > 1 && count <= 50 ? ` ${name}="${count}"` : ''
  })
  return `<${cell.tagName}${spans.join('')}>${inner || '<p></p>'}</${cell.tagName}>`
}

/** A table in a table is read as its lines. */
function flatTable(block: Block): Block[] {
  if (block.type !== 'table') return [block]
  const text = block.html.replace(/<\/t[dh]>\s*<t[dh][^>]*>/g, ' ').split('</tr>')
  return text.flatMap((row) => {
    const html = row.replace(/<\/?(?:table|tbody|tr|t[dh]|p|ul|ol|li)\b[^>]*>/g, '')
    return html.trim() === '' ? [] : [{ type: 'paragraph' as const, html }]
  })
}

function asText(block: Block): Block {
  return block.type === 'heading' ? { type: 'paragraph', html: `<strong>${block.html}</strong>` } : block
}

/** The title of the page is the interpretation's: whatever the paste begins with, its largest heading is ours. */
function shiftHeadings(blocks: Block[]): Block[] {
  const largest = Math.min(...blocks.map((block) => (block.type === 'heading' ? block.level : 9)))
  return blocks.map((block) =>
    block.type === 'heading' ? { ...block, level: Math.min(4, block.level - largest + 2) } : block,
  )
}

function withoutBold(html: string): string {
  return html.replace(/<\/?strong>/g, '')
}

const inlineBlocks = new Set([
  'p',
  'ul',
  'ol',
  'table',
  'li',
  'dt',
  'dd',
  'pre',
  'hr',
  'tr',
  'td',
  'figcaption',
])

function isInline({ tagName }: Element): boolean {
  return !containers.has(tagName) && !inlineBlocks.has(tagName) && !/^h[1-6]$/.test(tagName)
}

function holdsBlocks(element: Element): boolean {
  return element.childNodes
    .filter(isElement)
    .some((child) => !isDropped(child) && (!isInline(child) || holdsBlocks(child)))
}

function inlineOf(nodes: Node[], counted: { pictures: number }): string {
  const html = nodes.map((node) => inlineNode(node, counted, { isBold: false, isItalic: false })).join('')
  return html
    .replace(/(?:<br>)+$/, '')
    .replace(/^(?:<br>)+/, '')
    .replace(/^((?:<[^>]+>)*)[\s\u3000]+/, '$1')
    .replace(/[\s\u3000]+((?:<\/[^>]+>)*)$/, '$1')
    .replace(/<\/strong>( ?)<strong>/g, '$1')
    .replace(/<\/em>( ?)<em>/g, '$1')
}

type Marks = { isBold: boolean; isItalic: boolean }

/** Each piece of text carries its own marks, as the innermost element says; pieces alike are joined afterwards. */
function inlineNode(node: Node, counted: { pictures: number }, around: Marks): string {
  if (node.nodeName === '#text')
    return marked(textOf((node as DefaultTreeAdapterTypes.TextNode).value), around)
  if (!isElement(node)) return ''
  if (pictures.has(node.tagName)) {
    counted.pictures++
    return ''
  }
  if (node.tagName === 'br') return '<br>'
  if (isDropped(node)) return ''
  const marks = { ...around, ...marksOf(node) }
  const inner = node.childNodes.map((child) => inlineNode(child, counted, marks)).join('')
  const href = node.tagName === 'a' ? (attribute(node, 'href') ?? '').trim() : ''
  return isKept(href) && inner.trim() !== '' ? `<a href="${escapeHtml(href)}">${inner}</a>` : inner
}

function marked(text: string, { isBold, isItalic }: Marks): string {
  if (text.trim() === '') return text
  const inner = isItalic ? `<em>${text}</em>` : text
  return isBold ? `<strong>${inner}</strong>` : inner
}

/** A place inside the Word file (`#_Toc…`) leads nowhere here; neither does a path on the writer's disk. */
function isKept(href: string): boolean {
  return /^(?:https?:|mailto:)/i.test(href) && isAllowedLink(href)
}

/** Word breaks its lines anywhere, and between two Chinese characters such a break is no space. */
function textOf(text: string): string {
  const joined = text
    .replace(
      /(?<=[\p{Script=Han}\u3000-\u303f\uff00-\uffef])[ \t]*\r?\n\s*(?=[\p{Script=Han}\u3000-\u303f\uff00-\uffef])/gu,
      '',
    )
    .replace(/[\r\n\t ]+/g, ' ')
    .replace(/\u00a0/g, ' ')
    .replace(/ {2,}/g, ' ')
    .replace(/[\u200b\ufeff\u00ad\p{Cc}]/gu, '')
  return escapeHtml(joined)
}

function escapeHtml(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;')
}

function attribute(element: Element, name: string): string | undefined {
  return element.attrs.find((one) => one.name === name)?.value
}

function isElement(node: Node): node is Element {
  return 'tagName' in node
}

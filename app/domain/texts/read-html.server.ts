import { type DefaultTreeAdapterTypes, parse } from 'parse5'
import { readMarker } from './clause-labels'
import { ImportError } from './import-error'
import { tidyLine, writeRow } from './source-lines'

type Node = DefaultTreeAdapterTypes.ChildNode
type Element = DefaultTreeAdapterTypes.Element

type Block = { text: string; level: number; centred: boolean; rows: string[][] | null }

const dropped = new Set([
  'script',
  'style',
  'head',
  'title',
  'template',
  'noscript',
  'xml',
  'svg',
  'iframe',
  'button',
  'select',
  'nav',
])
const blocks = new Set(
  'p div h1 h2 h3 h4 h5 h6 li ul ol table section article main header footer blockquote center dl dt dd pre form body html'.split(
    ' ',
  ),
)

/** A page, or what was pasted from one or from Word or WPS → the plain text that `parseText` reads. */
export function htmlToText(html: string): string {
  const found: Block[] = []
  const writer = new BlockWriter(found)
  try {
    writer.walk(parse(html).childNodes, { level: 0, centred: false })
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    throw new ImportError('not-text', '网页的层次过深，无法读取。请只粘贴正文部分。')
  }
  writer.endBlock()
  return withTitleMarked(found)
    .flatMap(
      (block) =>
        block.rows?.map(writeRow) ?? [`${block.level > 0 ? `${'#'.repeat(block.level)} ` : ''}${block.text}`],
    )
    .join('\n')
}

/** Most offices write no heading styles: the centred lines on top are the title. */
function withTitleMarked(found: Block[]): Block[] {
  if (found.some((block) => block.level === 1)) return found
  const end = found.findIndex((block) => !block.centred || block.rows || readMarker(block.text) !== null)
  const top = found.slice(0, end === -1 ? found.length : end)
  const isTitle = ({ text }: Block) =>
    !/文件$|〔|\[\d{4}\]|^[（(]?\d{4}年|^[（(]/.test(text) && text.length <= 80
  const start = top.findIndex(isTitle)
  if (start === -1) return found
  const after = top.findIndex((block, index) => index > start && !isTitle(block))
  const last = after === -1 ? top.length : after
  return found.map((block, index) => (index >= start && index < last ? { ...block, level: 1 } : block))
}

type Setting = { level: number; centred: boolean }

class BlockWriter {
  private text = ''
  private setting: Setting = { level: 0, centred: false }

  constructor(private readonly found: Block[]) {}

  walk(nodes: Node[], setting: Setting): void {
    for (const node of nodes) {
      if (node.nodeName === '#text')
        this.text += (node as DefaultTreeAdapterTypes.TextNode).value.replace(/[\t\r\n]+/g, ' ')
      else if ('tagName' in node) this.readElement(node, setting)
    }
  }

  endBlock(): void {
    const text = tidyLine(this.text)
    if (text !== '') this.found.push({ text, ...this.setting, rows: null })
    this.text = ''
    this.setting = { level: 0, centred: false }
  }

  private readElement(element: Element, setting: Setting): void {
    const tag = element.tagName
    if (dropped.has(tag) || /^[wm]:/.test(tag) || isHidden(element)) return
    if (tag === 'br') this.endLine(setting)
    else if (tag === 'table') this.readTable(element, setting)
    else if (tag === 'ol') this.readNumberedList(element, setting)
    else if (blocks.has(tag)) this.readBlock(element, setting)
    else this.walk(element.childNodes, setting)
  }

  private readBlock(element: Element, setting: Setting): void {
    const tag = element.tagName
    this.endBlock()
    const level = /^h[1-6]$/.test(tag) ? Number(tag[1]) : setting.level
    const own = { level, centred: isCentred(element) ?? setting.centred }
    this.setting = own
    this.walk(element.childNodes, own)
    this.endBlock()
  }

  private endLine(setting: Setting): void {
    this.endBlock()
    this.setting = setting
  }

  private readNumberedList(element: Element, setting: Setting): void {
    this.endBlock()
    let number = Number(attribute(element, 'start') ?? 1)
    for (const child of element.childNodes) {
      if (!('tagName' in child) || child.tagName !== 'li') continue
      this.endBlock()
      this.text = `${number++}. `
      this.walk(child.childNodes, setting)
    }
    this.endBlock()
  }

  private readTable(table: Element, setting: Setting): void {
    this.endBlock()
    const rows = readRows(table)
    // Pages and mail lay text out in a table of one cell; that is no table of the document.
    if (rows.every((row) => row.length === 1)) {
      for (const cell of descendants(table, 'td')) {
        this.walk(cell.childNodes, setting)
        this.endBlock()
      }
      return
    }
    this.found.push({ text: '', level: 0, centred: false, rows })
  }
}

// A hostile page could ask for millions of cells.
const MAX_SPAN = 50
const MAX_COLUMNS = 100

/** Merged cells are written in each place they cover, so that every row has all its columns. */
function readRows(table: Element): string[][] {
  const rows: string[][] = []
  descendants(table, 'tr').forEach((tr, y) => {
    const row = rowAt(rows, y)
    let x = 0
    for (const cell of tr.childNodes) {
      if (!('tagName' in cell) || (cell.tagName !== 'td' && cell.tagName !== 'th')) continue
      while (row[x] !== undefined) x++
      if (x >= MAX_COLUMNS) break
      const text = tidyLine(textOf(cell).replace(/\s+/g, ' '))
      const wide = span(cell, 'colspan')
      const high = span(cell, 'rowspan')
      for (let down = 0; down < high; down++) {
        const target = rowAt(rows, y + down)
        for (let right = 0; right < wide; right++) target[x + right] = text
      }
      x += wide
    }
  })
  const width = Math.max(0, ...rows.map((row) => row.length))
  return rows
    .map((row) => Array.from({ length: width }, (_, x) => row[x] ?? ''))
    .filter((row) => row.some((cell) => cell !== ''))
}

function rowAt(rows: string[][], y: number): string[] {
  const row = rows[y] ?? []
  rows[y] = row
  return row
}

function span(cell: Element, name: string): number {
  return Math.min(Math.max(Number.parseInt(attribute(cell, name) ?? '1', 10) || 1, 1), MAX_SPAN)
}

function descendants(element: Element, tag: string): Element[] {
  return element.childNodes.flatMap((child) => {
    if (!('tagName' in child)) return []
    if (child.tagName === tag) return [child]
    return child.tagName === 'table' ? [] : descendants(child, tag)
  })
}

function textOf(node: Node): string {
  if (node.nodeName === '#text') return (node as DefaultTreeAdapterTypes.TextNode).value
  if (!('tagName' in node) || dropped.has(node.tagName)) return ''
  const text = node.childNodes.map(textOf).join('')
  return blocks.has(node.tagName) || node.tagName === 'br' ? `${text} ` : text
}

function isHidden(element: Element): boolean {
  const style = attribute(element, 'style') ?? ''
  return /display\s*:\s*none|mso-hide\s*:\s*all/i.test(style) || attribute(element, 'hidden') !== undefined
}

function isCentred(element: Element): boolean | undefined {
  if (element.tagName === 'center' || attribute(element, 'class') === 'centred') return true
  const align =
    attribute(element, 'align') ?? /text-align\s*:\s*([a-z]+)/i.exec(attribute(element, 'style') ?? '')?.[1]
  return align === undefined ? undefined : align.toLowerCase() === 'center'
}

function attribute(element: Element, name: string): string | undefined {
  return element.attrs.find((attr) => attr.name === name)?.value
}

import { type DefaultTreeAdapterTypes, parseFragment } from 'parse5'
import { numberToChinese } from './chinese-numbers'

type Element = DefaultTreeAdapterTypes.Element
type Level = { format: string; text: string; start: number }
type Place = { numId: string; level: number }

/**
 * Word keeps automatic numbers apart from the text. Writes them into the paragraphs of document.xml
 * as text (第一条, （一）, 1.), and takes the list marks away.
 */
export function writeNumbersAsText(documentXml: string, numberingXml: string, stylesXml: string): string {
  const lists = readLists(numberingXml)
  const styles = readStyleNumbering(stylesXml)
  const counters = new Map<string, number[]>()
  // Cut by hand, not by a pattern: a hostile file could make the pattern crawl.
  const [start = '', ...paragraphs] = withoutFormerFormats(documentXml).split('<w:pPr>')
  const numbered = paragraphs.map((paragraph) => {
    const end = paragraph.indexOf('</w:pPr>')
    if (end === -1) return `<w:pPr>${paragraph}`
    const properties = paragraph.slice(0, end)
    const place = placeOf(properties, styles)
    const list = place && lists.get(place.numId)
    const label = list ? nextLabel(list, place, counters) : ''
    const run = label === '' ? '' : `<w:r><w:t xml:space="preserve">${escapeXml(label)} </w:t></w:r>`
    return `<w:pPr>${properties.replace(listMark, '')}</w:pPr>${run}${paragraph.slice(end + '</w:pPr>'.length)}`
  })
  return start + numbered.join('')
}

const listMark = /<w:numPr>.*?<\/w:numPr>|<w:numPr\s*\/>/s

/** Tracked changes of format keep the former properties inside the present ones. */
function withoutFormerFormats(xml: string): string {
  const [start = '', ...parts] = xml.split(/<w:pPrChange\b/)
  return (
    start + parts.map((part) => part.slice(part.indexOf('</w:pPrChange>') + '</w:pPrChange>'.length)).join('')
  )
}

function placeOf(properties: string, styles: Map<string, Place>): Place | null {
  const own = /<w:numPr>(.*?)<\/w:numPr>/s.exec(properties)?.[1]
  const style = styles.get(/<w:pStyle w:val="([^"]*)"/.exec(properties)?.[1] ?? '')
  const numId = (own && /<w:numId w:val="(\d+)"/.exec(own)?.[1]) ?? style?.numId
  if (!numId || numId === '0') return null
  const level = own && /<w:ilvl w:val="(\d+)"/.exec(own)?.[1]
  return { numId, level: level ? Number(level) : (style?.level ?? 0) }
}

function nextLabel(
  list: { key: string; levels: Level[] },
  { level }: Place,
  counters: Map<string, number[]>,
): string {
  const own = list.levels[level]
  if (!own) return ''
  const counts = counters.get(list.key) ?? []
  counters.set(list.key, counts)
  counts[level] = (counts[level] ?? own.start - 1) + 1
  counts.length = level + 1
  if (own.format === 'bullet' || own.format === 'none') return ''
  return own.text.replace(/%([1-9])/g, (_, digit: string) => {
    const at = Number(digit) - 1
    const shown = list.levels[at]
    return writeCount(counts[at] ?? shown?.start ?? 1, shown?.format ?? 'decimal')
  })
}

function writeCount(count: number, format: string): string {
  if (/chinese|ideograph|japaneseCounting|taiwanese/i.test(format) && !/circle|enclosed/i.test(format))
    return numberToChinese(count)
  if (/circle/i.test(format) && count <= 20) return String.fromCharCode('①'.charCodeAt(0) + count - 1)
  if (format === 'lowerLetter') return String.fromCharCode(96 + count)
  if (format === 'upperLetter') return String.fromCharCode(64 + count)
  return String(count)
}

function readLists(xml: string): Map<string, { key: string; levels: Level[] }> {
  const root = readXml(xml)
  const abstracts = new Map(
    all(root, 'w:abstractnum').map((item) => [attr(item, 'w:abstractnumid'), readLevels(item)]),
  )
  return new Map(
    all(root, 'w:num').map((num) => {
      const abstractId = value(num, 'w:abstractnumid') ?? ''
      const overrides = all(num, 'w:lvloverride')
      const levels = [...(abstracts.get(abstractId) ?? [])]
      for (const override of overrides) {
        const at = Number(attr(override, 'w:ilvl') ?? 0)
        const start = value(override, 'w:startoverride')
        const level = levels[at]
        if (level && start) levels[at] = { ...level, start: Number(start) }
      }
      const numId = attr(num, 'w:numid') ?? ''
      // Lists of one definition count on together, unless one of them starts afresh.
      return [numId, { key: overrides.length > 0 ? `num ${numId}` : `abstract ${abstractId}`, levels }]
    }),
  )
}

function readLevels(abstract: Element): Level[] {
  const levels: Level[] = []
  for (const level of all(abstract, 'w:lvl')) {
    levels[Number(attr(level, 'w:ilvl') ?? 0)] = {
      format: value(level, 'w:numfmt') ?? 'decimal',
      text: value(level, 'w:lvltext') ?? '',
      start: Number(value(level, 'w:start') ?? 1),
    }
  }
  return levels
}

function readStyleNumbering(xml: string): Map<string, Place> {
  const places = new Map<string, Place>()
  for (const style of all(readXml(xml), 'w:style')) {
    const numId = value(style, 'w:numid')
    const id = attr(style, 'w:styleid')
    if (numId && id) places.set(id, { numId, level: Number(value(style, 'w:ilvl') ?? 0) })
  }
  return places
}

/** parse5 knows no self-closing tags outside HTML, so they are written out first. */
function readXml(xml: string): Element[] {
  const spelled = xml.replace(/<\?xml.*?\?>/s, '').replace(/<([\w:]+)([^<>]*?)\/>/g, '<$1$2></$1>')
  return elements(parseFragment(spelled).childNodes)
}

function elements(nodes: DefaultTreeAdapterTypes.ChildNode[]): Element[] {
  return nodes.filter((node): node is Element => 'tagName' in node)
}

function all(root: Element | Element[], tag: string): Element[] {
  const children = Array.isArray(root) ? root : elements(root.childNodes)
  return children.flatMap((child) => (child.tagName === tag ? [child] : all(child, tag)))
}

function value(root: Element, tag: string): string | undefined {
  const [first] = all(root, tag)
  return first && attr(first, 'w:val')
}

function attr(element: Element, name: string): string | undefined {
  return element.attrs.find((item) => item.name === name)?.value
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

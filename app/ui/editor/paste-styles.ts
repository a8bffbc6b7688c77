import type { DefaultTreeAdapterTypes } from 'parse5'

type Element = DefaultTreeAdapterTypes.Element

export type ListMark = { level: number; isOrdered: boolean; start: number }

/** The style of one element, as Word and WPS write it: `mso-list:l0 level1 lfo1;font-weight:bold`. */
export function styleOf(element: Element): string {
  return attributeOf(element, 'style').toLowerCase()
}

/** Word's own comments, what was deleted in tracked changes, the list's mark, and what nobody saw. */
export function isHidden(element: Element): boolean {
  const style = styleOf(element)
  const kind = attributeOf(element, 'class').toLowerCase()
  return (
    /mso-list:\s*ignore/.test(style) ||
    /mso-element:\s*comment/.test(style) ||
    /mso-hide:\s*all|display:\s*none|visibility:\s*hidden/.test(style) ||
    /\bmsocom(?:anchor|txt|off)?\b|\bmsodel\b/.test(kind) ||
    attributeOf(element, 'hidden') !== '' ||
    /^#_msocom/i.test(attributeOf(element, 'href'))
  )
}

/** What an element says of bold and italic; of what it does not speak, the one around it does. */
export function marksOf(element: Element): { isBold?: boolean; isItalic?: boolean } {
  const style = styleOf(element)
  const weight = /(?:^|;)\s*font-weight:\s*(\w+)/.exec(style)?.[1]
  const slope = /(?:^|;)\s*font-style:\s*(\w+)/.exec(style)?.[1]
  const { tagName } = element
  return {
    ...(weight ? { isBold: isHeavy(weight) } : /^(?:b|strong)$/.test(tagName) ? { isBold: true } : {}),
    ...(slope
      ? { isItalic: /italic|oblique/.test(slope) }
      : /^(?:i|em)$/.test(tagName)
        ? { isItalic: true }
        : {}),
  }
}

function isHeavy(weight: string): boolean {
  return weight.startsWith('bold') || Number(weight) >= 600
}

/** The level of a paragraph that Word or WPS counts as a heading without saying so by its tag. */
export function outlineOf(element: Element): number | undefined {
  const level = /mso-outline-level:\s*([1-6])\b/.exec(styleOf(element))?.[1]
  if (level) return Number(level)
  const kind = attributeOf(element, 'class')
  if (/\bMsoTitle\b/.test(kind)) return 1
  if (/\bMsoSubtitle\b/.test(kind)) return 2
  const named = /\b(?:MsoHeading|Heading|标题)\s*([1-6])\b/i.exec(kind)?.[1]
  return named ? Number(named) : undefined
}

/** Word's lists are paragraphs that carry their mark as text, in a span that says it is to be ignored. */
export function listMarkOf(element: Element): ListMark | null {
  const list = /mso-list:\s*l\d+\s+level(\d+)/.exec(styleOf(element))
  if (!list) return null
  const mark = markText(element)?.replace(/[\s\u00a0\u3000]+/g, '') ?? ''
  const number = /^[(（]?(\d{1,4}|[a-zA-Z]{1,4}|[一二三四五六七八九十百]+|[①-⑳])(?:[.．、)）]|$)/.exec(
    mark,
  )?.[1]
  // Wingdings and Courier draw their bullets with letters, without a full stop behind them.
  const isOrdered = number !== undefined && !/^[a-zA-Z]$/.test(mark)
  return {
    level: Math.min(6, Number(list[1])),
    isOrdered,
    start: isOrdered && /^\d+$/.test(number) ? Number(number) : 1,
  }
}

function markText(element: Element): string | undefined {
  for (const child of element.childNodes) {
    if (!('tagName' in child)) continue
    if (/mso-list:\s*ignore/.test(styleOf(child))) return textOf(child)
    const inner = markText(child)
    if (inner !== undefined) return inner
  }
  return undefined
}

function textOf(element: Element): string {
  return element.childNodes
    .map((child) =>
      'tagName' in child ? textOf(child) : child.nodeName === '#text' && 'value' in child ? child.value : '',
    )
    .join('')
}

function attributeOf(element: Element, name: string): string {
  return element.attrs.find((one) => one.name === name)?.value ?? ''
}

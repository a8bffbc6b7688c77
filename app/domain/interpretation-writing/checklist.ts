import { dataBlocks, isDataBlock } from '~/app/domain/interpretation-blocks/data-blocks'
import { type Element, elements } from '~/app/domain/interpretation-blocks/elements'
import type { DocumentNode } from '~/app/domain/interpretations/types'

/** What a block says by being what it is, where its writer named no other element. */
const saidByType: Partial<Record<string, Element>> = {
  audience: 'scope',
  keyTerm: 'terms',
  beforeAfter: 'differences',
}

export type ChecklistEntry = {
  element: Element
  isMet: boolean
  /** The blocks in which it is met; one that was never saved has no anchor yet. */
  anchors: string[]
}

/** I3: the nine elements in their order, each with where it is met. */
export function checklistOf(document: DocumentNode): ChecklistEntry[] {
  const blocks = (document.content ?? []).flatMap((block) => {
    const element = elementOf(block)
    return element ? [{ element, anchor: block.attrs?.anchor }] : []
  })
  return elements.map((element) => {
    const own = blocks.filter((block) => block.element === element)
    const anchors = own.flatMap(({ anchor }) => (typeof anchor === 'string' ? [anchor] : []))
    return { element, isMet: own.length > 0, anchors }
  })
}

export function metElements(document: DocumentNode): Element[] {
  return checklistOf(document).flatMap(({ element, isMet }) => (isMet ? [element] : []))
}

/** The element that a top-level block meets; an empty one meets none. */
export function elementOf(block: DocumentNode): Element | null {
  const named = elements.find((element) => element === block.attrs?.element) ?? null
  const element = named ?? saidByType[block.type] ?? null
  if (!element) return null
  return isEmpty(block) ? null : element
}

/** Running text without a word, or a block of data that is not filled in yet. */
function isEmpty({ type, text, content, attrs = {} }: DocumentNode): boolean {
  if (isDataBlock(type)) {
    const { anchor: _anchor, element: _element, clauses: _clauses, ...data } = attrs
    return !dataBlocks[type].safeParse(data).success
  }
  if (type === 'text') return (text ?? '').trim() === ''
  if (content) return content.every(isEmpty)
  return holdsText.has(type)
}

const holdsText = new Set(['paragraph', 'heading', 'hardBreak', 'qaQuestion', 'stepTitle', 'tableCell'])

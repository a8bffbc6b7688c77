import { Node } from '@tiptap/core'
import { blankBlocks, type DataBlock, dataBlockNames, dataBlocks } from './data-blocks'

/** One atom for each block of data: the editor shows it by its own view, the public page by its own renderer. */
export const dataNodes = dataBlockNames.map(dataNode)

function dataNode(name: DataBlock): Node {
  const blank: Record<string, unknown> = blankBlocks[name]
  return Node.create({
    name,
    group: 'block',
    atom: true,
    draggable: true,
    addAttributes: () =>
      Object.fromEntries(
        Object.entries(blank).map(([key, value]) => [
          key,
          { default: value, parseHTML: (element: HTMLElement) => readData(name, element)?.[key] ?? value },
        ]),
      ),
    parseHTML: () => [
      { tag: `div[data-block="${name}"]`, getAttrs: (element) => (readData(name, element) ? null : false) },
    ],
    renderHTML: ({ node }) => {
      const { anchor: _a, element: _e, clauses: _c, ...data } = node.attrs
      return ['div', { 'data-block': name, 'data-attrs': JSON.stringify(data) }]
    },
  })
}

/** What was copied from one place of the editor to another; anything else on the clipboard that looks like it is not taken. */
function readData(name: DataBlock, element: HTMLElement): Record<string, unknown> | null {
  try {
    const read = dataBlocks[name].safeParse(JSON.parse(element.getAttribute('data-attrs') ?? ''))
    return read.success ? read.data : null
  } catch {
    return null
  }
}

export const Gallery = Node.create({
  name: 'gallery',
  group: 'block',
  content: 'image{2,20}',
  isolating: true,
  addAttributes: () => ({ caption: { default: '' } }),
  parseHTML: () => [{ tag: 'div.gallery' }],
  renderHTML: () => ['div', { class: 'gallery' }, 0],
})

export const Steps = Node.create({
  name: 'steps',
  group: 'block',
  content: 'step+',
  isolating: true,
  parseHTML: () => [{ tag: 'ol.how-to' }],
  renderHTML: () => ['ol', { class: 'how-to' }, 0],
})

export const Step = Node.create({
  name: 'step',
  content: 'stepTitle (paragraph | bulletList | orderedList | image | clauseQuote)*',
  defining: true,
  parseHTML: () => [{ tag: 'li.how-to-step' }],
  renderHTML: () => ['li', { class: 'how-to-step' }, 0],
})

export const StepTitle = Node.create({
  name: 'stepTitle',
  content: 'text*',
  marks: '',
  parseHTML: () => [{ tag: 'p.how-to-title' }],
  renderHTML: () => ['p', { class: 'how-to-title' }, 0],
})

/** A press conference, word for word: who says what, and at which second of its recording. */
export const Transcript = Node.create({
  name: 'transcript',
  group: 'block',
  content: 'speech+',
  isolating: true,
  parseHTML: () => [{ tag: 'section.speeches' }],
  renderHTML: () => ['section', { class: 'speeches' }, 0],
})

export const Speech = Node.create({
  name: 'speech',
  content: '(paragraph | bulletList | orderedList | clauseQuote)+',
  defining: true,
  addAttributes: () => ({
    speaker: { default: '', parseHTML: (element) => element.getAttribute('data-speaker') ?? '' },
    role: { default: '', parseHTML: (element) => element.getAttribute('data-role') ?? '' },
    second: { default: null, parseHTML: (element) => Number(element.getAttribute('data-second')) || null },
  }),
  parseHTML: () => [{ tag: 'div.speech' }],
  renderHTML: ({ node }) => [
    'div',
    {
      class: 'speech',
      'data-speaker': String(node.attrs.speaker),
      'data-role': String(node.attrs.role),
      ...(node.attrs.second === null ? {} : { 'data-second': String(node.attrs.second) }),
    },
    0,
  ],
})

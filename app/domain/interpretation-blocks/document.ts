import { type Extensions, Node } from '@tiptap/core'
import { Table, TableCell, TableHeader, TableRow } from '@tiptap/extension-table'
import StarterKit from '@tiptap/starter-kit'
import type { DocumentNode } from '~/app/domain/interpretations/types'
import { dataNodes, Gallery, Speech, Step, Steps, StepTitle, Transcript } from './block-nodes'
import { wordsOfBlock } from './block-words'
import { dataBlockNames, isDataBlock } from './data-blocks'

/** The blocks that may stand at the top, and there carry an anchor that links lead to. */
export const anchoredTypes = [
  'heading',
  'paragraph',
  'bulletList',
  'orderedList',
  'table',
  'image',
  'clauseQuote',
  'qa',
  'gallery',
  'steps',
  'transcript',
  ...dataBlockNames,
]

const ClauseQuote = Node.create({
  name: 'clauseQuote',
  group: 'block',
  atom: true,
  draggable: true,
  addAttributes: () => ({
    clauseId: { default: null, parseHTML: (element) => Number(element.getAttribute('data-clause')) || null },
    label: { default: '', parseHTML: (element) => element.getAttribute('data-label') ?? '' },
    text: { default: '', parseHTML: (element) => element.querySelector('p')?.textContent ?? '' },
  }),
  parseHTML: () => [{ tag: 'blockquote[data-clause]' }],
  renderHTML: ({ node }) => [
    'blockquote',
    {
      class: 'clause-quote',
      'data-clause': String(node.attrs.clauseId),
      'data-label': String(node.attrs.label),
    },
    ['p', {}, String(node.attrs.text)],
    ['cite', {}, `—— ${node.attrs.label}`],
  ],
})

const Picture = Node.create({
  name: 'image',
  group: 'block',
  atom: true,
  draggable: true,
  addAttributes: () => ({
    sha: { default: null, parseHTML: (element) => element.getAttribute('data-sha') },
    alt: { default: '', parseHTML: (element) => element.querySelector('img')?.getAttribute('alt') ?? '' },
    caption: { default: '', parseHTML: (element) => element.querySelector('figcaption')?.textContent ?? '' },
  }),
  parseHTML: () => [{ tag: 'figure[data-sha]' }],
  renderHTML: ({ node }) => [
    'figure',
    { class: 'figure', 'data-sha': String(node.attrs.sha) },
    ['img', { src: `/media/${node.attrs.sha}/960.webp`, alt: String(node.attrs.alt) }],
    ...(node.attrs.caption ? [['figcaption', {}, String(node.attrs.caption)] as const] : []),
  ],
})

const QuestionAndAnswer = Node.create({
  name: 'qa',
  group: 'block',
  content: 'qaQuestion qaAnswer',
  isolating: true,
  parseHTML: () => [{ tag: 'section.qa' }],
  renderHTML: () => ['section', { class: 'qa' }, 0],
})

const Question = Node.create({
  name: 'qaQuestion',
  content: 'text*',
  marks: '',
  parseHTML: () => [{ tag: 'p.qa-question' }],
  renderHTML: () => ['p', { class: 'qa-question' }, 0],
})

const Answer = Node.create({
  name: 'qaAnswer',
  content: '(paragraph | bulletList | orderedList | clauseQuote)+',
  parseHTML: () => [{ tag: 'div.qa-answer' }],
  renderHTML: () => ['div', { class: 'qa-answer' }, 0],
})

const Anchors = StarterKit.extend({
  name: 'documentKit',
  addGlobalAttributes: () => [
    {
      types: anchoredTypes,
      attributes: {
        anchor: {
          default: null,
          // A paragraph that is split in two keeps its anchor on the first half only.
          keepOnSplit: false,
          parseHTML: () => null,
          renderHTML: (attributes: Record<string, unknown>) =>
            attributes.anchor ? { id: String(attributes.anchor) } : {},
        },
        /** Which of the nine elements (I3) is met here. */
        element: { default: null, keepOnSplit: false, parseHTML: () => null, renderHTML: () => ({}) },
        /** The clauses that are explained here, beside those that are quoted. */
        clauses: { default: [], keepOnSplit: false, parseHTML: () => [], renderHTML: () => ({}) },
      },
    },
  ],
})

/** The one schema: the editor's, the renderer's and the check's. What is not here cannot be in an interpretation. */
export const documentExtensions: Extensions = [
  Anchors.configure({
    heading: { levels: [2, 3, 4] },
    blockquote: false,
    code: false,
    codeBlock: false,
    horizontalRule: false,
    strike: false,
    underline: false,
    link: {
      openOnClick: false,
      defaultProtocol: 'https',
      protocols: ['mailto'],
      isAllowedUri: (url) => isAllowedLink(url),
      HTMLAttributes: { target: null, rel: null },
    },
  }),
  Table.configure({ resizable: false }),
  TableRow,
  TableHeader,
  TableCell,
  ClauseQuote,
  Picture,
  QuestionAndAnswer,
  Question,
  Answer,
  Gallery,
  Steps,
  Step,
  StepTitle,
  Transcript,
  Speech,
  ...dataNodes,
]

/** http, https, mailto, an anchor of the page, or a path on this site; nothing that a browser would run. */
export function isAllowedLink(href: string): boolean {
  if (href.length > 2000 || /[\p{Cc}\p{Zl}\p{Zp}\\]/u.test(href) || href !== href.trim()) return false
  if (/^(?:#|\/(?!\/))/.test(href)) return true
  return /^(?:https?:\/\/[^/\s]|mailto:[^\s@]+@)/i.test(href)
}

/** Every node in reading order, each with the top-level block that it stands in. */
export function walkDocument(
  document: DocumentNode,
  visit: (node: DocumentNode, block: DocumentNode) => void,
): void {
  for (const block of document.content ?? []) visitAll(block, block)

  function visitAll(node: DocumentNode, block: DocumentNode) {
    visit(node, block)
    for (const child of node.content ?? []) visitAll(child, block)
  }
}

const separators = new Set([
  'paragraph',
  'heading',
  'qaQuestion',
  'stepTitle',
  'listItem',
  'tableCell',
  'tableHeader',
])

/** The words of a document, one line a block: for the search and for excerpts. Quotations are left out on demand. */
export function plainText(document: DocumentNode, { quotations = true } = {}): string {
  return lines(document).join('\n')

  function lines(node: DocumentNode): string[] {
    if (node.type === 'text') return [node.text ?? '']
    if (node.type === 'hardBreak') return ['\n']
    if (node.type === 'image') return [String(node.attrs?.caption || node.attrs?.alt || '')]
    if (isDataBlock(node.type)) return wordsOfBlock(node.type, node.attrs ?? {})
    if (node.type === 'clauseQuote') return quotations ? [`${node.attrs?.label}：${node.attrs?.text}`] : []
    const inner = (node.content ?? []).flatMap(lines)
    if (node.type === 'speech') return [`${node.attrs?.speaker}：`, ...inner]
    const isOneLine =
      separators.has(node.type) &&
      (node.content ?? []).every((child) => child.type === 'text' || child.type === 'hardBreak')
    return isOneLine ? [inner.join('')] : inner
  }
}

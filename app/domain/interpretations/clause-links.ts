import { plainText, walkDocument } from './document'
import type { DocumentNode } from './types'

export type ClauseLink = { clauseId: number; anchor: string; excerpt: string }

const excerptLength = 80

/** Gives every top-level block an anchor of its own, and keeps those that are there: links from outside stay right. */
export function setAnchors(document: DocumentNode, random: (bytes: number) => Uint8Array): DocumentNode {
  const blocks = document.content ?? []
  const reserved = new Set(blocks.map((block) => block.attrs?.anchor))
  const used = new Set<unknown>()
  const content = blocks.map((block) => {
    const kept = block.attrs?.anchor
    const anchor = typeof kept === 'string' && !used.has(kept) ? kept : newAnchor(random, reserved)
    used.add(anchor)
    reserved.add(anchor)
    return withoutInnerAnchors({ ...block, attrs: { ...block.attrs, anchor } })
  })
  return { ...document, content }
}

function withoutInnerAnchors(block: DocumentNode): DocumentNode {
  if (!block.content) return block
  return { ...block, content: block.content.map(strip) }

  function strip(node: DocumentNode): DocumentNode {
    const { anchor: _, ...attrs } = node.attrs ?? {}
    return {
      ...node,
      ...(node.attrs ? { attrs } : {}),
      ...(node.content ? { content: node.content.map(strip) } : {}),
    }
  }
}

function newAnchor(random: (bytes: number) => Uint8Array, taken: ReadonlySet<unknown>): string {
  for (;;) {
    const anchor = `b-${Buffer.from(random(5)).toString('hex')}`
    if (!taken.has(anchor)) return anchor
  }
}

/** Which clauses a document explains, and where: the first quotation of each clause counts. */
export function clauseLinks(document: DocumentNode): ClauseLink[] {
  const links = new Map<number, ClauseLink>()
  const blocks = document.content ?? []
  walkDocument(document, (node, block) => {
    if (node.type !== 'clauseQuote') return
    const clauseId = Number(node.attrs?.clauseId)
    if (links.has(clauseId)) return
    links.set(clauseId, {
      clauseId,
      anchor: String(block.attrs?.anchor),
      excerpt: excerptAt(blocks, blocks.indexOf(block)),
    })
  })
  return [...links.values()]
}

/** The explanation itself: what follows the quotation, up to the next quotation or heading. */
function excerptAt(blocks: DocumentNode[], at: number): string {
  const own = plainText({ type: 'doc', content: blocks.slice(at, at + 1) }, { quotations: false })
  const following = blocks.slice(at + 1)
  const end = following.findIndex((block) => block.type === 'clauseQuote' || block.type === 'heading')
  const explained = plainText({ type: 'doc', content: end < 0 ? following : following.slice(0, end) })
  const heading = blocks.slice(0, at).findLast((block) => block.type === 'heading')
  return shorten([own, explained].join('\n')) || shorten(heading ? plainText(heading) : '')
}

function shorten(text: string): string {
  const characters = [...text.replace(/\s+/g, ' ').trim()]
  return characters.length > excerptLength
    ? `${characters.slice(0, excerptLength).join('')}…`
    : characters.join('')
}

export function imagesOf(document: DocumentNode): string[] {
  const images = new Set<string>()
  walkDocument(document, (node) => {
    if (node.type === 'image') images.add(String(node.attrs?.sha))
  })
  return [...images]
}

export type Quotation = { clauseId: number; label: string; text: string }

export function quotationsOf(document: DocumentNode): Quotation[] {
  const quotations: Quotation[] = []
  walkDocument(document, ({ type, attrs }) => {
    if (type === 'clauseQuote')
      quotations.push({
        clauseId: Number(attrs?.clauseId),
        label: String(attrs?.label),
        text: String(attrs?.text),
      })
  })
  return quotations
}

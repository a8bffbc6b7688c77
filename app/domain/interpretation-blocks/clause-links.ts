import type { DocumentNode } from '~/app/domain/interpretations/types'
import type { Moment } from './data-blocks'
import { plainText, walkDocument } from './document'

export type ClauseLink = {
  clauseId: number
  anchor: string
  kind: 'quotation' | 'link' | 'moment'
  /** Seconds from the beginning; only of a moment. */
  second: number | null
  excerpt: string
}

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

/**
 * Which clauses a document explains, and where: one link for each place. A moment is a second of a recording; what
 * a speaker quotes at a known second of the press conference is one too, in its first recording.
 */
export function clauseLinks(document: DocumentNode): ClauseLink[] {
  const links = new Map<string, ClauseLink>()
  const blocks = document.content ?? []
  const recording = blocks.find((block) => isRecording(block))?.attrs?.anchor
  blocks.forEach((block, at) => {
    const anchor = String(block.attrs?.anchor)
    const add = (clauseId: number, link: Omit<ClauseLink, 'clauseId'>) => {
      const key = [clauseId, link.anchor, link.second].join(' ')
      if (!links.has(key)) links.set(key, { clauseId, ...link })
    }
    for (const clauseId of quotedIn(block))
      add(clauseId, { anchor, kind: 'quotation', second: null, excerpt: excerptAt(blocks, at) })
    for (const clauseId of namedBy(block))
      add(clauseId, { anchor, kind: 'link', second: null, excerpt: excerptOf(block) })
    for (const { clauseId, second, title } of momentsOf(block))
      if (clauseId !== null) add(clauseId, { anchor, kind: 'moment', second, excerpt: shorten(title) })
    if (block.type !== 'transcript' || recording == null) return
    for (const speech of block.content ?? []) {
      const second = speech.attrs?.second
      if (typeof second !== 'number') continue
      for (const clauseId of quotedIn(speech))
        add(clauseId, { anchor: String(recording), kind: 'moment', second, excerpt: excerptOf(speech) })
    }
  })
  return [...links.values()]
}

function isRecording({ type }: DocumentNode): boolean {
  return type === 'video' || type === 'audio'
}

/** The chapters of a video or an audio. */
export function momentsOf(block: DocumentNode): Moment[] {
  return isRecording(block) ? ((block.attrs?.moments ?? []) as Moment[]) : []
}

function quotedIn(block: DocumentNode): number[] {
  return quotationsOf({ type: 'doc', content: [block] }).map((quotation) => quotation.clauseId)
}

/** The clauses that the block was said to explain, and those that a row of a comparison stands for. */
function namedBy({ type, attrs }: DocumentNode): number[] {
  const rows = type === 'beforeAfter' ? ((attrs?.rows ?? []) as { clauseId: number | null }[]) : []
  const named = [...((attrs?.clauses ?? []) as number[]), ...rows.map((row) => row.clauseId)]
  return named.filter((clauseId): clauseId is number => clauseId !== null)
}

/** Every clause that the document names, wherever. */
export function namedClauses(document: DocumentNode): number[] {
  const named = (document.content ?? []).flatMap((block) => [
    ...quotedIn(block),
    ...namedBy(block),
    ...momentsOf(block).flatMap(({ clauseId }) => clauseId ?? []),
  ])
  return [...new Set(named)]
}

function excerptOf(block: DocumentNode): string {
  return shorten(plainText({ type: 'doc', content: [block] }, { quotations: false }))
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

const fileTypes = new Set(['image', 'longImage', 'animation', 'video', 'audio', 'download'])

/** Every file of the library that stands in the document, pictures and all. */
export function mediaOf(document: DocumentNode): string[] {
  const shas = new Set<string>()
  walkDocument(document, ({ type, attrs }) => {
    if (!fileTypes.has(type)) return
    shas.add(String(attrs?.sha))
    if (type === 'animation' && attrs?.still) shas.add(String(attrs.still))
  })
  return [...shas]
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

/** What a quotation calls its clause is ours to say, not the browser's. */
export function relabel(node: DocumentNode, labels: ReadonlyMap<number, string>): DocumentNode {
  if (node.type === 'clauseQuote')
    return { ...node, attrs: { ...node.attrs, label: labels.get(Number(node.attrs?.clauseId)) ?? '' } }
  return node.content ? { ...node, content: node.content.map((child) => relabel(child, labels)) } : node
}

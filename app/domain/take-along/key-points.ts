import { plainText } from '~/app/domain/interpretation-blocks/document'
import type { Element } from '~/app/domain/interpretation-blocks/elements'
import type { DocumentNode } from '~/app/domain/interpretations/types'

const mostPoints = 5
const longest = 64
/** What somebody who passes by wants to know first. */
const order: Element[] = [
  'benefits',
  'content',
  'scope',
  'differences',
  'notes',
  'standards',
  'aims',
  'terms',
  'background',
]

type Candidate = { text: string; rank: number; at: number }

/**
 * At most five sentences of the document itself, in its order: first what was marked as one of the nine elements, then
 * the questions and steps, then what stands under a heading; where there are no words, what its recordings, charts and
 * pictures are about.
 */
export function keyPoints(document: DocumentNode): string[] {
  const blocks = document.content ?? []
  const candidates = blocks.flatMap((block, at): Candidate[] =>
    sentencesOf(block).map((text, nth) => ({
      ...{ text, rank: rankOf(block, blocks[at - 1]) + (nth > 0 ? laterOnes : 0) },
      at: at + nth / 100,
    })),
  )
  const chosen: Candidate[] = []
  for (const candidate of candidates.sort((one, other) => one.rank - other.rank || one.at - other.at)) {
    if (chosen.length === mostPoints) break
    if (!chosen.some(({ text }) => text === candidate.text)) chosen.push(candidate)
  }
  return chosen.sort((one, other) => one.at - other.at).map(({ text }) => text)
}

/** The second row of a table or item of a list comes after the first of everything that says as much. */
const laterOnes = 15
const telling = ['audience', 'beforeAfter', 'keyTerm', 'qa', 'steps']

function rankOf({ type, attrs }: DocumentNode, before: DocumentNode | undefined): number {
  const element = order.indexOf(attrs?.element as Element)
  if (element >= 0) return element
  if (telling.includes(type)) return 20
  if (isRunningText(type)) return before?.type === 'heading' ? 21 : 30
  return 40
}

function isRunningText(type: string): boolean {
  return ['paragraph', 'bulletList', 'orderedList'].includes(type)
}

/** Lines that are understood by themselves; a heading or a quotation is not. */
function sentencesOf({ type, attrs = {}, content = [], ...block }: DocumentNode): string[] {
  return lines().map(short).filter(Boolean)

  function lines(): string[] {
    if (type === 'audience') return rowsOf(attrs.rows, ({ who, what }) => `${who}：${what}`)
    if (type === 'beforeAfter')
      return rowsOf(attrs.rows, ({ what, after }) => (after ? `${what}：${after}` : ''))
    if (type === 'timeline') return rowsOf(attrs.entries, ({ when, what }) => `${when}：${what}`)
    if (type === 'video' || type === 'audio')
      return [String(attrs.title), ...rowsOf(attrs.moments, ({ title }) => `${title}`)]
    if (type === 'keyTerm') return [`${attrs.term}：${attrs.definition}`]
    if (type === 'qa') return [`${inner(content[0])}${firstSentence(inner(content[1]))}`]
    if (type === 'steps') return [`怎么办：${content.map((step) => inner(step.content?.[0])).join('，')}。`]
    if (type === 'chart') return [String(attrs.title)]
    // The poster numbers its points itself: 一、 before 2 would be two numbers.
    if (type === 'longImage')
      return String(attrs.text)
        .split('\n')
        .map((line) => line.replace(/^[一二三四五六七八九十]+、/, ''))
    if (type === 'animation' || type === 'image') return [String(attrs.caption || attrs.alt)]
    if (type === 'gallery') return content.map(({ attrs: own }) => String(own?.caption || own?.alt))
    if (type === 'bulletList' || type === 'orderedList')
      return content.map((item) => firstSentence(inner(item)))
    return type === 'paragraph' ? [firstSentence(inner({ ...block, type, content }))] : []
  }
}

function rowsOf(rows: unknown, say: (row: Record<string, string>) => string): string[] {
  return Array.isArray(rows) ? rows.map(say) : []
}

function inner(node: DocumentNode | undefined): string {
  return node
    ? plainText({ type: 'doc', content: [node] }, { quotations: false })
        .replaceAll('\n', ' ')
        .trim()
    : ''
}

function firstSentence(text: string): string {
  return /^.*?[。！？；]/s.exec(text)?.[0].replace(/；$/, '。') ?? text
}

/** Too long for a poster, it ends at a comma where one is near. */
function short(text: string): string {
  const signs = [...text.trim()]
  if (signs.length < 6) return ''
  if (signs.length <= longest) return signs.join('')
  const kept = signs.slice(0, longest - 1).join('')
  const comma = Math.max(kept.lastIndexOf('，'), kept.lastIndexOf('、'), kept.lastIndexOf('；'))
  return `${comma > longest / 2 ? kept.slice(0, comma) : kept}……`
}

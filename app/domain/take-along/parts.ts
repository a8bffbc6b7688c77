import { type BlockData, isDataBlock } from '~/app/domain/interpretation-blocks/data-blocks'
import { saySize, sayTime } from '~/app/domain/interpretation-blocks/say-time'
import type { DocumentNode } from '~/app/domain/interpretations/types'
import type { MediaFact } from '~/app/domain/media/types'

export type Run = { text: string; isBold: boolean; href: string | null }
export type Words = Run[]

/** What an interpretation consists of, for where there is no page: a picture, an article elsewhere. */
export type Part =
  | { kind: 'heading'; words: Words; level: number }
  | { kind: 'words'; words: Words }
  | { kind: 'list'; isOrdered: boolean; items: Part[][] }
  | { kind: 'quote'; label: string; text: string }
  | { kind: 'picture'; sha: string; alt: string; caption: string }
  | { kind: 'question'; question: string; answer: Part[] }
  | { kind: 'steps'; steps: { title: string; parts: Part[] }[] }
  | { kind: 'speech'; speaker: string; role: string; parts: Part[] }
  | { kind: 'table'; title: string; heads: number; rows: Words[][]; note: string }
  | { kind: 'chart'; chart: BlockData<'chart'> }
  | { kind: 'term'; term: string; definition: string; source: string }
  /** What has to be played or fetched: its still picture, and how to come to it. */
  | { kind: 'elsewhere'; title: string; still: string | null; lines: string[] }

type Media = ReadonlyMap<string, MediaFact>

/** The blocks of a checked document, in order. */
export function partsOf(document: DocumentNode, media: Media): Part[] {
  return (document.content ?? []).flatMap((block) => read(block, media))
}

function read(node: DocumentNode, media: Media): Part[] {
  const { type, attrs = {}, content = [] } = node
  const inside = (nodes = content) => nodes.flatMap((child) => read(child, media))
  if (isDataBlock(type)) return [readData(type, attrs, media)]
  switch (type) {
    case 'heading':
      return [{ kind: 'heading', words: wordsOf(node), level: Number(attrs.level ?? 2) }]
    case 'paragraph': {
      const words = wordsOf(node)
      return words.some(({ text }) => text.trim()) ? [{ kind: 'words', words }] : []
    }
    case 'bulletList':
    case 'orderedList': {
      const items = content.map((item) => inside(item.content))
      return [{ kind: 'list', isOrdered: type === 'orderedList', items }]
    }
    case 'clauseQuote':
      return [{ kind: 'quote', label: String(attrs.label), text: String(attrs.text) }]
    case 'image':
      return [pictureOf(attrs)]
    case 'qa': {
      const [question, answer] = content
      return [{ kind: 'question', question: plainOf(question), answer: inside(answer?.content) }]
    }
    case 'steps': {
      const steps = content.map(({ content: [title, ...rest] = [] }) => ({
        title: plainOf(title),
        parts: inside(rest),
      }))
      return [{ kind: 'steps', steps }]
    }
    case 'speech':
      return [{ kind: 'speech', speaker: String(attrs.speaker), role: String(attrs.role), parts: inside() }]
    case 'table':
      return [tableOf(content)]
    // A gallery and a transcript are what is in them.
    default:
      return inside()
  }
}

function pictureOf({ sha, alt, caption }: Record<string, unknown>): Part {
  return { kind: 'picture', sha: String(sha), alt: String(alt ?? ''), caption: String(caption ?? '') }
}

/** A cell that reaches over several keeps its words in the first of them. */
function tableOf(content: DocumentNode[]): Part {
  const rows = content.map(({ content: cells = [] }) =>
    cells.flatMap((cell) => {
      const words = (cell.content ?? []).flatMap(wordsOf)
      const more = Math.max(0, Number(cell.attrs?.colspan ?? 1) - 1)
      return [words, ...Array.from({ length: more }, () => [])]
    }),
  )
  const wide = Math.max(1, ...rows.map((row) => row.length))
  const isHead = content[0]?.content?.every((cell) => cell.type === 'tableHeader') ?? false
  const filled = rows.map((row) => [...row, ...Array.from({ length: wide - row.length }, () => [])])
  return { kind: 'table', title: '', heads: isHead ? 1 : 0, rows: filled, note: '' }
}

function readData(type: string, attrs: Record<string, unknown>, media: Media): Part {
  switch (type) {
    case 'chart':
      return { kind: 'chart', chart: attrs as BlockData<'chart'> }
    case 'video':
    case 'audio':
      return recordingOf(attrs as BlockData<'video'>, type, media)
    case 'animation': {
      const { sha, still, alt, caption } = attrs as BlockData<'animation'>
      const isLottie = media.get(sha)?.kind === 'lottie'
      const shown = still ?? media.get(sha)?.poster?.sha ?? (isLottie ? null : sha)
      return { kind: 'elsewhere', title: caption || alt, still: shown, lines: ['动画：请在原文中播放。'] }
    }
    case 'longImage':
      return pictureOf({ sha: attrs.sha, alt: attrs.alt })
    case 'beforeAfter': {
      const { title, before, after, rows } = attrs as BlockData<'beforeAfter'>
      const body = rows.map((row) => [row.what, row.before || '没有这一项', row.after || '没有这一项'])
      return tableWith(title, ['', before, after], body)
    }
    case 'audience': {
      const { rows, except } = attrs as BlockData<'audience'>
      const note = except ? `不适用于：${except}` : ''
      const body = rows.map(({ who, what }) => [who, what])
      return { ...tableWith('这项政策和谁有关', ['谁', '有什么关系'], body), note }
    }
    case 'keyTerm': {
      const { term, definition, source } = attrs as BlockData<'keyTerm'>
      return { kind: 'term', term, definition, source }
    }
    case 'timeline': {
      const { title, entries } = attrs as BlockData<'timeline'>
      return tableWith(
        title,
        null,
        entries.map(({ when, what }) => [when, what]),
      )
    }
    default: {
      const { sha, title } = attrs as BlockData<'download'>
      const fact = media.get(sha)
      const lines = [`可下载的文件${fact ? `（${saySize(fact.size)}）` : ''}：请在原文中下载。`]
      return { kind: 'elsewhere', title, still: null, lines }
    }
  }
}

function recordingOf(
  { sha, title, moments }: BlockData<'video'>,
  type: 'video' | 'audio',
  media: Media,
): Part {
  const fact = media.get(sha)
  const name = type === 'video' ? '视频' : '音频'
  const long = fact?.duration ? `（长 ${sayTime(fact.duration)}）` : ''
  const how = `${name}${long}：请在原文中${type === 'video' ? '观看，有字幕' : '收听，有文字稿'}。`
  const chapters = moments.map((moment) => `${sayTime(moment.second)} ${moment.title}`)
  return { kind: 'elsewhere', title, still: fact?.poster?.sha ?? null, lines: [how, ...chapters] }
}

function tableWith(title: string, head: string[] | null, body: string[][]): Extract<Part, { kind: 'table' }> {
  const rows = [...(head ? [head] : []), ...body].map((row) => row.map(plainWords))
  return { kind: 'table', title, heads: head ? 1 : 0, rows, note: '' }
}

export function plainWords(text: string): Words {
  return [{ text, isBold: false, href: null }]
}

function wordsOf(node: DocumentNode): Words {
  if (node.type === 'text') {
    const marks = node.marks ?? []
    const href = marks.find(({ type }) => type === 'link')?.attrs?.href
    return [
      {
        text: node.text ?? '',
        isBold: marks.some(({ type }) => type === 'bold'),
        href: typeof href === 'string' ? href : null,
      },
    ]
  }
  if (node.type === 'hardBreak') return plainWords('\n')
  return (node.content ?? []).flatMap(wordsOf)
}

export function sayWords(words: Words): string {
  return words.map(({ text }) => text).join('')
}

function plainOf(node: DocumentNode | undefined): string {
  return node ? sayWords(wordsOf(node)) : ''
}

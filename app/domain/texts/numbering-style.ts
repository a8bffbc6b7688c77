import { type MarkerForm, readMarker, splitHeading } from './clause-labels'
import type { SourceLine } from './source-lines'
import type { ClauseKind } from './types'

/** How one text numbers: as a statute (第一条 …（一）… 1.) or as an opinion (一、（一）1.（1）). */
export type Style = {
  isStatute: boolean
  /** In a statute an unnumbered line is the article's next 款, also after its items; elsewhere it belongs to what is above it. */
  paragraphsBelongToArticle: boolean
  paragraphRank: number
  rankOf: (form: MarkerForm) => number
  kindOf: (form: MarkerForm) => ClauseKind
}

const divisionRank: Record<string, number> = { part: 0, chapter: 1, section: 2, article: 3 }
const listRank: Record<string, number> = {
  count: 4,
  bracketed: 5,
  digit: 6,
  'bracketed-digit': 7,
  circled: 8,
}

export function readStyle(lines: SourceLine[]): Style {
  const markers = lines.flatMap((line) => (line.cells ? [] : (readMarker(line.text) ?? [])))
  const isStatute =
    markers.some(({ form, spaced }) => form === 'article' && spaced) || startsAtArticleOne(markers)
  const kinds = isStatute ? {} : opinionKinds(markers)
  const kindOf = (form: MarkerForm): ClauseKind =>
    kinds[form] ?? (form in divisionRank ? (form as ClauseKind) : 'item')
  return {
    isStatute,
    paragraphsBelongToArticle: isStatute,
    paragraphRank: 3,
    kindOf,
    rankOf: (form) => divisionRank[kindOf(form)] ?? listRank[form] ?? 9,
  }
}

function startsAtArticleOne(markers: { form: MarkerForm; ordinal: number }[]): boolean {
  return markers.find(({ form }) => form === 'article')?.ordinal === 1
}

/**
 * 一、 heads a chapter where it mostly carries a title. A regulation whose 一、二、三、 are whole
 * sentences has items only.
 */
function opinionKinds(
  markers: { form: MarkerForm; rest: string }[],
): Partial<Record<MarkerForm, ClauseKind>> {
  const counts = markers.filter(({ form }) => form === 'count')
  const titled = counts.filter(({ rest }) => splitHeading(rest, 'opinion').heading !== null)
  if (counts.length > 0 && titled.length * 2 < counts.length) return {}
  const hasChapters = markers.some(({ form }) => form === 'chapter')
  return {
    count: hasChapters ? 'section' : 'chapter',
    bracketed: 'article',
    'bracketed-digit': 'subitem',
    circled: 'subitem',
  }
}

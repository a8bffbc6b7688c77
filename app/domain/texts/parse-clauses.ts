import { findLastAnnex, isAnnexList, readAnnexStart } from './annexes'
import { type Marker, readMarker, splitHeading, tidyTitle } from './clause-labels'
import { findDoubts } from './doubts'
import { readStyle, type Style } from './numbering-style'
import { readLines, type SourceLine } from './source-lines'
import type { ClauseKind, ParsedBody, ParsedClause } from './types'

/** Plain text (as pasted, or as `serializeText` writes it) → its clauses and what is doubtful about them. */
export function parseBody(text: string): ParsedBody {
  const clauses = parseClauses(readLines(text))
  return { clauses, doubts: findDoubts(clauses) }
}

/** Lines → clauses, in both ways of numbering; each annex may have its own. */
export function parseClauses(lines: SourceLine[]): ParsedClause[] {
  const reader = new ClauseReader()
  for (const segment of cutAtAnnexes(lines)) reader.readSegment(segment)
  return reader.clauses
}

type Segment = {
  annex: { label: string; ordinal: number | null; heading: string | null } | null
  lines: SourceLine[]
}

function cutAtAnnexes(lines: SourceLine[]): Segment[] {
  const lastAnnex = findLastAnnex(lines)
  const segments: Segment[] = [{ annex: null, lines: [] }]
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] as SourceLine
    const annex = line.cells ? null : readAnnexStart(line.text, at < lastAnnex)
    if (!annex) {
      segments.at(-1)?.lines.push(line)
      continue
    }
    const next = lines[at + 1]
    const title = annex.heading === null && next && isAnnexTitle(next) ? next : null
    if (title) at++
    segments.push({ annex: title ? { ...annex, heading: tidyTitle(title.text) } : annex, lines: [] })
  }
  return segments
}

function isAnnexTitle(line: SourceLine): boolean {
  if (line.cells || line.text === '') return false
  return line.text.length <= 60 && !/[。；;：:，]$/.test(line.text) && readMarker(line.text) === null
}

const openEnd = /[^。；：！？”’）」』》…;:!?)\]】.]$/

class ClauseReader {
  readonly clauses: ParsedClause[] = []
  private style: Style = readStyle([])
  private open: { rank: number; index: number }[] = []
  private paragraph: number | null = null
  private unnumbered = new Map<string, number>()
  private lastDivision = new Map<string, number>()
  private previousText = ''
  private inAnnexList = false

  readSegment(segment: Segment): void {
    this.style = readStyle(segment.lines)
    this.open = []
    this.paragraph = null
    this.lastDivision = new Map()
    this.previousText = ''
    this.inAnnexList = false
    if (segment.annex) {
      const index = this.add({ kind: 'annex', ...segment.annex, body: '', parent: null })
      this.open = [{ rank: -1, index }]
    }
    for (const line of segment.lines) this.readLine(line)
  }

  private readLine(line: SourceLine): void {
    if (line.cells) {
      this.addUnnumbered('table', '', line.cells)
      this.previousText = ''
      return
    }
    const marker = readMarker(line.text)
    if (isAnnexList(line.text)) {
      this.inAnnexList = true
      this.closeDownTo(0)
    } else if (marker?.form !== 'digit') this.inAnnexList = false

    if (this.inAnnexList) this.addUnnumbered('paragraph', line.text)
    else if (marker && this.isInNumberingPosition(marker)) this.addNumbered(marker)
    else if (line.level >= 2 && !marker) this.addUnnumberedHeading(line)
    else this.addUnnumbered('paragraph', line.text)
  }

  /** A broken line may start with a reference (第十条 第二款…): it is out of turn, and the sentence before is open. */
  private isInNumberingPosition(marker: Marker): boolean {
    const last = this.lastDivision.get(marker.form) ?? 0
    const sentenceOpen = this.previousText !== '' && openEnd.test(this.previousText)
    if (marker.form === 'article') {
      if (!this.style.isStatute) return false
      if (sentenceOpen && marker.ordinal !== last + 1) return false
      return marker.spaced || (marker.ordinal >= last && marker.ordinal <= last + 3)
    }
    if (marker.form === 'part' || marker.form === 'chapter' || marker.form === 'section') {
      return !sentenceOpen || marker.ordinal === last + 1 || marker.ordinal === 1
    }
    return true
  }

  private addNumbered(marker: Marker): void {
    const rank = this.style.rankOf(marker.form)
    this.closeDownTo(rank)
    const inArticle = rank > this.style.paragraphRank && this.style.paragraphsBelongToArticle
    if (!inArticle) this.paragraph = null
    const top = this.open.at(-1)
    const ofParagraph = this.paragraph !== null && top && top.rank <= this.style.paragraphRank
    const parent = ofParagraph ? this.paragraph : (top?.index ?? null)
    const isDivision = marker.form === 'part' || marker.form === 'chapter' || marker.form === 'section'
    const split = isDivision
      ? { heading: tidyTitle(marker.rest) || null, body: '' }
      : splitHeading(marker.rest, this.style.isStatute ? 'statute' : 'opinion')
    const kind = this.kindOf(marker)
    const index = this.add({ kind, label: marker.label, ordinal: marker.ordinal, ...split, parent })
    this.open.push({ rank, index })
    this.lastDivision.set(marker.form, marker.ordinal)
    this.previousText = split.body
  }

  private kindOf(marker: Marker): ClauseKind {
    const kind = this.style.kindOf(marker.form)
    if (kind !== 'item') return kind
    return this.open.some(({ index }) => this.clauses[index]?.kind === 'item') ? 'subitem' : 'item'
  }

  private addUnnumberedHeading(line: SourceLine): void {
    const kind: ClauseKind = line.level === 2 ? 'chapter' : 'section'
    const rank = this.style.rankOf(kind)
    this.closeDownTo(rank)
    this.paragraph = null
    const parent = this.open.at(-1)?.index ?? null
    const index = this.add({
      kind,
      label: null,
      ordinal: null,
      heading: tidyTitle(line.text),
      body: '',
      parent,
    })
    this.open.push({ rank, index })
    this.previousText = ''
  }

  private addUnnumbered(kind: 'paragraph' | 'table', body: string, table: string[][] | null = null): void {
    if (this.style.paragraphsBelongToArticle) this.closeDownTo(this.style.paragraphRank + 1)
    const parent = this.open.at(-1)?.index ?? null
    const key = `${parent} ${kind}`
    const siblings = this.unnumbered.get(key) ?? 0
    this.unnumbered.set(key, siblings + 1)
    const first = kind === 'paragraph' && parent !== null && this.clauses[parent]?.body !== '' ? 2 : 1
    const index = this.add({
      kind,
      label: null,
      ordinal: siblings + first,
      heading: null,
      body,
      table,
      parent,
    })
    if (kind === 'paragraph') {
      if (this.style.paragraphsBelongToArticle) this.paragraph = index
      this.previousText = body
    }
  }

  private closeDownTo(rank: number): void {
    while ((this.open.at(-1)?.rank ?? -2) >= rank) this.open.pop()
  }

  private add(clause: Omit<ParsedClause, 'depth' | 'table'> & { table?: string[][] | null }): number {
    const depth = clause.parent === null ? 0 : (this.clauses[clause.parent]?.depth ?? 0) + 1
    this.clauses.push({ ...clause, table: clause.table ?? null, depth })
    return this.clauses.length - 1
  }
}

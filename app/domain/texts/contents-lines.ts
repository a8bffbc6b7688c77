import { readMarker } from './clause-labels'
import type { SourceLine } from './source-lines'

const heading = /^目[\s　]*[录次]$/
const pageNumber = /[\s　.．·…—-]{2,}\d{1,4}$/
const divisionInLine = /(?:^|[\s　])第[一二三四五六七八九十百]{1,4}[编章节](?=[\s　])/g

/** Sets a table of contents aside: its lines look like chapters and are none. */
export function setContentsAside(lines: SourceLine[]): { rest: SourceLine[]; contents: string[] } {
  const skipped = new Set<number>()
  lines.forEach((line, at) => {
    if (isContentsInOneLine(line.text)) skipped.add(at)
    if (heading.test(line.text)) for (const index of takeEntries(lines, at)) skipped.add(index)
    if (!skipped.has(at) && isDivision(line))
      for (const index of takeRepeatedRun(lines, at)) skipped.add(index)
  })
  return {
    rest: lines.filter((_, at) => !skipped.has(at)),
    contents: [...skipped].sort((a, b) => a - b).map((at) => lines[at]?.text ?? ''),
  }
}

function isContentsInOneLine(text: string): boolean {
  return !text.includes('。') && [...text.matchAll(divisionInLine)].length >= 2
}

function takeEntries(lines: SourceLine[], at: number): number[] {
  const taken = [at]
  const labels = new Set<string>()
  for (let next = at + 1; next < lines.length; next++) {
    const line = lines[next] as SourceLine
    const marker = readMarker(withoutPageNumber(line.text))
    const isEntry =
      withoutPageNumber(line.text) !== line.text ||
      isContentsInOneLine(line.text) ||
      (marker !== null && isDivision(line))
    // Sections restart in each chapter; a chapter or part seen before is the text itself.
    const key = marker && marker.form !== 'section' ? marker.label : ''
    if (!isEntry || (key !== '' && labels.has(key))) break
    if (key !== '') labels.add(key)
    taken.push(next)
  }
  return taken
}

/** A run of chapter lines without a word between them, which comes again later: contents without its title. */
function takeRepeatedRun(lines: SourceLine[], at: number): number[] {
  const run: number[] = []
  const first = readMarker(lines[at]?.text ?? '')
  for (let next = at; next < lines.length && isDivision(lines[next]); next++) {
    if (next > at && readMarker(lines[next]?.text ?? '')?.label === first?.label) break
    run.push(next)
  }
  if (run.length < 3) return []
  const later = lines.slice(at + run.length)
  return later.some((line) => isDivision(line) && readMarker(line.text)?.label === first?.label) ? run : []
}

function isDivision(line: SourceLine | undefined): boolean {
  const form = line && !line.cells ? readMarker(withoutPageNumber(line.text))?.form : undefined
  return form === 'part' || form === 'chapter' || form === 'section'
}

function withoutPageNumber(text: string): string {
  return text.length > 200 ? text : text.replace(pageNumber, '')
}

import { normalizeText } from '~/app/domain/texts/similarity'

export const longestQuote = 500

export type QuotableClause = {
  clauseId: number
  parentClauseId: number | null
  label: string | null
  heading: string | null
  body: string
  cells: string[][] | null
}

/** The words of a clause as its reader sees them, with its number. */
export function wordsOfClause({ label, heading, body, cells }: Omit<QuotableClause, 'clauseId'>): string {
  const words = cells ? cells.map((row) => row.join('　')).join('\n') : body
  return [label, heading, words].filter(Boolean).join('　')
}

/** The quoted words as the clause has them; null when it does not. Spaces and the width of signs do not matter. */
export function findQuote(words: string, quote: string): string | null {
  const sought = normalizeText(quote)
  if (sought === '') return null
  let plain = ''
  const places: number[] = []
  for (let at = 0; at < words.length; at++) {
    const sign = normalizeText(words[at] ?? '')
    plain += sign
    if (sign !== '') places.push(at)
  }
  const from = plain.indexOf(sought)
  if (from < 0) return null
  const last = places[from + sought.length - 1] ?? words.length - 1
  return words.slice(places[from], last + 1)
}

/** A clause and what is below it, in the order of the text. */
export function clauseWithParts<C extends QuotableClause>(clauses: Iterable<C>, clauseId: number): C[] {
  const within = new Set([clauseId])
  return [...clauses].filter((clause) => {
    const belongs =
      within.has(clause.clauseId) || (clause.parentClauseId !== null && within.has(clause.parentClauseId))
    if (belongs) within.add(clause.clauseId)
    return belongs
  })
}

/** Where the words stand: in the chosen clause, else in one of its parts; without a choice, anywhere in the text. */
export function placeQuote(
  clauses: Iterable<QuotableClause>,
  clauseId: number | undefined,
  quote: string,
): { clauseId: number; quote: string } | null {
  const candidates = clauseId === undefined ? [...clauses] : clauseWithParts(clauses, clauseId)
  for (const clause of candidates) {
    const found = findQuote(wordsOfClause(clause), quote)
    if (found !== null) return { clauseId: clause.clauseId, quote: found }
  }
  return null
}

/** The sentences of a clause and its parts, for choosing one without typing. */
export function sentencesOf(clauses: QuotableClause[]): string[] {
  const all = clauses.flatMap((clause) => {
    const { heading, body, cells } = clause
    const lines = cells
      ? cells.map((row) => row.join('　'))
      : [heading ?? '', ...body.split('\n').flatMap((line) => line.match(/[^。；;！？]+[。；;！？]*/g) ?? [])]
    return lines.map((line) => line.trim()).filter((line) => line !== '')
  })
  return [...new Set(all)].filter((line) => [...line].length <= longestQuote)
}

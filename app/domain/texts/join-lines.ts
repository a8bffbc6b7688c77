import { joinHalves } from './broken-lines'
import { parseBody } from './parse-clauses'
import { clauseLines } from './serialize'
import type { Doubt } from './types'

/**
 * Joins lines broken in the middle of a sentence. `accepted` holds the lines (as in the doubts' `line`)
 * whose join is taken; without it all are. `joins` is what was offered, taken or not.
 */
export function joinBrokenLines(
  text: string,
  accepted?: readonly number[],
): { text: string; joins: (Doubt & { accepted: boolean })[] } {
  const { clauses, doubts } = parseBody(text)
  const joins = doubts
    .filter(({ id }) => id === 'broken-line')
    .map((doubt) => ({ ...doubt, accepted: accepted === undefined || accepted.includes(doubt.line) }))
  const taken = new Set(joins.filter((join) => join.accepted).map((join) => join.index))
  const lines: string[] = []
  clauseLines(clauses).forEach((own, index) => {
    const last = lines.length - 1
    if (taken.has(index - 1)) lines[last] = joinHalves(lines[last] ?? '', own.join('\n'))
    else lines.push(...own)
  })
  return { text: lines.join('\n'), joins }
}

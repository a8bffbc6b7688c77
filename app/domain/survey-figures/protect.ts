import type { Question } from '~/db/schema/survey-definition'
import { hideGrid, hideOverlapping, hideParts, type Ticks } from './suppress'
import type { Block, Tally } from './tally'

/** By the tallies of the block: which parts are hidden. Null where the question can show nothing. */
export type Hidden = boolean[][]

export function hideTallies({ question, base, tallies }: Block): Hidden | null {
  if (question.kind === 'multiple') return hideTicks(question, base, tallies)
  if (question.kind === 'ranking') return hideRanking(base, tallies)
  return tallies.map(({ counts }) => hideParts(counts))
}

/** Each option has its own three parts: chosen, not chosen, unanswered. */
function hideTicks(question: Question & { kind: 'multiple' }, base: number, tallies: Tally[]): Hidden | null {
  const { answered, counts } = hideOverlapping(ticksOf(question, base, tallies))
  return counts.map((isHidden) => [isHidden, isHidden || answered, answered])
}

export function ticksOf(question: Question & { kind: 'multiple' }, base: number, tallies: Tally[]): Ticks {
  return {
    ...{
      base,
      answered: base - (tallies[0]?.counts[2] ?? 0),
      counts: tallies.map(({ counts }) => counts[0] ?? 0),
    },
    ...limitsOf(question),
  }
}

/** Who chose an exclusive option made one tick, so then one is the least. */
export function limitsOf(
  question: Question & { kind: 'multiple' },
): Pick<Ticks, 'least' | 'most' | 'exclusive'> {
  const exclusive = question.options.map((option) => option.exclusive === true)
  return {
    least: exclusive.includes(true) ? 1 : (question.least ?? 1),
    ...{ most: question.most, exclusive: question.other ? [...exclusive, false] : exclusive },
  }
}

/** Each place is given once by everybody: columns have known sums as well as rows. */
function hideRanking(base: number, tallies: Tally[]): Hidden | null {
  const without = base - (tallies[0]?.counts.at(-1) ?? 0)
  // Every row and every column would give the few away who did not answer.
  if (hideParts([without, base - without]).includes(true)) return null
  return hideGrid(tallies.map(({ counts }) => counts.slice(0, -1)))?.map((row) => [...row, false]) ?? null
}

import type { Poll, PollQuestion } from './occasion-types'

/** Answered of approached, in percent with one decimal; null where nobody was approached. */
export function responseRate({ approached, answered }: Pick<Poll, 'approached' | 'answered'>): string | null {
  return approached > 0 ? percent(answered, approached) : null
}

/** 37.5%; of no people there is no share. */
export function percent(count: number, base: number): string {
  return base > 0 ? `${((count / base) * 100).toFixed(1)}%` : '—'
}

/** More ticks than people: each could choose several. */
export function isMultiple({ base, options }: PollQuestion): boolean {
  return options.reduce((sum, { count }) => sum + count, 0) > base
}

export function peopleOf(groups: readonly { people: number }[]): number {
  return groups.reduce((sum, { people }) => sum + people, 0)
}

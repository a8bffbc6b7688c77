import type { People } from '~/app/domain/survey-figures/figures'
import { fewest } from '~/app/domain/surveys/types'

/** One more or one fewer person than this could be pointed at. */
function isFew(people: number): boolean {
  return people > 0 && people < fewest
}

/**
 * How many people speak of each theme, suppressed. `wrote` people wrote something; `answered` is what the published
 * figures say of the same people, null where they say nothing. A person may speak of several things, so the themes add
 * up to nothing: what could give a small number away is the number itself, the rest of those who wrote, and the
 * difference from what is public already.
 */
export function protectThemes(
  counts: number[],
  wrote: number,
  answered: People,
): { base: People; themes: People[] } {
  const isKnown = answered !== null && !isFew(Math.abs(answered - wrote))
  const base = wrote >= fewest && isKnown ? wrote : null
  return {
    base,
    themes: counts.map((count) => (base === null || isFew(count) || isFew(wrote - count) ? null : count)),
  }
}

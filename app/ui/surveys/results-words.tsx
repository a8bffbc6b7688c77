import type { FigureTable, People, QuestionFigures } from '~/app/domain/survey-figures/figures'
import { formatNumber, formatShare } from '~/app/ui/format'
import { useT } from '~/app/ui/language'

/** Where a question stands on the page: its place, because one that was mended stands there twice. */
export function questionAnchor(at: number): string {
  return `question-${at + 1}`
}

/** A number of people, or the dash that stands for one that is protected, with words for who cannot see it. */
export function PeopleCount({ people }: { people: People }) {
  return people === null ? <Hidden /> : formatNumber(people)
}

export function PeopleShare({ people, base }: { people: People; base: number }) {
  return people === null ? <Hidden /> : formatShare(people, base)
}

export function Hidden() {
  const t = useT()
  return (
    <span className="result-hidden">
      <span aria-hidden="true">—</span>
      <span className="visually-hidden">{t('surveyResults.hidden')}</span>
    </span>
  )
}

/** Not what anybody chose. */
export function isNoChoice(cellId: string): boolean {
  return cellId === 'unanswered'
}

/** Each is counted by itself: adding them up would count ticks, not people. */
export function canChooseSeveral({ kind }: Pick<QuestionFigures, 'kind'>): boolean {
  return kind === 'multiple'
}

/** The cell that most people chose; null where a hidden one could be larger or nobody's is clearly the largest. */
export function mostChosen({ cells, base }: FigureTable): { label: string; share: number } | null {
  const chosen = cells.filter(({ id }) => !isNoChoice(id))
  const [first, second] = chosen
    .flatMap(({ label, people }) => (people === null ? [] : [{ label, people }]))
    .toSorted((one, other) => other.people - one.people)
  if (!first || base === 0 || first.people === second?.people) return null
  const hidden = chosen.some(({ people }) => people === null)
  const shown = cells.reduce((sum, { people }) => sum + (people ?? 0), 0)
  // What is hidden together is at most the rest of the base; with several choices nothing can be said of it.
  if (hidden && base - shown >= first.people) return null
  const share = Math.round((first.people / base) * 100)
  return share === 0 ? null : { label: first.label, share }
}

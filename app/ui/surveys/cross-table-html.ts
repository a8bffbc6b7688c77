import type { CrossTable, People } from '~/app/domain/survey-figures/figures'
import { formatNumber, formatShare } from '~/app/ui/format'
import { isNoChoice } from './results-words'

type Words = { option: string; hidden: string }

/**
 * One cross-table as HTML. Thirty questions by three groups are ten thousand cells: as elements of React they would
 * take most of the time of the page, written straight they take next to none.
 */
export function crossTableHtml({ groups, rows }: CrossTable, { option, hidden }: Words): string {
  const heads = groups.map(
    ({ label, people }) =>
      `<th scope="col" class="number">${escapeHtml(label)}<span class="result-of">${formatNumber(people)}</span></th>`,
  )
  const protectedCell = `<td class="number"><span class="result-hidden"><span aria-hidden="true">—</span><span class="visually-hidden">${escapeHtml(hidden)}</span></span></td>`
  const cell = (people: People, base: number) =>
    people === null
      ? protectedCell
      : `<td class="number">${formatShare(people, base)}<span class="result-of">${formatNumber(people)}</span></td>`
  const body = rows.map(({ id, label, people }) => {
    const cells = people.map((count, at) => cell(count, groups[at]?.people ?? 0)).join('')
    const mark = isNoChoice(id) ? ' class="result-no-choice"' : ''
    return `<tr${mark}><th scope="row">${escapeHtml(label)}</th>${cells}</tr>`
  })
  return `<thead><tr><th scope="col">${escapeHtml(option)}</th>${heads.join('')}</tr></thead><tbody>${body.join('')}</tbody>`
}

function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}

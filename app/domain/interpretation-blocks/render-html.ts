import { paths } from '~/app/paths'

export type Names = { policyId: number; names: ReadonlyMap<number, string> }

export function escapeHtml(value: unknown): string {
  return String(value ?? '').replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}

export function idOf(anchor: unknown): string {
  return anchor ? ` id="${escapeHtml(anchor)}"` : ''
}

/** Words that were typed with line breaks. */
export function paragraphs(text: string, className = ''): string {
  const attribute = className ? ` class="${className}"` : ''
  return text
    .split(/\n+/)
    .filter((line) => line.trim() !== '')
    .map((line) => `<p${attribute}>${escapeHtml(line)}</p>`)
    .join('')
}

/** The clause as the policy calls it, with the way back to it; a clause that the policy does not have has no name. */
export function clauseLink(clauseId: number, { policyId, names }: Names): string {
  const name = names.get(clauseId)
  if (!name) return ''
  return `<a class="to-clause" href="${escapeHtml(paths.policy(policyId, { clause: clauseId }))}">${escapeHtml(name)}</a>`
}

/** Where the notice comes to stand once a later policy has changed the clause. Only in places that may hold a paragraph. */
export function changeMark(clauseId: number): string {
  return `<!--clause:${Number(clauseId)}-->`
}

/** To a second of a recording on the same page; without scripts the page comes again, with the recording set to it. */
export function momentHref(anchor: string, second: number): string {
  return `?play=${encodeURIComponent(`${anchor}.${second}`)}#${encodeURIComponent(anchor)}`
}

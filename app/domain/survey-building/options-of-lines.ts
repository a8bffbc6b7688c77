import type { Option } from '~/db/schema/survey-definition'

// Options are written one on a line, as in a letter. Their ids stay with them, because conditions, quotas and answers
// name those: the same words keep their id wherever they stand; between two that stayed, what was reworded keeps it too.

const star = /^[*＊]\s*/

/** Reads the lines of a form. `taken`: ids that were options before and mean something else, so that no new one gets them. */
export function optionsOfLines(
  text: string,
  {
    before = [],
    taken = [],
    withStars = false,
  }: { before?: Option[]; taken?: string[]; withStars?: boolean },
): Option[] {
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => ({
      label: withStars ? line.replace(star, '') : line,
      exclusive: withStars && star.test(line),
    }))
    .filter(({ label }) => label !== '')
  const ids = keptIds(
    lines.map(({ label }) => label),
    before,
  )
  const fresh = freshIds([...taken, ...before.map(({ id }) => id)])
  return lines.map(({ label, exclusive }, at) => ({
    id: ids[at] ?? fresh(),
    label,
    ...(exclusive ? { exclusive: true } : {}),
  }))
}

export function linesOfOptions(options: Option[]): string {
  return options.map(({ label, exclusive }) => (exclusive ? `*${label}` : label)).join('\n')
}

/** For each line the id of the option that it was, if it was one. */
function keptIds(labels: string[], before: Option[]): (string | undefined)[] {
  const left = [...before]
  const ids = labels.map((label) => {
    const at = left.findIndex((option) => option.label === label)
    return at < 0 ? undefined : left.splice(at, 1)[0]?.id
  })
  pairReworded(labels, ids, before)
  return ids
}

/** Of the lines that are left, each in its turn takes the option that stood at its place between its neighbours. */
function pairReworded(labels: string[], ids: (string | undefined)[], before: Option[]): void {
  const placeOf = (id: string | undefined) => before.findIndex((option) => option.id === id)
  for (let from = 0; from < labels.length; ) {
    if (ids[from] !== undefined) {
      from += 1
      continue
    }
    let to = from
    while (to < labels.length && ids[to] === undefined) to += 1
    const after = from === 0 ? -1 : placeOf(ids[from - 1])
    const until = to === labels.length ? before.length : placeOf(ids[to])
    const gap = before.slice(after + 1, Math.max(until, after + 1)).filter(({ id }) => !ids.includes(id))
    // As many lines as options: these were reworded. Otherwise some are new, and which cannot be told.
    if (gap.length === to - from) for (const [at, { id }] of gap.entries()) ids[from + at] = id
    from = to
  }
}

function freshIds(taken: string[]): () => string {
  let next = Math.max(0, ...taken.map((id) => Number(/^o(\d{1,6})$/.exec(id)?.[1] ?? 0)))
  return () => {
    next += 1
    return `o${next}`
  }
}

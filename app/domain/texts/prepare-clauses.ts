import { type Group, groupOf } from './order'
import { clauseText, normalizeText, type Shingles, shingle } from './similarity'
import type { ParsedClause } from './types'

/** A clause made ready to be compared with many. */
export type Prepared = {
  index: number
  group: Group
  isTable: boolean
  label: string | null
  parent: number | null
  depth: number
  text: string
  shingles: Shingles
  /** With all that is under it. */
  whole: string
  wholeShingles: Shingles
  /** Its neighbours of the same group. */
  previous: number | null
  next: number | null
}

type Source = Pick<ParsedClause, 'kind' | 'label' | 'heading' | 'body' | 'table' | 'parent'>

export function prepareClauses(clauses: readonly Source[]): Prepared[] {
  const texts = clauses.map((clause) => normalizeText(clauseText(clause)))
  const wholes = [...texts]
  const depths = clauses.map(() => 0)
  clauses.forEach(({ parent }, index) => {
    if (parent !== null) depths[index] = (depths[parent] ?? 0) + 1
    for (let at = parent; at !== null; at = clauses[at]?.parent ?? null) {
      if (groupOf(clauses[at]?.kind ?? '') !== 'division') wholes[at] += texts[index] ?? ''
    }
  })
  const neighbours = findNeighbours(clauses)
  return clauses.map((clause, index) => {
    const text = texts[index] ?? ''
    const whole = wholes[index] ?? ''
    const shingles = shingle(text)
    return {
      index,
      group: groupOf(clause.kind),
      isTable: clause.table !== null,
      label: clause.label,
      parent: clause.parent,
      depth: depths[index] ?? 0,
      text,
      shingles,
      whole,
      wholeShingles: whole === text ? shingles : shingle(whole),
      previous: neighbours[index]?.previous ?? null,
      next: neighbours[index]?.next ?? null,
    }
  })
}

function findNeighbours(clauses: readonly Source[]): { previous: number | null; next: number | null }[] {
  const last = new Map<Group, number>()
  const neighbours = clauses.map(() => ({ previous: null as number | null, next: null as number | null }))
  clauses.forEach(({ kind }, index) => {
    const group = groupOf(kind)
    const previous = last.get(group)
    const own = neighbours[index]
    const before = previous === undefined ? undefined : neighbours[previous]
    if (own && previous !== undefined) own.previous = previous
    if (before) before.next = index
    last.set(group, index)
  })
  return neighbours
}

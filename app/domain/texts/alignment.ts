/** For a clause of the version, by its present id: the earlier clause that it is, or null for «a new one». */
export type Corrections = ReadonlyMap<number, number | null>

/** The name of the field that says which earlier clause one is. */
export function fieldOf(clauseId: number): string {
  return `from-${clauseId}`
}

export type CorrectedIds = {
  /** In the order of the version; null where a new identity is due. */
  ids: (number | null)[]
  /** Clauses for which an earlier one was named that there is not. */
  unknown: number[]
  /** An earlier clause that several would take. */
  twice: { taken: number; by: number[] }[]
}

/** What a correction makes of the identities: pure, so that the page can say beforehand what will be refused. */
export function correctedIds(
  before: readonly number[],
  version: readonly number[],
  corrections: Corrections,
): CorrectedIds {
  const earlier = new Set(before)
  const unknown: number[] = []
  const holders = new Map<number, number[]>()
  const ids = version.map((clauseId) => {
    const wanted = corrections.get(clauseId)
    if (wanted === undefined) return keep(clauseId)
    // What is new already stays under the id that it has.
    if (wanted === null) return earlier.has(clauseId) ? null : clauseId
    if (!earlier.has(wanted)) unknown.push(clauseId)
    holders.set(wanted, [...(holders.get(wanted) ?? []), clauseId])
    return wanted
  })
  function keep(clauseId: number): number {
    if (earlier.has(clauseId)) holders.set(clauseId, [...(holders.get(clauseId) ?? []), clauseId])
    return clauseId
  }
  const twice = [...holders].filter(([, by]) => by.length > 1).map(([taken, by]) => ({ taken, by }))
  return { ids, unknown, twice }
}

/** The choices of a posted form; an empty one means «a new clause», what is no number is left out. */
export function readCorrections(form: FormData): {
  corrections: Corrections
  values: Record<string, string>
} {
  const corrections = new Map<number, number | null>()
  const values: Record<string, string> = {}
  for (const [name, value] of form) {
    const clauseId = /^from-([1-9]\d{0,14})$/.exec(name)?.[1]
    if (clauseId === undefined || typeof value !== 'string' || !/^\d{0,15}$/.test(value)) continue
    corrections.set(Number(clauseId), value === '' ? null : Number(value))
    values[name] = value
  }
  return { corrections, values }
}

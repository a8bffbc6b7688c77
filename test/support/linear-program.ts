/** Σ of the variables at these places, 1 each, equals `is` (or is at least so much). */
export type Known = { places: number[]; is: number; atLeast?: boolean }

const tiny = 1e-7

/**
 * What somebody can find out who knows linear facts about numbers that are not negative: the least and the most that a sum
 * of them can be. A plain simplex, written without a look at the code it is to test.
 */
export function boundsFrom(variables: number, known: Known[]): (places: number[]) => [number, number] {
  const slacks = known.filter(({ atLeast }) => atLeast).length
  const width = variables + slacks + known.length
  let slack = variables
  const rows = known.map(({ places, is, atLeast }, at) => {
    const row = new Float64Array(width + 1)
    for (const place of places) row[place] = 1
    if (atLeast) row[slack++] = -1
    row[variables + slacks + at] = 1
    row[width] = is
    return row
  })
  const basis = known.map((_, at) => variables + slacks + at)
  // First the artificial variables are driven out: that is possible, since the truth fulfils everything.
  const first = new Float64Array(width + 1)
  for (let at = variables + slacks; at < width; at++) first[at] = 1
  const rest = minimise(rows, basis, first, width)
  if (rest > 1e-5) throw new Error(`what is published contradicts itself (${rest})`)
  dropArtificial(rows, basis, variables + slacks)
  const best = (places: number[], sign: number) => {
    const objective = new Float64Array(width + 1)
    for (const place of places) objective[place] = sign
    return minimise(rows, basis, objective, variables + slacks)
  }
  return (places) => [best(places, 1), -best(places, -1)]
}

/** Minimises Σ objective·x over the first `usable` variables, from the basis that is there; gives the minimum. */
function minimise(rows: Float64Array[], basis: number[], objective: Float64Array, usable: number): number {
  const width = objective.length - 1
  const cost = Float64Array.from(objective)
  for (const [at, row] of rows.entries()) {
    const factor = cost[basis[at] as number] as number
    if (factor !== 0)
      for (let i = 0; i <= width; i++) cost[i] = (cost[i] as number) - factor * (row[i] as number)
  }
  for (let turn = 0; turn < 20_000; turn++) {
    // Bland's rule: the first that helps, so that it never goes in circles.
    let entering = -1
    for (let i = 0; i < usable && entering < 0; i++) if ((cost[i] as number) < -tiny) entering = i
    if (entering < 0) return -(cost[width] as number)
    const leaving = leavingRow(rows, basis, entering, width)
    if (leaving < 0) return Number.NEGATIVE_INFINITY
    pivot([...rows, cost], leaving, entering)
    basis[leaving] = entering
  }
  throw new Error('the simplex did not end')
}

function leavingRow(rows: Float64Array[], basis: number[], entering: number, width: number): number {
  let leaving = -1
  let best = Number.POSITIVE_INFINITY
  for (const [at, row] of rows.entries()) {
    const step = row[entering] as number
    if (step < tiny) continue
    const ratio = (row[width] as number) / step
    const isTie = Math.abs(ratio - best) < tiny
    if (ratio < best - tiny || (isTie && (basis[at] as number) < (basis[leaving] as number))) {
      best = ratio
      leaving = at
    }
  }
  return leaving
}

function pivot(rows: Float64Array[], at: number, column: number): void {
  const row = rows[at] as Float64Array
  const by = row[column] as number
  for (let i = 0; i < row.length; i++) row[i] = (row[i] as number) / by
  for (const other of rows) {
    const factor = other[column] as number
    if (other === row || factor === 0) continue
    for (let i = 0; i < row.length; i++) other[i] = (other[i] as number) - factor * (row[i] as number)
  }
}

/** A fact that follows from the others leaves its artificial variable in the basis, at zero: it goes, with its row. */
function dropArtificial(rows: Float64Array[], basis: number[], usable: number): void {
  for (let at = rows.length - 1; at >= 0; at--) {
    if ((basis[at] as number) < usable) continue
    const row = rows[at] as Float64Array
    const column = row.findIndex((value, i) => i < usable && Math.abs(value) > tiny)
    if (column >= 0) {
      pivot(rows, at, column)
      basis[at] = column
    } else {
      rows.splice(at, 1)
      basis.splice(at, 1)
    }
  }
}

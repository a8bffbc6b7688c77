export type Row = { what: string; value: string; ratio?: string }

/** Runs `work` over and over, one after the other, and gives the milliseconds that each took, sorted. */
export async function timeEach(times: number, work: (round: number) => unknown): Promise<number[]> {
  const taken: number[] = []
  for (let round = 0; round < times; round++) {
    const begun = performance.now()
    await work(round)
    taken.push(performance.now() - begun)
  }
  return taken.sort((one, other) => one - other)
}

/** The nearest rank: of twenty values the 99th percentile is the largest. */
export function percentile(sorted: number[], percent: number): number {
  return sorted[Math.max(0, Math.ceil((sorted.length * percent) / 100) - 1)] ?? 0
}

export function spread(sorted: number[], high: number): string {
  return `p50 ${ms(percentile(sorted, 50))}, p${high} ${ms(percentile(sorted, high))}`
}

export function ms(value: number): string {
  return `${value.toFixed(value < 10 ? 2 : 0)} ms`
}

export function perSecond(count: number): string {
  return `${Math.round(count).toLocaleString('en')} a second`
}

export function times(value: number, of: string): string {
  return `${value.toFixed(value < 10 ? 2 : 0)} × ${of}`
}

export function printTable(rows: Row[]): void {
  const width = (of: (row: Row) => string) => Math.max(...rows.map((row) => of(row).length))
  const [first, second] = [width((row) => row.what), width((row) => row.value)]
  for (const { what, value, ratio = '' } of rows)
    console.info(`${what.padEnd(first)}  ${value.padEnd(second)}  ${ratio}`.trimEnd())
}

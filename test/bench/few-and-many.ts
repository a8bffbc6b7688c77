import { percentile, type Row, spread, timeEach, times } from './measure'

export const few = 100
export const many = 100_000
export const rounds = { domain: 80, page: 60 }
/** What the project promises of page one. */
const allowed = 1.5

export type Handle = (request: Request) => Promise<Response>
export type Taken = { few: number[]; many: number[] }

export function compare(what: string, { few: ofFew, many: ofMany }: Taken): Row {
  const ratio = percentile(ofMany, 95) / percentile(ofFew, 95)
  return {
    what: `${what}, of ${many.toLocaleString('en')}`,
    value: spread(ofMany, 95),
    ratio: `${times(ratio, `p95 of ${few}`)}${ratio > allowed ? ', MORE THAN ALLOWED' : ''}`,
  }
}

/** One of few, one of many, and so on: what else this machine does meanwhile falls on both alike. */
export async function inTurns<T>(
  count: number,
  work: (of: T) => unknown,
  small: T,
  large: T,
): Promise<Taken> {
  await timeEach(8, async () => [await work(small), await work(large)])
  const taken: Taken = { few: [], many: [] }
  for (let round = 0; round < count; round++) {
    taken.few.push(...(await timeEach(1, () => work(small))))
    taken.many.push(...(await timeEach(1, () => work(large))))
  }
  const sorted = (all: number[]) => all.sort((one, other) => one - other)
  return { few: sorted(taken.few), many: sorted(taken.many) }
}

export async function timeMany(work: () => unknown, count: number): Promise<number[]> {
  await timeEach(8, work)
  return timeEach(count, work)
}

/** Rendered anew each time: `handle` knows no page cache. */
export async function rendered(handle: Handle, path: string, cookie = ''): Promise<void> {
  const headers = cookie ? { Cookie: cookie } : undefined
  const response = await handle(new Request(`http://gongyi.test${path}`, { headers, redirect: 'manual' }))
  const page = await response.text()
  if (response.status !== 200) throw new Error(`${path} answered ${response.status}: ${page.slice(0, 200)}`)
}

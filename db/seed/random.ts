import type { Ctx } from '~/app/server/context'

/** The same numbers for the same seed (mulberry32): the demo county looks the same wherever it is sown. */
export function createRandom(seed: number) {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = state
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
  const below = (count: number): number => Math.floor(next() * count)
  const pick = <T>(from: readonly T[]): T => from[below(from.length)] as T
  const chance = (probability: number): boolean => next() < probability
  const weighted = <T>(from: readonly (readonly [T, number])[]): T => {
    let at = next() * from.reduce((sum, [, weight]) => sum + weight, 0)
    for (const [value, weight] of from) {
      at -= weight
      if (at < 0) return value
    }
    return (from.at(-1) as readonly [T, number])[0]
  }
  const shuffle = <T>(from: readonly T[]): T[] => {
    const all = [...from]
    for (let at = all.length - 1; at > 0; at--) {
      const other = below(at + 1)
      ;[all[at], all[other]] = [all[other] as T, all[at] as T]
    }
    return all
  }
  return { next, below, pick, chance, weighted, shuffle }
}

export type Random = ReturnType<typeof createRandom>

/** A draw that has taken place falls on the same people wherever the county is sown; one to come is not foreseen. */
export function repeatable(ctx: Ctx, seed: number): Ctx {
  const { below } = createRandom(seed)
  return { ...ctx, random: (length) => Uint8Array.from({ length }, () => below(256)) }
}

/** What two coders made of one thing; null is a category of its own: none of the issues fits. */
export type Coded = { first: string | number | null; second: string | number | null }

export type Agreement = {
  /** How many both put into the same place. */
  agreed: number
  coded: number
  /** Cohen's κ; null where it is not defined: nothing was coded, or chance alone would make both agree always. */
  kappa: number | null
}

/**
 * Cohen's κ for two coders and nominal categories: κ = (po − pe) / (1 − pe), where po is the share on which they agree
 * and pe the share on which they would agree by chance, from how often each one used each category
 * (J. Cohen, «A coefficient of agreement for nominal scales», Educational and Psychological Measurement 20, 1960).
 */
export function cohenKappa(pairs: readonly Coded[]): Agreement {
  const coded = pairs.length
  const agreed = pairs.filter(({ first, second }) => first === second).length
  const firsts = countEach(pairs.map(({ first }) => first))
  const seconds = countEach(pairs.map(({ second }) => second))
  // In whole numbers, so that pe = 1 is found exactly.
  let byChance = 0
  for (const [category, count] of firsts) byChance += count * (seconds.get(category) ?? 0)
  const room = coded * coded - byChance
  return { agreed, coded, kappa: room === 0 ? null : (agreed * coded - byChance) / room }
}

function countEach<T>(all: readonly T[]): Map<T, number> {
  const counts = new Map<T, number>()
  for (const one of all) counts.set(one, (counts.get(one) ?? 0) + 1)
  return counts
}

export type Strength = 'slight' | 'fair' | 'moderate' | 'substantial' | 'almost-perfect'

/** The usual words for a κ (Landis & Koch 1977); they are a habit, no law. */
export function strengthOf(kappa: number): Strength {
  if (kappa <= 0.2) return 'slight'
  if (kappa <= 0.4) return 'fair'
  if (kappa <= 0.6) return 'moderate'
  return kappa <= 0.8 ? 'substantial' : 'almost-perfect'
}

const share = 0.1
const atLeast = 20
const atMost = 100

/** A tenth of what was placed, at least 20, at most 100; all where there are fewer. */
export function sampleSize(placed: number): number {
  return Math.min(placed, Math.max(atLeast, Math.min(atMost, Math.ceil(placed * share))))
}

/** `size` of the items, each with the same chance, by a shuffle that stops early. */
export function drawFrom<T>(items: readonly T[], size: number, random: (bytes: number) => Uint8Array): T[] {
  const pool = [...items]
  const drawn = Math.min(size, pool.length)
  for (let at = 0; at < drawn; at++) {
    const other = at + below(pool.length - at, random)
    const held = pool[at] as T
    pool[at] = pool[other] as T
    pool[other] = held
  }
  return pool.slice(0, drawn)
}

/** A number from 0 to `limit` − 1; what would favour the small ones is thrown again. */
function below(limit: number, random: (bytes: number) => Uint8Array): number {
  const fair = Math.floor(2 ** 32 / limit) * limit
  for (;;) {
    const [a = 0, b = 0, c = 0, d = 0] = random(4)
    const thrown = a * 2 ** 24 + b * 2 ** 16 + c * 2 ** 8 + d
    if (thrown < fair) return thrown % limit
  }
}

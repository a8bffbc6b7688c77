const width = 3
// All of them together fit into 256 MB; beyond that every second, fourth … shingle stands for the rest.
const mostShingles = 48_000_000
const smallestTable = 1 << 16
const largestTable = 1 << 22

/** A set of 32-bit numbers that is emptied at no cost. */
export function createNumberSet(capacity: number) {
  let size = 1
  while (size < capacity * 2) size *= 2
  const mask = size - 1
  const numbers = new Uint32Array(size)
  const stamps = new Uint32Array(size)
  let stamp = 1
  const slotOf = (number: number) => {
    let slot = Math.imul(number, 0x9e3779b1) & mask
    while (stamps[slot] === stamp && numbers[slot] !== number) slot = (slot + 1) & mask
    return slot
  }
  return {
    clear: () => void stamp++,
    has: (number: number) => stamps[slotOf(number)] === stamp,
    /** True where it was not there yet. */
    add(number: number): boolean {
      const slot = slotOf(number)
      if (stamps[slot] === stamp) return false
      stamps[slot] = stamp
      numbers[slot] = number
      return true
    },
  }
}

export function shingleAt(text: string, at: number): number {
  let hash = Math.imul(text.charCodeAt(at), 0x85ebca6b) ^ Math.imul(text.charCodeAt(at + 1), 0xc2b2ae35)
  hash = Math.imul(hash ^ (hash >>> 15), 0x27d4eb2f) ^ Math.imul(text.charCodeAt(at + 2), 0x165667b1)
  hash = Math.imul(hash ^ (hash >>> 13), 0x9e3779b1)
  return (hash ^ (hash >>> 16)) >>> 0
}

export function countShingles(text: string): number {
  return Math.max(0, text.length - width + 1)
}

export function shinglesOf(texts: Iterable<string>): Set<number> {
  const all = new Set<number>()
  for (const text of texts) for (let at = 0; at < countShingles(text); at++) all.add(shingleAt(text, at))
  return all
}

/** The distinct shingles of text `n` are `all[starts[n]]` to `all[starts[n + 1] - 1]`. */
export type Shingles = { all: Uint32Array; starts: Uint32Array }

/** Those of every text, without those that everybody has from elsewhere, such as the words of the draft itself. */
export function collectShingles(texts: string[], common: ReadonlySet<number>): Shingles {
  const total = texts.reduce((sum, text) => sum + countShingles(text), 0)
  let skip = 0
  while (total / (skip + 1) > mostShingles) skip = skip * 2 + 1
  const all = new Uint32Array(Math.min(total, Math.ceil(mostShingles * 1.5)))
  const starts = new Uint32Array(texts.length + 1)
  const longest = texts.reduce((most, text) => Math.max(most, text.length), 0)
  const seen = createNumberSet(Math.max(longest, 16))
  let end = 0
  texts.forEach((text, index) => {
    seen.clear()
    for (let at = 0; at < countShingles(text); at++) {
      const shingle = shingleAt(text, at)
      const isKept = ((shingle >>> 20) & skip) === 0 && !common.has(shingle) && end < all.length
      if (isKept && seen.add(shingle)) all[end++] = shingle
    }
    starts[index + 1] = end
  })
  return { all: all.subarray(0, end), starts }
}

export type ShingleIndex = {
  /** How many comments hold the shingle. A few shingles share a place, and so a count. */
  holders: (shingle: number) => number
  /** The texts that hold it. */
  textsWith: (shingle: number) => Uint32Array
}

/** `weights`: by how many comments each text was sent. */
export function indexShingles({ all, starts }: Shingles, weights: Uint32Array): ShingleIndex {
  let slots = smallestTable
  while (slots < all.length && slots < largestTable) slots *= 2
  const mask = slots - 1
  const held = new Uint32Array(slots)
  const ends = new Uint32Array(slots + 1)
  for (let text = 0; text < weights.length; text++) {
    const weight = weights[text] as number
    const end = starts[text + 1] as number
    for (let at = starts[text] as number; at < end; at++) {
      const slot = (all[at] as number) & mask
      held[slot] = (held[slot] as number) + weight
      ends[slot + 1] = (ends[slot + 1] as number) + 1
    }
  }
  for (let slot = 0; slot < slots; slot++)
    ends[slot + 1] = (ends[slot + 1] as number) + (ends[slot] as number)
  const next = ends.slice(0, slots)
  const texts = new Uint32Array(all.length)
  for (let text = 0; text < weights.length; text++) {
    const end = starts[text + 1] as number
    for (let at = starts[text] as number; at < end; at++) {
      const slot = (all[at] as number) & mask
      const place = next[slot] as number
      texts[place] = text
      next[slot] = place + 1
    }
  }
  return {
    holders: (shingle) => held[shingle & mask] as number,
    textsWith: (shingle) => texts.subarray(ends[shingle & mask], ends[(shingle & mask) + 1]),
  }
}

/** One person's own order, the same at every look: `seed` is made from what only that person's form carries. */
export function shuffled<T extends { id: string }>(options: T[], seed: string, questionId: string): T[] {
  return options
    .map((option) => ({ option, at: hash(`${seed}\n${questionId}\n${option.id}`) }))
    .toSorted((one, other) => one.at - other.at)
    .map(({ option }) => option)
}

/** FNV-1a with a last mixing: no secret depends on it, only that the orders are spread evenly. */
function hash(text: string): number {
  let value = 0x811c9dc5
  for (const unit of text) value = Math.imul(value ^ (unit.codePointAt(0) ?? 0), 0x01000193)
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b)
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35)
  return (value ^ (value >>> 16)) >>> 0
}

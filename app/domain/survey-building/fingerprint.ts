/**
 * A short mark of what somebody saw when they opened a form, by which the server knows whether it is still so. The
 * database gives the fields of an object in an order of its own, so they are put in order first.
 */
export function fingerprint(thing: unknown): string {
  let first = 0x811c9dc5
  let second = 0x1b873593
  for (const unit of JSON.stringify(ordered(thing)) ?? '') {
    const code = unit.codePointAt(0) ?? 0
    first = Math.imul(first ^ code, 0x01000193)
    second = Math.imul(second ^ code, 0x5bd1e995)
  }
  return `${(first >>> 0).toString(36)}-${(second >>> 0).toString(36)}`
}

function ordered(thing: unknown): unknown {
  if (Array.isArray(thing)) return thing.map(ordered)
  if (typeof thing !== 'object' || thing === null) return thing
  return Object.fromEntries(
    Object.entries(thing)
      .filter(([, value]) => value !== undefined)
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([key, value]) => [key, ordered(value)]),
  )
}

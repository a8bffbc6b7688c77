const oneYear = 31_536_000

/** For an address whose content never changes: a public one is kept for a year, another by nobody (invariant 9). */
export function keptFor({ isPublic }: { isPublic: boolean }): string {
  return isPublic ? `public, max-age=${oneYear}, immutable` : 'private, no-store'
}

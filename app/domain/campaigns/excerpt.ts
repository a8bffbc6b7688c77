const length = 40

/** How a text begins, on one line. */
export function excerptOfWords(text: string | undefined): string | null {
  if (text === undefined) return null
  const line = text.replace(/\s+/g, ' ').trim()
  const letters = [...line]
  return letters.length > length ? `${letters.slice(0, length).join('')}……` : line
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that XML does not allow
const notInXml = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|\p{Surrogate}/gu

/** Words as an XML file can hold them. */
export function xmlText(words: string): string {
  return words.replace(notInXml, '')
}

/** What a spreadsheet would take for a formula gets an apostrophe before it, so that it stays words. */
export function harmlessCell(words: string): string {
  const clean = xmlText(words)
  return /^[=+\-@＝＋－＠\t\r\n]/.test(clean) ? `'${clean}` : clean
}

const character =
  /[\p{Script=Han}\u3000-\u303f\uff00-\uffef\u2014\u2018-\u201d\u2026]|(?:(?!\p{Script=Han})[\p{L}\p{N}])+/gu

/** As Word counts Chinese: each character and each mark is one, and so is each word or number in other letters. */
export function countWords(text: string): number {
  return text.match(character)?.length ?? 0
}

// 0: left out. Everything else: as what the character counts.
const counts = countedAs()

/** What is compared: letters and numbers only, in one width and case, without spaces and punctuation. */
export function normaliseWords(text: string): string {
  const kept = new Uint16Array(text.length)
  let length = 0
  for (let at = 0; at < text.length; at++) {
    const code = counts[text.charCodeAt(at)] as number
    if (code !== 0) kept[length++] = code
  }
  let normal = ''
  for (let at = 0; at < length; at += 8192)
    normal += String.fromCharCode(...kept.subarray(at, Math.min(at + 8192, length)))
  return normal
}

/** For each character of the normalised text the place that it has in the text as written. */
export function placesOfWords(text: string): Uint32Array {
  const places = new Uint32Array(text.length)
  let length = 0
  for (let at = 0; at < text.length; at++) if (counts[text.charCodeAt(at)] !== 0) places[length++] = at
  return places.subarray(0, length)
}

function countedAs(): Uint16Array {
  const table = new Uint16Array(0x10000)
  for (let code = 0; code < 0x10000; code++) {
    const isSurrogate = code >= 0xd800 && code <= 0xdfff
    const narrow = code >= 0xff01 && code <= 0xff5e ? code - 0xfee0 : code
    const letter = String.fromCharCode(narrow).toLowerCase()
    if (isSurrogate) table[code] = code
    else if (letter.length === 1 && /[\p{L}\p{N}]/u.test(letter)) table[code] = letter.charCodeAt(0)
  }
  return table
}

import { normaliseWords, placesOfWords } from './normalise'
import { countShingles, shingleAt, shinglesOf } from './shingles'

// Fewer shingles in a row of the letter are words that anybody uses.
const shortestCopied = 3
// So many letters in a row that are not in the letter are words of one's own, fewer are a word that was changed.
const shortestOwn = 8
const shortestSentence = 4
// A sentence that was put otherwise makes no text longer; so long a run is one's own even where something was left out.
const surelyOwn = 14
const longerBy = 6
const mostlyOwn = 0.6
const ends = /[。！？!?][”’」』）)]*\s*$/

const sentence = /[^。！？!?；;\n]*[。！？!?；;\n]*[”’」』）)]*/g
const part = /[^，,、：:。！？!?；;\n]*[，,、：:。！？!?；;\n]*[”’」』）)]*/g

export type LetterWords = { shingles: ReadonlySet<number>; length: number }

/** What of a letter other texts are held against. */
export function wordsOfLetter(letter: string): LetterWords {
  const normal = normaliseWords(letter)
  return { shingles: shinglesOf([normal]), length: normal.length }
}

/** For each character of a normalised text: is it the sender's own? Words that the letter has too are not, in whatever order. */
function markOwn(normal: string, letter: ReadonlySet<number>): Uint8Array {
  const own = new Uint8Array(normal.length).fill(1)
  const last = countShingles(normal)
  for (let at = 0; at < last; ) {
    let end = at
    while (end < last && letter.has(shingleAt(normal, end))) end++
    if (end - at >= shortestCopied) own.fill(0, at, end + 2)
    at = end + 1
  }
  return own
}

function longestRun(own: Uint8Array): number {
  let longest = 0
  let run = 0
  for (const is of own) {
    run = is ? run + 1 : 0
    if (run > longest) longest = run
  }
  return longest
}

/**
 * What a text says that is not in the letter: in order, as whole sentences where most of a sentence is the sender's own,
 * else as the part of it that is. Empty where only a few words were changed.
 */
export function additionTo(letter: LetterWords, text: string, normal = normaliseWords(text)): string {
  const own = markOwn(normal, letter.shingles)
  const longest = longestRun(own)
  const isLonger = normal.length >= letter.length + longerBy
  if (longest < shortestOwn || (longest < surelyOwn && !isLonger)) return ''
  const places = placesOfWords(text)
  // How many characters before each place count, and how many of these are the sender's own.
  const counted = new Uint32Array(text.length + 1)
  const owned = new Uint32Array(text.length + 1)
  let word = 0
  for (let at = 0; at < text.length; at++) {
    const isWord = places[word] === at
    counted[at + 1] = (counted[at] as number) + (isWord ? 1 : 0)
    owned[at + 1] = (owned[at] as number) + (isWord ? (own[word] as number) : 0)
    if (isWord) word++
  }
  const share = (from: number, to: number) => {
    const all = (counted[to] as number) - (counted[from] as number)
    return all === 0 ? 0 : ((owned[to] as number) - (owned[from] as number)) / all
  }
  const spans: [number, number][] = []
  for (const [from, to] of cut(text, sentence, 0)) {
    if (share(from, to) >= mostlyOwn) spans.push([from, to])
    else {
      for (const [start, end] of cut(text.slice(from, to), part, from))
        if (share(start, end) >= mostlyOwn) spans.push([start, end])
    }
  }
  const countOwn = ([from, to]: [number, number]) => (owned[to] as number) - (owned[from] as number)
  // What is shorter beside them, and no sentence, is a word of the letter that was changed.
  const kept = joinSpans(text, spans).filter(
    (span) =>
      countOwn(span) >= shortestOwn || (countOwn(span) >= shortestSentence && ends.test(text.slice(...span))),
  )
  const shown = kept.length > 0 ? kept : runsOf(own, places)
  return shown.map(([from, to]) => text.slice(from, to).trim()).join('\n')
}

function* cut(text: string, pattern: RegExp, offset: number): Generator<[number, number]> {
  for (const match of text.matchAll(pattern)) {
    if (match[0].length > 0) yield [offset + match.index, offset + match.index + match[0].length]
  }
}

/** The bare runs, where somebody wrote into the middle of a sentence without any mark. */
function runsOf(own: Uint8Array, places: Uint32Array): [number, number][] {
  const runs: [number, number][] = []
  for (let at = 0; at < own.length; ) {
    let end = at
    while (end < own.length && own[end]) end++
    if (end - at >= shortestOwn) runs.push([places[at] as number, (places[end - 1] as number) + 1])
    at = end + 1
  }
  return runs
}

/** What stood together stays together; what the letter stood between are two. */
function joinSpans(text: string, spans: [number, number][]): [number, number][] {
  const joined: [number, number][] = []
  for (const [from, to] of spans) {
    const before = joined.at(-1)
    if (before && text.slice(before[1], from).trim() === '') before[1] = to
    else joined.push([from, to])
  }
  return joined
}

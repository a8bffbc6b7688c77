import { additionTo, wordsOfLetter } from './additions'
import { normaliseWords } from './normalise'
import {
  collectShingles,
  countShingles,
  createNumberSet,
  indexShingles,
  type ShingleIndex,
  type Shingles,
  shinglesOf,
} from './shingles'
import { type CopyText, fewestCopies, type Group, type GroupMember } from './types'

/** 「同意」「建议尽快实施」: what many say of themselves is no letter. */
const shortestLetter = 20
/** What is mostly the draft's own words says too little of its own to be told apart from other comments on it. */
const fewestShingles = 18
const fewestBesideQuote = 40
const ownShareFrom = 1 / 3
/** Jaccard: a few words changed, or a part left out. */
const alikeFrom = 0.55
/** So much of the letter stands in a longer text. */
const containedFrom = 0.75
/** So many of a letter's shingles must be held by others at all. */
const sharedFrom = 0.8
const keysOfLetter = 12
const keysHeld = 4
const rareShare = 0.2
const spreadOfLetter = 8
// The work stays linear whatever was handed in: when this is used up, only rare words are looked up.
const mostLookups = 400_000_000
const fewLookups = 64

type Sent = { text: string; normal: string; ids: number[] }
type Found = { text: number; addition: string }

/**
 * Groups the texts that hold one letter: word for word, with a few words changed, or with words of their own. Each is
 * held against the letter itself, never against another copy, so that no chain of small changes joins two letters.
 * `draft` is what everybody may quote, the words of the draft: to share these is no sign of a common letter.
 *
 * Candidates come from an index of shingles: of twelve of a letter's rarer shingles a copy holds most, however much it
 * adds. A letter of 60 characters in a text of 400 is found that way, which signatures of whole texts miss.
 */
export function groupCopies(texts: CopyText[], draft: string[] = []): Group[] {
  const sent = collectSent(texts)
  const weights = Uint32Array.from(sent, ({ ids }) => ids.length)
  const common = shinglesOf(draft.map(normaliseWords))
  const shingles = collectShingles(
    sent.map(({ normal }) => normal),
    common,
  )
  const search = createSearch(sent, weights, shingles, indexShingles(shingles, weights))
  const groups: Group[] = []
  for (const text of search.possibleLetters()) {
    if (search.isTaken(text)) continue
    const letter = search.betterLetter(text, search.copiesOf(text))
    if (search.countSent(letter.copies) + (weights[letter.text] as number) < fewestCopies) continue
    search.take(letter.text, letter.copies)
    groups.push(asGroup(sent, letter.text, letter.copies))
  }
  return groups
}

/** One entry for what is the same but for spaces, width and punctuation. */
function collectSent(texts: CopyText[]): Sent[] {
  const byWords = new Map<string, Sent>()
  for (const { id, text } of texts) {
    const normal = normaliseWords(text)
    const known = byWords.get(normal)
    if (known) known.ids.push(id)
    else byWords.set(normal, { text, normal, ids: [id] })
  }
  return [...byWords.values()].filter(({ normal }) => normal.length >= shortestLetter)
}

function createSearch(sent: Sent[], weights: Uint32Array, { all, starts }: Shingles, index: ShingleIndex) {
  const taken = new Uint8Array(sent.length)
  const hits = new Uint8Array(sent.length)
  const longest = sent.reduce((most, { normal }) => Math.max(most, normal.length), 0)
  const ofLetter = createNumberSet(Math.max(longest, 16))
  let lookups = 0

  const shinglesOfText = (text: number) => all.subarray(starts[text], starts[text + 1])

  /** How well what a text says is known elsewhere, as a mean; nothing where too little of it is. */
  function scoreOf(text: number): number {
    const own = shinglesOfText(text)
    const length = countShingles(sent[text]?.normal ?? '')
    const quotes = length - own.length > fewestShingles
    if (own.length < (quotes ? fewestBesideQuote : fewestShingles) || own.length < length * ownShareFrom)
      return 0
    let shared = 0
    let sum = 0
    for (const shingle of own) {
      const holders = index.holders(shingle)
      if (holders >= fewestCopies) shared++
      sum += Math.log2(holders)
    }
    return shared >= own.length * sharedFrom ? sum / own.length : 0
  }

  /** What was sent most first; then what has most in common with the others, for each copy has something less. */
  function possibleLetters(): number[] {
    const scores = Float64Array.from(sent, (_, text) => scoreOf(text))
    const rank = (text: number) => {
      const weight = weights[text] as number
      return weight >= fewestCopies ? weight : 0
    }
    return [...sent.keys()]
      .filter((text) => (scores[text] as number) > 0)
      .sort(
        (one, other) =>
          rank(other) - rank(one) || (scores[other] as number) - (scores[one] as number) || one - other,
      )
  }

  function candidatesOf(letter: number): number[] {
    const keys = keysOf(shinglesOfText(letter), index)
    if (keys.length < keysHeld) return []
    const touched: number[] = []
    const candidates: number[] = []
    for (const key of keys) {
      const texts = index.textsWith(key)
      if (lookups > mostLookups && texts.length > fewLookups) continue
      lookups += texts.length
      for (const text of texts) {
        if (taken[text] || text === letter) continue
        const hit = (hits[text] as number) + 1
        hits[text] = hit
        if (hit === 1) touched.push(text)
        if (hit === keysHeld) candidates.push(text)
      }
    }
    for (const text of touched) hits[text] = 0
    return candidates
  }

  function copiesOf(letter: number): Found[] {
    const candidates = candidatesOf(letter)
    if (countSent(candidates.map((text) => ({ text }))) + (weights[letter] as number) < fewestCopies)
      return []
    const own = shinglesOfText(letter)
    ofLetter.clear()
    for (const shingle of own) ofLetter.add(shingle)
    const words = wordsOfLetter(sent[letter]?.text ?? '')
    const copies: Found[] = []
    for (const text of candidates) {
      const others = shinglesOfText(text)
      const alike = (alikeFrom / (1 + alikeFrom)) * (own.length + others.length)
      const needed = Math.min(alike, containedFrom * own.length)
      lookups += others.length
      if (!holds(others, needed)) continue
      const { text: written, normal } = sent[text] as Sent
      const addition = additionTo(words, written, normal)
      // A longer letter that was itself sent by many, and holds a shorter one, stands by itself.
      const isOwnLetter = (weights[text] as number) >= fewestCopies && others.length > own.length * 2
      if (!isOwnLetter) copies.push({ text, addition })
    }
    return copies
  }

  /** Are so many of these shingles in the letter? */
  function holds(others: Uint32Array, needed: number): boolean {
    let missing = others.length - needed
    for (const shingle of others) if (!ofLetter.has(shingle) && --missing < 0) return false
    return true
  }

  const countSent = (copies: { text: number }[]) =>
    copies.reduce((sum, { text }) => sum + (weights[text] as number), 0)

  /** A part of a letter that one person sent is held by every copy, but is not the letter. */
  function betterLetter(text: number, copies: Found[]): { text: number; copies: Found[] } {
    const chosen = { text, copies }
    if ((weights[text] as number) >= fewestCopies) return chosen
    const longer = copies.filter(({ addition }) => addition !== '')
    if (countSent(longer) * 2 <= countSent(copies)) return chosen
    const [other] = longer
      .map((copy) => ({ text: copy.text, score: scoreOf(copy.text) }))
      .sort((one, another) => another.score - one.score)
    if (!other || other.score === 0) return chosen
    const copiesOfOther = copiesOf(other.text)
    const plain = (found: Found[]) =>
      countSent(found.filter((copy) => copy.addition === '' && copy.text !== text))
    return plain(copiesOfOther) > plain(copies) ? { text: other.text, copies: copiesOfOther } : chosen
  }

  return {
    possibleLetters,
    copiesOf,
    countSent,
    betterLetter,
    isTaken: (text: number) => taken[text] === 1,
    take(letter: number, copies: Found[]): void {
      taken[letter] = 1
      for (const { text } of copies) taken[text] = 1
    },
  }
}

/** The rarer ones of those that others hold at all, so that common phrases are not looked up. */
function keysOf(own: Uint32Array, index: ShingleIndex): number[] {
  // Sorted as numbers: the holders before the shingle itself.
  const byHolders = Float64Array.from(
    own,
    (shingle) => index.holders(shingle) * 0x1_0000_0000 + shingle,
  ).sort()
  const from = byHolders.findIndex((key) => key >= fewestCopies * 0x1_0000_0000)
  if (from < 0) return []
  const count = Math.min(keysOfLetter, byHolders.length - from)
  const step = Math.max(1, Math.floor(((byHolders.length - from) * rareShare) / count))
  const keys = Array.from({ length: count }, (_, at) => (byHolders[from + at * step] ?? 0) % 0x1_0000_0000)
  // Of a letter all words are held by about as many; where they are not, what many hold is nobody's letter.
  const limit = Math.max(fewLookups, spreadOfLetter * index.holders(keys[0] ?? 0))
  return keys.filter((key) => index.holders(key) <= limit)
}

function asGroup(sent: Sent[], letter: number, copies: Found[]): Group {
  const { ids } = sent[letter] as Sent
  const members: GroupMember[] = ids.map((id) => ({ id, relation: 'exact', addition: '' }))
  for (const { text, addition } of copies) {
    const relation = addition === '' ? 'near' : 'addition'
    for (const id of (sent[text] as Sent).ids) members.push({ id, relation, addition })
  }
  return { letter: ids[0] as number, members }
}

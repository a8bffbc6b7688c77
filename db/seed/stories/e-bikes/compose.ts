import type { Random } from '../../random'
import type { Theme, Voice } from './crowd-types'
import { vary } from './variants'
import { buildings, closings, estates, openings, schools, shops, slips, villages, years } from './voices'

export type Place = Record<'区' | '楼' | '年' | '店' | '校' | '村', string>

/** Where one person lives and shops, so that a comment does not name two homes. */
export function placeOf(random: Random, township: string): Place {
  const home = township || 'yuntai'
  return {
    区: random.pick(estates[home] ?? []),
    楼: random.pick(buildings),
    年: random.pick(years),
    店: random.pick(shops[home] ?? []),
    校: random.pick(schools[home] ?? []),
    村: random.pick(villages[home] ?? []),
  }
}

export function fillIn(words: string, place: Place): string {
  return words.replace(/\{([区楼年店校村])\}/g, (_, slot: keyof Place) => place[slot])
}

/** Takes from a list as from a pack of cards: none comes twice before all have come once. */
export function createDecks(random: Random) {
  const decks = new Map<readonly string[], string[]>()
  return (from: readonly string[]): string => {
    let deck = decks.get(from)
    if (!deck?.length) {
      deck = random.shuffle(from)
      decks.set(from, deck)
    }
    return deck.pop() as string
  }
}

type Draw = ReturnType<typeof createDecks>

const whoTheyAre = /退休|骑手|外卖|快递|物业|公司|店|孩子|娃|老伴|家长|租|保安|我|村/

/** Opens with who speaks, where the sentence does not say so itself. */
function openWith(random: Random, voice: Voice, first: string): string {
  if (whoTheyAre.test(first)) return first
  const opening = random.pick(openings[voice])
  const isDoubled = ['{区}', '{村}', '{年}'].some((slot) => opening.includes(slot) && first.includes(slot))
  return isDoubled ? first : opening + first
}

type Shape = 'short' | 'two' | 'three' | 'long' | 'against'

/** The sentences of one comment; no two stand together in another comment, or the two would seem copies. */
export function createComposer(random: Random, draw: Draw) {
  const pairs = new Set<string>()
  const alone = new Map<string, number>()
  return (theme: Theme, voice: Voice): string[] | undefined => {
    for (let attempt = 0; attempt < 30; attempt++) {
      const { parts, core } = composeParts(random, draw, theme, voice)
      const own = core.flatMap((one, at) => core.slice(at + 1).map((other) => [one, other].sort().join('\n')))
      if (own.some((pair) => pairs.has(pair))) continue
      if (core.length === 1 && core.some((one) => (alone.get(one) ?? 0) > 1)) continue
      for (const one of core.length === 1 ? core : []) alone.set(one, (alone.get(one) ?? 0) + 1)
      for (const pair of own) pairs.add(pair)
      return parts
    }
    return undefined
  }
}

type Composed = { parts: string[] /** Without openings and closings. */; core: string[] }

function composeParts(random: Random, draw: Draw, theme: Theme, voice: Voice): Composed {
  const shape = random.weighted<Shape>([
    ['short', 19],
    ['two', 40],
    ['three', 27],
    ['long', 5],
    ['against', Math.min(10, 1.6 * theme.against.length)],
  ])
  switch (shape) {
    case 'short':
      return shortParts(random, draw, theme, voice)
    case 'two': {
      const [one, other] = random.pick([
        [theme.facts, theme.asks],
        [theme.facts, theme.whys],
        [theme.whys, theme.asks],
      ] as const)
      const [first, second] = [draw(one), draw(other)]
      return {
        parts: [random.chance(0.35) ? openWith(random, voice, first) : first, second],
        core: [first, second],
      }
    }
    case 'three': {
      const first = draw(theme.facts)
      const rest = random.shuffle([draw(theme.whys), draw(theme.asks)])
      return {
        parts: [random.chance(0.3) ? openWith(random, voice, first) : first, ...rest],
        core: [first, ...rest],
      }
    }
    case 'long': {
      const first = draw(theme.facts)
      const rest = [...new Set([draw(theme.whys), draw(theme.asks), draw(theme.asks)])]
      return {
        parts: [openWith(random, voice, first), ...rest, random.pick(closings)],
        core: [first, ...rest],
      }
    }
    case 'against': {
      const one = draw(theme.against)
      return { parts: [one, ...(random.chance(0.4) ? [random.pick(closings)] : [])], core: [one] }
    }
  }
}

function shortParts(random: Random, draw: Draw, theme: Theme, voice: Voice): Composed {
  const one = draw(theme.shorts)
  const other = random.pick([draw(theme.shorts), draw(theme.whys)])
  switch (random.below(4)) {
    case 0:
      return { parts: [openWith(random, voice, one)], core: [] }
    case 1:
      return { parts: [one, random.pick(closings)], core: [] }
    case 2:
      return { parts: [one], core: [] }
    default:
      return { parts: [...new Set([one, other])], core: [one, other] }
  }
}

/** As people type: one breath, a new line, no full stop at the end, a slip of the hand. */
export function typeOut(random: Random, parts: readonly string[], place: Place): string {
  const filled = parts.map((part) => fillIn(vary(random, part), place))
  const joint = random.weighted([
    ['', 78],
    ['，', 14],
    ['\n', 8],
  ] as const)
  let words =
    joint === '，'
      ? filled.map((part, at) => (at < filled.length - 1 ? part.replace(/。$/, '，') : part)).join('')
      : filled.join(joint)
  if (words.length > 90 && random.chance(0.12) && joint === '')
    words = filled
      .map((part, at) => (closings.includes(parts[at] ?? '') ? part : `${at + 1}. ${part}`))
      .join('\n')
  const ending = random.next()
  if (ending < 0.1) words = words.replace(/。$/, '')
  else if (ending < 0.16) words = words.replace(/。$/, '！')
  if (random.chance(0.05)) words = slipIn(random, words)
  return words
}

function slipIn(random: Random, words: string): string {
  const possible = slips.filter(([right]) => words.includes(right))
  if (possible.length === 0) return words
  const [right, wrong] = random.pick(possible)
  return words.replace(right, wrong)
}

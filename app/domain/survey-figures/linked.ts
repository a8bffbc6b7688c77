import { passes } from '~/app/domain/surveys/conditions'
import { fewest } from '~/app/domain/surveys/types'
import type { Test } from '~/db/schema/survey-definition'
import { isFew } from './few'
import { type Hidden, hideTallies } from './protect'
import { hideParts } from './suppress'
import type { Block, Person, Tally, Version } from './tally'

// How many were asked a question tells how its condition was answered. Such a question is shown only where this says
// nothing new of fewer than ten people.

/** What may be shown of each block: its hidden parts, or null where nothing. */
export function decideBlocks(
  blocks: Block[],
  versions: Version[],
  people: Person[],
): Map<Block, Hidden | null> {
  const decided = new Map<Block, Hidden | null>()
  const versionParts = partsOfVersions(versions, people)
  const decide = (block: Block): Hidden | null => {
    const known = decided.get(block)
    if (known !== undefined) return known
    // A condition refers to earlier questions only; one that led back to itself would find nothing shown.
    decided.set(block, null)
    const hidden = block.base < fewest || isFew(people.length - block.base) ? null : hideTallies(block)
    const isShown = hidden !== null && isInnocent(block)
    decided.set(block, isShown ? hidden : null)
    return isShown ? hidden : null
  }
  const isInnocent = (block: Block): boolean => {
    const isEverywhere = block.versions.length === versions.length
    if (isEverywhere && block.tests.length === 0) return true
    const isMember = people.map(({ version }) => (block.versions.includes(version) ? 1 : 0))
    if (!agrees(versionParts, isMember)) return false
    const truths = block.tests.map((test) => people.map(({ answers }) => (passes(test, answers) ? 1 : 0)))
    // How the published parts meet that a condition speaks of; of one question alone, the tests say enough.
    const meetings: ArrayLike<number>[] = [...truths]
    const isAlone = new Set(block.tests.map(({ question }) => question)).size < 2
    for (const [at, test] of block.tests.entries())
      for (const parent of blocks) {
        if (parent.question.id !== test.question) continue
        const hidden = decide(parent)
        if (hidden === null) return false
        for (const which of meantBy(test, parent)) {
          const parts = shownParts(parent, hidden, which)
          if (!agrees(parts, truths[at] as number[])) return false
          if (!isAlone) meetings.push(parts.of)
        }
      }
    return !hasFewTogether([...meetings, block.differs ? versionParts.of : isMember], people.length)
  }
  const kept: Block[] = []
  for (const block of blocks) {
    if (decide(block) === null) continue
    if (kept.every((other) => areApart(block.asked, other.asked))) kept.push(block)
    else decided.set(block, null)
  }
  // What hung on one that was withheld only now hangs in the air.
  let before: number
  do {
    before = count(decided)
    for (const block of kept)
      if (
        block.tests.some(({ question }) =>
          blocks.some((one) => one.question.id === question && !decided.get(one)),
        )
      )
        decided.set(block, null)
  } while (count(decided) < before)
  return decided
}

type Parts = { of: number[]; merged: number }

/** What is published of a tally: its hidden parts are known together only. */
function shownParts({ tallies }: Block, hidden: Hidden, which: number): Parts {
  const merged = -2
  const { partOf } = tallies[which] as Tally
  return { merged, of: Array.from(partOf, (part) => (part >= 0 && hidden[which]?.[part] ? merged : part)) }
}

function partsOfVersions(versions: Version[], people: Person[]): Parts {
  const numbers = versions.map(({ number }) => number)
  const hidden = hideParts(numbers.map((number) => people.filter(({ version }) => version === number).length))
  const isHidden = new Set(numbers.filter((_, at) => hidden[at]))
  return { merged: -2, of: people.map(({ version }) => (isHidden.has(version) ? -2 : version)) }
}

/** The set is made of published parts as a whole: it divides none of them off by a few, and those that are hidden not at all. */
function agrees({ of, merged }: Parts, set: ArrayLike<number>): boolean {
  const inside = new Map<number, number>()
  const outside = new Map<number, number>()
  for (const [at, part] of of.entries()) {
    const side = set[at] ? inside : outside
    side.set(part, (side.get(part) ?? 0) + 1)
  }
  if (inside.has(merged) && outside.has(merged)) return false
  return [...inside, ...outside].every(([, people]) => !isFew(people))
}

/** Of a question with several tables, those that the test speaks of. */
function meantBy({ row, value }: Test, { tallies }: Block): number[] {
  if (tallies.length === 1) return [0]
  const at = tallies.findIndex(({ id }) => id === (row ?? value))
  return at >= 0 ? [at] : [...tallies.keys()]
}

/** Whether some few people are alike in all of these. */
function hasFewTogether(marks: ArrayLike<number>[], people: number): boolean {
  const groups = new Map<string, number>()
  for (let at = 0; at < people; at++) {
    const key = marks.map((mark) => mark[at]).join(',')
    groups.set(key, (groups.get(key) ?? 0) + 1)
  }
  return [...groups.values()].some(isFew)
}

/** Two published numbers of people do not leave a few as their difference, nor outside of both. */
function areApart(one: Uint8Array, other: Uint8Array): boolean {
  if (one.every(Boolean) && other.every(Boolean)) return true
  let [none, onlyOne, onlyOther, both] = [0, 0, 0, 0]
  for (let at = 0; at < one.length; at++) {
    if (one[at]) other[at] ? both++ : onlyOne++
    else other[at] ? onlyOther++ : none++
  }
  if (onlyOther === 0 && isFew(onlyOne)) return false
  if (onlyOne === 0 && isFew(onlyOther)) return false
  return both > 0 || !isFew(none)
}

function count(decided: Map<Block, Hidden | null>): number {
  return [...decided.values()].filter((hidden) => hidden !== null).length
}

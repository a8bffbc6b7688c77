import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { computeFigures } from '~/app/domain/survey-figures/compute-figures'
import type { Answers, Condition, Question, SurveyDefinition } from '~/db/schema/survey-definition'
import { runs } from '~/test/support/runs'
import { allWays, groupsOf, reckon } from './an-adversary'

const options = (count: number) =>
  Array.from({ length: count }, (_, at) => ({ id: `o${at + 1}`, label: `选项${at + 1}` }))

const question = (id: string): fc.Arbitrary<Question> =>
  fc
    .tuple(fc.boolean(), fc.integer({ min: 2, max: 4 }), fc.nat(5))
    .map(([required, count, kind]): Question => {
      const head = { id, title: id, required }
      if (kind === 0) return { ...head, kind: 'yes-no' }
      if (kind === 1) return { ...head, kind: 'rating', steps: 3, low: '低', high: '高' }
      if (kind === 2 || kind === 3) {
        const list = options(Math.min(count, 3)).map((one, at) =>
          at === 2 && kind === 3 ? { ...one, exclusive: true } : one,
        )
        return { ...head, kind: 'multiple', options: list, ...(kind === 2 && required ? { most: 2 } : {}) }
      }
      return { ...head, kind: 'single', options: options(count) }
    })

const test1 = (ids: string[]) =>
  fc.record({
    question: fc.constantFrom(...ids),
    is: fc.constantFrom('chosen', 'chosen', 'not-chosen', 'answered', 'unanswered'),
    value: fc.constantFrom('o1', 'o2', 'yes', '1'),
  })
const condition = (ids: string[]): fc.Arbitrary<Condition> =>
  fc.record({
    join: fc.constantFrom('all', 'any'),
    tests: fc.array(test1(ids), { minLength: 1, maxLength: 2 }),
  }) as fc.Arbitrary<Condition>

const definition: fc.Arbitrary<SurveyDefinition> = fc
  .record({
    a: question('a'),
    b: question('b'),
    c: question('c'),
    shownB: fc.option(condition(['a']), { nil: undefined, freq: 2 }),
    shownC: fc.option(condition(['a', 'b']), { nil: undefined }),
    crossBy: fc.subarray(['a', 'b', 'c']),
  })
  .map(({ a, b, c, shownB, shownC, crossBy }) => ({
    pages: [
      { id: 'p', title: '', questions: [a, { ...b, showIf: shownB }, { ...c, showIf: shownC }], skips: [] },
    ],
    crossBy,
  }))

/** Few and many, so that what is small lies beside what is large. */
const sizes = fc.array(
  fc.tuple(fc.nat(), fc.oneof(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 10, max: 60 }))),
  {
    minLength: 1,
    maxLength: 14,
  },
)

function figuresFor(one: SurveyDefinition, answers: Answers[]) {
  return computeFigures({
    versions: [{ number: 1, note: '', definition: one }],
    people: answers.map((each) => ({ version: 1, way: 'online', answers: each })),
    places: [],
  })
}

/** How many people of these ways there are; the adversary must not find a few among them. */
function protects(one: SurveyDefinition, counts: number[]): number {
  const ways = allWays(one)
  const people = ways.flatMap((way, at) => Array.from({ length: counts[at] ?? 0 }, () => way))
  const boundsOf = reckon(one, ways, figuresFor(one, people))
  let found = 0
  for (const group of groupsOf(one)) {
    const truth = people.filter(group.has).length
    if (truth === 0 || truth >= 10) continue
    found++
    const { least, most } = boundsOf(group)
    expect(least, `${group.name} is ${truth}`).toBeLessThanOrEqual(truth)
    expect(most, `${group.name} is ${truth}`).toBeGreaterThanOrEqual(truth)
    expect(most - least, `${group.name} is ${truth}, and can only be that`).toBeGreaterThan(0)
    if (group.isOneWay) expect(most, `${group.name} is ${truth}, at most ${most}`).toBeGreaterThan(9)
  }
  return found
}

const manyOrFew = fc.oneof(
  fc.constant(0),
  fc.integer({ min: 1, max: 9 }),
  fc.integer({ min: 10, max: 60 }),
  fc.integer({ min: 10, max: 60 }),
)
const onePage = (questions: Question[], crossBy: string[]): SurveyDefinition => ({
  pages: [{ id: 'p', title: '', questions, skips: [] }],
  crossBy,
})
const single = (id: string, count: number): Question => ({
  ...{ id, title: id, required: true, kind: 'single', options: options(count) },
})

describe('whoever has everything that was published', () => {
  test('cannot reckon out a group of one to nine people, nor that it is so small', () => {
    let found = 0
    fc.assert(
      fc.property(definition, sizes, (one, some) => {
        const ways = allWays(one)
        const counts = ways.map(() => 0)
        for (const [at, size] of some) counts[at % ways.length] = (counts[at % ways.length] ?? 0) + size
        found += protects(one, counts)
      }),
      runs(60),
    )
    expect(found).toBeGreaterThan(100)
  })

  test('finds no small cell of a cross-table, nor one that would give it away', () => {
    const cells = fc.array(manyOrFew, { minLength: 12, maxLength: 12 })
    const one = onePage([single('a', 3), single('b', 4)], ['b'])
    fc.assert(
      fc.property(cells, (counts) => void protects(one, counts)),
      runs(120),
    )
  })

  test('finds no small number of ticks, by how many there can be or by what excludes what', () => {
    const ticks = fc.record({
      required: fc.boolean(),
      most: fc.constantFrom(undefined, 1, 2),
      exclusive: fc.boolean(),
      counts: fc.array(manyOrFew, { minLength: 16, maxLength: 16 }),
    })
    fc.assert(
      fc.property(ticks, ({ required, most, exclusive, counts }) => {
        const list = options(4).map((option, at) =>
          exclusive && at === 3 ? { ...option, exclusive } : option,
        )
        protects(
          onePage([{ id: 'a', title: 'a', required, kind: 'multiple', options: list, most }], []),
          counts,
        )
      }),
      runs(240),
    )
  })
})

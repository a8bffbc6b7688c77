import type { SurveyWay } from '~/app/domain/surveys/types'
import { questionsOf, walk } from '~/app/domain/surveys/walk'
import type {
  Answers,
  Condition,
  Option,
  Page,
  Question,
  SurveyDefinition,
  Test,
} from '~/db/schema/survey-definition'
import { type Parting, partingsOf } from './parts'

export type Version = { number: number; note: string; definition: SurveyDefinition }
export type Person = { version: number; way: SurveyWay; answers: Answers }

/** Who was in which part; -1 for who was not asked. */
export type Tally = Pick<Parting, 'id' | 'label' | 'parts'> & { partOf: Int16Array; counts: number[] }

/** One question in the versions that ask it with the same words and options. */
export type Block = {
  question: Question
  versions: number[]
  asked: Uint8Array
  base: number
  tallies: Tally[]
  /** All that may have decided, in one of the versions, whether somebody was asked. */
  tests: Test[]
  /** Its versions ask it on different conditions. */
  differs: boolean
  page: Page
  definition: SurveyDefinition
}

/** Counts everything once. Nothing here may be shown before it went through the suppression. */
export function tally(versions: Version[], people: Person[], places: Option[]): Block[] {
  const newestFirst = versions.toSorted((one, other) => other.number - one.number)
  const blocks = new Map<string, Block>()
  for (const version of newestFirst)
    for (const page of version.definition.pages)
      for (const question of page.questions) addBlock(blocks, { version, page, question }, people.length)
  const blockOf = new Map(
    versions.map(({ number, definition }) => [
      number,
      new Map(questionsOf(definition).map((question) => [question.id, blocks.get(keyOf(question))])),
    ]),
  )
  const definitions = new Map(versions.map(({ number, definition }) => [number, definition]))
  for (const [at, { version, answers }] of people.entries()) {
    const definition = definitions.get(version)
    if (!definition) throw new Error(`an answer to version ${version}, which is not there`)
    for (const { questions } of walk(definition, answers).pages)
      for (const { id } of questions) {
        const block = blockOf.get(version)?.get(id)
        if (block) block.asked[at] = 1
      }
  }
  for (const block of blocks.values()) count(block, people, places)
  return [...blocks.values()]
}

type Where = { version: Version; page: Page; question: Question }

function addBlock(blocks: Map<string, Block>, { version, page, question }: Where, people: number): void {
  const key = keyOf(question)
  const block = blocks.get(key)
  const { definition } = version
  const conditions = conditionsBefore(definition, page, question)
  const tests = conditions.flatMap((condition) => condition.tests)
  if (block) {
    const { definition: newer, page: at, question: same } = block
    block.versions.unshift(version.number)
    block.differs ||= !isSame(conditions, conditionsBefore(newer, at, same))
    block.tests.push(...tests)
  } else
    blocks.set(key, {
      ...{ question, versions: [version.number], tests, differs: false, page, definition },
      ...{ asked: new Uint8Array(people), base: 0, tallies: [] },
    })
}

/** Its id, words, options and condition. */
function keyOf(question: Question): string {
  return JSON.stringify(question)
}

/** Own condition, the page's, and whatever may lead past the page. */
function conditionsBefore({ pages }: SurveyDefinition, page: Page, question: Question): Condition[] {
  const at = pages.findIndex(({ id }) => id === page.id)
  const past = pages.slice(0, at).flatMap(({ skips, showIf }) => {
    const over = skips.filter(({ to }) => !pages.slice(0, at + 1).some(({ id }) => id === to))
    return over.length === 0 ? [] : [...over.map(({ when }) => when), showIf]
  })
  return [question.showIf, page.showIf, ...past].filter((condition) => condition !== undefined)
}

function isSame(one: Condition[], other: Condition[]): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}

function count(block: Block, people: Person[], places: Option[]): void {
  const { asked, question } = block
  const answers = people.filter((_, at) => asked[at] === 1).map((person) => person.answers)
  block.base = answers.length
  block.tallies = partingsOf(question, answers, places).map(({ id, label, parts, partOf }) => {
    const of = new Int16Array(people.length).fill(-1)
    const counts = parts.map(() => 0)
    for (let at = 0; at < people.length; at++) {
      const person = people[at]
      if (!person || asked[at] !== 1) continue
      const part = partOf(person.answers)
      of[at] = part
      counts[part] = (counts[part] ?? 0) + 1
    }
    return { id, label, parts, counts, partOf: of }
  })
}

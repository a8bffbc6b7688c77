import { sayCondition } from '~/app/domain/surveys/say-condition'
import { fewest } from '~/app/domain/surveys/types'
import type { Condition, Option } from '~/db/schema/survey-definition'
import { crossTables } from './cross'
import type { Cell, CrossTable, FigureTable, QuestionFigures, SurveyFigures } from './figures'
import { decideBlocks } from './linked'
import { numbersOf, unanswered } from './parts'
import { middlesOf } from './parts-of-amounts'
import type { Hidden } from './protect'
import { hideParts } from './suppress'
import { type Block, type Person, type Tally, tally, type Version } from './tally'

type Counted = { versions: Version[]; people: Person[]; places: Option[] }

/** What a survey shows, from its answers: counted, then suppressed. */
export function computeFigures({ versions, people, places }: Counted): SurveyFigures {
  const total = people.length
  if (total < fewest) return { people: total === 0 ? 0 : null, fewest, ways: [], versions: [], questions: [] }
  const blocks = tally(versions, people, places)
  const decided = decideBlocks(blocks, versions, people)
  const newest = versions.reduce((one, other) => (other.number > one.number ? other : one))
  const crossings = crossTables(blocks, decided, newest.definition.crossBy)
  return {
    ...{ people: total, fewest },
    ways: protectedCounts(
      ['online', 'paper'] as const,
      (way) => people.filter((person) => person.way === way).length,
    ).map(([way, count]) => ({ way, people: count })),
    versions: protectedCounts(
      versions.toSorted((one, other) => one.number - other.number),
      ({ number }) => people.filter((person) => person.version === number).length,
    ).map(([{ number, note }, count]) => ({ number, note, people: count })),
    questions: blocks.map((block) =>
      questionFigures(block, decided.get(block) ?? null, {
        people,
        places,
        crossings: crossings.get(block) ?? [],
      }),
    ),
  }
}

function protectedCounts<T>(all: readonly T[], countOf: (one: T) => number): [T, number | null][] {
  const counts = all.map(countOf)
  const hidden = hideParts(counts)
  return all.map((one, at) => [one, hidden[at] ? null : (counts[at] ?? 0)])
}

type Around = { people: Person[]; places: Option[]; crossings: CrossTable[] }

function questionFigures(
  block: Block,
  hidden: Hidden | null,
  { people, places, crossings }: Around,
): QuestionFigures {
  const { question, versions } = block
  const said = {
    ...{ id: question.id, kind: question.kind, title: question.title, versions },
    condition: conditionOf(block, places),
  }
  if (hidden === null) return { ...said, withheld: true, tables: [], crossings: [] }
  const tables =
    question.kind === 'multiple'
      ? [ticksTable(block, hidden)]
      : block.tallies.map((one, at) => partsTable(block, one, hidden[at] as boolean[], people))
  return { ...said, withheld: false, tables, crossings }
}

function partsTable(block: Block, one: Tally, hidden: boolean[], people: Person[]): FigureTable {
  const { id, label, parts, counts } = one
  const cells = parts.map((part, at) => ({ ...part, people: hidden[at] ? null : (counts[at] ?? 0) }))
  return { id, label, base: block.base, additive: true, cells, ...middles(block, one, cells, people) }
}

/** Only the options and who gave no answer; the rests follow from them. */
function ticksTable({ base, tallies }: Block, hidden: Hidden): FigureTable {
  const cells: Cell[] = tallies.map(({ id, label, counts }, at) => ({
    ...{ id, label },
    people: hidden[at]?.[0] ? null : (counts[0] ?? 0),
  }))
  const without = hidden[0]?.[2] ? null : (tallies[0]?.counts[2] ?? 0)
  cells.push({ ...unanswered, people: without })
  return { id: '', label: '', base, additive: false, cells, mean: null, median: null }
}

/** Where a part is hidden, a mean would give it away. */
function middles(
  { question, asked }: Block,
  { counts }: Tally,
  cells: Cell[],
  people: Person[],
): Pick<FigureTable, 'mean' | 'median'> {
  if (cells.some((cell) => cell.people === null)) return { mean: null, median: null }
  if (question.kind === 'rating') {
    const answers = counts.slice(0, -1)
    const of = answers.reduce((sum, count) => sum + count, 0)
    if (of < fewest) return { mean: null, median: null }
    const mean = answers.reduce((sum, count, at) => sum + count * (at + 1), 0) / of
    return { mean: Math.round(mean * 100) / 100, median: null }
  }
  if (question.kind !== 'number') return { mean: null, median: null }
  return middlesOf(
    numbersOf(
      question.id,
      people.filter((_, at) => asked[at] === 1).map(({ answers }) => answers),
    ),
  )
}

/** In words; what an earlier page leads past is in it too. */
function conditionOf({ question, page, definition }: Block, places: Option[]): string {
  const { pages } = definition
  const at = pages.indexOf(page)
  const say = (condition: Condition | undefined) =>
    condition ? sayCondition(condition, definition, { places }) : ''
  const past = pages
    .slice(0, at)
    .flatMap(({ skips }) => skips.filter(({ to }) => !pages.slice(0, at + 1).some(({ id }) => id === to)))
  const words = [say(page.showIf), say(question.showIf)].filter(Boolean)
  return [...words, ...past.map(({ when }) => `没有因为“${say(when)}”而跳过`)].join('；')
}

import { passes } from '~/app/domain/surveys/conditions'
import type { Answer, Option, Question, Test } from '~/db/schema/survey-definition'
import { choiceIds } from './choice-ids'

// What the answers to one question can make of the tests about it: finitely many truths, however many answers.

export type Outcomes = {
  /** For each way an answer may fall out: which of the tests then hold. */
  truths: boolean[][]
  /** No answer fits: the person could not go on, or could only leave it out. */
  unanswerable: boolean
}

const mostCandidates = 5000

/** Null where there are too many to look at each. */
export function outcomesOf(question: Question, tests: Test[], places: Option[] | null): Outcomes | null {
  const candidates = candidatesOf(question, tests, places)
  if (candidates === null) return null
  const answers: (Answer | undefined)[] = question.required ? candidates : [...candidates, undefined]
  const unanswerable = candidates.length === 0
  return { truths: distinctTruths(unanswerable ? [undefined] : answers, question, tests), unanswerable }
}

/** What holds where the question is not asked. */
export function truthsUnasked(tests: Test[]): boolean[] {
  return tests.map((test) => passes(test, {}))
}

function distinctTruths(answers: (Answer | undefined)[], { id }: Question, tests: Test[]): boolean[][] {
  const seen = new Map<string, boolean[]>()
  for (const answer of answers) {
    const truths = tests.map((test) => passes(test, answer === undefined ? {} : { [id]: answer }))
    seen.set(truths.map(Number).join(''), truths)
  }
  return [...seen.values()]
}

/** Valid answers, at least one for each truth that the tests can have. */
function candidatesOf(question: Question, tests: Test[], places: Option[] | null): Answer[] | null {
  const named = tests.flatMap(({ value }) => (value === undefined ? [] : [value]))
  switch (question.kind) {
    case 'single':
    case 'drop-down':
      return choiceIds(question)
    case 'yes-no':
      return ['yes', 'no']
    case 'place':
      return places?.map(({ id }) => id) ?? [...named.map(String), 'another place']
    case 'rating':
      return Array.from({ length: question.steps }, (_, at) => at + 1)
    case 'multiple':
      return multipleCandidates(question, named.map(String))
    case 'ranking':
      return rankingCandidates(question, named.map(String))
    case 'matrix':
      return matrixCandidates(question, tests)
    case 'number':
      return numberCandidates(question, named)
    case 'date':
      return dateCandidates(question, named)
    case 'short-text':
    case 'long-text':
      return ['字', ...named.map(String)].filter((text) => text !== '' && [...text].length <= question.most)
  }
}

function multipleCandidates(question: Question & { kind: 'multiple' }, named: string[]): string[][] | null {
  const ids = choiceIds(question)
  const alone = question.options.filter(({ exclusive }) => exclusive).map(({ id }) => id)
  const joined = ids.filter((id) => !alone.includes(id))
  const told = joined.filter((id) => named.includes(id))
  const rest = joined.filter((id) => !named.includes(id))
  const subsets = subsetsOf(told)
  if (subsets === null) return null
  const least = question.least ?? 1
  const most = question.most ?? ids.length
  const filled = subsets.flatMap((chosen) => {
    const more = Math.max(0, least - chosen.length, chosen.length === 0 ? 1 : 0)
    const fits = more <= rest.length && chosen.length + more <= most
    return fits ? [[...chosen, ...rest.slice(0, more)]] : []
  })
  return [...filled, ...alone.map((id) => [id])]
}

function rankingCandidates(question: Question & { kind: 'ranking' }, named: string[]): string[][] | null {
  const ids = question.options.map(({ id }) => id)
  const wanted = question.most ?? ids.length
  const rest = ids.filter((id) => !named.includes(id))
  const subsets = subsetsOf(ids.filter((id) => named.includes(id)))
  return (
    subsets?.flatMap((chosen) => {
      const more = wanted - chosen.length
      return more >= 0 && more <= rest.length ? [[...chosen, ...rest.slice(0, more)]] : []
    }) ?? null
  )
}

/** Rows answer for themselves: for each, the columns that are named, one that is not, and none. */
function matrixCandidates(question: Question & { kind: 'matrix' }, tests: Test[]): Answer[] | null {
  let all: Record<string, string>[] = [{}]
  for (const { id: row } of question.rows) {
    const columns = columnsToTry(question, tests, row)
    const choices: (string | undefined)[] = question.required ? columns : [...columns, undefined]
    if (all.length * choices.length > mostCandidates) return null
    all = all.flatMap((sofar) =>
      choices.map((column) => (column === undefined ? sofar : { ...sofar, [row]: column })),
    )
  }
  return all.filter((rows) => Object.keys(rows).length > 0)
}

function columnsToTry({ columns, required }: Question & { kind: 'matrix' }, tests: Test[], row: string) {
  const about = tests.filter((test) => test.row === row)
  const ids = columns.map(({ id }) => id)
  const named = ids.filter((id) => about.some(({ value }) => String(value) === id))
  const other = ids.find((id) => !named.includes(id))
  // A row that no test asks about: whether it is answered matters only for the matrix as a whole.
  if (about.length === 0 && required) return ids.slice(0, 1)
  return other === undefined ? named : [...named, other]
}

function numberCandidates(question: Question & { kind: 'number' }, named: (string | number)[]): number[] {
  const { least, most, whole } = question
  const bounds = [least, most].filter((bound) => bound !== undefined)
  const edges = [...new Set([...named.map(Number), ...bounds].filter(Number.isFinite))].sort(
    (one, other) => one - other,
  )
  const first = edges[0] ?? 0
  const last = edges.at(-1) ?? 0
  const between = edges.slice(1).map((edge, at) => {
    const before = edges[at] as number
    return whole ? Math.floor(before) + 1 : before + (edge - before) / 2
  })
  const all = [Math.floor(first) - 1, ...edges, ...between, Math.ceil(last) + 1]
  return [...new Set(all)].filter(
    (number) =>
      (!whole || Number.isInteger(number)) &&
      (least === undefined || number >= least) &&
      (most === undefined || number <= most),
  )
}

function dateCandidates({ from, to }: Question & { kind: 'date' }, named: (string | number)[]): string[] {
  const edges = [...named, from, to].filter((day): day is string => typeof day === 'string' && isDay(day))
  const days = edges.length === 0 ? ['2026-01-01'] : edges
  const around = days.flatMap((day) => [dayBeside(day, -1), day, dayBeside(day, 1)])
  return [...new Set(around)].filter((day) => isDay(day) && (!from || day >= from) && (!to || day <= to))
}

export function isDay(words: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(words)) return false
  const at = new Date(`${words}T00:00:00Z`)
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(words)
}

export function dayBeside(day: string, step: 1 | -1): string {
  const at = Date.parse(`${day}T00:00:00Z`) + step * 86_400_000
  return new Date(at).toISOString().slice(0, 10)
}

function subsetsOf(ids: string[]): string[][] | null {
  if (2 ** ids.length > mostCandidates) return null
  return Array.from({ length: 2 ** ids.length }, (_, bits) => ids.filter((_, at) => bits & (1 << at)))
}

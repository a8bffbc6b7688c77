import type { SurveyFigures } from '~/app/domain/survey-figures/figures'
import { questionsOf, walk } from '~/app/domain/surveys/walk'
import type { Answer, Answers, Question, SurveyDefinition } from '~/db/schema/survey-definition'
import { boundsFrom, type Known } from '~/test/support/linear-program'

// Somebody who has the questionnaire and everything that was published, and reckons. Written without the code that
// hides: it reads the figures as the page shows them. The unknowns are how many people gave each possible set of answers.

/** Every way to answer. Kinds: single, yes-no, rating and multiple. */
export function allWays(definition: SurveyDefinition): Answers[] {
  let ways: Answers[] = [{}]
  for (const question of questionsOf(definition))
    ways = ways.flatMap((answers) => {
      const isAsked = walk(definition, answers).pages.some(({ questions }) =>
        questions.some(({ id }) => id === question.id),
      )
      if (!isAsked) return [answers]
      const none = question.required ? [] : [answers]
      return [...none, ...possible(question).map((answer) => ({ ...answers, [question.id]: answer }))]
    })
  return ways
}

function possible(question: Question): Answer[] {
  if (question.kind === 'yes-no') return ['yes', 'no']
  if (question.kind === 'rating') return Array.from({ length: question.steps }, (_, at) => at + 1)
  if (question.kind === 'single') return question.options.map(({ id }) => id)
  if (question.kind !== 'multiple') throw new Error(`the adversary does not know ${question.kind}`)
  const { options, least = 1, most = options.length } = question
  const sets = Array.from({ length: 2 ** options.length }, (_, bits) =>
    options.filter((_, at) => ((bits >> at) & 1) === 1),
  )
  return sets
    .filter(
      (set) =>
        set.length > 0 &&
        (set.some(({ exclusive }) => exclusive)
          ? set.length === 1
          : set.length >= least && set.length <= most),
    )
    .map((set) => set.map(({ id }) => id))
}

/** A group of people that somebody may want to know the size of. `isOneWay`: a part of a question that everybody was asked; that it is small may not be found out either. */
export type Group = { name: string; has: (way: Answers) => boolean; isOneWay: boolean }

export function groupsOf(definition: SurveyDefinition): Group[] {
  const parts = questionsOf(definition).map((question) => partsOf(definition, question))
  const pairs = parts.flatMap((some, at) =>
    parts.slice(at + 1).flatMap((others) =>
      some.flatMap((one) =>
        others.map((other) => ({
          ...{ name: `${one.name} & ${other.name}`, isOneWay: false },
          has: (way: Answers) => one.has(way) && other.has(way),
        })),
      ),
    ),
  )
  return [...parts.flat(), ...pairs]
}

function partsOf(definition: SurveyDefinition, question: Question): Group[] {
  const { id } = question
  const asked = askedIn(definition, id)
  const group = (name: string, has: Group['has']): Group => ({
    name: `${id}:${name}`,
    isOneWay: question.showIf === undefined,
    has,
  })
  const ids = cellsOf(question)
  const lefts = question.kind === 'multiple' ? ids.filter((one) => one !== 'unanswered') : []
  return [
    group('asked', asked),
    group('not asked', (way) => !asked(way)),
    ...ids.map((one) => group(one, (way) => asked(way) && isIn(way[id], one))),
    ...lefts.map((one) => group(`not ${one}`, (way) => way[id] !== undefined && !isIn(way[id], one))),
  ]
}

function cellsOf(question: Question): string[] {
  const ids =
    question.kind === 'rating'
      ? Array.from({ length: question.steps }, (_, at) => String(at + 1))
      : question.kind === 'yes-no'
        ? ['yes', 'no']
        : 'options' in question
          ? question.options.map(({ id }) => id)
          : []
  return [...ids, 'unanswered']
}

function isIn(answer: Answer | undefined, cell: string): boolean {
  if (answer === undefined) return cell === 'unanswered'
  return Array.isArray(answer) ? answer.includes(cell) : String(answer) === cell
}

function askedIn(definition: SurveyDefinition, id: string) {
  return (way: Answers) =>
    walk(definition, way).pages.some(({ questions }) => questions.some((one) => one.id === id))
}

/** The least and the most that each group can have, for all that was published. */
export function reckon(definition: SurveyDefinition, ways: Answers[], figures: SurveyFigures) {
  const known: Known[] = []
  const learn = (has: (way: Answers) => boolean, is: number, atLeast = false) =>
    known.push({ places: ways.flatMap((way, at) => (has(way) ? [at] : [])), is, atLeast })
  if (figures.people !== null) learn(() => true, figures.people)
  for (const question of figures.questions) {
    if (question.withheld) continue
    const asked = askedIn(definition, question.id)
    const cellIn = (cells: string[]) => (way: Answers) =>
      asked(way) && cells.some((cell) => isIn(way[question.id], cell))
    const hiddenOf = (id: string) =>
      figures.questions
        .find((one) => one.id === id)
        ?.tables[0]?.cells.flatMap((cell) => (cell.people === null ? [cell.id] : [])) ?? []
    for (const { base, cells, additive } of question.tables) {
      learn(asked, base)
      const hasZeros = cells.some(({ id, people }) => people !== null && (additive || id !== 'unanswered'))
      for (const { id, people } of cells)
        if (people !== null) learn(cellIn([id]), people)
        // Zeros are shown: what is hidden is somebody.
        else if (hasZeros) learn(cellIn([id]), 1, true)
    }
    for (const { byId, groups, rows } of question.crossings) {
      const inGroup = (id: string) => (way: Answers) =>
        id === 'merged' ? hiddenOf(byId).some((one) => isIn(way[byId], one)) : isIn(way[byId], id)
      for (const [column, group] of groups.entries()) {
        const isHere = inGroup(group.id)
        learn((way) => asked(way) && isHere(way), group.people)
        for (const row of rows) {
          const has = cellIn(row.id === 'merged' ? hiddenOf(question.id) : [row.id])
          const people = row.people[column]
          if (typeof people === 'number') learn((way) => has(way) && isHere(way), people)
          else if (question.kind !== 'multiple') learn((way) => has(way) && isHere(way), 1, true)
        }
      }
    }
  }
  const bounds = boundsFrom(ways.length, known)
  return (group: Group) => {
    const [least, most] = bounds(ways.flatMap((way, at) => (group.has(way) ? [at] : [])))
    return { least: Math.ceil(least - 1e-4), most: Math.floor(most + 1e-4) }
  }
}

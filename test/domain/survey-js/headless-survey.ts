import { Model, type Question as OracleQuestion } from 'survey-core'
import type { Names } from '~/app/domain/survey-js/names'
import { shuffled } from '~/app/domain/surveys/order'
import { otherOf, questionsOf } from '~/app/domain/surveys/walk'
import type { Answer, Answers, Question, SurveyDefinition } from '~/db/schema/survey-definition'

export type Pick = (questionId: string) => Answer | undefined

/**
 * Goes through the exported survey as a person does: page by page, answering each question as it is visible. `twice`:
 * with other answers first, which are then changed.
 */
export function answerThere(
  { json, names }: { json: object; names: Names },
  definition: SurveyDefinition,
  pick: Pick,
  before?: Pick,
) {
  const survey = new Model(json)
  if (survey.jsonErrors?.length) throw new Error(survey.jsonErrors.map(({ message }) => message).join('\n'))
  if (before) answerVisible(survey, definition, before, names)
  answerVisible(survey, definition, pick, names)
  const visible = definition.pages.flatMap(({ id, questions }) =>
    survey.getPageByName(names.page(id))?.isVisible === false
      ? []
      : questions.filter((one) => isVisible(survey, names.question(one.id))).map((one) => one.id),
  )
  const faults = visible.filter((id) => !survey.getQuestionByName(names.question(id)).validate(false))
  survey.doComplete()
  return { visible, faults, answers: backToOurs(survey.data, definition, names) }
}

function answerVisible(survey: Model, definition: SurveyDefinition, pick: Pick, names: Names) {
  for (const one of questionsOf(definition)) {
    const { id } = one
    const question = survey.getQuestionByName(names.question(id)) as OracleQuestion
    if (!isVisible(survey, names.question(id))) continue
    const answer = pick(id)
    if (answer === undefined) {
      survey.clearValue(names.question(id))
      continue
    }
    question.value = renamed(
      one,
      answer,
      (row) => names.row(id, row),
      (option) => names.option(id, option),
    )
    if (answer === 'other' || (Array.isArray(answer) && answer.includes('other'))) question.comment = '别的'
  }
}

function isVisible(survey: Model, name: string): boolean {
  const question = survey.getQuestionByName(name)
  return question.isVisible && question.isParentVisible
}

function backToOurs(data: Record<string, Answer>, definition: SurveyDefinition, names: Names): Answers {
  const answers: Answers = {}
  for (const question of questionsOf(definition)) {
    const { id } = question
    const original = (ids: string[], name: (id: string) => string) => (there: string) =>
      ids.find((one) => name(one) === there) ?? there
    const row = original(rowsOf(question), (one) => names.row(id, one))
    const option = original(optionsOf(question), (one) => names.option(id, one))
    const name = names.question(id)
    if (Object.hasOwn(data, name)) answers[id] = renamed(question, data[name] as Answer, row, option)
    const words = data[`${name}-Comment`]
    if (words !== undefined) answers[otherOf(id)] = words
  }
  return answers
}

type Rename = (id: string) => string

function renamed({ kind }: Question, answer: Answer, row: Rename, option: Rename): Answer {
  if (Array.isArray(answer)) return answer.map(option)
  if (typeof answer === 'object')
    return Object.fromEntries(Object.entries(answer).map(([id, column]) => [row(id), option(column)]))
  return kind === 'single' || kind === 'drop-down' || kind === 'place' ? option(String(answer)) : answer
}

function rowsOf(question: Question): string[] {
  return question.kind === 'matrix' ? question.rows.map(({ id }) => id) : []
}

function optionsOf(question: Question): string[] {
  if (question.kind === 'matrix') return question.columns.map(({ id }) => id)
  return 'options' in question ? question.options.map(({ id }) => id) : []
}

/** One answer for each question, the same for the same seed. */
export function picker(all: Map<string, (Answer | undefined)[]>, seed: string): Pick {
  const picked = new Map(
    [...all].map(([id, answers]) => {
      const [first] = shuffled(
        answers.map((answer, at) => ({ id: String(at), answer })),
        seed,
        id,
      )
      return [id, first?.answer]
    }),
  )
  return (id) => picked.get(id)
}

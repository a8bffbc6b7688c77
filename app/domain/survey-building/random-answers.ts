import type { Setting } from '~/app/domain/surveys/check-answers'
import { otherOf, questionsOf, walk } from '~/app/domain/surveys/walk'
import type { Answer, Answers, Option, Question, SurveyDefinition } from '~/db/schema/survey-definition'
import { choiceIds } from './choice-ids'
import { dayBeside } from './outcomes'

/** A whole set of valid answers, drawn by `chance` (0 ≤ chance < 1): to see results before anybody has answered. */
export function randomAnswers(
  definition: SurveyDefinition,
  { places }: Setting,
  chance: () => number,
): Answers {
  const given: Answers = {}
  for (const question of questionsOf(definition)) {
    if (!question.required && chance() < 0.15) continue
    const answer = answerTo(question, places, chance)
    if (answer === undefined) continue
    given[question.id] = answer
    if (answer === 'other' || (Array.isArray(answer) && answer.includes('other')))
      given[otherOf(question.id)] = '试答的文字'
  }
  return walk(definition, given).answers
}

function answerTo(question: Question, places: Option[], chance: () => number): Answer | undefined {
  const one = <T>(list: T[]): T | undefined => list[Math.floor(chance() * list.length)]
  switch (question.kind) {
    case 'single':
    case 'drop-down':
      return one(choiceIds(question))
    case 'yes-no':
      return one(['yes', 'no'])
    case 'place':
      return one(places)?.id
    case 'rating':
      return 1 + Math.floor(chance() * question.steps)
    case 'multiple':
      return severalOf(question, chance)
    case 'ranking':
      return mixed(question.options, chance)
        .slice(0, question.most ?? question.options.length)
        .map(({ id }) => id)
    case 'matrix':
      return Object.fromEntries(question.rows.map(({ id }) => [id, one(question.columns)?.id ?? '']))
    case 'number':
      return numberIn(question, chance)
    case 'date':
      return question.from ?? question.to ?? dayBeside('2026-01-02', -1)
    case 'short-text':
    case 'long-text':
      return [...'试答的文字'].slice(0, question.most).join('')
  }
}

function severalOf(question: Question & { kind: 'multiple' }, chance: () => number): string[] {
  const alone = question.options.filter(({ exclusive }) => exclusive)
  const [first] = alone
  if (first && chance() < 0.1) return [first.id]
  const ids = choiceIds(question).filter((id) => !alone.some((option) => option.id === id))
  const least = question.least ?? 1
  const most = Math.min(question.most ?? ids.length, ids.length)
  const many = least + Math.floor(chance() * Math.max(1, most - least + 1))
  const picked = mixed(
    ids.map((id) => ({ id, label: id })),
    chance,
  ).slice(0, many)
  return picked.map(({ id }) => id)
}

function mixed(options: Option[], chance: () => number): Option[] {
  return options
    .map((option) => ({ option, at: chance() }))
    .toSorted((one, other) => one.at - other.at)
    .map(({ option }) => option)
}

function numberIn({ least, most, whole }: Question & { kind: 'number' }, chance: () => number): number {
  const low = least ?? (most === undefined ? 0 : most - 100)
  const high = most ?? low + 100
  const number = low + chance() * (high - low)
  if (!whole) return Math.min(high, Math.max(low, Number(number.toFixed(1))))
  return Math.min(Math.floor(high), Math.max(Math.ceil(low), Math.round(number)))
}

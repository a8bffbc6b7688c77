import type { Question, SurveyDefinition } from '~/db/schema/survey-definition'
import { questionsOf } from './walk'

export type Effort = {
  /** All there are; who is led past some of them answers fewer. */
  questions: number
  hasConditions: boolean
  minutes: number
}

/** What somebody takes on who begins: said before the first question. */
export function effortOf(definition: SurveyDefinition): Effort {
  const questions = questionsOf(definition)
  const seconds = questions.reduce((sum, question) => sum + secondsFor(question), 0)
  return {
    questions: questions.length,
    hasConditions:
      questions.some(({ showIf }) => showIf !== undefined) ||
      definition.pages.some(({ showIf, skips }) => showIf !== undefined || skips.length > 0),
    minutes: Math.max(1, Math.ceil(seconds / 60)),
  }
}

/** Of somebody who reads slowly: ten seconds for the question, and what its kind takes. */
function secondsFor(question: Question): number {
  switch (question.kind) {
    case 'single':
    case 'multiple':
    case 'drop-down':
      return 10 + Math.min(question.options.length, 10)
    case 'matrix':
      return 10 + 6 * question.rows.length
    case 'ranking':
      return 10 + 5 * question.options.length
    case 'short-text':
      return 25
    case 'long-text':
      return question.required ? 90 : 45
    default:
      return 12
  }
}

import { longestOther } from '~/app/domain/surveys/check-answers'
import { otherOf, questionsOf } from '~/app/domain/surveys/walk'
import type { Question, SurveyDefinition } from '~/db/schema/survey-definition'

const bytesOfCharacter = 4
const step = 1024

/**
 * How many bytes the fullest answers to this survey take as JSON, rounded up. Whatever is sealed is filled up to it: how
 * long it is would else tell of who is seen to take part today which answers, known later, are theirs.
 */
export function fullestAnswers(definition: SurveyDefinition): number {
  const bytes = questionsOf(definition).reduce((sum, question) => sum + bytesOf(question), 0)
  return Math.ceil((bytes + step) / step) * step
}

function bytesOf(question: Question): number {
  // A draft also names the questions that were shown.
  const around = 2 * Buffer.byteLength(question.id) + 12
  const other =
    'other' in question && question.other
      ? Buffer.byteLength(otherOf(question.id)) + 8 + longestOther * bytesOfCharacter
      : 0
  return around + answerBytes(question) + other
}

function answerBytes(question: Question): number {
  const ids = (list: { id: string }[]) => list.reduce((sum, { id }) => sum + id.length + 3, 0)
  const longest = (list: { id: string }[]) => Math.max(0, ...list.map(({ id }) => id.length)) + 3
  switch (question.kind) {
    case 'short-text':
    case 'long-text':
      return question.most * bytesOfCharacter
    case 'multiple':
      return ids(question.options) + 'other'.length + 5
    case 'ranking':
      return ids(question.options) + 2
    case 'matrix':
      return ids(question.rows) + question.rows.length * longest(question.columns)
    case 'single':
    case 'drop-down':
      return Math.max(longest(question.options), 'other'.length + 3)
    default:
      // A township, a date, a number.
      return 64
  }
}

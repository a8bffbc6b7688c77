import { answerTo } from '~/app/domain/surveys/conditions'
import { otherOf, questionsOf } from '~/app/domain/surveys/walk'
import type { Answer, Answers, Question, SurveyDefinition } from '~/db/schema/survey-definition'

export type Words = { questionId: string; body: string }

/** Stands among the answers for words that are kept apart: that something was written is counted, what, is not there. */
export const written = ''

/** A person's answers without their words, and the words by themselves. Those beside `other` leave no trace but the choice. */
export function partWords(
  definition: SurveyDefinition,
  given: Answers,
): { answers: Answers; words: Words[] } {
  const answers: Answers = {}
  const words: Words[] = []
  const part = (questionId: string) => {
    const body = answerTo(given, questionId)
    if (typeof body === 'string') words.push({ questionId, body })
    return body !== undefined
  }
  for (const question of questionsOf(definition)) {
    const { id, kind } = question
    const answer = answerTo(given, id)
    if (kind !== 'short-text' && kind !== 'long-text') {
      if (answer !== undefined) answers[id] = inDefinedOrder(question, answer)
      part(otherOf(id))
    } else if (part(id)) answers[id] = written
  }
  return { answers, words }
}

/** In which order the boxes stood is one's own where options are shuffled, and made from what only one person has. */
function inDefinedOrder(question: Question, answer: Answer): Answer {
  if (question.kind !== 'multiple' || !Array.isArray(answer)) return answer
  return [...question.options.map(({ id }) => id), 'other'].filter((id) => answer.includes(id))
}

import { answerTo } from '~/app/domain/surveys/conditions'
import { otherOf } from '~/app/domain/surveys/walk'
import type { Answers, Question } from '~/db/schema/survey-definition'

/** The fields of a form in which `readAnswers` reads just these answers again. */
export function fieldsOf(questions: Question[], answers: Answers): [name: string, value: string][] {
  return questions.flatMap((question) => {
    const other = answerTo(answers, otherOf(question.id))
    const words: [string, string][] = typeof other === 'string' ? [[otherOf(question.id), other]] : []
    return [...fieldsOfOne(question, answers), ...words]
  })
}

function fieldsOfOne({ id, kind }: Question, answers: Answers): [string, string][] {
  const answer = answerTo(answers, id)
  if (answer === undefined) return []
  if (Array.isArray(answer))
    return kind === 'ranking'
      ? answer.map((option, at) => [`${id}.${option}`, String(at + 1)])
      : answer.map((option) => [id, option])
  if (typeof answer === 'object')
    return Object.entries(answer).map(([row, column]) => [`${id}.${row}`, column])
  return [[id, String(answer)]]
}

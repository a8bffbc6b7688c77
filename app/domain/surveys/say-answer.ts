import type { Answer, Answers, Question, SurveyDefinition } from '~/db/schema/survey-definition'
import type { Setting } from './check-answers'
import { answerTo } from './conditions'
import { otherOf, questionsOf } from './walk'

/** An answer in words, as the person saw it; empty where there is none. */
export function sayAnswer(question: Question, answers: Answers, setting: Setting): string {
  const answer = answerTo(answers, question.id)
  if (answer === undefined) return ''
  const other = answerTo(answers, otherOf(question.id))
  if (question.kind === 'place')
    return setting.places.find(({ id }) => id === answer)?.label ?? String(answer)
  return sayPlain(question, answer, typeof other === 'string' ? other : '')
}

function sayPlain(question: Question, answer: Answer, other: string): string {
  if (Array.isArray(answer)) return answer.map((id) => labelOf(question, id, other)).join('、')
  if (typeof answer === 'object' && question.kind === 'matrix')
    return question.rows
      .filter(({ id }) => Object.hasOwn(answer, id))
      .map(
        ({ id, label }) => `${label}：${question.columns.find((column) => column.id === answer[id])?.label}`,
      )
      .join('；')
  if (question.kind === 'number') return `${answer}${question.unit}`
  return labelOf(question, String(answer), other)
}

function labelOf(question: Question, id: string, other: string): string {
  if (question.kind === 'yes-no') return id === 'yes' ? '是' : '否'
  if (id === 'other' && other !== '') return other
  return ('options' in question && question.options.find((option) => option.id === id)?.label) || id
}

const place = /\{([A-Za-z][A-Za-z0-9_]{0,39})\}/g

/** Puts an earlier answer into a text where it stands in braces (`{street}`); unanswered, three dots stand there. */
export function pipe(text: string, definition: SurveyDefinition, answers: Answers, setting: Setting): string {
  if (!text.includes('{')) return text
  const questions = new Map(questionsOf(definition).map((question) => [question.id, question]))
  return text.replace(place, (braces, id: string) => {
    const question = questions.get(id)
    return question ? sayAnswer(question, answers, setting) || '……' : braces
  })
}

/** The ids of the answers that a text takes up. */
export function pipedIn(text: string): string[] {
  return [...text.matchAll(place)].map(([, id]) => id as string)
}

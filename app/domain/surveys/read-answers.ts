import type { Answer, Answers, Question } from '~/db/schema/survey-definition'
import { otherOf } from './walk'

// How a question stands in a form: `<id>` (once for each box that is ticked), `<id>.<row>` of a matrix, `<id>.<option>`
// with the place in a ranking, `<id>-other` for the words beside `other`.

/** What a form says to these questions, as typed as it can be; whether it may be so is for `checkAnswers` to say. */
export function readAnswers(questions: Question[], form: FormData): Answers {
  const answers: Answers = {}
  for (const question of questions) {
    const answer = readAnswer(question, form)
    if (answer !== undefined) answers[question.id] = answer
    const other = wordsOf(form, otherOf(question.id))
    if (other !== '' && mayBeOther(question, answer)) answers[otherOf(question.id)] = other
  }
  return answers
}

function readAnswer(question: Question, form: FormData): Answer | undefined {
  switch (question.kind) {
    case 'multiple':
      return filled([
        ...new Set(form.getAll(question.id).filter((one) => typeof one === 'string' && one !== '')),
      ])
    case 'matrix':
      return filledRows(question.rows.map(({ id }) => [id, wordsOf(form, `${question.id}.${id}`)]))
    case 'ranking':
      return filled(readRanking(question, form))
    case 'rating':
    case 'number':
      return readNumber(wordsOf(form, question.id))
    default:
      return wordsOf(form, question.id) || undefined
  }
}

/** By the place that was given to each; where two share one, each keeps its own (`a?2`), and `checkAnswers` refuses it. */
function readRanking(question: Question & { kind: 'ranking' }, form: FormData): string[] {
  const places = question.options.flatMap(({ id }) => {
    const place = wordsOf(form, `${question.id}.${id}`)
    return place === '' ? [] : [{ id, place: /^\d{1,2}$/.test(place) ? Number(place) : 0 }]
  })
  const inOrder = places.toSorted((one, other) => one.place - other.place)
  const isWhole = inOrder.every(({ place }, at) => place === at + 1)
  return inOrder.map(({ id, place }) => (isWhole ? id : `${id}?${place}`))
}

function readNumber(words: string): number | string | undefined {
  if (words === '') return undefined
  const plain = words.normalize('NFKC').replaceAll(',', '')
  // What is no number stays as it was typed, so that it can be shown again and refused.
  return /^-?\d{1,13}(\.\d{1,6})?$/.test(plain) ? Number(plain) : words
}

/** Words without their option are kept, and refused with a word about it: somebody wrote them. But one who chose another single option has changed their mind. */
function mayBeOther(question: Question, answer: Answer | undefined): boolean {
  if (!('other' in question) || !question.other) return false
  return question.kind === 'multiple' || answer === undefined || answer === 'other'
}

function wordsOf(form: FormData, name: string): string {
  const value = form.get(name)
  return typeof value === 'string' ? value.replaceAll('\0', '').replaceAll('\r\n', '\n').trim() : ''
}

function filled(list: string[] | FormDataEntryValue[]): string[] | undefined {
  return list.length > 0 ? list.map(String) : undefined
}

function filledRows(rows: [string, string][]): Record<string, string> | undefined {
  const answered = rows.filter(([, value]) => value !== '')
  return answered.length > 0 ? Object.fromEntries(answered) : undefined
}

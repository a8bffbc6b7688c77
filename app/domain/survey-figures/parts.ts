import { answerTo } from '~/app/domain/surveys/conditions'
import type { Answer, Answers, Option, Question } from '~/db/schema/survey-definition'
import { bandsOf, months } from './parts-of-amounts'

/** One way to part those who were asked: everybody is in exactly one part. */
export type Parting = { id: string; label: string; parts: Option[]; partOf: (answers: Answers) => number }

export const unanswered: Option = { id: 'unanswered', label: '未作答' }
const chosen: Option = { id: 'chosen', label: '选了' }
const left: Option = { id: 'left', label: '没有选' }
const unplaced: Option = { id: 'unplaced', label: '没有排进名次' }
const answered: Option = { id: 'answered', label: '已作答' }

/** The tables of a question. `answers`: of all who were asked; bands and months are made from them. */
export function partingsOf(question: Question, answers: Answers[], places: Option[]): Parting[] {
  const { id } = question
  switch (question.kind) {
    case 'single':
    case 'drop-down':
      return [byId(id, choices(question))]
    case 'yes-no':
      return [
        byId(id, [
          { id: 'yes', label: '是' },
          { id: 'no', label: '否' },
        ]),
      ]
    case 'place':
      return [byId(id, placesIn(id, answers, places))]
    case 'rating':
      return [byId(id, stepsOf(question))]
    case 'multiple':
      return choices(question).map((option) => ofTick(id, option))
    case 'matrix':
      return question.rows.map((row) =>
        parting(row, question.columns, id, (answer) =>
          isRecord(answer) && Object.hasOwn(answer, row.id) ? (answer[row.id] as string) : null,
        ),
      )
    case 'ranking':
      return question.options.map((item) => ofItem(question, item))
    case 'number': {
      const bands = bandsOf(question, numbersOf(id, answers))
      return [parting(whole, bands.parts, id, (answer) => bands.idOf(Number(answer)))]
    }
    case 'date': {
      const parts = months(answers.map((one) => answerTo(one, id)).filter((day) => typeof day === 'string'))
      return [
        parting(
          whole,
          parts,
          id,
          (answer) => parts.find((part) => String(answer).startsWith(part.id))?.id ?? null,
        ),
      ]
    }
    case 'short-text':
    case 'long-text':
      return [parting(whole, [answered], id, () => answered.id)]
  }
}

export function numbersOf(id: string, answers: Answers[]): number[] {
  return answers.map((one) => answerTo(one, id)).filter((value) => typeof value === 'number')
}

const whole = { id: '', label: '' }

/** Who gave no answer, or one that is in no part, is in the last one. */
function parting(
  { id, label }: Option,
  parts: Option[],
  questionId: string,
  idOf: (answer: Answer) => string | null,
): Parting {
  const all = [...parts, unanswered]
  const places = new Map(parts.map((part, at) => [part.id, at]))
  return {
    ...{ id, label, parts: all },
    partOf: (answers) => {
      const answer = answerTo(answers, questionId)
      if (answer === undefined) return parts.length
      return places.get(idOf(answer) ?? unanswered.id) ?? parts.length
    },
  }
}

function byId(questionId: string, parts: Option[]): Parting {
  return parting(whole, parts, questionId, String)
}

function ofTick(questionId: string, option: Option): Parting {
  return parting(option, [chosen, left], questionId, (answer) =>
    Array.isArray(answer) && answer.includes(option.id) ? chosen.id : left.id,
  )
}

function ofItem(question: Question & { kind: 'ranking' }, item: Option): Parting {
  const most = question.most ?? question.options.length
  const places = Array.from({ length: most }, (_, at) => ({ id: `p${at + 1}`, label: `第 ${at + 1} 位` }))
  const parts = most < question.options.length ? [...places, unplaced] : places
  return parting(item, parts, question.id, (answer) => {
    const at = Array.isArray(answer) ? answer.indexOf(item.id) : -1
    return at < 0 ? unplaced.id : `p${at + 1}`
  })
}

function choices(question: { options: Option[]; other?: string | undefined }): Option[] {
  const { options, other } = question
  return other ? [...options, { id: 'other', label: other }] : options
}

function stepsOf({ steps, low, high }: Question & { kind: 'rating' }): Option[] {
  return Array.from({ length: steps }, (_, at) => {
    const words = at === 0 ? low : at === steps - 1 ? high : ''
    return { id: String(at + 1), label: words ? `${at + 1}（${words}）` : String(at + 1) }
  })
}

/** A township that is no more is still counted. */
function placesIn(id: string, answers: Answers[], places: Option[]): Option[] {
  const known = new Set(places.map((place) => place.id))
  const gone = new Set(
    answers.map((one) => answerTo(one, id)).filter((at) => typeof at === 'string' && !known.has(at)),
  )
  return [...places, ...[...gone].map((at) => ({ id: String(at), label: String(at) }))]
}

function isRecord(answer: Answer): answer is Record<string, string> {
  return typeof answer === 'object' && !Array.isArray(answer)
}

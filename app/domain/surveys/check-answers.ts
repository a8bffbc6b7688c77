import type { Answer, Answers, Option, Question, SurveyDefinition } from '~/db/schema/survey-definition'
import { answerTo } from './conditions'
import { otherOf, questionsOf, walk } from './walk'

/** What the county has for the questions of place. */
export type Setting = { places: Option[] }

/** What is wrong with one answer, for the person who gave it; null where nothing is. */
export function faultOf(question: Question, answers: Answers, { places }: Setting): string | null {
  const answer = answerTo(answers, question.id)
  const other = answerTo(answers, otherOf(question.id))
  if (answer === undefined && other !== undefined) return withoutOption(question)
  if (answer === undefined) return question.required ? missing(question) : null
  return kindFault(question, answer, places) ?? otherFault(question, answer, other)
}

/** The faults of these questions by their ids. */
export function faultsOf(questions: Question[], answers: Answers, setting: Setting): Record<string, string> {
  return Object.fromEntries(
    questions.flatMap((question) => {
      const fault = faultOf(question, answers, setting)
      return fault === null ? [] : [[question.id, fault]]
    }),
  )
}

/**
 * The whole of what somebody hands in. Refused, never mended: an answer to a question that does not exist or was not
 * asked, a foreign option, what is out of range, what is missing. Where `faults` is empty, `answers` may be stored.
 */
export function checkAnswers(
  definition: SurveyDefinition,
  given: Answers,
  setting: Setting,
): { answers: Answers; faults: Record<string, string> } {
  const { pages, answers } = walk(definition, given)
  const asked = pages.flatMap(({ questions }) => questions)
  const faults = faultsOf(asked, answers, setting)
  const known = new Set(questionsOf(definition).flatMap(({ id }) => [id, otherOf(id)]))
  for (const id of Object.keys(given)) {
    if (Object.hasOwn(answers, id)) continue
    faults[id] = known.has(id)
      ? '按您前面的选择，这道题不用回答，没有收下；请重新打开问卷再填'
      : '问卷里没有这道题，请重新打开问卷再填'
  }
  return { answers, faults }
}

function missing(question: Question): string {
  switch (question.kind) {
    case 'short-text':
    case 'long-text':
    case 'number':
    case 'date':
      return '请填写这道题'
    case 'matrix':
      return '请在每一行选一个'
    case 'ranking':
      return '请排出先后'
    default:
      return '请选择这道题的答案'
  }
}

function kindFault(question: Question, answer: Answer, places: Option[]): string | null {
  switch (question.kind) {
    case 'single':
    case 'drop-down':
      return isOneOf(answer, choicesOf(question)) ? null : foreign
    case 'yes-no':
      return isOneOf(answer, ['yes', 'no']) ? null : foreign
    case 'place':
      return isOneOf(
        answer,
        places.map(({ id }) => id),
      )
        ? null
        : '请从列表中选择乡镇或街道'
    case 'multiple':
      return multipleFault(question, answer)
    case 'rating':
      return isWholeBetween(answer, 1, question.steps) ? null : `请在 1 到 ${question.steps} 之间选择`
    case 'matrix':
      return matrixFault(question, answer)
    case 'ranking':
      return rankingFault(question, answer)
    case 'number':
      return numberFault(question, answer)
    case 'date':
      return dateFault(question, answer)
    case 'short-text':
    case 'long-text':
      return textFault(answer, question.most)
  }
}

const foreign = '请从给出的选项中选择'

function choicesOf(question: { options: Option[]; other?: string | undefined }): string[] {
  return [...question.options.map(({ id }) => id), ...(question.other ? ['other'] : [])]
}

function isOneOf(answer: Answer, ids: string[]): boolean {
  return typeof answer === 'string' && ids.includes(answer)
}

function multipleFault(question: Question & { kind: 'multiple' }, answer: Answer): string | null {
  const ids = choicesOf(question)
  if (!Array.isArray(answer) || answer.length === 0 || new Set(answer).size !== answer.length) return foreign
  if (!answer.every((id) => ids.includes(id))) return foreign
  const alone = question.options.find(({ id, exclusive }) => exclusive && answer.includes(id))
  if (alone) return answer.length === 1 ? null : `选了“${alone.label}”，就不能再选别的`
  if (question.least && answer.length < question.least) return `请至少选 ${question.least} 项`
  if (question.most && answer.length > question.most) return `最多选 ${question.most} 项`
  return null
}

function matrixFault(question: Question & { kind: 'matrix' }, answer: Answer): string | null {
  if (typeof answer !== 'object' || Array.isArray(answer)) return foreign
  const rows = question.rows.map(({ id }) => id)
  const columns = question.columns.map(({ id }) => id)
  if (!Object.entries(answer).every(([row, column]) => rows.includes(row) && columns.includes(column)))
    return foreign
  return question.required && Object.keys(answer).length < rows.length ? '请在每一行选一个' : null
}

function rankingFault(question: Question & { kind: 'ranking' }, answer: Answer): string | null {
  const wanted = question.most ?? question.options.length
  const ids = question.options.map(({ id }) => id)
  const isWhole = Array.isArray(answer) && new Set(answer).size === answer.length && answer.length === wanted
  if (isWhole && answer.every((id) => ids.includes(id))) return null
  return `请从 1 到 ${wanted} 排出先后，每个名次只用一次`
}

function numberFault(question: Question & { kind: 'number' }, answer: Answer): string | null {
  if (typeof answer !== 'number' || !Number.isFinite(answer)) return '请填写数字，例如 12 或 12.5'
  if (question.whole && !Number.isInteger(answer)) return '请填写整数'
  const { least, most } = question
  if ((least !== undefined && answer < least) || (most !== undefined && answer > most)) {
    if (least === undefined) return `请填写不大于 ${most} 的数`
    return most === undefined ? `请填写不小于 ${least} 的数` : `请填写 ${least} 到 ${most} 之间的数`
  }
  return null
}

function dateFault(question: Question & { kind: 'date' }, answer: Answer): string | null {
  if (typeof answer !== 'string' || !isDay(answer)) return '请填写日期，例如 2026-11-24'
  const { from, to } = question
  if ((from && answer < from) || (to && answer > to)) {
    if (!from) return `请填写 ${to} 或更早的日期`
    return to ? `请填写 ${from} 到 ${to} 之间的日期` : `请填写 ${from} 或更晚的日期`
  }
  return null
}

function isDay(words: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(words)) return false
  const at = new Date(`${words}T00:00:00Z`)
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(words)
}

function textFault(answer: Answer, most: number): string | null {
  if (typeof answer !== 'string') return foreign
  const length = [...answer].length
  return length <= most ? null : `最多 ${most} 个字，现在是 ${length} 个字`
}

/** Characters beside `other`. */
export const longestOther = 200

function otherFault(question: Question, answer: Answer, words: Answer | undefined): string | null {
  const isOther = answer === 'other' || (Array.isArray(answer) && answer.includes('other'))
  if (!isOther || !('other' in question)) return words === undefined ? null : withoutOption(question)
  if (words === undefined) return `请写明“${question.other}”是什么`
  return textFault(words, longestOther)
}

function withoutOption(question: Question): string {
  const label = ('other' in question && question.other) || '其他'
  return `您在“${label}”后面写了字，请同时选上“${label}”；不选的话，请把字删去`
}

function isWholeBetween(answer: Answer, least: number, most: number): boolean {
  return typeof answer === 'number' && Number.isInteger(answer) && answer >= least && answer <= most
}

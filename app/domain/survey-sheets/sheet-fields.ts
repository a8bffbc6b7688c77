import type { Setting } from '~/app/domain/surveys/check-answers'
import { otherOf } from '~/app/domain/surveys/walk'
import type { Answer, Answers, Option, Question } from '~/db/schema/survey-definition'

// A sheet is typed with the number keys: for each question the numbers of the options that are ticked. `0` says that
// the paper has no answer, and an empty field that the clerk has not looked yet.

export type SheetField = {
  name: string
  /** The row of a matrix, the words beside `other`; empty where the question has one field. */
  label: string
  kind: 'number' | 'numbers' | 'order' | 'amount' | 'date' | 'words'
}

/** The fields of a question, in the order of the keyboard. */
export function sheetFields(question: Question): SheetField[] {
  const { id } = question
  switch (question.kind) {
    case 'matrix':
      return question.rows.map((row) => ({ name: `${id}.${row.id}`, label: row.label, kind: 'number' }))
    case 'multiple':
    case 'single':
    case 'drop-down': {
      const kind = question.kind === 'multiple' ? 'numbers' : 'number'
      const words: SheetField[] = question.other
        ? [{ name: otherOf(id), label: question.other, kind: 'words' }]
        : []
      return [{ name: id, label: '', kind }, ...words]
    }
    case 'ranking':
      return [{ name: id, label: '', kind: 'order' }]
    case 'number':
      return [{ name: id, label: '', kind: 'amount' }]
    case 'date':
      return [{ name: id, label: '', kind: 'date' }]
    case 'short-text':
    case 'long-text':
      return [{ name: id, label: '', kind: 'words' }]
    default:
      return [{ name: id, label: '', kind: 'number' }]
  }
}

/** What the numbers of a question stand for, counted from 1 as on the printed sheet. */
export function sheetChoices(question: Question, { places }: Setting): Option[] {
  switch (question.kind) {
    case 'single':
    case 'drop-down':
    case 'multiple':
      return [...question.options, ...(question.other ? [{ id: 'other', label: question.other }] : [])]
    case 'ranking':
      return question.options
    case 'matrix':
      return question.columns
    case 'yes-no':
      return [
        { id: 'yes', label: '是' },
        { id: 'no', label: '否' },
      ]
    case 'place':
      return places
    default:
      return []
  }
}

export type ReadSheet = {
  answers: Answers
  faults: Record<string, string>
  /** Questions of which at least one field says nothing, not even that the paper has no answer. */
  open: string[]
}

/** What was typed, as answers; what cannot be one is a fault. Whether it was asked is not decided here. */
export function readSheet(
  questions: Question[],
  typed: (name: string) => string,
  setting: Setting,
): ReadSheet {
  const read: ReadSheet = { answers: {}, faults: {}, open: [] }
  for (const question of questions) {
    const fields = sheetFields(question)
    const words = new Map(fields.map(({ name }) => [name, typed(name).replaceAll('\r\n', '\n').trim()]))
    const isOpen = fields.some(({ name, kind }) => kind !== 'words' && words.get(name) === '')
    if (isOpen) read.open.push(question.id)
    try {
      const answer = readAnswer(question, words, sheetChoices(question, setting))
      if (answer !== undefined) read.answers[question.id] = answer
      const other = words.get(otherOf(question.id))
      if (other && 'options' in question) read.answers[otherOf(question.id)] = other
    } catch (error) {
      if (!(error instanceof Mistyped)) throw error
      read.faults[question.id] = error.message
    }
  }
  return read
}

class Mistyped extends Error {}

function readAnswer(question: Question, words: Map<string, string>, choices: Option[]): Answer | undefined {
  const own = words.get(question.id) ?? ''
  switch (question.kind) {
    case 'matrix':
      return readMatrix(question.rows, question.id, words, choices)
    case 'multiple':
    case 'ranking': {
      const numbers = readNumbers(own, choices.length)
      const ids = numbers.map((number) => optionAt(number, choices))
      if (ids.length === 0) return undefined
      // Ticks have no order: two who type them differently mean the same.
      return question.kind === 'ranking' ? ids : choices.map(({ id }) => id).filter((id) => ids.includes(id))
    }
    case 'short-text':
    case 'long-text':
      return own || undefined
    case 'date':
      return own === '' || own === '0' ? undefined : readDay(own)
    case 'number':
      // Nought may be an answer here: that the paper has none is said by a dash.
      return own === '' || own === '-' ? undefined : readAmount(own)
    case 'rating':
      return own === '' || own === '0' ? undefined : readAmount(own)
    default: {
      const number = readNumber(own)
      return number === 0 ? undefined : optionAt(number, choices)
    }
  }
}

function readMatrix(rows: Option[], id: string, words: Map<string, string>, columns: Option[]) {
  const answered = rows.flatMap((row): [string, string][] => {
    const number = readNumber(words.get(`${id}.${row.id}`) ?? '')
    return number === 0 ? [] : [[row.id, optionAt(number, columns)]]
  })
  return answered.length > 0 ? Object.fromEntries(answered) : undefined
}

function plain(words: string): string {
  return words.normalize('NFKC').trim()
}

function readNumber(words: string): number {
  if (words === '') return 0
  if (!/^\d{1,3}$/.test(plain(words))) throw new Mistyped('请录入选项前面的数字；纸上没有回答的，录入 0')
  return Number(plain(words))
}

/** `1 3`, `1,3`, `1、3`; where no number has two digits also `13`. */
function readNumbers(words: string, count: number): number[] {
  const parts = plain(words).split(/[\s,、，.;；]+/)
  const numbers = parts.flatMap((part) => {
    if (part === '') return []
    if (!/^\d+$/.test(part))
      throw new Mistyped('请录入选项前面的数字，用空格或者逗号隔开；没有回答的，录入 0')
    return count < 10 && parts.length === 1 ? [...part].map(Number) : [Number(part)]
  })
  if (numbers.length === 1 && numbers[0] === 0) return []
  if (new Set(numbers).size !== numbers.length) throw new Mistyped('同一个数字录入了两次，请对照纸再看一下')
  return numbers
}

function optionAt(number: number, choices: Option[]): string {
  const option = choices[number - 1]
  if (!option) throw new Mistyped(`只有 1 到 ${choices.length}；纸上没有回答的，录入 0`)
  return option.id
}

function readAmount(words: string): number {
  const number = plain(words).replaceAll(',', '')
  if (!/^-?\d{1,13}(\.\d{1,6})?$/.test(number)) throw new Mistyped('请录入数字')
  return Number(number)
}

/** `20261124` and `2026-11-24`, also with points or strokes. */
function readDay(words: string): string {
  const [, year, month, day] = plain(words).match(/^(\d{4})[-./年]?(\d{1,2})[-./月]?(\d{1,2})日?$/) ?? []
  if (!year || !month || !day) throw new Mistyped('请录入日期，例如 20261124；纸上没有回答的，录入 0')
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
}

/** How these answers would have been typed. */
export function typeSheet(questions: Question[], answers: Answers, setting: Setting): Record<string, string> {
  return Object.fromEntries(
    questions.flatMap((question) => {
      const choices = sheetChoices(question, setting)
      return sheetFields(question).map(({ name, kind }): [string, string] => [
        name,
        typeField(question, name, kind, answers, choices),
      ])
    }),
  )
}

function typeField(
  question: Question,
  name: string,
  kind: SheetField['kind'],
  answers: Answers,
  choices: Option[],
): string {
  const of = (id: string) => (Object.hasOwn(answers, id) ? answers[id] : undefined)
  const answer = of(question.id)
  if (kind === 'words') return String(of(name) ?? '')
  if (answer === undefined) return kind === 'amount' ? '-' : '0'
  const numberOf = (id: string) => String(choices.findIndex((choice) => choice.id === id) + 1)
  if (Array.isArray(answer)) return answer.map(numberOf).join(' ')
  if (typeof answer === 'object') return numberOf(answer[name.slice(question.id.length + 1)] ?? '')
  return choices.length > 0 ? numberOf(String(answer)) : String(answer)
}

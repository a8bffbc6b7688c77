import type { Condition, Option, Question, Test } from '~/db/schema/survey-definition'
import { choiceIds } from './choice-ids'
import { isDay } from './outcomes'

/** Why a test can say nothing about its question; null where it can. `known`: the questions before it. */
export function testFault(test: Test, known: Map<string, Question>, places: Option[] | null): string | null {
  const question = known.get(test.question)
  if (!question) return null
  const about = `“${question.title}”`
  if (test.row !== undefined) {
    if (question.kind !== 'matrix') return `${about}没有分行，条件却问到其中一行`
    if (!question.rows.some(({ id }) => id === test.row)) return `${about}里没有条件所说的那一行`
  }
  switch (test.is) {
    case 'answered':
    case 'unanswered':
      return null
    case 'chosen':
    case 'not-chosen':
      return chosenFault(test, question, places, about)
    case 'at-least':
    case 'at-most':
      return orderFault(test, question, about)
  }
}

function chosenFault(test: Test, question: Question, places: Option[] | null, about: string): string | null {
  const value = String(test.value ?? '')
  if (value === '') return `条件没有说明选了${about}的哪一项`
  const ids = idsOf(question, test, places)
  if (ids === 'words') return `${about}填的是文字，不能按选项设条件，只能按有没有填写`
  return ids === null || ids.includes(value) ? null : `${about}没有条件所说的选项`
}

function idsOf(question: Question, test: Test, places: Option[] | null): string[] | null | 'words' {
  switch (question.kind) {
    case 'single':
    case 'drop-down':
    case 'multiple':
      return choiceIds(question)
    case 'ranking':
      return question.options.map(({ id }) => id)
    case 'yes-no':
      return ['yes', 'no']
    case 'place':
      return places?.map(({ id }) => id) ?? null
    case 'rating':
      return Array.from({ length: question.steps }, (_, at) => String(at + 1))
    case 'matrix':
      return test.row === undefined ? [] : question.columns.map(({ id }) => id)
    case 'number':
    case 'date':
      return null
    case 'short-text':
    case 'long-text':
      return 'words'
  }
}

function orderFault({ value }: Test, { kind }: Question, about: string): string | null {
  if (kind === 'rating' || kind === 'number')
    return typeof value === 'number' ? null : `${about}要和一个数字比较`
  if (kind === 'date')
    return typeof value === 'string' && isDay(value) ? null : `${about}要和一个日期比较，例如 2026-11-24`
  return `${about}不分大小先后，不能用“不小于”“不大于”`
}

export function testsOf(condition: Condition | undefined): Test[] {
  return condition?.tests ?? []
}

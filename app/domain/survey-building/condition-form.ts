import { sheetChoices } from '~/app/domain/survey-sheets/sheet-fields'
import type { Setting } from '~/app/domain/surveys/check-answers'
import { questionsOf } from '~/app/domain/surveys/walk'
import type { Condition, Question, SurveyDefinition, Test, TestKind } from '~/db/schema/survey-definition'

// A condition is put together from selects: each offers whole statements about the earlier questions, so that nobody
// has to know more than what was asked.

export type Statement = { value: string; question: Question; is: TestKind; row?: string; option?: string }

/** The questions that are asked before this one, or before this page; all of them at the end of the page. */
export function questionsBefore(
  definition: SurveyDefinition,
  place: { questionId: string } | { pageId: string } | { afterPageId: string } | { newOnPageId: string },
): Question[] {
  if ('questionId' in place) {
    const all = questionsOf(definition)
    return all.slice(
      0,
      Math.max(
        0,
        all.findIndex(({ id }) => id === place.questionId),
      ),
    )
  }
  const pageId =
    'pageId' in place ? place.pageId : 'afterPageId' in place ? place.afterPageId : place.newOnPageId
  const at = definition.pages.findIndex(({ id }) => id === pageId)
  const pages = definition.pages.slice(0, 'pageId' in place ? Math.max(0, at) : at + 1)
  return pages.flatMap(({ questions }) => questions)
}

/** What can be said about a question; what needs a number or a date has it in a field of its own. */
export function statementsOf(question: Question, setting: Setting): Statement[] {
  const rows = question.kind === 'matrix' ? question.rows.map(({ id }) => id) : [undefined]
  const choices = hasChoices(question)
    ? rows.flatMap((row) =>
        sheetChoices(question, setting).flatMap(({ id }) =>
          (['chosen', 'not-chosen'] as const).map((is) => statement(question, is, row, id)),
        ),
      )
    : []
  const ordered = isOrdered(question)
    ? (['at-least', 'at-most'] as const).map((is) => statement(question, is))
    : []
  return [
    ...choices.filter(({ is }) => is === 'chosen'),
    ...ordered,
    ...choices.filter(({ is }) => is === 'not-chosen'),
    ...(['answered', 'unanswered'] as const).map((is) => statement(question, is)),
  ]
}

function hasChoices({ kind }: Question): boolean {
  return !['number', 'date', 'short-text', 'long-text', 'rating'].includes(kind)
}

function isOrdered({ kind }: Question): boolean {
  return kind === 'number' || kind === 'date' || kind === 'rating'
}

function statement(question: Question, is: TestKind, row?: string, option?: string): Statement {
  const value = [question.id, row ?? '', is, option ?? ''].join('|')
  return { value, question, is, ...(row ? { row } : {}), ...(option ? { option } : {}) }
}

/** A row of selects as a test; its number or date besides. */
export function testValues(test: Test): { statement: string; amount: string } {
  const isAmount = test.is === 'at-least' || test.is === 'at-most'
  const option = isAmount || test.value === undefined ? '' : String(test.value)
  return {
    statement: [test.question, test.row ?? '', test.is, option].join('|'),
    amount: isAmount ? String(test.value ?? '') : '',
  }
}

/** The values of a form that shows this condition, under names that begin with `prefix`. */
export function conditionValues(prefix: string, condition: Condition | undefined): Record<string, string> {
  return Object.fromEntries([
    [`${prefix}-join`, condition?.join ?? 'all'],
    ...(condition?.tests ?? []).flatMap((test, row) => {
      const { statement, amount } = testValues(test)
      return [
        [`${prefix}-${row}`, statement],
        [`${prefix}-${row}-amount`, amount],
      ]
    }),
  ])
}

/** How many rows a form shows: those that are there, and some for more. */
export function rowsFor(condition: Condition | undefined): number {
  return Math.min(mostTests, Math.max(3, (condition?.tests.length ?? 0) + 1))
}

const mostTests = 20

type ReadCondition = { condition: Condition | undefined; faults: Record<string, string> }

/** `earlier`: the questions that it may look at. Empty rows say nothing. */
export function readCondition(
  values: Record<string, string>,
  prefix: string,
  earlier: Question[],
): ReadCondition {
  const faults: Record<string, string> = {}
  const tests: Test[] = []
  for (let row = 0; row < mostTests; row += 1) {
    const name = `${prefix}-${row}`
    const typed = values[name] ?? ''
    if (typed === '') continue
    const read = readTest(typed, values[`${name}-amount`] ?? '', earlier)
    if ('fault' in read) faults[read.isAmount ? `${name}-amount` : name] = read.fault
    else tests.push(read.test)
  }
  const join = values[`${prefix}-join`] === 'any' ? 'any' : 'all'
  return { condition: tests.length > 0 ? { join, tests } : undefined, faults }
}

type ReadTest = { test: Test } | { fault: string; isAmount?: true }

function readTest(typed: string, amount: string, earlier: Question[]): ReadTest {
  const [id, row, is, option] = typed.split('|') as [string, string, TestKind, string]
  const question = earlier.find((one) => one.id === id)
  if (!question) return { fault: '这道题不在前面了，请重新选择' }
  if (!kinds.includes(is)) return { fault: '请从列表中选择' }
  const base = { question: id, ...(row ? { row } : {}), is }
  if (is === 'answered' || is === 'unanswered') return { test: base }
  if (is === 'chosen' || is === 'not-chosen') return { test: { ...base, value: option } }
  const value = amount.normalize('NFKC').trim()
  if (question.kind === 'date') {
    if (!/^\d{4}-\d{2}-\d{2}$/.test(value)) return { fault: '请填写日期，例如 2026-11-24', isAmount: true }
    return { test: { ...base, value } }
  }
  if (!/^-?\d{1,12}(\.\d{1,6})?$/.test(value)) return { fault: '请在旁边填写数字', isAmount: true }
  return { test: { ...base, value: Number(value) } }
}

const kinds: readonly string[] = ['chosen', 'not-chosen', 'answered', 'unanswered', 'at-least', 'at-most']

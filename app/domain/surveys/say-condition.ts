import { sheetChoices } from '~/app/domain/survey-sheets/sheet-fields'
import type { Condition, Question, SurveyDefinition, Test } from '~/db/schema/survey-definition'
import type { Setting } from './check-answers'
import { theEnd } from './definition'
import { questionsOf } from './walk'

/** On paper and in a report nobody is led past a question: when it is asked is said in words. */
export function sayCondition(
  { join, tests }: Condition,
  definition: SurveyDefinition,
  setting: Setting,
  nameOf: (question: Question, at: number) => string = (_, at) => `第 ${at} 题`,
): string {
  const questions = questionsOf(definition)
  return tests
    .map((test) => {
      const at = questions.findIndex(({ id }) => id === test.question)
      const question = questions[at]
      return question ? `${nameOf(question, at + 1)}${sayTest(test, question, setting)}` : ''
    })
    .filter(Boolean)
    .join(join === 'all' ? '，并且' : '，或者')
}

/** Where a page's first skip that holds leads, for who turns the pages by hand. */
export function sayTarget(to: string, { pages }: SurveyDefinition): string {
  const at = pages.findIndex(({ id }) => id === to)
  return to === theEnd || at < 0 ? '后面的题都不用填了' : `请接着填第 ${at + 1} 部分`
}

function sayTest({ is, row, value }: Test, question: Question, setting: Setting): string {
  const line = question.kind === 'matrix' ? question.rows.find(({ id }) => id === row) : undefined
  const of = line ? `“${line.label}”` : ''
  const said = String(value ?? '')
  const label = sheetChoices(question, setting).find(({ id }) => id === said)?.label ?? said
  switch (is) {
    case 'chosen':
      return `${of}选了“${label}”`
    case 'not-chosen':
      return `${of}没有选“${label}”`
    case 'answered':
      return `${of}作了回答`
    case 'unanswered':
      return `${of}没有回答`
    case 'at-least':
      return `${of}${sayBound(question, said, ['不早于', '不少于', '以上'])}`
    case 'at-most':
      return `${of}${sayBound(question, said, ['不晚于', '不超过', '以下'])}`
  }
}

/** A rating is a choice among steps; a day is early or late; anything else is an amount. */
function sayBound({ kind }: Question, said: string, [day, amount, step]: [string, string, string]): string {
  if (kind === 'rating') return `选了 ${said} 及${step}`
  return `${kind === 'date' ? day : amount} ${said}`
}

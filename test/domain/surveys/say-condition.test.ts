import { expect, test } from 'vitest'
import { sayCondition } from '~/app/domain/surveys/say-condition'
import type { SurveyDefinition, Test } from '~/db/schema/survey-definition'

const definition = {
  pages: [
    {
      ...{ id: 'p1', title: '' },
      questions: [
        { id: 'joy', kind: 'rating', title: '满意吗？', isRequired: true, steps: 5 },
        { id: 'minutes', kind: 'number', title: '多少分钟？', isRequired: true },
        { id: 'day', kind: 'date', title: '哪一天？', isRequired: true },
      ],
    },
  ],
} as unknown as SurveyDefinition

function say(is: Test['is'], question: string, value: string | number): string {
  const tests = [{ question, is, value }] as Test[]
  return sayCondition({ join: 'all', tests }, definition, { streets: [] } as never)
}

test('who is asked is said in the words one uses for a rating, an amount and a day', () => {
  expect(say('at-least', 'joy', 3)).toBe('第 1 题选了 3 及以上')
  expect(say('at-most', 'joy', 2)).toBe('第 1 题选了 2 及以下')
  expect(say('at-least', 'minutes', 30)).toBe('第 2 题不少于 30')
  expect(say('at-most', 'day', '2026-09-01')).toBe('第 3 题不晚于 2026-09-01')
})

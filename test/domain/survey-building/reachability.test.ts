import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { unreachable } from '~/app/domain/survey-building/reachability'
import { canBeReached } from '~/app/domain/survey-building/reaching'
import { faultsOf } from '~/app/domain/surveys/check-answers'
import { holds } from '~/app/domain/surveys/conditions'
import { questionsOf, walk } from '~/app/domain/surveys/walk'
import type { Answers, Question, SurveyDefinition } from '~/db/schema/survey-definition'
import { runs } from '~/test/support/runs'
import { answersTo, definitions, isNothing, places } from '../surveys/definitions'

const budget = () => ({ steps: 1_000_000 })

describe('what of a survey can be reached', () => {
  it('is the same as when every answer is tried', () => {
    let decided = 0
    fc.assert(
      fc.property(definitions({ all: true }), (definition) => {
        const tried = reachedByTrying(definition)
        if (tried === null) return
        decided += 1
        const found = new Set<string>()
        definition.pages.forEach((page, at) => {
          if (canBeReached(definition, { page: at }, places, budget())) found.add(page.id)
          for (const { id } of page.questions)
            if (canBeReached(definition, { page: at, question: id }, places, budget())) found.add(`${id}?`)
          page.skips.forEach((_, skip) => {
            if (canBeReached(definition, { page: at, skip }, places, budget()))
              found.add(`${page.id}>${skip}`)
          })
        })
        expect([...found].sort()).toEqual([...tried].sort())
      }),
      runs(500),
    )
    expect(decided).toBeGreaterThan(150)
  })

  it('is decided at once where twenty questions each have one that follows', () => {
    const ids = Array.from({ length: 20 }, (_, at) => `q${at}`)
    const definition: SurveyDefinition = {
      crossBy: [],
      pages: [
        { id: 'p1', title: '', skips: [], questions: ids.map((id) => yesNo(id)) },
        {
          id: 'p2',
          title: '',
          skips: [],
          questions: [
            ...ids.map((id) => ({
              ...yesNo(`${id}_why`),
              showIf: {
                join: 'all' as const,
                tests: [{ question: id, is: 'chosen' as const, value: 'yes' }],
              },
            })),
            {
              ...yesNo('anything'),
              showIf: {
                join: 'any',
                tests: ids.map((question) => ({ question, is: 'chosen', value: 'yes' })),
              },
            },
          ],
        },
      ],
    }
    const from = performance.now()
    expect(unreachable(definition)).toEqual([])
    expect(performance.now() - from).toBeLessThan(500)
  })

  it('names a question that nobody could be asked, and the page that every way jumps over', () => {
    const [first, second, third] = ['p1', 'p2', 'p3'].map((id) => ({
      id,
      title: id,
      skips: [],
      questions: [],
    }))
    const definition: SurveyDefinition = {
      crossBy: [],
      pages: [
        {
          ...(first as SurveyDefinition['pages'][number]),
          questions: [yesNo('q1'), { ...yesNo('q2'), showIf: both('q1', 'yes', 'no') }],
          skips: [{ when: either('q1', 'yes', 'no'), to: 'p3' }],
        },
        { ...(second as SurveyDefinition['pages'][number]), questions: [yesNo('q3')] },
        { ...(third as SurveyDefinition['pages'][number]), questions: [yesNo('q4')] },
      ],
    }
    expect(unreachable(definition)).toEqual([
      { level: 'block', pageId: 'p1', questionId: 'q2', why: expect.stringContaining('都不会问到“题q2”') },
      { level: 'block', pageId: 'p2', questionId: undefined, why: expect.stringContaining('都不会到“p2”') },
    ])
  })

  it('names conditions about later, own and unknown questions, options and rows, and skips that lead back', () => {
    const definition: SurveyDefinition = {
      crossBy: [],
      pages: [
        {
          id: 'p1',
          title: '',
          questions: [
            { ...yesNo('q1'), showIf: either('q1', 'yes') },
            { ...yesNo('q2'), showIf: either('q3', 'yes') },
            { ...yesNo('q3'), showIf: either('gone', 'yes') },
            { ...yesNo('q4'), showIf: either('q3', 'maybe') },
            {
              ...yesNo('q5'),
              showIf: { join: 'any', tests: [{ question: 'q4', row: 'r', is: 'answered' }] },
            },
            {
              ...yesNo('q6'),
              showIf: { join: 'any', tests: [{ question: 'q4', is: 'at-least', value: 3 }] },
            },
          ],
          skips: [
            { when: either('q6', 'yes'), to: 'p1' },
            { when: either('q6', 'yes'), to: 'nowhere' },
          ],
        },
      ],
    }
    const whys = unreachable(definition).map(({ why }) => why)
    for (const words of [
      '自己',
      '后面的题',
      '（gone）不在问卷里',
      '没有条件所说的选项',
      '没有分行',
      '不分大小',
      '只能往后跳',
      '（nowhere）不在问卷里',
    ])
      expect(
        whys.some((why) => why.includes(words)),
        words,
      ).toBe(true)
  })

  it('names a question that has no answer that fits', () => {
    const question: Question = {
      ...{ id: 'q1', title: '选三样', required: true, kind: 'multiple', least: 3 },
      options: [{ id: 'a', label: '甲' }],
    }
    const definition = { crossBy: [], pages: [{ id: 'p1', title: '', skips: [], questions: [question] }] }
    expect(unreachable(definition)).toMatchObject([{ level: 'block', questionId: 'q1' }])
  })
})

function yesNo(id: string): Question {
  return { id, title: `题${id}`, required: true, kind: 'yes-no' }
}

function either(question: string, ...values: string[]) {
  return { join: 'any' as const, tests: values.map((value) => ({ question, is: 'chosen' as const, value })) }
}

function both(question: string, ...values: string[]) {
  return { ...either(question, ...values), join: 'all' as const }
}

/** Pages, questions and skips that some valid answers lead to; null where there are too many to try, or none at all. */
function reachedByTrying(definition: SurveyDefinition): Set<string> | null {
  const questions = questionsOf(definition)
  const answers = questions.map((question) =>
    answersTo(question).filter((answer) => {
      if (isNothing(answer)) return true
      const isOther = answer === 'other' || (Array.isArray(answer) && answer.includes('other'))
      const given = {
        [question.id]: answer as string,
        ...(isOther ? { [`${question.id}-other`]: '别的' } : {}),
      }
      return Object.keys(faultsOf([question], given, { places })).length === 0
    }),
  )
  // A question that has no answer at all is reported as that; the way goes on without it.
  const required = new Set(
    questions
      .filter(
        ({ required }, at) => required && (answers[at] as unknown[]).some((one) => !isNothing(one as string)),
      )
      .map(({ id }) => id),
  )
  if (answers.reduce((all, { length }) => all * length, 1) > 3000) return null
  const reached = new Set<string>()
  const giveEach = (at: number, given: Answers) => {
    if (at === questions.length) return note(definition, given, required, reached)
    for (const answer of answers[at] ?? [])
      giveEach(
        at + 1,
        isNothing(answer) ? given : { ...given, [(questions[at] as Question).id]: answer as string },
      )
  }
  giveEach(0, {})
  return reached
}

function note(definition: SurveyDefinition, given: Answers, required: Set<string>, reached: Set<string>) {
  const withText = { ...definition, pages: definition.pages.map((page) => ({ ...page, text: '说明' })) }
  const { pages, answers } = walk(withText, given)
  const asked = pages.flatMap((one) => one.questions)
  if (asked.some(({ id }) => required.has(id) && !Object.hasOwn(answers, id))) return
  const before: Answers = {}
  for (const { page, questions } of pages) {
    reached.add(page.id)
    for (const { id } of questions) {
      reached.add(`${id}?`)
      if (Object.hasOwn(answers, id)) before[id] = answers[id] as string
    }
    const taken = page.skips.findIndex(({ when }) => holds(when, before))
    if (taken >= 0) reached.add(`${page.id}>${taken}`)
  }
}

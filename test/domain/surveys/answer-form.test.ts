import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { faultsOf } from '~/app/domain/surveys/check-answers'
import { readAnswers } from '~/app/domain/surveys/read-answers'
import { questionsOf } from '~/app/domain/surveys/walk'
import type { Answers } from '~/db/schema/survey-definition'
import { everyKind } from './a-survey'
import { fieldsOf } from './answer-fields'

const questions = questionsOf(everyKind)
const setting = { places: [{ id: 'yunxi', label: '云溪镇' }] }

function formOf(fields: [string, string][]): FormData {
  const form = new FormData()
  for (const [name, value] of fields) form.append(name, value)
  return form
}

const words = fc.string({ minLength: 1, maxLength: 40 }).map((text) => `字${text.replace(/[\0\r]/g, '')}字`)
const option = fc.constantFrom('o1', 'o2', 'o3')
const given: fc.Arbitrary<Answers> = fc
  .record(
    {
      single: option,
      several: fc.uniqueArray(option, { minLength: 1, maxLength: 3 }),
      yesno: fc.constantFrom('yes', 'no'),
      place: fc.constant('yunxi'),
      matrix: fc.record({ o1: option, o2: option }),
      rating: fc.integer({ min: 1, max: 5 }),
      order: fc.shuffledSubarray(['o1', 'o2', 'o3'], { minLength: 1 }),
      count: fc.integer({ min: -1000, max: 1000 }),
      since: fc.constant('2026-11-24'),
      words,
      essay: words,
    },
    { requiredKeys: [] },
  )
  .map((answers) => Object.fromEntries(Object.entries(answers).filter(([, answer]) => answer !== undefined)))

describe('a form of questions', () => {
  it('says just the answers that its fields were filled with', () => {
    fc.assert(
      fc.property(given, (answers) => {
        expect(readAnswers(questions, formOf(fieldsOf(questions, answers)))).toEqual(answers)
      }),
    )
  })

  it('keeps what is no number as it was typed, and says so', () => {
    const answers = readAnswers(questions, formOf([['count', '二十来个']]))
    expect(answers).toEqual({ count: '二十来个' })
    expect(faultsOf(questions, answers, setting)).toEqual({ count: '请填写数字，例如 12 或 12.5' })
    expect(readAnswers(questions, formOf([['count', '１，２３４．５'.replace('，', ',')]]))).toEqual({
      count: 1234.5,
    })
  })

  it('keeps two on one place apart, each as it was given, and refuses them', () => {
    const answers = readAnswers(
      questions,
      formOf([
        ['order.o1', '2'],
        ['order.o3', '2'],
      ]),
    )
    expect(answers).toEqual({ order: ['o1?2', 'o3?2'] })
    expect(faultsOf(questions, answers, setting).order).toContain('每个名次只用一次')
  })

  it('keeps words that were written without their option, and asks for the option', () => {
    const answers = readAnswers(questions, formOf([['single-other', '走路去的']]))
    expect(answers).toEqual({ 'single-other': '走路去的' })
    expect(faultsOf(questions, answers, setting).single).toContain('请同时选上“其他”')
  })

  it('takes the choice of another option for a change of mind', () => {
    const fields: [string, string][] = [
      ['single', 'o1'],
      ['single-other', '走路去的'],
    ]
    expect(readAnswers(questions, formOf(fields))).toEqual({ single: 'o1' })
  })

  it('drops what a database cannot keep', () => {
    expect(readAnswers(questions, formOf([['words', '甲\0乙']]))).toEqual({ words: '甲乙' })
  })
})

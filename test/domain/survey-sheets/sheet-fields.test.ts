import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { asOnPaper, compareEntries } from '~/app/domain/survey-sheets/sheet-compare'
import { readSheet, sheetFields, typeSheet } from '~/app/domain/survey-sheets/sheet-fields'
import { questionsOf } from '~/app/domain/surveys/walk'
import type { Answers, Question } from '~/db/schema/survey-definition'
import { carSurvey, everyKind } from '../surveys/a-survey'

const setting = {
  places: [
    { id: 'yunxi', label: '云溪镇' },
    { id: 'lingqian', label: '岭前乡' },
  ],
}
const questions = questionsOf(everyKind)
const read = (typed: Record<string, string>) => readSheet(questions, (name) => typed[name] ?? '', setting)

describe('what a clerk types', () => {
  it('takes the number of an option, also in full width', () => {
    expect(read({ single: '2', yesno: '１', place: '2' }).answers).toEqual({
      ...{ single: 'o2', yesno: 'yes', place: 'lingqian' },
    })
  })

  it('takes several ticks in any order and with any sign between them', () => {
    for (const typed of ['13', '3 1', '1,3', '１、３', '3，1'])
      expect(read({ several: typed }).answers).toEqual({ several: ['o1', 'o3'] })
  })

  it('keeps the order of a ranking', () => {
    expect(read({ order: '3 1 2' }).answers).toEqual({ order: ['o3', 'o1', 'o2'] })
  })

  it('takes the words beside the last choice', () => {
    expect(read({ single: '4', 'single-other': '骑车' }).answers).toEqual({
      ...{ single: 'other', 'single-other': '骑车' },
    })
  })

  it('takes a matrix row by row, and rows that nobody ticked', () => {
    expect(read({ 'matrix.o1': '3', 'matrix.o2': '0' }).answers).toEqual({ matrix: { o1: 'o3' } })
  })

  it('takes a date without strokes, and nought as a number where a number is asked', () => {
    expect(read({ since: '20200305', count: '0' }).answers).toEqual({ since: '2020-03-05', count: 0 })
    expect(read({ since: '2020.3.5', count: '-' }).answers).toEqual({ since: '2020-03-05' })
  })

  it('knows a question that the paper leaves open from one that the clerk has not looked at', () => {
    const { answers, open } = read({ single: '0', 'single-other': '', yesno: '' })
    expect(answers).toEqual({})
    expect(open).toContain('yesno')
    expect(open).not.toContain('single')
    // Texts may be empty: Enter in the last field is how a sheet is handed in.
    expect(open).not.toContain('essay')
  })

  it('says what is wrong in words, and takes nothing of it', () => {
    const { answers, faults } = read({ single: '9', several: '1 1', yesno: '是', since: '去年', count: '三' })
    expect(answers).toEqual({})
    expect(faults).toMatchObject({
      single: '只有 1 到 4；纸上没有回答的，录入 0',
      several: '同一个数字录入了两次，请对照纸再看一下',
      yesno: '请录入选项前面的数字；纸上没有回答的，录入 0',
      since: '请录入日期，例如 20261124；纸上没有回答的，录入 0',
      count: '请录入数字',
    })
  })

  it('reads back everything it would have typed', () => {
    fc.assert(
      fc.property(anyAnswers(questions), (answers) => {
        const typed = typeSheet(questions, answers, setting)
        const again = readSheet(questions, (name) => typed[name] ?? '', setting)
        expect(again).toEqual({ answers, faults: {}, open: [] })
      }),
    )
  })

  it('never fails on what is typed by accident', () => {
    const names = questions.flatMap((question) => sheetFields(question).map(({ name }) => name))
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...names), fc.string({ unit: 'binary' })), (typed) => {
        expect(() => read(typed)).not.toThrow()
      }),
    )
  })
})

describe('two entries of one sheet', () => {
  const first: Answers = { car: 'one', where: ['street', 'yard'], ease: 4, advice: '多建 车库' }

  it('agree although blanks and the width of signs differ', () => {
    expect(compareEntries(carSurvey, first, { ...first, advice: '多建车库 ' })).toEqual({
      ...{ compared: 5, differed: [] },
    })
  })

  it('name each question on which they differ, also where only one has words', () => {
    const second: Answers = { car: 'one', where: ['street'], ease: 4 }
    expect(compareEntries(carSurvey, first, second)).toEqual({ compared: 5, differed: ['where', 'advice'] })
  })

  it('compare what either of them led to', () => {
    const { compared, differed } = compareEntries(carSurvey, first, {
      car: 'none',
      why: '不用',
      advice: '多建车库',
    })
    expect(compared).toBe(6)
    expect(differed).toEqual(['car', 'why', 'where', 'ease'])
  })

  it('take paper as it is: nothing is required, all the rest stays', () => {
    const paper = asOnPaper(carSurvey)
    expect(questionsOf(paper).some(({ required }) => required)).toBe(false)
    expect(questionsOf(paper).map(({ id }) => id)).toEqual(questionsOf(carSurvey).map(({ id }) => id))
  })
})

function anyAnswers(all: Question[]): fc.Arbitrary<Answers> {
  const pairs = all.map((question) => anyAnswer(question).map((answers) => answers ?? {}))
  return fc.tuple(...pairs).map((parts) => Object.assign({}, ...parts) as Answers)
}

const words = fc.stringMatching(/^[一-龥a-z]{1,20}$/)

function anyAnswer({ id, ...question }: Question): fc.Arbitrary<Answers | undefined> {
  const none = fc.constant(undefined)
  const one = (answer: fc.Arbitrary<Answers[string]>) =>
    fc.oneof(
      none,
      answer.map((value) => ({ [id]: value })),
    )
  switch (question.kind) {
    case 'single':
    case 'drop-down': {
      const ids = question.options.map((option) => option.id)
      const plain = one(fc.constantFrom(...ids))
      return question.other
        ? fc.oneof(
            plain,
            words.map((text) => ({ [id]: 'other', [`${id}-other`]: text })),
          )
        : plain
    }
    case 'multiple':
      return one(
        fc.subarray(
          question.options.map((option) => option.id),
          { minLength: 1 },
        ),
      )
    case 'ranking':
      return one(
        fc.shuffledSubarray(
          question.options.map((option) => option.id),
          { minLength: 1 },
        ),
      )
    case 'yes-no':
      return one(fc.constantFrom('yes', 'no'))
    case 'place':
      return one(fc.constantFrom('yunxi', 'lingqian'))
    case 'matrix':
      return one(
        fc
          .tuple(...question.rows.map(() => fc.option(fc.constantFrom('o1', 'o2', 'o3'))))
          .filter((columns) => columns.some(Boolean))
          .map((columns) =>
            Object.fromEntries(
              columns.flatMap((column, at) => (column ? [[question.rows[at]?.id ?? '', column]] : [])),
            ),
          ),
      )
    case 'rating':
      return one(fc.integer({ min: 1, max: question.steps }))
    case 'number':
      return one(fc.integer({ min: 0, max: 100 }))
    case 'date':
      return one(fc.constantFrom('2001-02-03', '2026-11-24'))
    default:
      return one(words)
  }
}

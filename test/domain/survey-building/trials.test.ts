import { count } from 'drizzle-orm'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bankPage, insertFromBank, putInBank, takeFromBank } from '~/app/domain/survey-building/bank.server'
import { randomAnswers } from '~/app/domain/survey-building/random-answers'
import { unreachable } from '~/app/domain/survey-building/reachability'
import { goOnTrying, readCarried, showTrial } from '~/app/domain/survey-building/trial-steps'
import {
  clearTrials,
  drawTrials,
  keepTrial,
  trialFigures,
  trialOf,
} from '~/app/domain/survey-building/trials.server'
import { checkAnswers } from '~/app/domain/surveys/check-answers'
import { versionInWork } from '~/app/domain/surveys/row.server'
import { questionsOf } from '~/app/domain/surveys/walk'
import type { OpenDatabase } from '~/db/client'
import { surveyAnswers, surveyBox } from '~/db/schema/survey-answers'
import { freshDatabase } from '~/test/support/database'
import { makeOffice } from '~/test/support/office'
import { runs } from '~/test/support/runs'
import { aSurvey, carSurvey, type Office } from '../surveys/a-survey'
import { definitions, places } from '../surveys/definitions'

let open: OpenDatabase
let office: Office
beforeAll(async () => {
  open = await freshDatabase()
  office = await makeOffice(open.db)
})
afterAll(() => open.close())

const drafter = () => office.as('drafter')
const aDraft = async () => (await aSurvey(open.db, { office, published: false })).surveyId

describe('trying a survey out', () => {
  it('keeps test answers apart, and none of them is counted', async () => {
    const { surveyId } = await aSurvey(open.db, { office })
    await keepTrial(drafter(), surveyId, { car: 'none', advice: '多修路' })
    await drawTrials(drafter(), surveyId, 50)
    expect(await trialOf(drafter(), surveyId)).toMatchObject({ kept: 51 })
    const figures = await trialFigures(drafter(), surveyId)
    expect(figures.people).toBe(51)
    const [answers] = await open.db.select({ many: count() }).from(surveyAnswers)
    const [box] = await open.db.select({ many: count() }).from(surveyBox)
    expect([answers?.many, box?.many]).toEqual([0, 0])
    await clearTrials(drafter(), surveyId)
    expect(await trialOf(drafter(), surveyId)).toMatchObject({ kept: 0 })
  })

  it('refuses test answers that are not valid, and too many of them', async () => {
    const { surveyId } = await aSurvey(open.db, { office })
    await expect(keepTrial(drafter(), surveyId, { car: 'balloon' })).rejects.toMatchObject({ status: 422 })
    await expect(keepTrial(drafter(), surveyId, { car: 'none', where: ['yard'] })).rejects.toMatchObject({
      status: 422,
    })
    await expect(drawTrials(drafter(), surveyId, 501)).rejects.toMatchObject({ status: 409 })
  })

  it('is for the own department: to look for its staff, to keep for its drafters', async () => {
    const { surveyId } = await aSurvey(open.db, { office })
    const elsewhere = await makeOffice(open.db, 'elsewhere')
    await expect(trialOf(elsewhere.as('drafter'), surveyId)).rejects.toMatchObject({ status: 403 })
    await expect(drawTrials(office.as('issuer'), surveyId, 5)).rejects.toMatchObject({ status: 403 })
  })

  it('shows what would be stored and what was hidden by a later choice', () => {
    const setting = { places: [] }
    const form = (entries: Record<string, string>) => {
      const data = new FormData()
      for (const [name, value] of Object.entries(entries)) data.set(name, value)
      return data
    }
    const first = showTrial({ definition: carSurvey, setting, answers: {} }, { pageId: null })
    expect(first).toMatchObject({ kind: 'page', at: 1, total: 3, asked: ['car', 'age'] })
    const sent = (answers: object, pageId: string, shown: string[], entries: Record<string, string>) =>
      goOnTrying(
        { definition: carSurvey, setting, answers: readCarried(JSON.stringify(answers)) },
        { pageId, shown, intent: 'next', form: form(entries) },
      )
    expect(sent({}, 'about', ['car', 'age'], {})).toMatchObject({ faults: { car: expect.any(String) } })
    const second = sent({}, 'about', ['car', 'age'], { car: 'one' })
    expect(second).toMatchObject({ page: { id: 'parking' } })
    const third = sent(second.answers, 'parking', ['where', 'ease'], { where: 'yard', ease: '4' })
    // Back to the first page, and no car after all: a question appears, the parking is not asked any more.
    const changed = sent(third.answers, 'about', ['car', 'age'], { car: 'none' })
    expect(changed).toMatchObject({ page: { id: 'about' }, added: ['why'] })
    const last = sent(changed.answers, 'about', ['car', 'why', 'age'], { car: 'none', why: '走路' })
    expect(last).toMatchObject({ page: { id: 'last' } })
    expect(sent(last.answers, 'last', ['advice'], { advice: '多种树' })).toMatchObject({
      kind: 'end',
      kept: [{ id: 'car' }, { id: 'why', words: '走路' }, { id: 'age', words: '' }, { id: 'advice' }],
      hidden: [
        { id: 'where', words: '小区里' },
        { id: 'ease', words: '4' },
      ],
    })
  })

  it('reads nothing from a carried field that was tampered with', () => {
    for (const words of ['', '{', '[1]', '{"car":{"a":{"b":1}}}', `{"car":"${'x'.repeat(300_000)}"}`])
      expect(readCarried(words)).toEqual({})
  })

  it('draws only answers that could be handed in', () => {
    fc.assert(
      fc.property(
        definitions(),
        fc.infiniteStream(fc.double({ min: 0, max: 0.999, noNaN: true })),
        (definition, stream) => {
          fc.pre(unreachable(definition, places).every(({ why }) => !why.includes('没有一个答案')))
          const answers = randomAnswers(definition, { places }, () => stream.next().value ?? 0)
          expect(checkAnswers(definition, answers, { places }).faults).toEqual({})
        },
      ),
      runs(300),
    )
  })
})

describe('the question bank', () => {
  it('takes a copy of a question without its condition, and gives copies to other surveys', async () => {
    const from = await aDraft()
    await putInBank(drafter(), { surveyId: from, questionId: 'why', topic: '出行' })
    const { rows } = await bankPage(drafter(), { words: '不买车' })
    expect(rows).toMatchObject([{ topic: '出行', question: { id: 'why', title: '为什么不买车？' } }])
    expect(rows[0]?.question.showIf).toBeUndefined()
    const to = await aDraft()
    const bankId = rows[0]?.id ?? 0
    const { questionId } = await insertFromBank(drafter(), { bankId, surveyId: to, pageId: 'last' })
    const version = await versionInWork(drafter(), to)
    const last = version && questionsOf(version.definition).at(-1)
    expect(last).toMatchObject({ id: questionId, title: '为什么不买车？' })
    expect(questionId).not.toBe('why')
  })

  it('finds nothing foreign by a sign that the database would take for any letter', async () => {
    await putInBank(drafter(), { surveyId: await aDraft(), questionId: 'car', topic: '汽车' })
    expect((await bankPage(drafter(), { words: '100%' })).rows).toEqual([])
    expect((await bankPage(drafter(), { words: '汽车' })).rows).toHaveLength(1)
  })

  it('gives back what is taken out, once, and is only for who writes surveys', async () => {
    await putInBank(drafter(), { surveyId: await aDraft(), questionId: 'ease', topic: '停车难' })
    const [row] = (await bankPage(drafter(), { words: '停车难' })).rows
    await takeFromBank(drafter(), row?.id ?? 0)
    await expect(takeFromBank(drafter(), row?.id ?? 0)).rejects.toMatchObject({ status: 404 })
    await expect(bankPage(office.as('moderator'), {})).rejects.toMatchObject({ status: 403 })
    await expect(
      putInBank(drafter(), { surveyId: await aDraft(), questionId: 'gone', topic: '' }),
    ).rejects.toMatchObject({ status: 422 })
  })
})

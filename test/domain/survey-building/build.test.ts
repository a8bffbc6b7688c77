import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { editSurvey, fingerprintOf, replaceDefinition } from '~/app/domain/survey-building/build.server'
import { takeBuilderStep } from '~/app/domain/survey-building/build-actions.server'
import { surveyBuilder } from '~/app/domain/survey-building/desk.server'
import { takeSurveyStep } from '~/app/domain/survey-building/write.server'
import { versionInWork } from '~/app/domain/surveys/row.server'
import { questionsOf } from '~/app/domain/surveys/walk'
import type { OpenDatabase } from '~/db/client'
import type { Question } from '~/db/schema/survey-definition'
import { freshDatabase } from '~/test/support/database'
import { makeOffice } from '~/test/support/office'
import { aSurvey, carSurvey, everyKind, type Office } from '../surveys/a-survey'

let open: OpenDatabase
let office: Office
beforeAll(async () => {
  open = await freshDatabase()
  office = await makeOffice(open.db)
})
afterAll(() => open.close())

const drafter = () => office.as('drafter')

async function aDraft(definition = carSurvey): Promise<number> {
  return (await aSurvey(open.db, { office, published: false, definition })).surveyId
}

async function definitionOf(id: number) {
  const version = await versionInWork(drafter(), id)
  if (!version) throw new Error('no version in work')
  return version.definition
}

async function titles(id: number): Promise<string[]> {
  return questionsOf(await definitionOf(id)).map(({ title }) => title)
}

const step = (id: number, intent: string, values: Record<string, string> = {}) =>
  takeBuilderStep(drafter(), id, intent, values)

describe('writing the questions', () => {
  it('adds a question of every kind from its form', async () => {
    const id = await aDraft({ pages: [{ id: 'p1', title: '', questions: [], skips: [] }], crossBy: [] })
    const forms: Record<string, Record<string, string>> = {
      single: { options: '有\n没有', other: '其他' },
      multiple: { options: '路边\n小区里\n*都没有', least: '1', most: '2' },
      'drop-down': { options: '甲\n乙' },
      'yes-no': {},
      place: {},
      rating: { steps: '5', low: '差', high: '好' },
      matrix: { rows: '道路\n绿化', columns: '满意\n不满意' },
      ranking: { options: '甲\n乙\n丙', most: '2' },
      number: { least: '0', most: '１００', whole: 'on', unit: '人', bands: '18，40 60' },
      date: { from: '2026-01-01', to: '2026-12-31' },
      'short-text': { most: '50' },
      'long-text': { most: '500' },
    }
    for (const [kind, fields] of Object.entries(forms))
      await step(id, 'save-question', { page: 'p1', kind, title: `${kind}题`, required: 'on', ...fields })
    const asked = questionsOf(await definitionOf(id))
    expect(asked.map(({ kind }) => kind)).toEqual(Object.keys(forms))
    expect(asked[1]).toMatchObject({
      least: 1,
      most: 2,
      options: [{ label: '路边' }, { label: '小区里' }, { label: '都没有', exclusive: true }],
    })
    expect(asked[8]).toMatchObject({ most: 100, bands: [18, 40, 60], unit: '人' })
  })

  it('says beside the field what is wrong, and keeps the survey as it was', async () => {
    const id = await aDraft()
    const values = { page: 'last', kind: 'multiple', title: '', options: '甲\n乙', least: '3', most: '二' }
    await expect(step(id, 'save-question', values)).rejects.toMatchObject({
      status: 422,
      fields: { title: '请填写文字', most: '请填写数字' },
    })
    expect(await titles(id)).toEqual(questionsOf(carSurvey).map(({ title }) => title))
  })

  it('keeps the ids of options whose words are changed, so that conditions stay', async () => {
    const id = await aDraft()
    await step(id, 'save-question', {
      ...{ question: 'car', kind: 'single', title: '家里有车吗？', required: 'on' },
      options: '没有车\n有一辆\n有两辆或者更多\n不想说',
    })
    const [car] = questionsOf(await definitionOf(id)) as [Question & { kind: 'single' }]
    expect(car.options.find(({ label }) => label === '有一辆')?.id).toBe('one')
    expect(new Set(car.options.map((option) => option.id)).size).toBe(4)
  })

  it('reads a condition from the selects and shows it as a sentence', async () => {
    const id = await aDraft()
    await step(id, 'save-question', {
      ...{ question: 'advice', kind: 'long-text', title: '您的建议', most: '500' },
      ...{ 'if-0': 'car||chosen|more', 'if-1': 'age||at-least|', 'if-1-amount': '18', 'if-join': 'any' },
    })
    expect(questionsOf(await definitionOf(id)).at(-1)?.showIf).toEqual({
      join: 'any',
      tests: [
        { question: 'car', is: 'chosen', value: 'more' },
        { question: 'age', is: 'at-least', value: 18 },
      ],
    })
  })

  it('asks for the number that a condition needs', async () => {
    const id = await aDraft()
    const values = {
      question: 'advice',
      kind: 'long-text',
      title: '建议',
      most: '500',
      'if-0': 'age||at-least|',
    }
    await expect(step(id, 'save-question', values)).rejects.toMatchObject({
      fields: { 'if-0-amount': '请在旁边填写数字' },
    })
  })

  it('moves a question past the end of its page onto the next', async () => {
    const id = await aDraft()
    await step(id, 'question-down', { question: 'age' })
    const [about, parking] = (await definitionOf(id)).pages
    expect(about?.questions.map((question) => question.id)).toEqual(['car', 'why'])
    expect(parking?.questions[0]?.id).toBe('age')
  })

  it('copies a page with the conditions among its questions', async () => {
    const id = await aDraft()
    await step(id, 'page-copy', { page: 'about' })
    const copy = (await definitionOf(id)).pages[1]
    const [car, why] = copy?.questions ?? []
    expect(why?.showIf?.tests[0]?.question).toBe(car?.id)
    expect(car?.id).not.toBe('car')
  })

  it('does not delete a question whose answer is still looked at, and says where', async () => {
    const id = await aDraft()
    await expect(step(id, 'question-delete', { question: 'car' })).rejects.toMatchObject({
      status: 409,
      message: expect.stringContaining('为什么不买车'),
    })
  })

  it('sets where a page leads, and finds the page that nobody comes to any more', async () => {
    const id = await aDraft()
    await step(id, 'save-page', {
      ...{ page: 'about', title: '情况' },
      ...{ 'skip-0-0': 'car||answered|', 'skip-0-to': 'last' },
    })
    const { findings } = await surveyBuilder(drafter(), id)
    expect(findings.filter(({ level }) => level === 'block').map(({ field }) => field)).toContain(
      'page-parking',
    )
  })
})

describe('two who edit at once', () => {
  it('both keep what they did where it was not the same thing', async () => {
    const id = await aDraft(everyKind)
    await Promise.all([
      step(id, 'save-question', { question: 'words', kind: 'short-text', title: '甲改的', most: '50' }),
      step(id, 'save-question', { question: 'essay', kind: 'long-text', title: '乙改的', most: '500' }),
      step(id, 'save-question', { page: 'more', kind: 'yes-no', title: '丙加的' }),
      step(id, 'question-up', { question: 'since' }),
    ])
    expect(await titles(id)).toEqual(expect.arrayContaining(['甲改的', '乙改的', '丙加的']))
    expect(await versionInWork(drafter(), id)).toMatchObject({ revision: 4 })
  })

  it('the second on the same question is shown both, and nothing is lost', async () => {
    const id = await aDraft(everyKind)
    const seen = fingerprintOf(await definitionOf(id), {
      kind: 'question-deleted',
      questionId: 'words',
    })
    const first = { question: 'words', kind: 'short-text', title: '先保存的', most: '50', base: seen }
    await step(id, 'save-question', first)
    await expect(step(id, 'save-question', { ...first, title: '后保存的' })).rejects.toMatchObject({
      status: 409,
      fields: { conflict: expect.stringContaining('另一位同事') },
    })
    await expect(step(id, 'question-delete', { question: 'words', base: seen })).rejects.toMatchObject({
      status: 409,
    })
    expect(await titles(id)).toContain('先保存的')
  })

  it('a file replaces the questions only if nobody has changed them since', async () => {
    const id = await aDraft()
    await step(id, 'add-page')
    const replaced = replaceDefinition(drafter(), id, { definition: everyKind, revision: 0 })
    await expect(replaced).rejects.toMatchObject({ status: 409 })
    await replaceDefinition(drafter(), id, { definition: everyKind, revision: 1 })
    expect((await definitionOf(id)).pages).toHaveLength(2)
  })
})

describe('what is no longer written', () => {
  it('the questions stand still while the survey waits for its issuer', async () => {
    const id = await aDraft()
    await takeSurveyStep(drafter(), id, 'submitted', '')
    await expect(step(id, 'add-page')).rejects.toMatchObject({ status: 409 })
    expect((await surveyBuilder(drafter(), id)).frozen).toBe('submitted')
  })

  it('a public survey is frozen', async () => {
    const { surveyId } = await aSurvey(open.db, { office })
    await expect(step(surveyId, 'add-page')).rejects.toMatchObject({
      status: 409,
      message: expect.stringContaining('新的一版'),
    })
  })

  it('nobody of another department writes them', async () => {
    const id = await aDraft()
    const other = (await makeOffice(open.db, 'elsewhere')).as('drafter')
    await expect(editSurvey(other, id, { kind: 'page-added' })).rejects.toMatchObject({ status: 403 })
    await expect(surveyBuilder(other, id)).rejects.toMatchObject({ status: 403 })
  })
})

import { strFromU8, unzipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { computeFigures } from '~/app/domain/survey-figures/compute-figures'
import { writeSurveyFile } from '~/app/domain/survey-figures/export-files'
import { figuresOf } from '~/app/domain/survey-figures/figures.server'
import { hideGrid, hideOverlapping, hideParts } from '~/app/domain/survey-figures/suppress'
import type { OpenDatabase } from '~/db/client'
import { surveyAnswers } from '~/db/schema/survey-answers'
import type { Answers, Question, SurveyDefinition } from '~/db/schema/survey-definition'
import { freshDatabase } from '~/test/support/database'
import { aSurvey, carSurvey } from '../surveys/a-survey'

const times = (count: number, answers: Answers) => Array.from({ length: count }, () => answers)
const figuresFor = (definition: SurveyDefinition, answers: Answers[]) =>
  computeFigures({
    versions: [{ number: 1, note: '', definition }],
    people: answers.map((each) => ({ version: 1, way: 'online', answers: each })),
    places: [],
  })
const onePage = (questions: Question[], crossBy: string[] = []): SurveyDefinition => ({
  pages: [{ id: 'p', title: '', questions, skips: [] }],
  crossBy,
})
const cars = [
  ...times(40, { car: 'one', age: 30, where: ['street'], ease: 4, advice: '' }),
  ...times(30, { car: 'more', age: 45, where: ['yard', 'garage'], ease: 2 }),
  ...times(25, { car: 'none', age: 70 }),
]

describe('the parts of a whole', () => {
  test('are all shown where each has ten people or nobody', () => {
    expect(hideParts([10, 0, 200])).toEqual([false, false, false])
  })
  test('with a few among them, the smallest shown part goes too', () => {
    expect(hideParts([4, 50, 30, 0])).toEqual([true, false, true, false])
  })
  test('where nothing large is left to hide among, the zeros go too', () => {
    expect(hideParts([1, 9, 0])).toEqual([true, true, true])
    expect(hideParts(Array.from({ length: 10 }, () => 1))).not.toContain(false)
  })
})

test('of a question with several choices the small rest is as secret as the small number', () => {
  const ticks = { base: 100, answered: 100, counts: [95, 5, 50] }
  expect(hideOverlapping(ticks).counts).toEqual([true, true, false])
})

test('a hidden choice cannot be reckoned from the number of ticks', () => {
  const hidden = hideOverlapping({ base: 100, answered: 100, counts: [60, 35, 5], most: 1 })
  expect(hidden.counts).toEqual([false, true, true])
})

test('a small cell of a cross-table stands in a hidden rectangle, or there is no table', () => {
  expect(
    hideGrid([
      [4, 20, 60],
      [30, 25, 60],
    ]),
  ).toEqual([
    [true, true, false],
    [true, true, false],
  ])
  expect(
    hideGrid([
      [4, 0],
      [0, 30],
    ]),
  ).toBeNull()
})

describe('figures', () => {
  test('count people with everybody who was asked as their base', () => {
    const figures = figuresFor(carSurvey, cars)
    const [car, , , where] = figures.questions
    expect(car?.tables[0]?.base).toBe(95)
    expect(car?.tables[0]?.cells.map(({ people }) => people)).toEqual([40, 30, 25, 0])
    expect(where).toMatchObject({ id: 'where', withheld: false })
    expect(where?.condition).toContain('没有')
    expect(where?.tables[0]?.base).toBe(70)
  })
  test('say nothing while fewer than ten have answered', () => {
    expect(figuresFor(carSurvey, cars.slice(0, 9))).toMatchObject({ people: null, questions: [] })
  })
  test('withhold a question that was asked of few, or of all but a few', () => {
    const few = figuresFor(carSurvey, [...cars.slice(0, 70), ...times(5, { car: 'none' })])
    expect(few.questions.find(({ id }) => id === 'why')).toMatchObject({ withheld: true, tables: [] })
    expect(few.questions.find(({ id }) => id === 'where')).toMatchObject({ withheld: true, tables: [] })
  })
  test('give no mean where a part is hidden', () => {
    const rated = figuresFor(carSurvey, [...cars, ...times(3, { car: 'one', where: ['yard'], ease: 1 })])
    expect(rated.questions.find(({ id }) => id === 'ease')?.tables[0]).toMatchObject({ mean: null })
  })
  test('of a question in two wordings stand apart, each with its versions', () => {
    const [first, ...others] = (carSurvey.pages[0] as (typeof carSurvey.pages)[0]).questions as [
      Question,
      ...Question[],
    ]
    const mended = {
      ...carSurvey,
      pages: [
        {
          ...(carSurvey.pages[0] as (typeof carSurvey.pages)[0]),
          questions: [{ ...first, title: '家里有几辆汽车？' }, ...others],
        },
        ...carSurvey.pages.slice(1),
      ],
    }
    const figures = computeFigures({
      versions: [
        { number: 1, note: '', definition: carSurvey },
        { number: 2, note: '改了一句话', definition: mended },
      ],
      people: [1, 2].flatMap((version) =>
        cars.map((answers) => ({ version, way: 'online' as const, answers })),
      ),
      places: [],
    })
    expect(figures.questions.filter(({ id }) => id === 'car').map(({ versions }) => versions)).toEqual([
      [2],
      [1],
    ])
    expect(figures.questions.find(({ id }) => id === 'advice')?.versions).toEqual([1, 2])
  })
  test('of 10,000 people and 30 questions come in less than a second', () => {
    const questions: Question[] = Array.from({ length: 30 }, (_, at) => ({
      ...({
        id: `q${at}`,
        title: `问题${at}`,
        required: true,
        kind: at % 3 === 0 ? 'multiple' : 'single',
      } as { id: string; title: string; required: true; kind: 'single' }),
      options: Array.from({ length: 6 }, (_, option) => ({ id: `o${option}`, label: `选项${option}` })),
    }))
    const answers = Array.from({ length: 10_000 }, (_, person) =>
      Object.fromEntries(
        questions.map(({ id, kind }, at) => {
          const one = `o${(person * 7919 + at * 31 + ((person * at) % 5)) % 6}`
          return [id, (kind as string) === 'multiple' ? [...new Set([one, `o${(person + at) % 6}`])] : one]
        }),
      ),
    )
    const from = process.cpuUsage()
    const figures = figuresFor(onePage(questions, ['q1', 'q2', 'q4']), answers)
    // Of the processor: other tests run beside this one.
    const took = process.cpuUsage(from).user / 1000
    console.info(`10,000 × 30 with three groups: ${Math.round(took)} ms`)
    expect(figures.questions).toHaveLength(30)
    expect(figures.questions.some(({ crossings }) => crossings.length > 0)).toBe(true)
    expect(took).toBeLessThan(1000)
  })
})

async function wholeOf(pieces: AsyncGenerator<Uint8Array>): Promise<Buffer> {
  const all: Uint8Array[] = []
  for await (const piece of pieces) all.push(piece)
  return Buffer.concat(all)
}

describe('files', () => {
  test('hold the published numbers and their code book, and no hidden number', async () => {
    const figures = figuresFor(carSurvey, [...cars, ...times(3, { car: 'one', where: ['yard'], ease: 1 })])
    const content = {
      title: '停车',
      opensAt: new Date(),
      closesAt: new Date(),
      figures,
      quotas: [],
      weighting: '',
    }
    const text = async (format: 'csv' | 'json') =>
      (await wholeOf(writeSurveyFile(format, content))).toString('utf8')
    const csv = await text('csv')
    expect(csv).toContain('car,您家里有汽车吗？,,,,one,有一辆,43,98,43.9')
    expect(csv).toContain('没有加权')
    expect(csv).toMatch(/ease,停车方便吗？,,,,1,1（很不方便）,,73,\r\n/)
    expect(JSON.parse(await text('json')).figures).toEqual(figures)
    const workbook = await wholeOf(writeSurveyFile('xlsx', content))
    expect(workbook.subarray(0, 2).toString()).toBe('PK')
  })
})

/** The line of the worst mark, up to where its number would stand and its base does. */
const worstMark = {
  csv: /\nease,[^\n]*,1（很不方便）,,73,\r/,
  xlsx: /1（很不方便）(?:(?!<v>|<\/row>).)*<v>73<\/v>(?:(?!<v>).)*<\/row>/,
  json: /"label": "1（很不方便）",\s*"people": null/,
}

describe('whichever file is taken', () => {
  test('it explains quotas and weights, and hides what the page hides', async () => {
    const content = {
      ...{ title: '停车', opensAt: new Date(), closesAt: new Date() },
      figures: figuresFor(carSurvey, [...cars, ...times(3, { car: 'one', where: ['yard'], ease: 1 })]),
      quotas: [{ label: '没有车的人', most: 25 }],
      weighting: '按全县有车家庭的比例加权。',
    }
    for (const format of ['csv', 'xlsx', 'json'] as const) {
      const file = await wholeOf(writeSurveyFile(format, content))
      const text =
        format === 'xlsx'
          ? Object.entries(unzipSync(file))
              .map(([name, part]) => (name.endsWith('.xml') ? strFromU8(part) : ''))
              .join('\n')
          : file.toString('utf8')
      for (const words of ['没有车的人', '最多 25 份', '按全县有车家庭的比例加权。', '被问到这道题的人数'])
        expect(text, format).toContain(words)
      expect(text, format).not.toContain('没有加权')
      // Three gave the worst mark: only of how many is in any file.
      expect(text, format).toMatch(worstMark[format])
    }
  })
})

describe('figures of a survey in the database', () => {
  let open: OpenDatabase
  beforeAll(async () => {
    open = await freshDatabase()
  })
  afterAll(() => open.close())
  test('are made of the answers that have been mixed, each with its version', async () => {
    const { surveyId, versionId, office } = await aSurvey(open.db)
    await open.db.insert(surveyAnswers).values(
      cars.map((answers, at) => ({
        id: at + 1,
        surveyId,
        versionId,
        way: 'online' as const,
        day: '2026-11-20',
        answers,
      })),
    )
    const figures = await figuresOf(office.as('drafter'), surveyId)
    expect(figures).toMatchObject({
      people: 95,
      fewest: 10,
      ways: [
        { way: 'online', people: 95 },
        { way: 'paper', people: 0 },
      ],
    })
  })
})

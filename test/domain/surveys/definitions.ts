import fc from 'fast-check'
import type {
  Answer,
  Condition,
  Option,
  Page,
  Question,
  SurveyDefinition,
  Test,
} from '~/db/schema/survey-definition'

export const places: Option[] = [
  { id: 'qingshi', label: '青石镇' },
  { id: 'bai-sha', label: '白沙乡' },
]

const optionIds = ['a', 'b', 'B', 'none', 'constructor', 'length']
const dates = ['2026-01-31', '2026-02-01', '2026-12-31']

const options = (least: number, most: number) =>
  fc
    .uniqueArray(fc.constantFrom(...optionIds), { minLength: least, maxLength: most })
    .map((ids) => ids.map((id): Option => ({ id, label: `选项${id}` })))

const choices = fc.record({
  options: options(1, 3),
  other: fc.option(fc.constant('其他'), { nil: undefined }),
})

/** One question of any kind, with few answers. */
function question(id: string, required: boolean): fc.Arbitrary<Question> {
  const asked = { id, title: `题${id}`, required }
  return fc.oneof(
    choices.map((one): Question => ({ ...asked, kind: 'single', ...one })),
    choices.map((one): Question => ({ ...asked, kind: 'drop-down', ...one })),
    fc
      .record({ one: choices, limits: fc.constantFrom({}, { least: 2 }, { most: 1 }), alone: fc.boolean() })
      .map(({ one, limits, alone }): Question => {
        const [first, ...rest] = one.options as [Option, ...Option[]]
        const all = alone ? [...rest, { ...first, exclusive: true }] : one.options
        return { ...asked, kind: 'multiple', ...one, options: all, ...limits }
      }),
    fc.constant<Question>({ ...asked, kind: 'yes-no' }),
    fc.constant<Question>({ ...asked, kind: 'place' }),
    fc.constant<Question>({ ...asked, kind: 'rating', steps: 3, low: '低', high: '高' }),
    fc
      .record({ rows: options(1, 2), columns: options(2, 2) })
      .map((one): Question => ({ ...asked, kind: 'matrix', ...one })),
    fc
      .record({ options: options(2, 3), most: fc.constantFrom(undefined, 1, 2) })
      .map((one): Question => ({ ...asked, kind: 'ranking', ...one })),
    fc
      .record({
        least: fc.constantFrom(undefined, -1, 0),
        most: fc.constantFrom(undefined, 1, 2),
        whole: fc.boolean(),
      })
      .map((one): Question => ({ ...asked, kind: 'number', unit: '', bands: [], ...one })),
    fc
      .record({
        from: fc.constantFrom(undefined, '2026-01-31'),
        to: fc.constantFrom(undefined, '2026-12-31'),
      })
      .map((one): Question => ({ ...asked, kind: 'date', ...one })),
    fc.constant<Question>({ ...asked, kind: 'short-text', most: 5 }),
    fc.constant<Question>({ ...asked, kind: 'long-text', most: 5 }),
  )
}

/** A test that fits its question. */
export function testAbout(question: Question): fc.Arbitrary<Test> {
  const about = { question: question.id }
  const answered = fc.constantFrom('answered' as const, 'unanswered' as const).map((is) => ({ ...about, is }))
  const chosen = (values: (string | number)[], row?: string) =>
    fc
      .record({
        is: fc.constantFrom('chosen' as const, 'not-chosen' as const),
        value: fc.constantFrom(...values),
      })
      .map((test) => ({ ...about, ...(row ? { row } : {}), ...test }))
  const ordered = (values: (string | number)[]) =>
    fc
      .record({
        is: fc.constantFrom('at-least' as const, 'at-most' as const),
        value: fc.constantFrom(...values),
      })
      .map((test) => ({ ...about, ...test }))
  switch (question.kind) {
    case 'single':
    case 'drop-down':
    case 'multiple':
      return fc.oneof(
        answered,
        chosen([...question.options.map(({ id }) => id), ...(question.other ? ['other'] : [])]),
      )
    case 'ranking':
      return fc.oneof(answered, chosen(question.options.map(({ id }) => id)))
    case 'yes-no':
      return fc.oneof(answered, chosen(['yes', 'no']))
    case 'place':
      return fc.oneof(answered, chosen(places.map(({ id }) => id)))
    case 'rating':
      return fc.oneof(answered, chosen([1, 2, 3]), ordered([1, 2, 3]))
    case 'number':
      return fc.oneof(answered, chosen([-1, 0, 1.5, 2]), ordered([-1, 0, 0.5, 1, 2]))
    case 'date':
      return fc.oneof(answered, chosen(dates), ordered(dates))
    case 'matrix':
      return fc.oneof(
        answered,
        fc.constantFrom(...question.rows).chain(({ id }) =>
          chosen(
            question.columns.map((column) => column.id),
            id,
          ),
        ),
        fc.constantFrom(...question.rows).map(({ id }): Test => ({ ...about, row: id, is: 'answered' })),
      )
    default:
      return answered
  }
}

function conditionAbout(questions: Question[]): fc.Arbitrary<Condition | undefined> {
  if (questions.length === 0) return fc.constant(undefined)
  const test = fc.constantFrom(...questions).chain(testAbout)
  return fc.option(
    fc.record({
      join: fc.constantFrom('all' as const, 'any' as const),
      tests: fc.array(test, { minLength: 1, maxLength: 3 }),
    }),
    { nil: undefined, freq: 2 },
  )
}

const oddIds = ['q1', 'Q2', 'q3', 'length', 'constructor', 'q6', 'q7', 'q8']
const plainIds = ['q1', 'q2', 'q3', 'q4', 'q5', 'q6', 'q7', 'q8']

/** `plain`: no ids that other software could take for something else. `all`: also conditions about later questions and the question itself. */
export function definitions({ all = false, plain = false } = {}): fc.Arbitrary<SurveyDefinition> {
  return fc
    .array(fc.array(fc.boolean(), { minLength: 1, maxLength: 2 }), { minLength: 1, maxLength: 4 })
    .chain((shape) => {
      let count = 0
      const pages = shape.map((page) =>
        fc.tuple(
          ...page.map((required) => {
            count += 1
            return question((plain ? plainIds : oddIds)[count - 1] as string, required)
          }),
        ),
      )
      return fc.tuple(...pages)
    })
    .chain((pages) => {
      const everything = pages.flat()
      return fc.tuple(
        ...pages.map((questions, at) => {
          const before = all ? everything : pages.slice(0, at).flat()
          return pageOf(questions, before, at, pages.length, all ? everything : null)
        }),
      )
    })
    .map((pages) => ({ pages, crossBy: [] }))
}

function pageOf(
  questions: Question[],
  before: Question[],
  at: number,
  pages: number,
  everything: Question[] | null,
): fc.Arbitrary<Page> {
  const later = Array.from({ length: pages - at - 1 }, (_, more) => `p${at + more + 1}`)
  const skip = fc
    .record({
      when: conditionAbout(everything ?? [...before, ...questions]),
      to: fc.constantFrom(...later, 'end'),
    })
    .filter(({ when }) => when !== undefined) as fc.Arbitrary<Page['skips'][number]>
  return fc
    .record({
      showIf: conditionAbout(before),
      shown: fc.tuple(
        ...questions.map((_, order) =>
          conditionAbout(everything ?? [...before, ...questions.slice(0, order)]),
        ),
      ),
      skips: fc.array(skip, { maxLength: 2 }),
    })
    .map(({ showIf, shown, skips }) => ({
      id: `p${at}`,
      title: `第${at}页`,
      showIf,
      questions: questions.map((question, order) => ({ ...question, showIf: shown[order] })),
      skips,
    }))
}

/** Every answer that could matter, and no answer. Valid or not is for `faultOf` to say. */
export function answersTo(question: Question): (Answer | undefined)[] {
  switch (question.kind) {
    case 'single':
    case 'drop-down':
      return [undefined, ...question.options.map(({ id }) => id), 'other']
    case 'multiple':
      return subsets([...question.options.map(({ id }) => id), 'other'])
    case 'ranking':
      return [undefined, ...subsets(question.options.map(({ id }) => id)).flatMap(orders)]
    case 'yes-no':
      return [undefined, 'yes', 'no']
    case 'place':
      return [undefined, ...places.map(({ id }) => id)]
    case 'rating':
      return [undefined, 1, 2, 3]
    case 'number':
      return [undefined, -2, -1, -0.5, 0, 0.25, 0.5, 1, 1.5, 1.75, 2, 3]
    case 'date':
      return [undefined, '2026-01-30', ...dates, '2026-02-02', '2027-01-01']
    case 'matrix':
      return question.rows.reduce<Record<string, string>[]>(
        (all, { id }) =>
          all.flatMap((rows) => [rows, ...question.columns.map((column) => ({ ...rows, [id]: column.id }))]),
        [{}],
      )
    default:
      return [undefined, '字']
  }
}

function subsets(ids: string[]): string[][] {
  return ids.reduce<string[][]>((all, id) => all.flatMap((one) => [one, [...one, id]]), [[]])
}

function orders(ids: string[]): string[][] {
  if (ids.length < 2) return [ids]
  return ids.flatMap((id) => orders(ids.filter((other) => other !== id)).map((rest) => [id, ...rest]))
}

export function isNothing(answer: Answer | undefined): boolean {
  if (answer === undefined) return true
  return typeof answer === 'object' && Object.keys(answer).length === 0
}

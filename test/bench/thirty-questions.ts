import type { Answers, Question, SurveyDefinition } from '~/db/schema/survey-definition'

const wordings = [
  '住得',
  '出行',
  '买菜',
  '看病',
  '上学',
  '办事',
  '路灯',
  '停车',
  '绿化',
  '噪声',
  '养老',
  '健身',
]
const options = (count: number) =>
  Array.from({ length: count }, (_, at) => ({ id: `o${at + 1}`, label: `第${at + 1}种情况，平时常常这样` }))

function question(at: number): Question {
  const word = wordings[at % wordings.length]
  const asked = { id: `q${at + 1}`, title: `您家附近${word}方便吗？（第${at + 1}题）`, required: false }
  if (at === 29)
    return { ...asked, kind: 'number', least: 1, most: 1_000_000, whole: true, unit: '号', bands: [] }
  if (at % 10 === 3) return { ...asked, kind: 'multiple', options: options(8) }
  if (at % 10 === 5) return { ...asked, kind: 'matrix', rows: options(5), columns: options(4) }
  if (at % 10 === 7) return { ...asked, kind: 'rating', steps: 5, low: '差', high: '好' }
  if (at % 10 === 8) return { ...asked, kind: 'ranking', options: options(5) }
  if (at % 10 === 9) return { ...asked, kind: 'yes-no' }
  return { ...asked, kind: 'single', options: options(5) }
}

/** Thirty questions on five pages, one of them on a condition, the last one for the number of the person. */
export const thirtyQuestions: SurveyDefinition = {
  pages: Array.from({ length: 5 }, (_, page) => ({
    id: `p${page + 1}`,
    title: `第${page + 1}部分`,
    questions: Array.from({ length: 6 }, (_, at) => question(page * 6 + at)).map((one) =>
      one.id === 'q3'
        ? {
            ...one,
            showIf: { join: 'all' as const, tests: [{ question: 'q1', is: 'not-chosen', value: 'o5' }] },
          }
        : one,
    ) as Question[],
    skips: [],
  })),
  crossBy: ['q1', 'q2'],
}

/** What the person with this number answers; nobody else has the same number. */
export function answersOf(person: number): Answers {
  const pick = (at: number, count: number) => ((person * 2_654_435_761 + at * 40_503) >>> 7) % count
  const one = (at: number, count: number) => `o${pick(at, count) + 1}`
  const answers: Answers = {}
  for (const { id, kind } of thirtyQuestions.pages.flatMap(({ questions }) => questions)) {
    const at = Number(id.slice(1))
    if (id === 'q3' && answers.q1 === 'o5') continue
    if (kind === 'single') answers[id] = one(at, 5)
    else if (kind === 'multiple') answers[id] = [...new Set([one(at, 8), one(at + 1, 8)])]
    else if (kind === 'matrix')
      answers[id] = Object.fromEntries([1, 2, 3, 4, 5].map((row) => [`o${row}`, one(at + row, 4)]))
    else if (kind === 'rating') answers[id] = pick(at, 5) + 1
    else if (kind === 'ranking') answers[id] = turned(pick(at, 5))
    else if (kind === 'yes-no') answers[id] = pick(at, 2) === 0 ? 'yes' : 'no'
    else answers[id] = person
  }
  return answers
}

function turned(by: number): string[] {
  return [0, 1, 2, 3, 4].map((place) => `o${((place + by) % 5) + 1}`)
}

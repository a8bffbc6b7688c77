import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { exportSurveyJs } from '~/app/domain/survey-js/export'
import { importSurveyJs } from '~/app/domain/survey-js/read'
import { questionsOf } from '~/app/domain/surveys/walk'
import type { Condition, SurveyDefinition } from '~/db/schema/survey-definition'
import { runs } from '~/test/support/runs'
import { everyKind } from '../surveys/a-survey'
import { definitions, places } from '../surveys/definitions'

describe('a SurveyJS file', () => {
  it('comes back as it went out, skips and conditions with it', () => {
    let compared = 0
    fc.assert(
      fc.property(definitions({ plain: true }), (definition) => {
        const { json, notes } = exportSurveyJs({ title: '问卷', purpose: '为了改进', definition }, places)
        if (notes.some(({ message }) => message.includes('改名'))) return
        compared += 1
        const back = importSurveyJs(JSON.stringify(json), places)
        if (!back.ok) throw new Error(back.why)
        expect(plainly(back.definition)).toEqual(plainly(definition))
        expect(back.notes.filter(({ path }) => !/title|description/.test(path))).toEqual([])
        expect(back.renamed).toEqual([])
      }),
      runs(300),
    )
    expect(compared).toBeGreaterThan(80)
  })

  it('brings every kind of question, its limits and its words', () => {
    const { json } = exportSurveyJs({ title: '问卷', purpose: '', definition: everyKind }, places)
    const back = importSurveyJs(JSON.stringify(json), places)
    expect(back).toMatchObject({ ok: true, definition: { pages: everyKind.pages } })
  })

  it('names what we do not have with its place, and drops nothing silently', () => {
    const back = imported({
      title: '<b>出行</b>调查',
      triggers: [{ type: 'setvalue', expression: '{a} = 1', setToName: 'b', setValue: 2 }],
      pages: [
        {
          name: 'page1',
          elements: [
            { type: 'signaturepad', name: '签名' },
            {
              type: 'radiogroup',
              name: '交通 方式',
              title: '<i>怎么</i>来？',
              choices: [1, { value: 'b', text: '步行', visibleIf: '{x} = 1' }],
            },
            {
              type: 'text',
              name: 'mail',
              inputType: 'email',
              validators: [{ type: 'regex', regex: '(a+)+$' }],
            },
            {
              type: 'comment',
              name: 'c',
              requiredIf: "{交通 方式} = 'b'",
              visibleIf: "today() > '2026-01-01'",
            },
            {
              type: 'comment',
              name: 'd',
              visibleIf: '{交通 方式} = 1 and ({mail} notempty or {c} notempty)',
            },
            { type: 'dropdown', name: 'far', choicesByUrl: { url: 'https://example.org/list' } },
          ],
        },
      ],
    })
    const told = back.notes.map(({ path, message }) => `${path} ${message}`)
    for (const words of [
      '问卷.triggers[0] 没有“setvalue”这种触发器',
      '第 1 页.elements[0] 没有“signaturepad”这种题',
      '第 1 页.elements[1].title 文字里的网页代码去掉了',
      '第 1 页.elements[1].choices[1].visibleIf 本站没有这一项',
      '第 1 页.elements[2].inputType',
      '第 1 页.elements[2].validators 本站没有这一项',
      '第 1 页.elements[3].requiredIf',
      '第 1 页.elements[3].visibleIf 用到函数 today()',
      '第 1 页.elements[4].visibleIf “且”与“或”套在一起',
      '第 1 页.elements[5] 没有写明选项',
    ])
      expect(
        told.some((one) => one.startsWith(words)),
        words,
      ).toBe(true)
    expect(questionsOf(back.definition).map(({ title }) => title)).toEqual(['怎么来？', 'mail', 'c', 'd'])
    expect(back.renamed).toMatchObject([
      { from: '交通 方式', to: 'q2' },
      { from: '1', to: 'o1' },
    ])
  })

  it('names what it would make of a ranking of some, and the steps of a number', () => {
    const choices = ['a', 'b', 'c']
    const { definition, notes } = imported({
      pages: [
        {
          name: 'page1',
          elements: [
            { type: 'ranking', name: 'some', choices, selectToRankEnabled: true },
            { type: 'ranking', name: 'all', choices, maxSelectedChoices: 2 },
            { type: 'text', name: 'tens', inputType: 'number', step: 10 },
            { type: 'text', name: 'ones', inputType: 'number', step: 1 },
          ],
        },
      ],
    })
    expect(notes.map(({ path }) => path)).toEqual([
      '第 1 页.elements[0]',
      '第 1 页.elements[1].maxSelectedChoices',
      '第 1 页.elements[2].step',
    ])
    const [some, all, tens, ones] = questionsOf(definition)
    expect([some, all].map((question) => question && 'most' in question && question.most)).toEqual([
      undefined,
      undefined,
    ])
    expect([tens, ones]).toMatchObject([{ whole: false }, { whole: true }])
  })

  it('turns triggers that skip or complete into skips at the end of the page', () => {
    const back = imported({
      clearInvisibleValues: 'onHidden',
      triggers: [
        { type: 'complete', expression: "{q1} = 'none'" },
        { type: 'skip', expression: '{age} < 18', gotoName: 'q3' },
      ],
      pages: [
        {
          name: 'one',
          elements: [
            { type: 'radiogroup', name: 'q1', choices: ['some'], showNoneItem: true },
            { type: 'text', name: 'age', inputType: 'number', step: 1 },
          ],
        },
        { name: 'two', elements: [{ type: 'comment', name: 'q2' }] },
        { name: 'three', elements: [{ type: 'comment', name: 'q3' }] },
      ],
    })
    expect(back.definition.pages[0]?.skips).toEqual([
      { when: { join: 'all', tests: [{ question: 'q1', is: 'chosen', value: 'none' }] }, to: 'end' },
      { when: { join: 'all', tests: [{ question: 'age', is: 'at-most', value: 17 }] }, to: 'three' },
    ])
    expect(back.notes.every(({ level }) => level === 'changed')).toBe(true)
  })

  it('takes panels apart and keeps their conditions, and names a question where braces name it', () => {
    const back = imported({
      clearInvisibleValues: 'onHidden',
      elements: [
        { type: 'boolean', name: '有车', title: '您有车吗？' },
        {
          type: 'panel',
          name: 'panel',
          visibleIf: '{有车} = true',
          elements: [
            { type: 'comment', name: 'why', title: '{有车}，为什么？', visibleIf: '{有车} notempty' },
            { type: 'rating', name: 'nps', rateMin: 0, rateMax: 10 },
          ],
        },
      ],
    })
    expect(back.definition.pages[0]?.questions).toMatchObject([
      { id: 'q1', kind: 'yes-no' },
      {
        ...{ id: 'why', title: '{q1}，为什么？' },
        showIf: {
          join: 'all',
          tests: [
            { question: 'q1', is: 'chosen', value: 'yes' },
            { question: 'q1', is: 'answered' },
          ],
        },
      },
      { id: 'nps', kind: 'number', least: 0, most: 10, showIf: { tests: [{ question: 'q1' }] } },
    ])
  })
})

describe('a hostile file', () => {
  it.each([
    ['not JSON', 'window.alert(1)', '不是 JSON'],
    ['a list', '[1,2]', '没有问卷'],
    ['the prototype as a key', '{"pages":[{"__proto__":{"isRequired":true}}]}', '__proto__'],
    ['a constructor as a key', '{"elements":[{"constructor":{"prototype":{}}}]}', 'constructor'],
    ['deep nesting', `{"pages":${'['.repeat(50_000)}${']'.repeat(50_000)}}`, '嵌套太深'],
    ['a huge text', JSON.stringify({ title: '大'.repeat(400_000) }), '太大'],
    ['a crowd of elements', JSON.stringify({ pages: Array.from({ length: 50_000 }, () => ({})) }), '太多'],
    ['no question of ours', '{"pages":[{"elements":[{"type":"file","name":"f"}]}]}', '没有本站能用的题'],
  ])('is refused: %s', (_, text, why) => {
    expect(importSurveyJs(text, [])).toEqual({ ok: false, why: expect.stringContaining(why) })
  })

  it('is read quickly however its texts and expressions are made', () => {
    const nested = `${'('.repeat(2000)}{a} = 1${')'.repeat(2000)}`
    const file = JSON.stringify({
      elements: [
        { type: 'comment', name: 'a', title: `${'<a'.repeat(50_000)}` },
        { type: 'comment', name: 'b', title: '{'.repeat(100_000), visibleIf: nested },
        { type: 'comment', name: 'c', visibleIf: `{a} = '${'x'.repeat(100_000)}'` },
        { type: 'comment', name: 'd', visibleIf: `${'not '.repeat(900)}{a} empty` },
        { type: 'yes', name: 'e' },
        { type: 'boolean', name: 'f' },
      ],
    })
    const from = performance.now()
    const back = importSurveyJs(file, [])
    expect(performance.now() - from).toBeLessThan(1000)
    expect(back).toMatchObject({ ok: true })
    if (back.ok) for (const { message } of back.notes) expect(message.length).toBeLessThan(400)
  })

  it('changes no prototype through the names of questions and options', () => {
    const back = imported({
      elements: [
        { type: 'radiogroup', name: '__proto__', choices: ['__proto__', 'toString'] },
        { type: 'comment', name: 'toString', visibleIf: "{__proto__} = '__proto__'" },
      ],
    })
    expect(back.definition.pages[0]?.questions).toMatchObject([
      { id: 'q1', options: [{ id: 'o1' }, { id: 'toString' }] },
      { id: 'toString', showIf: { tests: [{ question: 'q1', value: 'o1' }] } },
    ])
    expect(({} as Record<string, unknown>).isRequired).toBeUndefined()
  })

  it('never fails otherwise than with words, whatever JSON it holds', () => {
    const key = fc.constantFrom(
      ...[
        'pages',
        'elements',
        'type',
        'name',
        'title',
        'choices',
        'value',
        'text',
        'visibleIf',
        'triggers',
        'rows',
      ],
      ...['columns', 'expression', 'gotoName', 'calculatedValues', 'rateMax', 'validators', 'description'],
    )
    const word = fc.constantFrom(
      ...[
        'radiogroup',
        'checkbox',
        'matrix',
        'rating',
        'text',
        'panel',
        'html',
        'skip',
        'a',
        "{a} = 'b'",
        'iif({a} = 1, 2, 3)',
      ],
    )
    const { value } = fc.letrec((tie) => ({
      value: fc.oneof(
        { depthSize: 'medium' },
        ...[word, fc.integer(), fc.boolean(), fc.constant(null), fc.string()],
        fc.array(tie('value'), { maxLength: 3 }),
        fc.dictionary(key, tie('value'), { maxKeys: 6 }),
      ),
    }))
    fc.assert(
      fc.property(fc.dictionary(key, value), (root) => {
        const back = importSurveyJs(JSON.stringify(root), places)
        if (!back.ok) expect(back.why).not.toBe('')
      }),
      runs(500),
    )
  })
})

function imported(root: object) {
  const back = importSurveyJs(JSON.stringify(root), places)
  if (!back.ok) throw new Error(back.why)
  return back
}

/** As JSON, a single test joined in one way. */
function plainly(definition: SurveyDefinition): unknown {
  const join = (condition: Condition | undefined) =>
    condition && condition.tests.length === 1 ? { ...condition, join: 'all' } : condition
  return JSON.parse(
    JSON.stringify({
      ...definition,
      pages: definition.pages.map((page) => ({
        ...page,
        showIf: join(page.showIf),
        skips: page.skips.map(({ when, to }) => ({ when: join(when), to })),
        questions: page.questions.map((question) => ({ ...question, showIf: join(question.showIf) })),
      })),
    }),
  )
}

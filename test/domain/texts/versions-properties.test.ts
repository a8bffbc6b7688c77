import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { alignClauses } from '~/app/domain/texts/align'
import { numberToChinese } from '~/app/domain/texts/chinese-numbers'
import { compareVersions, compareWords } from '~/app/domain/texts/compare'
import { parseBody } from '~/app/domain/texts/parse-clauses'
import type { IdentifiedClause, ParsedClause } from '~/app/domain/texts/types'

const words = [
  ...'供热停车冷链养老住房交通教育医疗环境市场监督管理申请审核批准公开征求意见期限责任单位群众服务标准补贴资金项目',
]
const sentence = fc
  .array(fc.constantFrom(...words), { minLength: 14, maxLength: 40 })
  .map((list) => `${list.join('')}。`)
const sentences = (minLength: number) => fc.uniqueArray(sentence, { minLength, maxLength: 16 })

const statute = (bodies: string[]) =>
  parseBody(bodies.map((body, at) => `第${numberToChinese(at + 1)}条 ${body}`).join('\n')).clauses
const identify = (clauses: ParsedClause[], first = 0): IdentifiedClause<number>[] =>
  clauses.map((clause, index) => ({ ...clause, clauseId: first + index }))

describe('aligning two versions', () => {
  it('a text aligned to itself is the same in every clause', () => {
    fc.assert(
      fc.property(sentences(1), (bodies) => {
        const { aligned, deleted } = alignClauses(identify(statute(bodies)), statute(bodies))
        expect(
          aligned.every(({ clauseId, changes }, index) => clauseId === index && changes.length === 0),
        ).toBe(true)
        expect(deleted).toEqual([])
      }),
    )
  })

  it('in another order every article keeps its identity, and what left its order is said to be moved', () => {
    const shuffled = sentences(2).chain((bodies) =>
      fc.tuple(fc.constant(bodies), fc.shuffledSubarray(bodies, { minLength: bodies.length })),
    )
    fc.assert(
      fc.property(shuffled, ([bodies, order]) => {
        const { aligned } = alignClauses(identify(statute(bodies)), statute(order))
        expect(aligned.map(({ clauseId }) => clauseId)).toEqual(order.map((body) => bodies.indexOf(body)))
        const anyMoved = aligned.some(({ changes }) => changes.includes('moved'))
        expect(anyMoved).toBe(order.some((body, at) => body !== bodies[at]))
      }),
    )
  })

  it('an inserted article renumbers those after it, moves none and takes no identity', () => {
    const inserted = sentences(3).chain((bodies) =>
      fc.tuple(fc.constant(bodies), fc.integer({ min: 0, max: bodies.length - 1 })),
    )
    fc.assert(
      fc.property(inserted, ([all, at]) => {
        const before = statute(all.filter((_, index) => index !== at))
        const { aligned, deleted } = alignClauses(identify(before), statute(all))
        expect(deleted).toEqual([])
        aligned.forEach(({ clauseId, changes }, index) => {
          if (index === at) expect(clauseId).toBeNull()
          else expect([clauseId, changes]).toEqual(index < at ? [index, []] : [index - 1, ['renumbered']])
        })
      }),
    )
  })

  it('is one to one, whatever the two texts', () => {
    fc.assert(
      fc.property(sentences(1), sentences(1), (old, current) => {
        const { aligned, deleted } = alignClauses(identify(statute(old)), statute(current))
        const used = [...aligned.flatMap(({ clauseId }) => clauseId ?? []), ...deleted].sort((a, b) => a - b)
        expect(used).toEqual(old.map((_, index) => index))
      }),
    )
  })

  it('lines that repeat stay with the task they are under', () => {
    const opinion = (first: string) =>
      parseBody(`一、任务\n1. ${first}\n责任单位：县住建局\n2. 做好供热保障工作。\n责任单位：县住建局`)
        .clauses
    const { aligned } = alignClauses(
      identify(opinion('摸清全县停车底数。')),
      opinion('摸清全县城区停车底数。'),
    )
    expect(aligned.map(({ clauseId }) => clauseId)).toEqual([0, 1, 2, 3, 4])
  })

  it('a paragraph that becomes an article of its own keeps its identity', () => {
    const before = parseBody('第一条 供热单位应当按时供热。\n供热价格由县人民政府依法制定并公布。').clauses
    const after = parseBody(
      '第一条 供热单位应当按时供热。\n第二条 供热价格由县人民政府依法制定并公布。',
    ).clauses
    expect(alignClauses(identify(before), after).aligned[1]).toMatchObject({
      clauseId: 1,
      changes: ['moved', 'renumbered'],
    })
  })
})

describe('comparing two versions', () => {
  const before: IdentifiedClause<number>[] = identify(
    statute(['为了供热，制定本办法。', '供热期为四个月。', '价格由县政府制定。', '本办法自公布之日起施行。']),
  )
  const [first, second, third, last] = before as [
    IdentifiedClause<number>,
    IdentifiedClause<number>,
    IdentifiedClause<number>,
    IdentifiedClause<number>,
  ]

  it('shows changed words, a deleted clause at its old place, an added one, and who was renumbered', () => {
    const added = { ...third, clauseId: 9, body: '困难家庭减免供热费。' }
    const after = [first, { ...third, label: '第二条', body: '价格由县人民政府制定。' }, added, last]
    const rows = compareVersions(before, after)
    expect(rows.map(({ clauseId, status }) => `${clauseId} ${status}`)).toEqual([
      '0 same',
      '1 deleted',
      '2 changed',
      '9 added',
      '3 same',
    ])
    expect(rows.filter(({ moved }) => moved)).toEqual([])
    expect(rows.find(({ clauseId }) => clauseId === 2)?.renumbered).toBe(true)
    expect(
      rows
        .find(({ clauseId }) => clauseId === 2)
        ?.words.some(({ type, text }) => type === 'added' && text.includes('人民')),
    ).toBe(true)
  })

  it('says moved of the one clause that changed places', () => {
    const rows = compareVersions(before, [first, third, last, second])
    expect(rows.filter(({ moved }) => moved).map(({ clauseId }) => clauseId)).toEqual([1])
  })

  it('two long texts that share little stand whole beside each other, without seconds of searching', () => {
    const words = (step: number) =>
      Array.from({ length: 4000 }, (_, at) => String.fromCharCode(0x4e00 + ((at * at * step) % 4999))).join(
        '',
      )
    const [old, current] = [words(7), words(13)]
    const begun = performance.now()
    expect(compareWords(old, current)).toEqual([
      { type: 'removed', text: old },
      { type: 'added', text: current },
    ])
    expect(performance.now() - begun).toBeLessThan(1000)
  })

  it('the words give back both texts', () => {
    fc.assert(
      fc.property(sentence, sentence, (old, current) => {
        const changes = compareWords(old, current)
        expect(
          changes
            .filter(({ type }) => type !== 'added')
            .map(({ text }) => text)
            .join(''),
        ).toBe(old)
        expect(
          changes
            .filter(({ type }) => type !== 'removed')
            .map(({ text }) => text)
            .join(''),
        ).toBe(current)
      }),
    )
  })

  it('a change of brackets or spaces is no change of wording', () => {
    const [row] = compareVersions(
      [{ ...first, body: '保密法(以下简称 本法)' }],
      [{ ...first, body: '保密法（以下简称本法）' }],
    )
    expect(row?.status).toBe('same')
  })
})

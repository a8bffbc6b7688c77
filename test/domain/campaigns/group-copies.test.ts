import { describe, expect, it } from 'vitest'
import { additionTo, wordsOfLetter } from '~/app/domain/campaigns/additions'
import { groupCopies } from '~/app/domain/campaigns/group-copies'
import type { Group } from '~/app/domain/campaigns/types'
import {
  draft,
  independentComment,
  type LabelledSet,
  labelledSet,
  manyComments,
  seeded,
} from './labelled-letters'

const letter =
  '请把路灯的关闭时间推迟到早上七点半，冬天孩子上学的路上一片漆黑，家长们都很担心，希望主管部门尽快研究并给我们一个答复。'
const alone = (count: number, length?: number) => {
  const random = seeded(5)
  return Array.from({ length: count }, () => independentComment(random, length))
}
const group = (texts: string[], draft: string[] = []) =>
  groupCopies(
    texts.map((text, at) => ({ id: at + 1, text })),
    draft,
  )
const relationsOf = (found: Group | undefined) =>
  new Map(found?.members.map(({ id, relation }) => [id, relation]) ?? [])

describe('a letter that several sent', () => {
  it('is found whatever spaces, widths and punctuation marks its copies have', () => {
    const wide = letter.replaceAll('，', ', ').replace('七', ' 七 ').replaceAll('。', '！\n')
    const [found, ...others] = group([letter, wide, `\u3000${letter}\n`, ...alone(30)])
    expect(others).toEqual([])
    expect([...relationsOf(found)]).toEqual([
      [1, 'exact'],
      [2, 'exact'],
      [3, 'exact'],
    ])
    expect(
      group([
        'ＡＢＣ１２３４５６７８９０ＸＹＺＸＹＺＱＱ',
        'abc1234567890xyzxyzqq',
        'ABC 1234567890 xyzXYZqq',
      ]),
    ).toHaveLength(1)
  })

  it('is found in copies of which a few words were changed', () => {
    const changed = letter.replace('孩子', '我女儿').replace('尽快', '抓紧')
    const [found] = group([letter, letter, changed, letter.replace('七点半', '八点'), ...alone(30)])
    expect(relationsOf(found)).toEqual(
      new Map([
        [1, 'exact'],
        [2, 'exact'],
        [3, 'near'],
        [4, 'near'],
      ]),
    )
  })

  it('is found in copies to which words were added before, after or in the middle, with these words alone', () => {
    const before = `我在东门小学门口摆摊十二年了。${letter}`
    const after = `${letter}我家门口的那盏灯已经坏了两个月，打过三次电话也没有人来修。`
    const middle = letter.replace('家长们', '上个月我亲眼看见一辆电动车撞了人，家长们')
    const [found] = group([letter, letter, before, after, middle, ...alone(30)])
    expect(found?.members.slice(2)).toEqual([
      { id: 3, relation: 'addition', addition: '我在东门小学门口摆摊十二年了。' },
      { id: 4, relation: 'addition', addition: '我家门口的那盏灯已经坏了两个月，打过三次电话也没有人来修。' },
      { id: 5, relation: 'addition', addition: '上个月我亲眼看见一辆电动车撞了人，' },
    ])
  })

  it('is found though it is a seventh of a long text', () => {
    const [own = '', ...others] = alone(31, 400)
    const [found] = group([letter, letter, `${own}\n${letter}\n${own.slice(0, 40)}`, ...others])
    expect(relationsOf(found).get(3)).toBe('addition')
    expect(found?.members[2]?.addition).not.toContain('冬天孩子上学')
  })

  it('is the letter itself, not a part of it that one person sent', () => {
    const part = letter.slice(0, 44)
    const [found] = group([
      part,
      letter,
      letter.replace('希望', '恳请'),
      letter.replace('漆黑', '黑暗'),
      ...alone(30),
    ])
    expect(found?.letter).toBe(2)
    expect(relationsOf(found).get(3)).toBe('near')
  })

  it('takes at least three', () => {
    expect(group([letter, letter, ...alone(30)])).toEqual([])
    expect(group([letter, letter, letter, ...alone(30)])).toHaveLength(1)
  })

  it('is never a short phrase, however many say it', () => {
    expect(group(Array.from({ length: 50 }, () => '同意'))).toEqual([])
    expect(group(Array.from({ length: 50 }, () => '我完全支持这个办法，请尽快实施。'))).toEqual([])
  })

  it('is not the draft, which everybody may quote', () => {
    const quoting = alone(60, 60).map((text) => `“${draft[1]}”${text}`)
    expect(group(quoting, draft)).toEqual([])
    expect(group([...draft, ...draft, ...draft], draft)).toEqual([])
  })

  it('is not chained to another by a row of small changes', () => {
    // Each differs from the one before it by a ninth; the last has nothing of the first.
    const pieces = alone(24, 60).map((text) => text.slice(0, 12))
    const chain = Array.from({ length: 16 }, (_, at) => pieces.slice(at, at + 8).join(''))
    for (const { members } of group(chain)) {
      const places = members.map(({ id }) => id)
      expect(Math.max(...places) - Math.min(...places)).toBeLessThanOrEqual(5)
    }
  })
})

describe('what somebody added', () => {
  it('reads as whole sentences, in order, with a line for each place', () => {
    const text = `我是三小的老师。${letter.replace('希望', '再说一句：晚上巡逻的人也少了！希望')}谢谢你们看到这里，盼回音。`
    expect(additionTo(wordsOfLetter(letter), text)).toBe(
      '我是三小的老师。\n再说一句：晚上巡逻的人也少了！\n谢谢你们看到这里，盼回音。',
    )
  })

  it('is what stands between words of the letter where there is no mark at all', () => {
    const text = letter.replace('一片漆黑', '从粮站到桥头两公里全是一片漆黑')
    expect(additionTo(wordsOfLetter(letter), text)).toContain('从粮站到桥头两公里')
  })

  it('is nothing where a sentence of the letter was put otherwise', () => {
    const text = letter.replace('家长们都很担心，希望', '做爸妈的放不下心来，恳请')
    expect(additionTo(wordsOfLetter(letter), text)).toBe('')
  })

  it('is nothing where only words were changed or left out', () => {
    expect(additionTo(wordsOfLetter(letter), letter.replace('家长们都很担心，', ''))).toBe('')
    expect(additionTo(wordsOfLetter(letter), letter.replace('冬天', '每年腊月'))).toBe('')
  })
})

describe('on a labelled set of four letters among comments that people wrote by themselves', () => {
  it('finds 97 of 100 copies, and is right in 99 of 100', () => {
    const figures = [1, 2, 3].map((seed) => judge(labelledSet(seed, 1000, 3000)))
    const said = figures.map(({ recall, precision, relations }) =>
      [recall, precision, relations].map((share) => `${(share * 100).toFixed(2)} %`).join(', '),
    )
    console.info(`recall, precision, relation as labelled: ${said.join(' | ')}`)
    for (const { recall, precision, relations } of figures) {
      expect(recall).toBeGreaterThanOrEqual(0.97)
      expect(precision).toBeGreaterThanOrEqual(0.99)
      expect(relations).toBeGreaterThanOrEqual(0.97)
    }
  })
})

describe('many comments', () => {
  it('cost about as much each as few do', () => {
    const [few, many] = [manyComments(9, 4000), manyComments(9, 20_000)]
    groupCopies(few, draft)
    const time = (texts: typeof few) => {
      const begun = process.cpuUsage()
      const groups = groupCopies(texts, draft)
      const { user } = process.cpuUsage(begun)
      return { each: user / texts.length, sent: groups[0]?.members.length ?? 0 }
    }
    const [ofFew, ofMany] = [time(few), time(many)]
    expect(ofMany.sent).toBeGreaterThanOrEqual(6667 * 0.97)
    expect(ofMany.each / ofFew.each).toBeLessThan(3)
  })

  it('that are all different cost no more than those that are alike', () => {
    const random = seeded(3)
    const different = Array.from({ length: 20_000 }, (_, at) => ({
      id: at + 1,
      text: independentComment(random, 95),
    }))
    expect(groupCopies(different, draft).length).toBeLessThan(20)
  })
})

/** Each letter is judged by the group that holds most of its copies; whoever else is in a group is there wrongly. */
function judge({ texts, labels, draft }: LabelledSet) {
  const used = new Set<number>()
  let right = 0
  let wrong = 0
  let sameRelation = 0
  const groups = groupCopies(texts, draft).sort((one, other) => other.members.length - one.members.length)
  for (const { members } of groups) {
    const counts = new Map<number, number>()
    for (const { id } of members) {
      const label = labels.get(id)
      if (label) counts.set(label.letter, (counts.get(label.letter) ?? 0) + 1)
    }
    const [most] = [...counts].sort((one, other) => other[1] - one[1])
    const owner = most && !used.has(most[0]) ? most[0] : undefined
    if (owner !== undefined) used.add(owner)
    for (const { id, relation } of members) {
      const label = labels.get(id)
      if (!label || label.letter !== owner) {
        wrong++
        continue
      }
      right++
      if (relation === expected[label.kind]) sameRelation++
    }
  }
  return { recall: right / labels.size, precision: right / (right + wrong), relations: sameRelation / right }
}

const expected = {
  exact: 'exact',
  punctuation: 'exact',
  swapped: 'near',
  before: 'addition',
  after: 'addition',
  middle: 'addition',
} as const

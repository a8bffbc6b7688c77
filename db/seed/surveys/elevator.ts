import type { Answers } from '~/db/schema/survey-definition'
import type { Random } from '../random'
import type { SurveySeed } from '../survey-types'
import { options } from './options'

const floors = options({ first: '一楼', second: '二楼', middle: '三楼、四楼', high: '五楼及以上' })

const worries = [
  '一楼采光被挡，希望设计时先量日照，再谈补偿。',
  '电梯修好以后谁来维护，物业说不管，怕成了摆设。',
  '六楼老人三年没下过楼，盼着快点装，别再拖了。',
  '施工要挖燃气管，停气多少天要提前说清楚。',
  '分摊的钱能不能分期交，退休工资一次拿不出来。',
]

function answersOf(random: Random): Answers {
  const floor = random.weighted([
    ['first', 17],
    ['second', 15],
    ['middle', 34],
    ['high', 34],
  ] as const)
  const isHigh = floor === 'high' || floor === 'middle'
  return {
    floor,
    agrees: random.chance(isHigh ? 0.86 : 0.38) ? 'yes' : 'no',
    worry: random.shuffle(['light', 'cost', 'care', 'noise', 'pipes']).slice(0, 1 + random.below(2)),
    ...(random.chance(0.4) ? { words: random.pick(worries) } : {}),
  }
}

/** Beside a consultation: what was said in its own words goes into the same ledger as what came in writing. */
export const elevatorSurvey: SurveySeed = {
  title: '加装电梯，您最担心什么？',
  purpose:
    '征求意见稿里的补偿和分摊办法，住在不同楼层的人看法不一样。这份小问卷四道题，写下的话会归入这次征求意见的台账，和来信来电一样逐条研究、说明理由。',
  audience: '没有电梯的老旧小区住户',
  department: 'housing',
  access: 'open',
  about: { story: 'elevator', as: 'consultation' },
  weighting: '不限次数，没有抽样，结果不加权；只用来看各楼层住户担心的是什么，不代表同意加装的户数。',
  opensDay: -11,
  closesDay: -2,
  ledgerDay: -1,
  definition: {
    crossBy: ['floor'],
    pages: [
      {
        id: 'only',
        title: '四道题',
        skips: [],
        questions: [
          { id: 'floor', kind: 'single', title: '您家住几楼？', required: true, options: floors },
          { id: 'agrees', kind: 'yes-no', title: '您家愿意加装电梯吗？', required: true },
          {
            id: 'worry',
            kind: 'multiple',
            title: '最担心什么？',
            required: true,
            most: 2,
            options: [
              ...options({
                light: '挡光、不通风',
                cost: '钱怎么摊',
                care: '以后谁来维护',
                noise: '声音吵',
                pipes: '挖管线、停水停气',
              }),
              { id: 'none', label: '没有担心的', exclusive: true },
            ],
          },
          { id: 'words', kind: 'long-text', title: '请说说您的想法', required: false, most: 500 },
        ],
      },
    ],
  },
  people: { online: 214, paper: 0, randomness: 77, answersOf },
}

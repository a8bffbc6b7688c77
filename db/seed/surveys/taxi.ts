import type { Answers } from '~/db/schema/survey-definition'
import type { Random } from '../random'
import type { SurveySeed } from '../survey-types'
import { options } from './options'

function answersOf(random: Random): Answers {
  return {
    shift: random.weighted([
      ['day', 11],
      ['night', 6],
      ['both', 4],
    ] as const),
    places: random.shuffle(['station', 'hospital', 'market', 'school']).slice(0, 1 + random.below(3)),
    fined: random.chance(0.45) ? 'yes' : 'no',
    minutes: random.pick([5, 8, 10, 10, 15, 15, 20, 30]),
    ...(random.chance(0.3) ? { words: '医院门口只要给两个车位，我们就不用绕圈等客。' } : {}),
  }
}

/** Open, for those who hold a card: staff hand the codes out, one to each driver. */
export const taxiSurvey: SurveySeed = {
  title: '县城出租车候客点设在哪里？',
  purpose:
    '路边停车位重新施划以后，出租车没有固定的候客点，临时停车常被贴单。设几处、设在哪里，先问天天跑车的人。结果截止后公开，写进停车泊位的调整方案。',
  audience: '县城持证的出租汽车驾驶员，由出租汽车协会发放邀请卡，每人一张',
  department: 'urban-management',
  access: 'invitation',
  weighting: '40 张卡发给全县 40 名持证驾驶员，没有抽样；有人没有填，结果不加权。',
  opensDay: -9,
  closesDay: 11,
  invitations: { label: '出租汽车协会，第一批', codes: 40 },
  definition: {
    crossBy: [],
    pages: [
      {
        id: 'waiting',
        title: '等客的地方',
        skips: [],
        questions: [
          {
            id: 'shift',
            kind: 'single',
            title: '您一般什么时候跑车？',
            required: true,
            options: options({ day: '白天', night: '晚上', both: '白天晚上都跑' }),
          },
          {
            id: 'places',
            kind: 'multiple',
            title: '哪里最需要候客点？',
            required: true,
            most: 3,
            options: options({
              station: '火车站、汽车站',
              hospital: '县医院门口',
              market: '柳岸农贸市场',
              school: '学校附近（避开上学放学）',
            }),
            other: '别的地方',
          },
          { id: 'fined', kind: 'yes-no', title: '今年有没有因为等客被贴过单？', required: true },
          {
            id: 'minutes',
            kind: 'number',
            title: '每次等客一般要多少分钟？',
            required: true,
            least: 0,
            most: 240,
            whole: true,
            unit: '分钟',
            bands: [0, 11, 21],
            showIf: { join: 'any', tests: [{ question: 'fined', is: 'chosen', value: 'yes' }] },
          },
          { id: 'words', kind: 'long-text', title: '还有什么要说的？', required: false, most: 500 },
        ],
      },
    ],
  },
  people: { online: 23, paper: 0, randomness: 40_23, answersOf },
}

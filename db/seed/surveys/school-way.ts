import type { Answers, SurveyDefinition } from '~/db/schema/survey-definition'
import type { Random } from '../random'
import type { SurveySeed } from '../survey-types'
import { options } from './options'

const definition: SurveyDefinition = {
  crossBy: ['grade'],
  pages: [
    {
      id: 'child',
      title: '孩子上学',
      text: '有几个孩子上学的，按最小的那个孩子填。不问姓名，不问学号。',
      skips: [
        { when: { join: 'all', tests: [{ question: 'grade', is: 'chosen', value: 'none' }] }, to: 'wishes' },
      ],
      questions: [
        {
          id: 'grade',
          kind: 'single',
          title: '孩子现在读几年级？',
          required: true,
          options: options({
            soon: '还没上小学，三年内要上',
            low: '一至三年级',
            high: '四至六年级',
            middle: '初中',
            none: '家里没有上学的孩子',
          }),
        },
        {
          id: 'home',
          kind: 'drop-down',
          title: '家住哪一片？',
          required: true,
          options: options({
            south: '柳岸路以南',
            east: '清源路以东、柳岸路以北',
            west: '清源路以西',
            old: '东关、文昌一带',
            outside: '县城以外',
          }),
        },
      ],
    },
    {
      id: 'way',
      title: '上学路上',
      skips: [],
      questions: [
        {
          id: 'how',
          kind: 'single',
          title: '{grade}的孩子，平时怎么去学校？',
          required: true,
          options: options({
            walk: '走路',
            bike: '骑车或者坐电动车',
            car: '家里开车送',
            bus: '坐公交',
            school: '校车',
          }),
          shuffle: true,
          other: '其他方式',
        },
        {
          id: 'minutes',
          kind: 'number',
          title: '路上单程要多少分钟？',
          required: true,
          least: 1,
          most: 120,
          whole: true,
          unit: '分钟',
          bands: [1, 11, 16, 21, 31],
        },
        {
          id: 'danger',
          kind: 'multiple',
          title: '您觉得路上哪里最让人不放心？',
          required: true,
          most: 3,
          options: [
            ...options({
              crossing: '过路口没有红绿灯',
              parking: '校门口车停得乱',
              footpath: '人行道被占',
              light: '冬天早晚路上黑',
              speed: '大车开得快',
            }),
            { id: 'none', label: '没有不放心的', exclusive: true },
          ],
          other: '其他',
        },
        {
          id: 'alone',
          kind: 'yes-no',
          title: '孩子有没有自己走的时候？',
          required: true,
          showIf: { join: 'any', tests: [{ question: 'how', is: 'chosen', value: 'walk' }] },
        },
      ],
    },
    {
      id: 'bus',
      title: '如果开校车',
      skips: [],
      questions: [
        {
          id: 'would',
          kind: 'rating',
          title: '如果家门口 300 米以内有站，您愿意让孩子坐校车吗？',
          required: true,
          steps: 5,
          low: '一定不坐',
          high: '一定坐',
        },
        {
          id: 'stops',
          kind: 'ranking',
          title: '校车站点设在哪里，请排出前两位',
          required: true,
          most: 2,
          showIf: { join: 'all', tests: [{ question: 'would', is: 'at-least', value: 3 }] },
          options: options({
            bridge: '清源桥南',
            market: '柳岸农贸市场',
            park: '湿地公园东门',
            gate: '锦绣家园北门',
          }),
        },
        {
          id: 'from',
          kind: 'date',
          title: '最晚希望什么时候开通？',
          required: false,
          showIf: { join: 'all', tests: [{ question: 'would', is: 'at-least', value: 3 }] },
        },
      ],
    },
    {
      id: 'wishes',
      title: '还想说的',
      skips: [],
      questions: [
        {
          id: 'matters',
          kind: 'matrix',
          title: '划学区时，下面几条您看得有多重？',
          required: true,
          rows: options({
            near: '离家近',
            siblings: '兄弟姐妹在一个学校',
            class: '班里人数少',
            safe: '路上安全',
          }),
          columns: options({ very: '很重', rather: '比较重', little: '不太重' }),
        },
        {
          id: 'words',
          kind: 'long-text',
          title: '关于校车和学区，您还有什么要说的？',
          required: false,
          most: 800,
        },
      ],
    },
  ],
}

const said = [
  '柳岸路早上大货车多，校车站最好离路口远一点。',
  '我家两个孩子，一个在第二小学，一个明年入学，希望三年过渡期算数。',
  '校车要有跟车老师，低年级孩子坐过站没人管。',
  '清源桥上冬天结冰，走路的孩子滑倒过两回。',
  '接送时段能不能把校门口那段路改成单行？',
]

function answersOf(random: Random): Answers {
  const how = random.weighted([
    ['walk', 34],
    ['bike', 33],
    ['car', 24],
    ['bus', 6],
    ['other', 3],
  ] as const)
  const would = random.weighted([
    [1, 9],
    [2, 12],
    [3, 21],
    [4, 31],
    [5, 27],
  ] as const)
  const level = () =>
    random.weighted([
      ['very', 5],
      ['rather', 3],
      ['little', 1],
    ] as const)
  const stops = random.shuffle(['bridge', 'market', 'park', 'gate'])
  return {
    grade: random.weighted([
      ['soon', 24],
      ['low', 31],
      ['high', 25],
      ['middle', 13],
      ['none', 7],
    ] as const),
    home: random.weighted([
      ['south', 38],
      ['east', 26],
      ['west', 17],
      ['old', 14],
      ['outside', 5],
    ] as const),
    how,
    ...(how === 'other' ? { 'how-other': '老人推着车送' } : {}),
    minutes: 5 + random.below(28),
    danger: random.chance(0.08)
      ? ['none']
      : random.shuffle(['crossing', 'parking', 'footpath', 'light', 'speed']).slice(0, 1 + random.below(3)),
    alone: random.chance(0.37) ? 'yes' : 'no',
    would,
    stops: stops.slice(0, 2),
    matters: { near: level(), siblings: level(), class: level(), safe: level() },
    ...(random.chance(0.15) ? { words: random.pick(said) } : {}),
  }
}

/** Open whenever the county is sown. */
export const schoolWaySurvey: SurveySeed = {
  title: '孩子上学路上怎么走？校车站点和接送安全问卷',
  purpose:
    '第四小学明年启用，学区要跟着调整。校车开不开、站设在哪、哪个路口要装红绿灯，先听家长和附近居民的。结果在截止后 20 日内公开，并写进学区划分方案的说明。',
  audience: '县城有孩子上学的家庭、三年内孩子要上学的家庭，以及学校附近的居民',
  department: 'education',
  access: 'browser',
  about: { story: 'school-zones', as: 'matter' },
  weighting:
    '愿意填的都可以填，没有按人口抽样，结果不加权。“县城以外”最多收 200 份，以免盖过要坐校车的家庭。',
  announcedDay: -7,
  opensDay: -6,
  closesDay: 15,
  definition,
  quotas: [
    { label: '家住县城以外', tests: [{ question: 'home', is: 'chosen', value: 'outside' }], most: 200 },
  ],
  people: { online: 168, paper: 12, randomness: 4242, answersOf },
}

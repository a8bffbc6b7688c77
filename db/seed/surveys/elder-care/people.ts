import type { Answers } from '~/db/schema/survey-definition'
import type { Random } from '../../random'

const townships = [
  ['yuntai', 34],
  ['hewan', 18],
  ['liuping', 20],
  ['shiqiao', 17],
  ['beiyuan', 11],
] as const

const wishes: Record<string, string[]> = {
  points: [
    '北塬乡离县城远，村里没有服务点，额度只能看不能用，盼着日间照料站早点开。',
    '村里就一家小卖部，请不到人做饭，能不能几个村合起来设一个服务点。',
    '助浴车一个月来一回都行，瘫在床上的人洗个澡太难了。',
    '镇上的服务点周末不开门，儿女只有周末才回来，陪不上。',
    '我们村老人多，腾一间旧教室就能做饭，只差有人管。',
  ],
  amount: [
    '每月一百八请不来钟点工，县城现在一小时三十五，五个钟头就没了。',
    '完全失能的一天都离不开人，三百六十元只够几天。',
    '物价年年涨，补贴标准应当跟着调，别三年才动一次。',
  ],
  speed: [
    '评估等了四十多天，评上以后钱又等了一个月。',
    '第一次来评估的人说表不对，又重来一遍，老人折腾不起。',
    '申请从当月算起很好，就是到账太慢，先垫不起。',
  ],
  word: [
    '邻居不说我都不知道有这个补贴，村里广播说一说就好。',
    '文件看不懂，什么叫部分失能，派个人上门讲一讲。',
    '字太小，打电话问又占线，能不能印成一张大字的纸。',
  ],
  cash: [
    '老人过惯了苦日子，不愿意外人进门，发现金能给儿媳妇补一点。',
    '额度攒六个月就作废，不如折成现金。',
    '卡里的额度怎么刷，刷完剩多少，手机上看不明白。',
  ],
  thanks: [
    '评估的姑娘很耐心，进门先问好，给她记个好。',
    '比以前省事多了，村里代办没跑一趟路。',
    '办得快，没有意见。',
  ],
  refused: ['某某村干部不是东西，骂他一句才解气。', '低价代办社保卡，加我微信详谈。'],
}

const slow = ['等评估等得太久', '打电话没人接', '同样的材料交了两遍', '钱到账没有人告诉一声']

function ageOf(random: Random) {
  return random.weighted([
    ['a65', 19],
    ['a70', 46],
    ['a80', 29],
    ['a90', 6],
  ] as const)
}

/** One made-up person. */
export function answersOf(random: Random): Answers {
  const place = random.weighted(townships)
  const age = ageOf(random)
  const care = random.weighted(
    age === 'a90'
      ? ([
          ['none', 22],
          ['some', 45],
          ['all', 33],
        ] as const)
      : ([
          ['none', 58],
          ['some', 30],
          ['all', 12],
        ] as const),
  )
  const gets = random.weighted([
    ['now', 52],
    ['before', 10],
    ['applied', 12],
    ['never', 26],
  ] as const)
  const rural = place !== 'yuntai'
  const rating = random.weighted([
    [1, 4],
    [2, 8],
    [3, 19],
    [4, 41],
    [5, 28],
  ] as const)
  const isEnough = random.chance(care === 'all' ? 0.15 : 0.44)
  const hindered = hindrancesOf(random, { gets, rural })
  const answers: Answers = {
    place,
    who: random.weighted(
      age === 'a65'
        ? ([
            ['self', 62],
            ['family', 30],
            ['helper', 8],
          ] as const)
        : ([
            ['self', 34],
            ['family', 47],
            ['helper', 19],
          ] as const),
    ),
    age,
    care,
    gets,
    ...(random.chance(0.9) ? { days: daysOf(random, rural) } : {}),
    way: random.weighted([
      ['village', 61],
      ['township', 24],
      ['hall', 7],
      ['online', 8],
    ] as const),
    rating,
    ...(random.chance(0.5) ? { low: random.pick(slow) } : {}),
    used: {
      meals: usedOf(random, rural ? 0.3 : 0.55, rural ? 0.4 : 0.05),
      bath: usedOf(random, care === 'all' ? 0.4 : 0.12, rural ? 0.6 : 0.15),
      clean: usedOf(random, 0.5, rural ? 0.25 : 0.04),
      walk: usedOf(random, 0.28, rural ? 0.35 : 0.1),
    },
    enough: isEnough ? 'yes' : 'no',
    cash: random.weighted(
      rural
        ? ([
            ['service', 22],
            ['cash', 46],
            ['half', 20],
            ['any', 12],
          ] as const)
        : ([
            ['service', 48],
            ['cash', 22],
            ['half', 18],
            ['any', 12],
          ] as const),
    ),
    hindered,
    ...(hindered.includes('other')
      ? {
          'hindered-other': random.pick([
            '没有电梯，下不了楼',
            '听不懂电话里的普通话',
            '户口和住处不在一个镇',
          ]),
        }
      : {}),
    first: firstOf(random, rural),
  }
  return random.chance(0.24)
    ? { ...answers, wish: random.pick(wishes[wishOf(random, rural)] ?? []) }
    : answers
}

function hindrancesOf(random: Random, { gets, rural }: { gets: string; rural: boolean }): string[] {
  if (random.chance(gets === 'now' ? 0.42 : 0.12)) return ['none']
  const met = [
    ['unknown', gets === 'never' ? 0.64 : 0.2],
    ['papers', 0.3],
    ['assessment', 0.33],
    ['nobody', rural ? 0.35 : 0.16],
    ['card', 0.27],
    ['far', rural ? 0.38 : 0.06],
    ['other', 0.05],
  ] as const
  const all = met.flatMap(([id, probability]) => (random.chance(probability) ? [id as string] : []))
  return all.length > 0 ? all : ['papers']
}

function daysOf(random: Random, rural: boolean): number {
  return 6 + random.below(rural ? 40 : 22) + (random.chance(0.1) ? 40 : 0)
}

function usedOf(random: Random, use: number, lacking: number): string {
  if (random.chance(lacking)) return 'lacking'
  if (!random.chance(use)) return 'not'
  return random.chance(0.4) ? 'often' : 'few'
}

function firstOf(random: Random, rural: boolean): string[] {
  const first = random.weighted([
    ['points', rural ? 46 : 20],
    ['amount', 30],
    ['speed', 16],
    ['word', 14],
    ['choice', rural ? 22 : 10],
  ] as const)
  const others = random.shuffle(['points', 'amount', 'speed', 'word', 'choice'].filter((id) => id !== first))
  return [first, ...others.slice(0, 2)]
}

function wishOf(random: Random, rural: boolean): string {
  return random.weighted([
    ['points', rural ? 40 : 14],
    ['amount', 22],
    ['speed', 18],
    ['word', 16],
    ['cash', 14],
    ['thanks', 10],
    ['refused', 2],
  ] as const)
}

import type { SeatGroup } from '~/app/domain/activities/types'
import type { RegistrantSeed } from './activity-types'
import { createRandom, type Random } from './random'
import type { Day } from './types'

const surnames = [
  ...'赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛',
]
const given = [
  ...[
    '建国',
    '秀兰',
    '志强',
    '桂英',
    '海燕',
    '永胜',
    '玉梅',
    '文博',
    '晓彤',
    '立新',
    '春生',
    '雪莲',
    '国平',
    '凤霞',
  ],
  ...[
    '子墨',
    '雨桐',
    '浩然',
    '思远',
    '佳怡',
    '宏伟',
    '爱华',
    '铁柱',
    '满仓',
    '俊杰',
    '梦瑶',
    '振华',
    '素芬',
    '兴旺',
  ],
  ...['巧云', '明亮', '学文', '惠芳', '大勇', '小满', '清秋', '立春', '忠厚', '来福'],
]
const needs = ['轮椅，需要坡道', '听力不好，请坐前排', '需要大字版材料', '带一个三岁的孩子']

type CrowdSeed = {
  group: SeatGroup
  count: number
  townships?: readonly (readonly [string, number])[]
  organisations?: readonly string[]
  topics?: readonly string[]
  /** Where the strata of the draw are ages. */
  withAge?: true
  days: readonly [Day, Day]
}

/** People who register: the same ones for the same seed, in the order in which they come. */
export function createRegistrants(seed: number, crowds: readonly CrowdSeed[]): RegistrantSeed[] {
  const random = createRandom(seed)
  const names = new Set<string>()
  return crowds.flatMap((crowd) =>
    Array.from({ length: crowd.count }, (_, at) =>
      registrant(crowd, at, newName(random, names), seed, random),
    ),
  )
}

function registrant(
  crowd: CrowdSeed,
  at: number,
  name: string,
  seed: number,
  random: Random,
): RegistrantSeed {
  const { group, organisations, townships, topics = [''], withAge, days } = crowd
  // Unique within the county: one person registers once.
  const number = `${seed}${group}${at}`
    .split('')
    .reduce((sum, sign) => (sum * 31 + sign.charCodeAt(0)) % 1e8, 7)
  const channel = random.weighted([
    ['online', 88],
    ['phone', 7],
    ['counter', 5],
  ] as const)
  const hour = random.weighted([
    [8, 1],
    [9, 3],
    [10, 3],
    [12, 2],
    [15, 2],
    [19, 4],
    [20, 4],
    [21, 2],
  ])
  return {
    group,
    name,
    phone: `199${String(number).padStart(8, '0')}`,
    publishName: random.chance(0.4),
    channel,
    day: days[0] + random.below(days[1] - days[0] + 1),
    time: `${String(hour).padStart(2, '0')}:${String(random.below(60)).padStart(2, '0')}`,
    ...(organisations ? { organisation: organisations[at % organisations.length] } : {}),
    ...(townships ? { township: random.weighted(townships) } : {}),
    ...(withAge
      ? {
          ageBand: random.weighted([
            ['18-34', 3],
            ['35-59', 5],
            ['60+', 4],
          ] as const),
        }
      : {}),
    ...(random.chance(0.35) && channel === 'online' ? { email: `reader${number % 9000}@example.org` } : {}),
    ...(random.chance(0.06) ? { needs: random.pick(needs) } : {}),
    topic: random.pick(topics),
  }
}

function newName(random: Random, taken: Set<string>): string {
  for (;;) {
    const name = `${random.pick(surnames)}${random.pick(given)}`
    if (!taken.has(name)) {
      taken.add(name)
      return name
    }
  }
}

/** Those whom an office names; they have agreed to stand in the list under their names. */
export function nominated(
  group: SeatGroup,
  day: Day,
  people: readonly (readonly [name: string, organisation: string])[],
): RegistrantSeed[] {
  return people.map(([name, organisation], at) => ({
    ...{ group, name, organisation, phone: '', publishName: true, topic: '' },
    ...{ channel: 'nominated', day, time: `10:${String(10 + at)}` },
  }))
}

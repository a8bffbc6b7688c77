import type { Random } from '../../random'
import type { CommentSeed } from '../../types'
import type { Voice } from './crowd-types'
import { freeNames, givenNames, surnames } from './voices'

/** The groups that the matter names; two of them hardly say a word, which the gaps are to show. */
export const affectedGroups = [
  '居住区居民',
  '老年人',
  '学生家长',
  '外卖和快递骑手',
  '沿街商户',
  '物业服务企业',
  '租房居民',
  '村民',
  '残疾人',
  '充电设施经营者',
]

const groupOf: Record<Voice, string> = {
  resident: '居住区居民',
  elderly: '老年人',
  parent: '学生家长',
  rider: '外卖和快递骑手',
  shop: '沿街商户',
  property: '物业服务企业',
  tenant: '租房居民',
  villager: '村民',
}

export type Author = Pick<
  CommentSeed,
  'name' | 'authorKind' | 'publishName' | 'township' | 'affectedGroup' | 'channel' | 'day' | 'time'
>

export function authorOf(random: Random, voice: Voice, days: { first: number; last: number }): Author {
  const channel = random.weighted<CommentSeed['channel']>([
    ['online', voice === 'elderly' ? 62 : 89],
    ['phone', voice === 'elderly' ? 18 : 4],
    ['letter', voice === 'elderly' ? 13 : 2.5],
    ['email', voice === 'elderly' ? 1 : 2.5],
    ['meeting', 1.6],
    ['fax', voice === 'property' ? 4 : 0.2],
  ])
  const kind = random.weighted<'anonymous' | 'free' | 'person'>([
    ['anonymous', 58],
    ['free', 14],
    ['person', 28],
  ])
  const township = townshipOf(random, voice)
  return {
    ...nameOf(random, kind),
    ...(township ? { township } : {}),
    ...(random.chance(0.6) ? { affectedGroup: groupOf[voice] } : {}),
    channel,
    ...momentOf(random, channel, days),
  }
}

function nameOf(random: Random, kind: 'anonymous' | 'free' | 'person') {
  if (kind === 'anonymous') return { publishName: false }
  if (kind === 'free')
    return { authorKind: 'anonymous' as const, name: random.pick(freeNames), publishName: random.chance(0.8) }
  const name = random.pick(surnames) + random.pick(givenNames)
  return { authorKind: 'person' as const, name, publishName: random.chance(0.4) }
}

function townshipOf(random: Random, voice: Voice): string {
  if (voice === 'villager')
    return random.weighted([
      ['hewan', 44],
      ['shiqiao', 36],
      ['yuntai', 12],
      ['liuping', 4],
      ['beiyuan', 3],
    ])
  return random.weighted([
    ['yuntai', 64],
    ['shiqiao', 14],
    ['hewan', 9],
    ['', 12],
    ['liuping', 0.5],
    ['beiyuan', 0.2],
  ])
}

/** Many at once in the first days and in the last; on paper and by telephone only while the office is open. */
export function momentOf(
  random: Random,
  channel: CommentSeed['channel'],
  { first, last }: { first: number; last: number },
): { day: number; time: string } {
  const length = last - first
  const at = random.weighted([
    [random.below(6), 38],
    [random.below(length + 1), 37],
    [Math.max(0, length - random.below(4)), 25],
  ] as const)
  const isByHand = channel !== 'online' && channel !== 'email'
  // The consultation opens at nine on its first day.
  const hour = isByHand ? 10 + random.below(7) : 10 + Math.floor(13.6 * Math.sqrt(random.next()))
  return { day: first + at, time: `${two(Math.min(hour, 23))}:${two(random.below(60))}` }
}

function two(number: number): string {
  return String(number).padStart(2, '0')
}

import { createRandom, type Random } from '../../random'
import type { CommentSeed } from '../../types'
import { campaignComments } from './campaigns'
import { createComposer, createDecks, fillIn, type Place, placeOf, typeOut } from './compose'
import type { Theme } from './crowd-types'
import { organisations } from './letters'
import { authorOf, momentOf } from './people'
import { appealed, corrections, privateWords, refused } from './special'
import { chargingThemes } from './themes-charging'
import { orderThemes } from './themes-order'
import { parkingThemes } from './themes-parking'
import { vary } from './variants'

export const total = 2000
export const themes: Theme[] = [...chargingThemes, ...parkingThemes, ...orderThemes]
const days = { first: -160, last: -129 }
const longest = 400

const rules = {
  'off-topic': '没有与征求意见内容有关的实质内容（意见审核规则第一项）。',
  advert: '属于商业广告，与征求意见内容无关（意见审核规则第二项）。',
  insult: '含有侮辱、诽谤他人的言语（意见审核规则第三项）。',
  privacy: '主要内容涉及他人隐私，遮盖后无法表达意见（意见审核规则第五项）。',
  repeated: '与同一人已经提交的意见内容相同（意见审核规则第六项）。',
}

/** Two thousand comments of a county, the same ones each time, in the order in which they came. */
export function crowd(seed = 20260702): CommentSeed[] {
  const random = createRandom(seed)
  const letters = campaignComments(random)
  const turnedDown = [...refusedComments(random), ...appealedComments(random)]
  const own = ownComments(random, total - letters.length - turnedDown.length - 28)
  const all = [...letters, ...turnedDown, ...own, ...repeatedComments(random, own, 28)]
  return all.sort((one, other) => one.day - other.day || (one.time ?? '').localeCompare(other.time ?? ''))
}

/** Each in words of its own: what has been said in the same words before is said anew. */
function ownComments(random: Random, count: number): CommentSeed[] {
  const draw = createDecks(random)
  const say = createComposer(random, draw)
  const said = new Set<string>()
  const comments: CommentSeed[] = []
  while (comments.length < count) {
    const comment = compose(random, draw, say, comments.length)
    const words = comment ? [...comment.body].length : 0
    if (!comment || said.has(comment.body) || words < 6 || words > longest) continue
    said.add(comment.body)
    comments.push(comment)
  }
  return comments
}

type Draw = ReturnType<typeof createDecks>
type Say = ReturnType<typeof createComposer>

function compose(random: Random, draw: Draw, say: Say, at: number): CommentSeed | undefined {
  const theme = random.weighted(themes.map((one) => [one, one.weight] as const))
  if (at % 130 === 60) return fromOrganisation(random, draw, at)
  const voice = random.pick(theme.voices)
  const author = authorOf(random, voice, days)
  const place = placeOf(random, author.township ?? '')
  const parts = say(theme, voice)
  if (!parts) return undefined
  const comment: CommentSeed = {
    ...author,
    ...placement(random, theme),
    body: spokenTo(author.channel) + typeOut(random, parts, place),
    moderation: 'published',
    issue: theme.issue,
  }
  if (at % 61 === 30) return withSecondPoint(random, draw, comment, theme, place)
  if (at % 97 === 40) return withPrivateWords(random, comment)
  if (at % 83 === 20) return { ...comment, moderation: 'withdrawn', issue: undefined }
  if (at === 777) return { ...comment, moderation: 'withdrawn', disowned: true, issue: undefined }
  const correction = at % 290 === 110 ? corrections[Math.floor(at / 290)] : undefined
  if (!correction) return comment
  const { add, outcome } = correction
  const body = outcome === 'refused' ? add : `${comment.body}\n${fillIn(add, place)}`
  // Early enough to be moderated and corrected before the close.
  return {
    ...comment,
    channel: 'online',
    day: days.first + 9 + (at % 7),
    time: '11:20',
    correction: { body, outcome },
  }
}

function placement(random: Random, { clause, quotes }: Theme): Pick<CommentSeed, 'clause' | 'quote'> {
  const quote = random.chance(0.26) ? { quote: random.pick(quotes) } : {}
  return random.chance(0.84) ? { clause, ...quote } : {}
}

function spokenTo(channel: CommentSeed['channel']): string {
  if (channel === 'phone') return '（电话记录）'
  return channel === 'meeting' ? '（座谈会发言记录）' : ''
}

/** A letter under a seal: several things, one after the other. */
function fromOrganisation(random: Random, draw: Draw, at: number): CommentSeed {
  const [name, township] = organisations[Math.floor(at / 130) % organisations.length] ?? organisations[0]
  const channel = random.pick(['letter', 'email', 'fax', 'online'] as const)
  const place = placeOf(random, township)
  const chosen = random.shuffle(themes.filter(({ issue }) => issue !== 'rural')).slice(0, 4)
  const points = [...new Map(chosen.map((theme) => [theme.issue, theme])).values()].map((theme) => ({
    issue: theme.issue,
    text: fillIn(
      vary(
        random,
        `对${theme.clause}的意见：${draw(theme.whys)}${[...new Set([draw(theme.asks), draw(theme.asks)])].join('')}`,
      ),
      place,
    ),
  }))
  const lines = points.map(({ text }, number) => `${'一二三四'[number]}、${text}`)
  return {
    ...{ name, authorKind: 'organisation', publishName: true, township, channel },
    ...momentOf(random, channel, days),
    body: [`${name}经讨论，提出以下意见：`, ...lines].join('\n'),
    moderation: 'published',
    points,
  }
}

/** Says two things: the drafter splits it into two points, each in its own issue. */
function withSecondPoint(
  random: Random,
  draw: Draw,
  comment: CommentSeed,
  theme: Theme,
  place: Place,
): CommentSeed {
  const second = random.pick(themes.filter(({ issue }) => issue !== theme.issue))
  const first = fillIn(vary(random, draw(theme.facts) + draw(theme.asks)), place)
  const other = fillIn(vary(random, draw(second.facts) + draw(second.asks)), place)
  return {
    ...comment,
    clause: undefined,
    quote: undefined,
    body: `${spokenTo(comment.channel)}${first}${random.pick(['另外，', '还有一件事，', '再说一点，'])}${other}`,
    points: [
      { text: first, issue: theme.issue },
      { text: other, issue: second.issue },
    ],
    issue: undefined,
  }
}

function withPrivateWords(random: Random, comment: CommentSeed): CommentSeed {
  const { body, mask } = random.pick(privateWords)
  const digits = String(10_000_000 + random.below(89_999_999))
  const numbers: Record<string, string> = {
    电话: `139${digits}`,
    车牌: `陕D${String(10_000 + random.below(89_999))}`,
    身份证: withCheckDigit(
      `61042519${60 + random.below(40)}0${1 + random.below(9)}1${random.below(10)}${String(100 + random.below(900))}`,
    ),
  }
  const shown = comment.body.replace(/[^。！？]$/, '$&。')
  return {
    ...comment,
    body: shown + body.replace(/\{(.+?)\}/g, (_, kind: string) => numbers[kind] ?? ''),
    mask: shown + mask,
  }
}

/** The last sign of an identity number (GB 11643). */
function withCheckDigit(number: string): string {
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
  const sum = [...number].reduce((all, digit, at) => all + Number(digit) * (weights[at] ?? 0), 0)
  return number + '10X98765432'[sum % 11]
}

function refusedComments(random: Random): CommentSeed[] {
  return refused.map(({ rule, body }) => {
    const author = authorOf(random, 'resident', days)
    return {
      ...author,
      channel: 'online',
      body: fillIn(body, placeOf(random, author.township ?? '')),
      moderation: 'refused',
      refusalReason: rules[rule],
    }
  })
}

function appealedComments(random: Random): CommentSeed[] {
  return appealed.map(({ rule, body, words, granted, answer, ...rest }) => ({
    ...authorOf(random, 'elderly', { first: days.first, last: days.first + 12 }),
    channel: 'online',
    body,
    ...('clause' in rest ? { clause: rest.clause, issue: rest.issue } : {}),
    moderation: 'refused',
    refusalReason: rules[rule],
    appeal: { words, decision: { granted, answer } },
  }))
}

/** The same person, the same words, pressed once more the day after: counted, and refused as a repetition. */
function repeatedComments(random: Random, own: CommentSeed[], count: number): CommentSeed[] {
  const whole = own.filter(
    ({ moderation, channel, day, body }) =>
      moderation === 'published' && channel === 'online' && day < days.last && body.length > 20,
  )
  const before = [
    '上次没写完整，再发一遍：',
    '不知道发出去没有，重发：',
    '又发一次：',
    '刚才网断了，再提交一次：',
  ]
  return random
    .shuffle(whole)
    .slice(0, count)
    .map(({ points: _, issue: __, mask: ___, correction: ____, ...comment }) => ({
      ...comment,
      day: comment.day + 1,
      body: random.pick(before) + comment.body,
      moderation: 'refused',
      refusalReason: rules.repeated,
    }))
}

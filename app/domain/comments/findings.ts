import { findInsults, type Insult } from './insults'
import { findPersonalSigns, findPrivateData, proposeMasking } from './private-data'
import type { RefusalRuleId } from './rules'

export type CommentFindingKind = 'private' | 'contact' | 'insult' | 'advert' | 'copy' | 'repeated'

/** What a machine noticed. It is shown as a suggestion and decides nothing. */
export type CommentFinding = {
  kind: CommentFindingKind
  /** 手机号码, 疑似广告 … */
  name: string
  /** The very words that it is about; empty where it is about the whole. */
  found: string[]
  /** What the public would read if the suggestion is taken. */
  mask?: string
  /** The published rule by which the comment would be refused. */
  rule?: RefusalRuleId
}

type Copies = {
  relation: 'exact' | 'near' | 'addition'
  /** How many sent the same letter. */
  sent: number
}

type Known = {
  copies?: Copies
  /** The number of an earlier comment with the same words under the same name. */
  repeats?: number
}

/** Copies of a letter are no fault: they are only said. The same words from the same person are rule 六. */
export function findingsOfComment(body: string, { copies, repeats }: Known = {}): CommentFinding[] {
  return [
    ...privateFindings(body),
    ...insultFindings(findInsults(body)),
    ...advertFindings(body),
    ...(copies && copies.sent > 1
      ? [{ kind: 'copy' as const, name: copyNames[copies.relation], found: [`${copies.sent}`] }]
      : []),
    ...(repeats === undefined
      ? []
      : [
          {
            kind: 'repeated' as const,
            name: '同一署名已提交过相同的文字',
            found: [`第${repeats}号`],
            rule: 'repeated' as const,
          },
        ]),
  ]
}

const copyNames = {
  exact: '与一封同文来信相同',
  near: '与一封同文来信大致相同',
  addition: '同文来信，另有自己的话',
} as const

function privateFindings(body: string): CommentFinding[] {
  const certain = findPrivateData(body)
  const signs = findPersonalSigns(body)
  if (certain.length + signs.length === 0) return []
  const mask = proposeMasking(body)
  const finding = (kind: 'private' | 'contact', all: typeof certain): CommentFinding[] =>
    all.length === 0
      ? []
      : [
          {
            kind,
            name: [...new Set(all.map(({ name }) => name))].join('、'),
            found: all.map(({ start, end }) => body.slice(start, end)),
            mask,
          },
        ]
  return [...finding('private', certain), ...finding('contact', signs)]
}

function insultFindings(all: Insult[]): CommentFinding[] {
  if (all.length === 0) return []
  return [{ kind: 'insult', name: '疑似辱骂', found: all.map(({ words }) => words), rule: 'insult' }]
}

const address =
  /(?:https?:\/\/|www\.)[^\s，。；、！？）》]+|[a-z\d-]+\.(?:com|cn|net|top|vip|xyz|shop|cc)\b[^\s，。；、！？）》]*/gi
const official = /\.(?:gov|edu|mil)\.cn|\bgov\.cn/i
/** Asking to be added, with the number to add: 加微信 abc12345. */
const lure =
  /(?:加|\+|➕)\s*(?:我|他|群|好友)?\s*(?:的)?\s*(?:微信|薇信|威信|徽信|v信|vx|wx|wechat|qq|扣扣|企鹅)\s*(?:号|群)?\s*[:：]?\s*[a-z\d][a-z\d_-]{4,}/gi
const sales =
  /代办|包办|包过|办证|代开|发票|低息|秒批|放款|贷款(?!贴息|政策|利率|的)|无抵押|刷单|兼职|日结|日赚|月入|优惠(?!政策|待遇|措施|对象|范围|标准)|折扣|打折|促销|特价|包邮|返利|返现|招商|加盟|代理|免费领|领取红包|扫码|咨询热线|欢迎(?:来电|咨询|选购)|厂家直销|质优价廉|诚信经营|限时|下单/g
const phoneNumber = /1[3-9]\d{9}|\d{3,4}[- ]\d{7,8}/g

/** Selling, not only a word of trade: who asks for cheaper loans is no advertiser. */
function advertFindings(body: string): CommentFinding[] {
  const narrow = body.normalize('NFKC')
  const addresses = matches(narrow, address).filter((found) => !official.test(found))
  const lures = matches(narrow, lure)
  const words = [...new Set(matches(narrow, sales))]
  const phones = matches(narrow, phoneNumber)
  const repeated = phones.filter((phone, at) => phones.indexOf(phone) !== at)
  const isAdvert =
    lures.length > 0 ||
    (words.length > 0 && (addresses.length > 0 || repeated.length > 0)) ||
    (words.length > 1 && phones.length > 0) ||
    words.length > 3
  if (!isAdvert) return []
  return [
    {
      kind: 'advert',
      name: '疑似广告',
      found: [...new Set([...lures, ...words, ...addresses, ...repeated])],
      rule: 'advert',
    },
  ]
}

function matches(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].map(([found]) => found)
}

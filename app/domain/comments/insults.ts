export type Insult = { words: string; start: number; end: number }

// What people put between the characters to get past a filter. Ordinary Chinese punctuation is not among it: in
// 「学生做操，你们也做」 nothing is hidden.
const between = '[\\s·•・*_.…~\\-|\\\\/+^#@\\u200b-\\u200f\\ufe0f]*'

/** A word of abuse, each character a class of those that stand for it, and what must not stand around it. */
type Word = { characters: string[]; notBefore?: string; notAfter?: string }

const act = '操肏艹草日'
const you = '你伱他她'
// 体操, 每日, 除草: the first character belongs to the word before.
const otherWord = '体早做课间晨会出上下广今每昨明节生假周当近末平除割杂牧花青'

const words: Word[] = [
  { characters: ['傻煞', '逼屄叉b'], notAfter: 'a-z' },
  { characters: [act, you, '妈媽马玛吗麻娘'], notBefore: otherWord, notAfter: '妈媽上' },
  { characters: [act, you, '全祖', '家宗'], notBefore: otherWord },
  { characters: ['草艹', '泥尼', '马玛'] },
  { characters: ['他她特', '妈媽', '的得'], notBefore: '是给对跟和为', notAfter: '\\p{Script=Han}' },
  { characters: ['真太', '他特', '妈媽'], notAfter: '妈媽' },
  { characters: ['王', '八', '蛋旦'] },
  { characters: ['狗', '日娘', '的养'] },
  { characters: ['狗', '官'] },
  { characters: ['畜', '生'], notBefore: '牲家六耕种母公', notAfter: '病产长活育猪牛羊粪类养' },
  { characters: ['贱', '人货'] },
  { characters: ['婊', '子'] },
  { characters: ['脑', '残'], notAfter: '疾障联' },
  { characters: ['人', '渣'], notAfter: '土' },
  { characters: ['混浑滚', '蛋'] },
  { characters: ['不', '得', '好', '死'] },
  { characters: ['死', '全', '家'], notBefore: '救未' },
  { characters: ['全', '家', '死', '光绝'] },
  { characters: ['去', '死'], notBefore: '失过回前除', notAfter: '亡者伤后角树枝苗鱼' },
  { characters: ['蠢', '猪货'] },
]

// GB/T and SB/T are names of standards.
const letters =
  /(?<![a-z\d])(?:n[\s.*_-]?m[\s.*_-]?s[\s.*_-]?l|c[\s.*_-]?n[\s.*_-]?m|s[\s.*_-]?b(?!\s*[/\d]))(?![a-z\d])/gi

const patterns = words.map(({ characters, notBefore, notAfter }) => {
  const body = characters.map((one) => `[${one}]`).join(between)
  const before = notBefore ? `(?<![${notBefore}])` : ''
  const after = notAfter ? `(?![${notAfter}])` : ''
  return new RegExp(`${before}${body}${after}`, 'giu')
})

/** Words of abuse, also with signs between the characters and other characters in their place. */
export function findInsults(text: string): Insult[] {
  // Full-width and circled letters as plain ones; each stays one character, so that places hold.
  const narrow = [...text]
    .map((one) => (one.normalize('NFKC').length === one.length ? one.normalize('NFKC') : one))
    .join('')
  const found: Insult[] = []
  for (const pattern of [...patterns, letters]) {
    for (const match of narrow.matchAll(pattern)) {
      const [start, end] = [match.index, match.index + match[0].length]
      if (found.some((other) => start < other.end && other.start < end)) continue
      found.push({ words: text.slice(start, end), start, end })
    }
  }
  return found.sort((one, other) => one.start - other.start)
}

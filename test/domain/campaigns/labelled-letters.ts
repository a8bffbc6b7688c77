import type { CopyText } from '~/app/domain/campaigns/types'

export type Label = {
  letter: number
  kind: 'exact' | 'punctuation' | 'swapped' | 'before' | 'after' | 'middle'
}
export type LabelledSet = { texts: CopyText[]; labels: Map<number, Label>; draft: string[] }

/** The same numbers for the same seed, on every machine. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000
  }
}

export const draft = [
  '既有住宅加装电梯所需费用由受益业主按照所在楼层协商分摊，县财政对每部电梯给予一次性补贴，补贴标准由县住房城乡建设局会同县财政局另行制定并向社会公布。',
  '申请加装电梯的，应当经本单元专有部分面积占比三分之二以上且人数占比三分之二以上的业主参与表决，并经参与表决专有部分面积四分之三以上且参与表决人数四分之三以上的业主同意。',
  '加装电梯不得影响建筑结构安全和消防通道，不得占用城市道路、绿地和地下管线的保护范围，施工期间应当采取措施减少对居民生活的影响。',
]

/** Of 60, 100, 180 and 400 characters. */
const letters = [
  '我们是老城区的居民，家里老人上下楼十分困难，请县里把补贴标准提高到每部二十万元，并且在今年年底之前兑现到位，不要再拖下去了。',
  '作为一名在云岭县生活了三十年的退休教师，我认为草案对一楼住户的采光和通风考虑得不够。建议写明加装之前必须做日照分析，分析结果张贴在单元门口不少于十五天，一楼住户提出异议的由街道组织听证，不能由业主委员会说了算。',
  '尊敬的起草单位：我们认真读了草案，觉得维护保养这一块几乎是空白。电梯装好以后谁来管、钱从哪里出、出了事故谁负责，都没有写清楚。我们要求增加专门一条：每部电梯设立维修资金专户，按户每月收取，由社区监督使用；维保单位须持有相应资质并每半个月检查一次；检查记录贴在轿厢里供大家查看。没有这一条，电梯早晚变成摆设，最后吃亏的还是住在楼上的老人和孩子。',
  '我们联名提出以下看法。第一，表决门槛过高，很多人常年在外务工，联系不上，一个单元里有两三户不表态就永远装不成，应当允许通过手机、书信和委托的方式参加，并且把逾期不答复的情况写明白怎么计算。第二，施工时间应当避开中考和高考，每天晚上七点以后、早上八点以前不得使用电锤，周末只能做没有噪声的活。第三，补贴资金不要先由居民垫付，垫付几十万元对工薪家庭来说压力太大，可以在验收之前先拨付一半，验收合格以后再拨付另一半。第四，拆除违章搭建与安装要一起安排，不要先装好再来拆，更不要因为某一户有违建就让整个单元停下来等。第五，请把每一批获得批准的小区名单、金额和进度公布在县政府网站上，每个季度更新一次，接受群众监督。以上五点是我们反复商量后的共同意见，希望起草单位逐条答复，说明采纳或者不采纳的理由，谢谢你们的辛勤工作。',
]

const places = [
  '东门',
  '西关',
  '南河',
  '北桥',
  '青石巷',
  '柳树街',
  '文昌路',
  '桂花园',
  '纺织厂',
  '粮食局',
  '钢铁厂',
  '县医院',
  '一中',
  '汽车站',
  '水文站',
  '茶场',
  '糖厂',
  '电影院',
]
const who = [
  '我母亲',
  '我岳父',
  '我家孩子',
  '楼上的张阿姨',
  '隔壁的老刘',
  '我丈夫',
  '对门的一对老夫妻',
  '我奶奶',
  '三楼的租户',
  '我姐姐',
  '我自己',
  '住顶楼的朋友',
]
const troubles = [
  '膝盖做过手术',
  '坐轮椅',
  '去年摔了一跤',
  '每天要买菜',
  '刚做完心脏支架',
  '抱着婴儿',
  '已经八十多岁',
  '要背煤气罐',
  '送外卖很晚才回',
  '腰椎间盘突出',
  '看不清台阶',
  '每周去透析',
]
const openings = [
  '说说我的情况：',
  '提一个小问题，',
  '看了草案以后，',
  '我不太同意，',
  '原则上支持，但是',
  '补充一点，',
  '请教一下，',
  '根据《民法典》第二百七十八条的规定，',
  '根据有关法律法规的规定，',
  '按照《云岭县城市更新条例》，',
  '',
  '',
  '',
]
const closings = [
  '请认真考虑。',
  '望答复。',
  '谢谢。',
  '不知道这样行不行？',
  '以上仅代表个人。',
  '希望早日落实。',
  '',
  '',
  '',
  '',
]
const subjects = [
  '门洞朝向',
  '井道的玻璃',
  '底坑的排水',
  '轿厢的大小',
  '连廊的宽度',
  '夜间的照明',
  '刷卡的办法',
  '电费的账户',
  '发票的抬头',
  '钥匙的保管',
  '电表的位置',
  '燃气管的改道',
  '空调外机',
  '雨棚',
  '信报箱',
  '非机动车棚',
  '化粪池',
  '无障碍坡道',
  '监控摄像头',
  '楼道里的杂物',
]
const verbs = [
  '没有人管',
  '最好统一规定',
  '应该由设计单位说明',
  '可以参考邻县的做法',
  '请放到附件里讲',
  '让我们很为难',
  '每个小区都不一样',
  '能不能少收一点',
  '要听听物业怎么说',
  '不要写得太死',
  '建议另行征求看法',
  '比补贴更要紧',
  '三年前就吵过一次',
  '一直没有下文',
  '其实花不了多少钱',
  '关系到能不能评上文明楼栋',
]
const joins = ['，而且', '，所以', '；', '。', '，另外', '。再说', '，至于', '，可是', '。还有，', '，尤其是']

type Random = () => number
const pick = <T>(random: Random, from: readonly T[]): T => from[Math.floor(random() * from.length)] as T
/** Any two characters of the common ones: names, shops, things that nobody can list. */
const anything = (random: Random, length: number) =>
  Array.from({ length }, () => String.fromCharCode(0x4e00 + Math.floor(random() * 0x3000))).join('')

export function sentenceOfOnesOwn(random: Random): string {
  const kind = Math.floor(random() * 4)
  if (kind === 0)
    return `${pick(random, who)}住在${pick(random, places)}${1 + Math.floor(random() * 40)}号楼，${pick(random, troubles)}`
  if (kind === 1) return `${pick(random, subjects)}和${pick(random, subjects)}${pick(random, verbs)}`
  if (kind === 2)
    return `${pick(random, places)}的${anything(random, 3)}说${pick(random, subjects)}${pick(random, verbs)}`
  return `${anything(random, 2)}年我们${pick(random, places)}也${anything(random, 4)}过，${pick(random, verbs)}`
}

/** A comment that somebody wrote alone, on the same subject; every fourth quotes a clause of the draft. */
export function independentComment(random: Random, length = 60 + Math.floor(random() * 120)): string {
  let text = pick(random, openings)
  if (random() < 0.25) {
    const clause = pick(random, draft)
    const from = Math.floor(random() * (clause.length - 40))
    text += `草案说“${random() < 0.5 ? clause : clause.slice(from, from + 40)}”，`
  }
  do text += sentenceOfOnesOwn(random) + pick(random, joins)
  while (text.length < length)
  return text + pick(random, closings)
}

function varyMarks(random: Random, letter: string): string {
  return [...letter]
    .map((mark) => {
      if (mark === '，') return pick(random, ['，', ',', ' ', '、', '，\n'])
      if (mark === '。') return pick(random, ['。', '.', '！', '。\n\n', '  '])
      return random() < 0.03 ? ` ${mark}` : mark
    })
    .join('')
}

/** One to four words of one to four characters each are put otherwise, or left out. */
function swapWords(random: Random, letter: string): string {
  const swaps = 1 + Math.floor(random() * Math.min(4, letter.length / 30))
  let text = letter
  for (let at = 0; at < swaps; at++) {
    const from = Math.floor(random() * (text.length - 4))
    const length = 1 + Math.floor(random() * 4)
    text = text.slice(0, from) + anything(random, random() < 0.2 ? 0 : length) + text.slice(from + length)
  }
  return text
}

function ownWords(random: Random): string {
  const sentences = 1 + Math.floor(random() * 4)
  return Array.from({ length: sentences }, () => `${sentenceOfOnesOwn(random)}。`).join('')
}

function copyOf(random: Random, letter: string, kind: Label['kind']): string {
  const marks = random() < 0.3 ? varyMarks(random, letter) : letter
  const base = random() < 0.2 ? swapWords(random, marks) : marks
  if (kind === 'exact') return letter
  if (kind === 'punctuation') return varyMarks(random, letter)
  if (kind === 'swapped') return swapWords(random, letter)
  if (kind === 'before') return ownWords(random) + base
  if (kind === 'after') return `${base}${ownWords(random)}`
  const breaks = [...base.matchAll(/[。，,]/g)].map((match) => match.index + 1)
  const middle = breaks.length > 0 ? pick(random, breaks) : Math.floor(base.length / 2)
  return base.slice(0, middle) + ownWords(random) + base.slice(middle)
}

const kinds: Label['kind'][] = [
  'exact',
  'exact',
  'exact',
  'punctuation',
  'swapped',
  'swapped',
  'before',
  'after',
  'middle',
]

/** Four letters with copies of every kind among comments that people wrote by themselves; all of it shuffled. */
export function labelledSet(seed: number, copies: number, alone: number): LabelledSet {
  const random = seeded(seed)
  const all: { text: string; label?: Label }[] = []
  for (let at = 0; at < copies; at++) {
    const letter = at % letters.length
    const kind = pick(random, kinds)
    all.push({ text: copyOf(random, letters[letter] as string, kind), label: { letter, kind } })
  }
  for (let at = 0; at < alone; at++) all.push({ text: independentComment(random) })
  // What many say in the same few words, and who sends nothing but the clause.
  for (let at = 0; at < alone / 50; at++) {
    all.push({ text: pick(random, ['同意', '支持', '同意。', '我支持加装电梯！', '请尽快实施。']) })
    all.push({ text: pick(random, draft) })
  }
  for (let at = all.length - 1; at > 0; at--) {
    const other = Math.floor(random() * (at + 1))
    ;[all[at], all[other]] = [all[other] as (typeof all)[0], all[at] as (typeof all)[0]]
  }
  const labels = new Map<number, Label>()
  all.forEach(({ label }, at) => {
    if (label) labels.set(at + 1, label)
  })
  return { texts: all.map(({ text }, at) => ({ id: at + 1, text })), labels, draft }
}

/** So many comments of 100 characters: a third is one letter with small changes, the rest by themselves. */
export function manyComments(seed: number, count: number): CopyText[] {
  const random = seeded(seed)
  const letter = letters[1] as string
  return Array.from({ length: count }, (_, at) => {
    const text = at % 3 === 0 ? copyOf(random, letter, pick(random, kinds)) : independentComment(random, 95)
    return { id: at + 1, text }
  })
}

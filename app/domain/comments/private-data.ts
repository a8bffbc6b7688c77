type PrivateKind = 'identity' | 'phone' | 'card' | 'plate' | 'mail' | 'wechat' | 'qq'
export type PrivateData = { kind: PrivateKind; name: string; start: number; end: number }

const names: Record<PrivateKind, string> = {
  identity: '身份证号码',
  phone: '手机号码',
  card: '银行卡号',
  plate: '车牌号码',
  mail: '电子邮箱',
  wechat: '微信号',
  qq: 'QQ号',
}

const identityNumber = /(?<!\d)\d{17}[\dXx](?![\dXx])/g
const mobilePhone = /(?<!\d)(?:\+?86[- ]?)?1[3-9]\d(?:[- ]?\d{4}){2}(?!\d)/g
const cardNumber = /(?<!\d)[2-6]\d{3}(?:[- ]?\d{4}){2}(?:[- ]?\d{1,4}){1,2}(?!\d)/g
const plateNumber =
  /[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-HJ-NP-Za-hj-np-z][·・. ]?(?=[A-Za-z]{0,3}\d)[A-HJ-NP-Za-hj-np-z\d]{4,5}[A-HJ-NP-Za-hj-np-z\d挂学警港澳](?![A-Za-z\d])/g

// What leads to a person where it stands behind its name: 微信号 abc_12345. An office's own address does not.
const mailAddress = /(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g
const wechatName = /(?<=(?:微信|薇信|wechat|vx|wx)(?:号码|号|是|为|id)?[: ]{0,2})[a-z][\w-]{5,19}(?![\w-])/gi
const qqNumber = /(?<=(?:qq|扣扣)(?:号码|号|是|为)?[: ]{0,2})[1-9]\d{4,10}(?!\d)/gi

type Finder = { kind: PrivateKind; pattern: RegExp; isReal: (match: string) => boolean }

const finders: Finder[] = [
  { kind: 'identity', pattern: identityNumber, isReal: isIdentityNumber },
  { kind: 'phone', pattern: mobilePhone, isReal: () => true },
  { kind: 'card', pattern: cardNumber, isReal: isCardNumber },
  { kind: 'plate', pattern: plateNumber, isReal: () => true },
]

const signFinders: Finder[] = [
  { kind: 'mail', pattern: mailAddress, isReal: (match) => !/\.(?:gov|edu)\.cn$/i.test(match) },
  { kind: 'wechat', pattern: wechatName, isReal: () => true },
  { kind: 'qq', pattern: qqNumber, isReal: (match) => !/^1[3-9]\d{9}$/.test(match) },
]

/** Numbers that lead to a person, in order; they never overlap. None of them may go public (L3). */
export function findPrivateData(text: string): PrivateData[] {
  return find(text, finders)
}

/** E-mail addresses and numbers of messengers: the moderator says whether they should be hidden. */
export function findPersonalSigns(text: string): PrivateData[] {
  return find(text, signFinders)
}

function find(text: string, by: Finder[]): PrivateData[] {
  // One to one, so that a place in the narrow text is the same place in the text as written.
  const narrow = text
    .replace(/[！-～]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
    .replaceAll('\u3000', ' ')
  const found: PrivateData[] = []
  for (const { kind, pattern, isReal } of by) {
    for (const match of narrow.matchAll(pattern)) {
      const end = match.index + match[0].length
      const taken = found.some((other) => match.index < other.end && other.start < end)
      if (!taken && isReal(match[0])) found.push({ kind, name: names[kind], start: match.index, end })
    }
  }
  return found.sort((one, other) => one.start - other.start)
}

/** L3: proposes what the public may read: 138****5678. The moderator sees it and may change it. */
export function maskPrivateData(text: string): string {
  const all = findPrivateData(text)
  // Once a number is hidden, the one that it touched can be told apart too.
  return all.length === 0 ? text : maskPrivateData(hideAll(text, all))
}

/** The same, with addresses and numbers of messengers hidden too. */
export function proposeMasking(text: string): string {
  const masked = maskPrivateData(text)
  return hideAll(masked, findPersonalSigns(masked))
}

function hideAll(text: string, all: PrivateData[]): string {
  let masked = ''
  let done = 0
  for (const { kind, start, end } of all) {
    masked += text.slice(done, start) + hide(kind, text.slice(start, end))
    done = end
  }
  return masked + text.slice(done)
}

function hide(kind: PrivateKind, written: string): string {
  if (kind === 'mail') return `****${written.slice(written.search(/[@＠]/))}`
  if (kind === 'wechat' || kind === 'qq') return '****'
  const letters = written.replace(/[- 　－·・.]/g, '').replace(/^[+＋]?[8８][6６](?=[1１])/, '')
  const [head, tail] = { identity: [3, 2], phone: [3, 4], card: [0, 4], plate: [2, 1] }[kind] as [
    number,
    number,
  ]
  // Never a run of digits long enough to be found once more.
  return `${letters.slice(0, head)}****${letters.slice(-tail)}`
}

const identityWeights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]

/** GB 11643: the last character is a checksum of the other seventeen, with a date of birth among them. */
function isIdentityNumber(digits: string): boolean {
  const month = Number(digits.slice(10, 12))
  const day = Number(digits.slice(12, 14))
  if (month < 1 || month > 12 || day < 1 || day > 31) return false
  const sum = identityWeights.reduce((total, weight, at) => total + weight * Number(digits[at]), 0)
  return '10X98765432'[sum % 11] === digits[17]?.toUpperCase()
}

/** Luhn, ISO/IEC 7812. */
function isCardNumber(written: string): boolean {
  const digits = written.replace(/\D/g, '')
  if (digits.length < 16 || digits.length > 19) return false
  const sum = [...digits].reverse().reduce((total, digit, at) => {
    const value = Number(digit) * (at % 2 === 1 ? 2 : 1)
    return total + (value > 9 ? value - 9 : value)
  }, 0)
  return sum % 10 === 0
}

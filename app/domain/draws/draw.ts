/**
 * The draw, as README.md in this folder has it in words. Pure and with Web Crypto alone: the server, the command line
 * and the browser run this very file, so that a result can be computed again by anyone.
 */
export const drawFormat = 'gongyi-draw/1'

export type DrawRule = {
  group: string
  seats: number
  method: 'lottery' | 'stratified'
  trait: string | null
}
export type DrawEntry = { pseudonym: string; group: string; stratum: string | null }
export type DrawnCategory = { rule: DrawRule; chosen: string[]; waiting: string[] }

/** What one file holds. `rules`, `list` and `results` are its lines as they stand there, each with its LF. */
export type DrawFile = {
  activityId: string
  title: string
  committed: string
  commitment: string
  closed: string
  frozen: string
  rulesHash: string
  listHash: string
  /** Hexadecimal; null until the draw has opened it. */
  secret: string | null
  drawn: string | null
  rules: string
  list: string
  results: string
}

export type DrawCheck = { what: 'commitment' | 'rules' | 'list' | 'results'; ok: boolean }
export type CheckedDraw = {
  file: DrawFile
  checks: DrawCheck[]
  /** Hexadecimal; null until the draw. */
  seed: string | null
  /** Computed anew; null until the draw, or where the file is not the one that was published. */
  results: DrawnCategory[] | null
}

/**
 * `format`: something else; `line-ends`: a program has saved it with other ends of lines; `unfinished`: cut off, or a
 * line of the head is missing; `line`: one that says nothing here.
 */
export class DrawFileError extends Error {
  readonly problem: 'format' | 'line-ends' | 'unfinished' | 'line'
  readonly line: string

  constructor(problem: DrawFileError['problem'], line = '') {
    super(`draw file: ${problem} ${line}`)
    this.name = 'DrawFileError'
    this.problem = problem
    this.line = line
  }
}

/** Bytes that are no UTF-8 do not stop the reading: the fingerprint of the list will say that they were changed. */
export function decodeDrawFile(bytes: ArrayBuffer | Uint8Array): string {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)
}

const encoder = new TextEncoder()

/** SHA-256 of the UTF-8 bytes, in lower-case hexadecimal. */
export async function sha256(text: string): Promise<string> {
  const hash = await globalThis.crypto.subtle.digest('SHA-256', encoder.encode(text))
  return Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, '0')).join('')
}

export function seedOf(secret: string, listHash: string): Promise<string> {
  return sha256(`${drawFormat}\n${secret}\n${listHash}\n`)
}

/** By UTF-8 bytes; a string's own order is that of UTF-16, which differs for rare characters. */
export function compareBytes(a: string, b: string): number {
  const [left, right] = [encoder.encode(a), encoder.encode(b)]
  for (let at = 0; at < Math.min(left.length, right.length); at++) {
    const difference = (left[at] ?? 0) - (right[at] ?? 0)
    if (difference !== 0) return difference
  }
  return left.length - right.length
}

export function writeRules(rules: DrawRule[]): string {
  return rules
    .map(({ group, seats, method, trait }) => line('category', group, seats, method, trait ?? '-'))
    .join('')
}

export function writeList(entries: DrawEntry[]): string {
  return [...entries]
    .sort((a, b) => compareBytes(a.pseudonym, b.pseudonym))
    .map(({ pseudonym, group, stratum }) => line(pseudonym, group, stratum?.trim() || '-'))
    .join('')
}

function writeResults(results: DrawnCategory[]): string {
  return results
    .flatMap(({ rule, chosen, waiting }) =>
      [...chosen, ...waiting].map((pseudonym, at) =>
        line('result', rule.group, at + 1, pseudonym, at < chosen.length ? 'chosen' : 'waiting'),
      ),
    )
    .join('')
}

/** Nothing that a field says may look like the end of a field or of a line. */
function line(...fields: (string | number)[]): string {
  return `${fields.map((field) => String(field).replace(/\s+/gu, ' ')).join('\t')}\n`
}

type Opened = { secret: string; listHash: string }

/** Computes every category's order. The result does not depend on the order in which the entries are given. */
export async function drawLots(
  rules: DrawRule[],
  entries: DrawEntry[],
  { secret, listHash }: Opened,
): Promise<DrawnCategory[]> {
  const seed = await seedOf(secret, listHash)
  const lots = (await withTickets(seed, entries)).sort(byTicket)
  return rules.map((rule) => {
    const order = orderWithin(
      rule,
      lots.filter(({ group }) => group === rule.group),
    )
    return { rule, chosen: order.slice(0, rule.seats), waiting: order.slice(rule.seats) }
  })
}

const ticketsAtOnce = 1000

/** Some at a time: a long list keeps neither a server nor a browser from answering. */
async function withTickets(seed: string, entries: DrawEntry[]): Promise<Lot[]> {
  const lots: Lot[] = []
  for (let from = 0; from < entries.length; from += ticketsAtOnce)
    lots.push(
      ...(await Promise.all(
        entries
          .slice(from, from + ticketsAtOnce)
          .map(async (entry) => ({ ...entry, ticket: await sha256(`${seed}\n${entry.pseudonym}\n`) })),
      )),
    )
  return lots
}

type Lot = DrawEntry & { ticket: string }

function byTicket(a: Lot, b: Lot): number {
  if (a.ticket !== b.ticket) return a.ticket < b.ticket ? -1 : 1
  return compareBytes(a.pseudonym, b.pseudonym)
}

/** Each stratum's first, then each stratum's second, and so on; a plain lottery is one stratum. */
function orderWithin({ method }: DrawRule, sorted: Lot[]): string[] {
  const seen = new Map<string, number>()
  const ranked = sorted.map((lot) => {
    const stratum = method === 'stratified' ? (lot.stratum ?? '-') : '-'
    const rank = seen.get(stratum) ?? 0
    seen.set(stratum, rank + 1)
    return { ...lot, rank }
  })
  return ranked.sort((a, b) => a.rank - b.rank || byTicket(a, b)).map(({ pseudonym }) => pseudonym)
}

type Unhashed = Omit<DrawFile, 'rulesHash' | 'listHash' | 'results'>

/** The text of the file; with the results, once there is a secret. */
export async function writeDrawFile(file: Unhashed): Promise<string> {
  const { rules, list, secret } = file
  const [rulesHash, listHash] = [await sha256(rules), await sha256(list)]
  const head = [
    `${drawFormat}\n`,
    line('activity', file.activityId, file.title),
    line('committed', file.committed),
    line('commitment', file.commitment),
    line('closed', file.closed),
    line('frozen', file.frozen),
    line('rules', rulesHash),
    line('list', listHash),
    ...(secret ? [line('secret', secret), line('drawn', file.drawn ?? '')] : []),
  ].join('')
  const published = `${head}${rules}\n${list}`
  if (!secret) return published
  const results = await computed(file, { secret, listHash })
  return `${published}\n${writeResults(results)}`
}

const headNames = [
  'activity',
  'committed',
  'commitment',
  'closed',
  'frozen',
  'rules',
  'list',
  'secret',
  'drawn',
]
const isHash = (value: string | undefined) => /^[0-9a-f]{64}$/.test(value ?? '')

function computed({ rules, list }: Pick<DrawFile, 'rules' | 'list'>, opened: Opened) {
  const read = readRules(rules)
  return drawLots(read, readList(list, read), opened)
}

export function readDrawFile(text: string): DrawFile {
  const lines = text.split('\n')
  if (lines[0]?.replace(/^\uFEFF/, '').replace(/\r$/, '') !== drawFormat) throw new DrawFileError('format')
  if (lines[0].endsWith('\r')) throw new DrawFileError('line-ends')
  const end = lines.indexOf('')
  // The last line ends like every other one.
  if (end < 0 || end === lines.length - 1 || lines.at(-1) !== '') throw new DrawFileError('unfinished')
  const firstRule = lines.findIndex((each) => each.startsWith('category\t'))
  if (firstRule < 0 || firstRule > end) throw new DrawFileError('unfinished')
  const head = readHead(lines.slice(1, firstRule))
  const listEnd = lines.indexOf('', end + 1)
  const block = (from: number, to: number) =>
    lines
      .slice(from, to)
      .map((each) => `${each}\n`)
      .join('')
  return {
    ...head,
    rules: block(firstRule, end),
    list: block(end + 1, listEnd),
    results: block(listEnd + 1, lines.length - 1),
  }
}

function readHead(lines: string[]): Omit<DrawFile, 'rules' | 'list' | 'results'> {
  const found = new Map<string, string[]>()
  for (const each of lines) {
    const [name = '', ...values] = each.split('\t')
    if (!headNames.includes(name) || found.has(name) || values.length === 0)
      throw new DrawFileError('line', each)
    found.set(name, values)
  }
  const of = (name: string) => found.get(name)?.[0]
  const [commitment, rulesHash, listHash, secret] = ['commitment', 'rules', 'list', 'secret'].map(of)
  for (const needed of ['activity', 'committed', 'commitment', 'closed', 'frozen', 'rules', 'list'])
    if (!found.has(needed)) throw new DrawFileError('unfinished')
  return {
    activityId: of('activity') ?? '',
    title: found.get('activity')?.[1] ?? '',
    committed: of('committed') ?? '',
    commitment: commitment ?? '',
    closed: of('closed') ?? '',
    frozen: of('frozen') ?? '',
    rulesHash: rulesHash ?? '',
    listHash: listHash ?? '',
    secret: secret ?? null,
    drawn: of('drawn') ?? null,
  }
}

/** A notice has one category for each kind of people; a file with more of them is no file of a draw. */
const mostCategories = 50

/** Each category once. */
export function readRules(rules: string): DrawRule[] {
  const seen = new Set<string>()
  return linesOf(rules).map((each) => {
    const [word, group = '', seats = '', method, trait = '', ...more] = each.split('\t')
    const isKnown = method === 'lottery' || method === 'stratified'
    if (
      word !== 'category' ||
      !group ||
      !/^[1-9]\d{0,3}$/.test(seats) ||
      !isKnown ||
      !trait ||
      more.length > 0 ||
      seen.has(group) ||
      seen.size === mostCategories
    )
      throw new DrawFileError('line', each)
    seen.add(group)
    return { group, seats: Number(seats), method, trait: trait === '-' ? null : trait }
  })
}

/** Nobody stands in it twice, and nobody in a category that is not drawn. */
export function readList(list: string, rules: DrawRule[]): DrawEntry[] {
  const groups = new Set(rules.map(({ group }) => group))
  let before = ''
  return linesOf(list).map((each) => {
    const [pseudonym, group, stratum, ...more] = each.split('\t')
    if (!pseudonym || !stratum || more.length > 0 || !groups.has(group ?? ''))
      throw new DrawFileError('line', each)
    if (compareBytes(before, pseudonym) >= 0) throw new DrawFileError('line', each)
    before = pseudonym
    return { pseudonym, group: group ?? '', stratum: stratum === '-' ? null : stratum }
  })
}

function linesOf(block: string): string[] {
  return block.split('\n').slice(0, -1)
}

/** Everything that the file says of itself, computed anew. Throws DrawFileError where it is no such file. */
export async function checkDraw(text: string): Promise<CheckedDraw> {
  const file = readDrawFile(text)
  const { secret, commitment, rulesHash, listHash, rules, list } = file
  const checks: DrawCheck[] = [
    { what: 'rules', ok: (await sha256(rules)) === rulesHash },
    { what: 'list', ok: (await sha256(list)) === listHash },
  ]
  if (secret === null) return { file, checks, seed: null, results: null }
  checks.unshift({ what: 'commitment', ok: isHash(secret) && (await sha256(secret)) === commitment })
  const seed = await seedOf(secret, listHash)
  if (checks.some(({ ok }) => !ok)) return { file, checks, seed, results: null }
  const results = await computed(file, { secret, listHash })
  checks.push({ what: 'results', ok: writeResults(results) === file.results })
  return { file, checks, seed, results }
}

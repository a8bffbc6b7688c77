import { dayOf } from '~/app/domain/calendar'
import type { Finding } from '~/app/domain/findings'
import { agendaParts } from '~/db/schema/activities'
import {
  consumerShare,
  hasClosed,
  hasDraw,
  lastDayForList,
  lastDayForMaterials,
  leadTimes,
  periodFault,
} from './rules'
import type { ActivityKind, ActivityProfile, AgendaPart, SeatCategory, SeatGroup } from './types'

/** A seated participant (no observer, no press), as far as the gates ask. */
export type ChainParticipant = {
  registrationId: number
  pseudonym: string
  group: SeatGroup
  isConfirmed: boolean
  deliveredAt: Date | null
  presence: 'present' | 'absent' | null
  /** For the transcript as it is open now; an earlier version's signature does not count. */
  signature: 'signed' | 'refused' | null
}

/** What has happened so far, each with its date: what every gate of the chain is decided on. */
export type Chain = {
  kind: ActivityKind
  profile: ActivityProfile
  /** As it is announced now, after a postponement. */
  startsAt: Date
  registrationClosesAt: Date | null
  categories: SeatCategory[]
  publishedAt: Date | null
  cancelledAt: Date | null
  frozenAt: Date | null
  drawnAt: Date | null
  listPublishedAt: Date | null
  heldAt: Date | null
  transcript: { version: number; sha256: string; openedAt: Date } | null
  transcriptClosedAt: Date | null
  reportedAt: Date | null
  /** What was said stands in the ledger: that stays, also where the report has been taken back. */
  isInLedger: boolean
  agenda: AgendaPart[]
  participants: ChainParticipant[]
}

const article16 = '《重大行政决策程序暂行条例》第十六条'
const article17 = '《重大行政决策程序暂行条例》第十七条'

function rule({ profile }: Pick<Chain, 'profile'>): { id: string; source: string } {
  return profile === 'price'
    ? { id: 'P8', source: '《政府制定价格听证办法》' }
    : { id: 'P6', source: article16 }
}

function blocking(id: string, source: string, message: string): Finding {
  return { id, level: 'block', message: `${message}（${source}）。` }
}

/** What stands before every step: the notice is public, and nothing has been called off. */
function standing(chain: Chain): Finding[] {
  const { id, source } = rule(chain)
  if (chain.cancelledAt) return [blocking(id, source, '这次活动已经取消')]
  return chain.publishedAt ? [] : [blocking(id, source, '公告还没有公布，后面的步骤都要等公告公布之后')]
}

/** P6: the list is frozen once nobody can register any more, and only then. */
export function freezeFindings(chain: Chain, now: Date): Finding[] {
  const { id, source } = rule(chain)
  const findings = standing(chain)
  if (!hasDraw(chain.categories)) findings.push(blocking(id, source, '这次没有需要抽签的类别'))
  if (!chain.registrationClosesAt || !hasClosed(chain.registrationClosesAt, now))
    findings.push(blocking(id, source, '报名还没有截止，截止以后才能封存报名名单'))
  if (chain.frozenAt) findings.push(blocking(id, source, '报名名单已经封存，不能再次封存'))
  return findings
}

export function drawFindings(chain: Chain): Finding[] {
  const { id, source } = rule(chain)
  const findings = standing(chain)
  if (!hasDraw(chain.categories)) findings.push(blocking(id, source, '这次没有需要抽签的类别'))
  if (!chain.frozenAt) findings.push(blocking(id, source, '请先封存并公布报名名单，再抽签'))
  if (chain.drawnAt) findings.push(blocking(id, source, '已经抽过签；抽签只有一次'))
  return findings
}

/** P6: the list of participants, before the hearing; P8: fifteen days before. */
export function listFindings(chain: Chain, now: Date): Finding[] {
  const { id, source } = rule(chain)
  const findings = standing(chain)
  if (chain.registrationClosesAt && !hasClosed(chain.registrationClosesAt, now))
    findings.push(blocking(id, source, '报名还没有截止，截止以后才能公布参加人名单'))
  if (hasDraw(chain.categories) && !chain.drawnAt)
    findings.push(blocking(id, source, '还没有抽签，抽签之后才能公布参加人名单'))
  if (chain.listPublishedAt) findings.push(blocking(id, source, '参加人名单已经公布'))
  if (chain.participants.length === 0) findings.push(blocking(id, source, '还没有参加人'))
  const waiting = chain.participants.filter(({ isConfirmed }) => !isConfirmed)
  if (waiting.length > 0)
    findings.push(
      blocking(
        id,
        source,
        `还有 ${waiting.length} 名入选人没有确认参加（${names(waiting)}），确认或者递补之后再公布`,
      ),
    )
  findings.push(
    ...shareFindings(
      chain,
      chain.participants.map(({ group }) => group),
    ),
  )
  const { list } = leadTimes[chain.profile]
  const last = lastDayForList(chain)
  if (chain.kind === 'hearing' && dayOf(now) > last)
    findings.push(
      blocking(
        id,
        source,
        `参加人名单最晚 ${last} 公布（举行 ${list} 日前），材料才能按时送到他们手里；现在已经晚了，请先延期`,
      ),
    )
  return findings
}

/** P8: two of five of those who take part, not only of the seats: seats may have stayed empty. */
export function shareFindings(
  { profile, frozenAt }: Pick<Chain, 'profile' | 'frozenAt'>,
  groups: SeatGroup[],
): Finding[] {
  if (profile !== 'price') return []
  const consumers = groups.filter((group) => group === 'consumer').length
  if (consumers * consumerShare.of >= groups.length * consumerShare.seats) return []
  const { id, source } = rule({ profile })
  const way = frozenAt ? '只能取消，另行公告' : '请延期并延长报名'
  const share = `消费者参加人 ${consumers} 名，不到全部参加人 ${groups.length} 名的五分之二`
  return [blocking(id, source, `${share}，${way}`)]
}

/** P6: whoever takes part has the materials in time; they go to those on the public list. */
export function deliveryFindings(chain: Chain): Finding[] {
  if (chain.kind !== 'hearing') return standing(chain)
  const { id, source } = rule(chain)
  const findings = standing(chain)
  if (!chain.listPublishedAt)
    findings.push(blocking(id, source, '参加人名单还没有公布，公布之后才能送达材料'))
  if (chain.heldAt) findings.push(blocking(id, source, '听证会已经举行'))
  return findings
}

/** Whether something may be put to the materials: not when that would leave everyone served too late. */
export function addMaterialFindings(chain: Chain, now: Date): Finding[] {
  const { id, source } = rule(chain)
  if (chain.cancelledAt) return [blocking(id, source, '这次活动已经取消')]
  if (chain.heldAt) return [blocking(id, source, '已经举行，材料不能再改动')]
  const last = lastDayForMaterials(chain)
  const isServed = chain.participants.some(({ deliveredAt }) => deliveredAt !== null)
  if (chain.kind !== 'hearing' || !isServed || dayOf(now) <= last) return []
  return [
    blocking(
      id,
      source,
      `材料须在 ${last} 前送齐，现在再添，已经送达的参加人都会变成没有按时收齐，只能延期；要添，请先延期`,
    ),
  ]
}

/** P6, P7, P8: whether it may be recorded as held. */
export function holdingFindings(chain: Chain, now: Date): Finding[] {
  const { id, source } = rule(chain)
  const findings = standing(chain)
  if (chain.heldAt) return [...findings, blocking(id, source, '已经登记举行')]
  if (now < chain.startsAt) findings.push(blocking(id, source, '还没有到举行的时间'))
  if (chain.kind !== 'hearing') return findings
  if (!chain.listPublishedAt) findings.push(blocking(id, source, '参加人名单没有提前公布，不能举行'))
  const { materials } = leadTimes[chain.profile]
  const last = lastDayForMaterials(chain)
  const late = chain.participants.filter(({ deliveredAt }) => !deliveredAt || dayOf(deliveredAt) > last)
  if (late.length > 0)
    findings.push(
      blocking(
        id,
        source,
        `听证材料须在 ${last} 前送达（举行 ${materials} 日前），以下参加人没有按时收到：${names(late)}，请延期举行`,
      ),
    )
  const unknown = chain.participants.filter(({ presence }) => presence === null)
  if (unknown.length > 0) findings.push(blocking('P7', article17, `还没有登记到场情况：${names(unknown)}`))
  return [...findings, ...agendaFindings(chain.agenda)]
}

const neededParts: { part: AgendaPart; words: string }[] = [
  { part: 'presentation', words: '决策承办单位介绍草案、依据和有关情况' },
  { part: 'statements', words: '听证参加人陈述意见' },
  { part: 'debate', words: '询问、质证和辩论' },
  { part: 'signing', words: '参加人确认并签字' },
]

/** P7: the agency presents, participants state, question and debate, and sign; in this order. */
export function agendaFindings(parts: AgendaPart[]): Finding[] {
  const findings = neededParts
    .filter(({ part }) => !parts.includes(part))
    .map(({ words }) => blocking('P7', article17, `议程里缺少“${words}”`))
  const order = parts.map((part) => agendaParts.indexOf(part))
  if (order.some((place, at) => at > 0 && place < (order[at - 1] ?? 0)))
    findings.push(blocking('P7', article17, '议程的次序不对：先介绍，再陈述，然后询问和辩论，最后确认签字'))
  return findings
}

/** P7: the transcript is shown to the participants once the hearing has been held. */
export function openTranscriptFindings(chain: Chain, statements: number): Finding[] {
  const findings = standing(chain)
  if (!chain.heldAt) findings.push(blocking('P7', article17, '还没有登记举行，举行之后才有听证记录'))
  if (statements === 0) findings.push(blocking('P7', article17, '听证记录还是空的'))
  if (chain.transcriptClosedAt) findings.push(blocking('P7', article17, '听证记录已经定稿'))
  return findings
}

/** P7: every participant who was there has signed it, or refused with a reason; `sha256` is of the text as it is now. */
export function closeTranscriptFindings(chain: Chain, sha256?: string): Finding[] {
  const findings = standing(chain)
  if (!chain.transcript) findings.push(blocking('P7', article17, '听证记录还没有交参加人确认'))
  else if (sha256 !== undefined && chain.transcript.sha256 !== sha256)
    findings.push(blocking('P7', article17, '交参加人确认之后记录又改过，请重新交他们确认，此前的签字不算'))
  if (chain.transcriptClosedAt) findings.push(blocking('P7', article17, '听证记录已经定稿'))
  const open = chain.participants.filter(({ presence, signature }) => presence === 'present' && !signature)
  if (open.length > 0)
    findings.push(blocking('P7', article17, `还有参加人没有确认签字，也没有写明拒签理由：${names(open)}`))
  return findings
}

/** Whether the account of it may be published. */
export function reportFindings(chain: Chain, now: Date, { body }: { body: string }): Finding[] {
  const { id, source } = rule(chain)
  const findings = standing(chain)
  if (chain.kind === 'hearing' && !chain.transcriptClosedAt)
    findings.push(blocking('P7', article17, '听证记录还没有经参加人确认签字并定稿，不能公布听证报告'))
  if (chain.kind === 'meeting-attendance' && !chain.heldAt)
    findings.push(blocking('P14', '地方标准', '还没有登记会议举行'))
  if (now < chain.startsAt) findings.push(blocking(id, source, '还没有到举行的时间'))
  if (body.trim() === '')
    findings.push({ ...blocking(id, source, '请写明听取意见的经过和情况'), field: 'body' })
  return findings
}

export type Postponement = {
  startsAt: Date
  endsAt: Date
  /** Null where registration stays as it is. */
  registrationClosesAt: Date | null
  reason: string
}

/** Moved to a later day, with a public reason, as long as it has not been held. */
export function postponeFindings(chain: Chain, to: Postponement, now: Date): Finding[] {
  const { id, source } = rule(chain)
  const findings = standing(chain)
  if (hasTakenPlace(chain)) findings.push(blocking(id, source, '已经举行，不能延期'))
  if (to.startsAt <= chain.startsAt || to.startsAt <= now)
    findings.push({ ...blocking(id, source, '只能改到更晚的时间'), field: 'newStartsAt' })
  const fault = periodFault(to)
  if (fault) findings.push({ ...blocking(id, source, fault), field: 'newEndsAt' })
  if (to.registrationClosesAt)
    findings.push(
      ...registrationExtensionFindings(chain, to.startsAt, to.registrationClosesAt, now).map((message) => ({
        ...blocking(id, source, message),
        field: 'newRegistrationClosesAt',
      })),
    )
  if (to.reason.trim() === '')
    findings.push({
      ...blocking(id, source, '延期须同时公布原因，报名的人会收到通知'),
      field: 'changeReason',
    })
  return findings
}

/** More people may register as long as the list of those who did is not closed. */
function registrationExtensionFindings(chain: Chain, startsAt: Date, closesAt: Date, now: Date): string[] {
  if (!chain.registrationClosesAt) return ['这次活动不需要报名']
  if (chain.frozenAt || chain.listPublishedAt) return ['报名名单已经封存或者公布，不能再延长报名']
  if (closesAt <= chain.registrationClosesAt || closesAt <= now) return ['报名截止只能改到更晚的时间']
  const before = lastDayForList({ ...chain, startsAt })
  return dayOf(closesAt) >= before ? [`报名须在 ${before} 之前截止，才来得及公布参加人名单`] : []
}

/** Of a symposium, a visit or a poll only its record says so. */
function hasTakenPlace({ heldAt, transcriptClosedAt, reportedAt, isInLedger }: Chain): boolean {
  return heldAt !== null || transcriptClosedAt !== null || reportedAt !== null || isInLedger
}

/** A notice can be taken back while it has had no effect; afterwards the activity is cancelled, and everyone is told. */
export function withdrawFindings(chain: Chain, registrations: number): Finding[] {
  const { id, source } = rule(chain)
  const findings: Finding[] = []
  if (chain.cancelledAt) findings.push(blocking(id, source, '这次活动已经取消，公告和取消的说明要一直能查到'))
  if (hasTakenPlace(chain)) findings.push(blocking(id, source, '已经举行，意见已经登记，公告不能撤回'))
  if (registrations > 0)
    findings.push(
      blocking(
        id,
        source,
        `已经有 ${registrations} 人报名，公告不能撤回；不再举行的，请办理取消，系统会逐一通知`,
      ),
    )
  return findings
}

export function cancelFindings(chain: Chain, reason: string): Finding[] {
  const { id, source } = rule(chain)
  const findings = standing(chain)
  if (hasTakenPlace(chain)) findings.push(blocking(id, source, '已经举行，不能取消'))
  if (reason.trim() === '')
    findings.push({
      ...blocking(id, source, '取消须同时公布原因，报名的人会收到通知'),
      field: 'cancelReason',
    })
  return findings
}

/** Whether the agenda fits into the time that was announced. */
export function agendaTimeFindings(
  items: { minutes: number }[],
  { startsAt, endsAt }: { startsAt: Date; endsAt: Date },
): Finding[] {
  const announced = Math.round((endsAt.getTime() - startsAt.getTime()) / 60_000)
  const planned = items.reduce((sum, { minutes }) => sum + minutes, 0)
  if (planned <= announced) return []
  const message = `议程合计 ${planned} 分钟，比公告的 ${announced} 分钟多出 ${planned - announced} 分钟，请压缩发言时间或者另行通知结束时间。`
  return [{ id: 'P7', level: 'warn', message }]
}

const namedAtMost = 5

function names(all: ChainParticipant[]): string {
  const some = all.slice(0, namedAtMost).map(({ pseudonym }) => pseudonym)
  return `${some.join('、')}${all.length > namedAtMost ? ` 等 ${all.length} 人` : ''}`
}

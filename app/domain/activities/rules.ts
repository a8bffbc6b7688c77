import { addDays, dayOf, sayMoment } from '~/app/domain/calendar'
import type { Finding } from '~/app/domain/findings'
import {
  type ActivityKind,
  type ActivityProfile,
  type ActivityState,
  callsPeople,
  isDrawn,
  isParticipantGroup,
  type SeatCategory,
} from './types'

const article16 = '《重大行政决策程序暂行条例》第十六条'
const article14 = '《重大行政决策程序暂行条例》第十四条'
const priceRules = '《政府制定价格听证办法》'

/**
 * Whole days before the day of the hearing. P6 is the statute; P8 (confidence B) is a setting for price hearings. The
 * materials go to those on the public list, so the list is never due later than they are.
 */
export const leadTimes: Record<ActivityProfile, { notice: number; list: number; materials: number }> = {
  general: { notice: 0, list: 7, materials: 7 },
  price: { notice: 30, list: 15, materials: 15 },
}

/** Nothing lasts longer: lists find what has not ended by its beginning, however much there has been. */
export const longestDays = 366

/** What is wrong with the end of an activity, in words; null where it is after the beginning and not years away. */
export function periodFault({ startsAt, endsAt }: { startsAt: Date; endsAt: Date }): string | null {
  // Not a number where one of them could not be read, which is said at its own field.
  const length = Number(endsAt) - Number(startsAt)
  if (length <= 0) return '结束的时间要晚于开始的时间'
  return length > longestDays * 86_400_000 ? '一次活动最长一年，请核对结束的时间' : null
}

/** P8: consumers have at least two of five seats. */
export const consumerShare = { seats: 2, of: 5 }

/** The last day on which something due `days` before the hearing can be done; T1: the day of the hearing is not counted. */
export function lastDayFor(startsAt: Date, days: number): string {
  return addDays(dayOf(startsAt), -days)
}

type OnADay = { kind: ActivityKind; profile: ActivityProfile; startsAt: Date }

/** Where no materials have to follow the list, the day before is the last for it. */
export function leadsOf({ kind, profile }: Omit<OnADay, 'startsAt'>): { list: number; materials: number } {
  return kind === 'hearing' ? leadTimes[profile] : { list: 1, materials: 1 }
}

/** The last day for the list of participants: registration is over before it. */
export function lastDayForList(activity: OnADay): string {
  return lastDayFor(activity.startsAt, leadsOf(activity).list)
}

/** The last day on which the materials reach everyone in time; also the last on which somebody moves up (P6). */
export function lastDayForMaterials(activity: OnADay): string {
  return lastDayFor(activity.startsAt, leadsOf(activity).materials)
}

export type ActivityElements = {
  kind: ActivityKind
  profile: ActivityProfile
  title: string
  purpose: string
  place: string
  accessibility: string
  startsAt: Date
  endsAt: Date
  registrationOpensAt: Date | null
  registrationClosesAt: Date | null
  categories: Pick<SeatCategory, 'group' | 'seats' | 'method' | 'trait' | 'eligibility'>[]
  /** From the ledger: the draft that is heard about, and its explanation. */
  hasDraft: boolean
  hasExplanation: boolean
  matterIsPublic: boolean
}

function ruleOf({ kind, profile }: { kind: ActivityKind; profile: ActivityProfile }): [string, string] {
  if (profile === 'price') return ['P8', priceRules]
  return kind === 'hearing' ? ['P6', article16] : ['P2', article14]
}

/** P2, P6, P8, P14: what the notice of an activity needs before it is published at `now`. */
export function noticeFindings(activity: ActivityElements, now: Date): Finding[] {
  const [id, source] = ruleOf(activity)
  const block = (field: string, message: string): Finding => ({
    id,
    level: 'block',
    field,
    message: `${message}（${source}）。`,
  })
  const findings: Finding[] = []
  if (activity.title.trim() === '') findings.push(block('title', '请写明标题'))
  if (activity.purpose.trim() === '') findings.push(block('purpose', '请写明要听取什么意见'))
  if (!activity.matterIsPublic)
    findings.push({
      id: 'P1',
      level: 'block',
      field: 'matterId',
      message: '所属决策事项还没有列入公开的目录，请先公布目录（《重大行政决策程序暂行条例》第三条）。',
    })
  if (activity.kind === 'hearing') {
    if (!activity.hasDraft)
      findings.push(
        block('versionId', '听证会要公布决策草案，请选择已经公开的征求意见，或者选择要听证的文稿'),
      )
    if (!activity.hasExplanation) findings.push(block('explanation', '听证会要公布草案的说明'))
  }
  if (activity.kind !== 'opinion-poll' && activity.place.trim() === '')
    findings.push(block('place', '请写明地点'))
  if (callsPeople(activity.kind)) findings.push(...callFindings(activity, now, block))
  return findings
}

/** Whom the public calls must be able to come: who, how many, by which rule, from when to when. */
function callFindings(
  activity: ActivityElements,
  now: Date,
  block: (field: string, message: string) => Finding,
): Finding[] {
  const { profile, startsAt, registrationOpensAt, registrationClosesAt, categories } = activity
  const findings: Finding[] = []
  if (startsAt <= now) findings.push(block('startsAt', '时间已经过去；须提前公布'))
  const { notice } = leadTimes[profile]
  if (notice > 0 && dayOf(now) > lastDayFor(startsAt, notice)) {
    const earliest = addDays(dayOf(now), notice)
    findings.push(block('startsAt', `须在举行 ${notice} 日前公告，现在公告最早可在 ${earliest} 举行`))
  }
  if (!categories.some(({ group }) => isParticipantGroup(group)))
    findings.push(block('categories', '请写明参加人的类别、名额和遴选办法'))
  if (activity.kind === 'hearing') findings.push(...sideFindings(activity, block))
  if (categories.some(({ method }) => method !== 'nominated')) {
    if (!registrationOpensAt || !registrationClosesAt)
      findings.push(block('registrationClosesAt', '请写明从何时到何时报名'))
    else if (registrationClosesAt <= now)
      findings.push(block('registrationClosesAt', '报名截止的时间已经过去'))
    else if (dayOf(registrationClosesAt) >= lastDayForList(activity))
      findings.push(
        block(
          'registrationClosesAt',
          `报名须在 ${lastDayForList(activity)} 之前截止，才来得及公布参加人名单${activity.kind === 'hearing' ? '并按时送达材料' : ''}`,
        ),
      )
  }
  if (activity.accessibility.trim() === '')
    findings.push({
      id: 'L7',
      level: 'warn',
      field: 'accessibility',
      message: '没有写明无障碍条件（坡道、手语翻译、大字材料等），行动或听说不便的人不知道能不能来。',
    })
  return findings
}

/** Every side is represented (P6), and consumers with their share (P8). */
function sideFindings(
  { profile, categories }: ActivityElements,
  block: (field: string, message: string) => Finding,
): Finding[] {
  const participants = categories.filter(({ group }) => isParticipantGroup(group))
  const findings: Finding[] = []
  if (participants.length === 1)
    findings.push(block('categories', '只有一类参加人；须保证相关各方都有代表参加'))
  const concerned = ['affected', 'consumer', 'resident']
  if (participants.length > 0 && !participants.some(({ group }) => concerned.includes(group)))
    findings.push(block('categories', '参加人里没有利害关系人、消费者或者居民'))
  if (profile !== 'price') return findings
  const all = participants.reduce((sum, { seats }) => sum + seats, 0)
  const consumers = participants.find(({ group }) => group === 'consumer')?.seats ?? 0
  if (consumers * consumerShare.of < all * consumerShare.seats)
    findings.push(block('categories', `消费者参加人 ${consumers} 名，不到全部参加人 ${all} 名的五分之二`))
  return findings
}

/** Whether somebody may register now, in words for the person; null while one may. */
export function refusalToRegister(
  {
    registrationOpensAt,
    registrationClosesAt,
    cancelledAt,
  }: { registrationOpensAt: Date | null; registrationClosesAt: Date | null; cancelledAt: Date | null },
  now: Date,
): { status: 410 | 422; message: string } | null {
  if (cancelledAt) return { status: 410, message: '这次活动已经取消，不再接受报名。' }
  if (!registrationOpensAt || !registrationClosesAt) return { status: 410, message: '这次活动不需要报名。' }
  if (now < registrationOpensAt)
    return { status: 422, message: `报名从${sayMoment(registrationOpensAt)}开始，请到时再来。` }
  if (!hasClosed(registrationClosesAt, now)) return null
  return { status: 410, message: `报名已于${sayMoment(registrationClosesAt)}截止。` }
}

/** By whole seconds, and one rule for all: nobody is let in any more once the list may be frozen. */
export function hasClosed(registrationClosesAt: Date, now: Date): boolean {
  return Math.floor(now.getTime() / 1000) > Math.floor(registrationClosesAt.getTime() / 1000)
}

export function hasDraw(categories: Pick<SeatCategory, 'method'>[]): boolean {
  return categories.some(({ method }) => isDrawn(method))
}

type Dated = {
  kind: ActivityKind
  endsAt: Date
  registrationOpensAt: Date | null
  registrationClosesAt: Date | null
  listPublishedAt: Date | null
  heldAt: Date | null
  reportedAt: Date | null
  cancelledAt: Date | null
}

/** The state that the public reads, from the dated rows and the clock (invariant 3). */
export function activityState(dated: Dated, now: Date): ActivityState {
  if (dated.cancelledAt) return 'cancelled'
  if (dated.reportedAt) return 'reported'
  if (dated.heldAt || dated.endsAt < now) return 'held'
  if (!callsPeople(dated.kind) || !dated.registrationOpensAt || !dated.registrationClosesAt)
    return 'announced'
  if (now < dated.registrationOpensAt) return 'announced'
  if (!hasClosed(dated.registrationClosesAt, now)) return 'registering'
  return dated.listPublishedAt ? 'preparing' : 'selecting'
}

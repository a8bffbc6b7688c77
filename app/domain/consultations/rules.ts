import { publicStep } from '~/app/domain/audit/transitions'
import {
  addDays,
  addWorkingDays,
  dayOf,
  endOfDay,
  hasAnnouncedHolidays,
  sayMoment,
  workingDaysBetween,
} from '~/app/domain/calendar'
import type { Finding } from '~/app/domain/findings'
import type { draftKinds } from '~/db/schema/consultations'

export type DraftKind = (typeof draftKinds)[number]
export type ConsultationState = 'upcoming' | 'open' | 'closed' | 'terminated' | 'answered'

type Minimum = {
  rule: 'P3' | 'P4'
  days: number
  unit: 'days' | 'working-days'
  source: string
  mayBeShorter: boolean
}

/** P3 is the statute; P4 (confidence B) is a setting. */
export const minimumPeriods: Record<DraftKind, Minimum> = {
  decision: {
    rule: 'P3',
    days: 30,
    unit: 'days',
    source: '《重大行政决策程序暂行条例》第十五条',
    mayBeShorter: true,
  },
  market: { rule: 'P4', days: 30, unit: 'days', source: '国办发〔2019〕9号', mayBeShorter: false },
  normative: { rule: 'P4', days: 7, unit: 'working-days', source: '国办发〔2018〕37号', mayBeShorter: false },
  general: { rule: 'P4', days: 7, unit: 'working-days', source: '国办发〔2018〕37号', mayBeShorter: false },
}

/** P12, local practice: on-line, by letter, by telephone, by e-mail. */
const usualChannels = 4

export type ConsultationElements = {
  title: string
  background: string
  draftingNote: string
  draftKind: DraftKind
  clauseCount: number
  /** P1: whether the matter stands in the published catalogue. */
  matterIsPublic: boolean
  opensAt: Date
  closesAt: Date
  shortReason: string
  letterTo: string
  phone: string
  email: string
}

/** T1: the first day is not counted, and an end on a holiday moves to the next working day. */
export function earliestClose(kind: DraftKind, opensAt: Date): Date {
  const { days, unit } = minimumPeriods[kind]
  const first = dayOf(opensAt)
  if (unit === 'working-days') return endOfDay(addWorkingDays(first, days))
  let last = addDays(first, days)
  while (!isWorkingDay(last)) last = addDays(last, 1)
  return endOfDay(last)
}

/** The earliest close in words: 2026-12-24 24:00, and 预计 before it where the holidays on the way are not announced yet (T1). */
export function sayEarliestClose(kind: DraftKind, opensAt: Date): string {
  const earliest = earliestClose(kind, opensAt)
  const isSure = hasAnnouncedHolidays(dayOf(opensAt)) && hasAnnouncedHolidays(dayOf(earliest))
  return `${isSure ? '' : '预计 '}${dayOf(earliest)} 24:00`
}

function isWorkingDay(day: string): boolean {
  return workingDaysBetween(addDays(day, -1), day) === 1
}

/** P3, P4, P12: what a consultation needs before it is published at `now`. */
export function consultationFindings(consultation: ConsultationElements, now: Date): Finding[] {
  return [
    ...elementFindings(consultation),
    ...periodFindings(consultation, now),
    ...channelFindings(consultation),
  ]
}

const article15 = '《重大行政决策程序暂行条例》第十五条'

function elementFindings({
  title,
  background,
  draftingNote,
  clauseCount,
  matterIsPublic,
}: ConsultationElements): Finding[] {
  const missing = (field: string, what: string): Finding => ({
    id: 'P3',
    level: 'block',
    field,
    message: `公开征求意见须公布${what}（${article15}）。`,
  })
  const findings: Finding[] = []
  if (title.trim() === '') findings.push(missing('title', '标题'))
  if (background.trim() === '') findings.push(missing('background', '决策背景'))
  if (clauseCount === 0) findings.push(missing('versionId', '决策草案全文'))
  if (draftingNote.trim() === '') findings.push(missing('draftingNote', '起草说明'))
  if (!matterIsPublic) {
    const message = '所属决策事项还没有列入公开的目录，请先公布目录（《重大行政决策程序暂行条例》第三条）。'
    findings.push({ id: 'P1', level: 'block', field: 'matterId', message })
  }
  return findings
}

function periodFindings(
  { draftKind, opensAt, closesAt, shortReason }: ConsultationElements,
  now: Date,
): Finding[] {
  // What is published late opens late: the days before nobody could read it do not count.
  const opens = opensAt > now ? opensAt : now
  const block = (id: string, message: string): Finding => ({ id, level: 'block', field: 'closesAt', message })
  if (closesAt <= opens) return [block('P3', `截止时间须在开始之后，而且不能早于现在（${article15}）。`)]
  const minimum = minimumPeriods[draftKind]
  const earliest = earliestClose(draftKind, opens)
  if (closesAt >= earliest) return []
  const least = `${minimum.days} ${minimum.unit === 'days' ? '日' : '个工作日'}`
  if (!minimum.mayBeShorter) {
    return [
      block(
        minimum.rule,
        `这类草案征求意见不少于 ${least}，最早可在 ${sayEarliestClose(draftKind, opens)} 截止（${minimum.source}）。`,
      ),
    ]
  }
  if (shortReason.trim() !== '') return []
  const message = `公开征求意见一般不少于 ${least}，最早可在 ${sayEarliestClose(draftKind, opens)} 截止；确需缩短的，须同时公布理由（${minimum.source}）。`
  return [{ id: minimum.rule, level: 'block', field: 'shortReason', message }]
}

function channelFindings({ letterTo, phone, email }: ConsultationElements): Finding[] {
  const count = 1 + [letterTo, phone, email].filter((channel) => channel.trim() !== '').length
  if (count >= usualChannels) return []
  const message = `现有 ${count} 种提交意见的渠道；通行做法是网上、信函、电话、电子邮件四种都有，方便不上网的人。`
  return [{ id: 'P12', level: 'warn', field: 'phone', message }]
}

type Period = { opensAt: Date; closesAt: Date; terminatedAt: Date | null }

type ReportStep = { kind: string; at: Date }

/** Whether a moment is past: a deadline's whole second still counts (P3: never an early close). */
export function isPast(deadline: Date, now: Date): boolean {
  return Math.floor(now.getTime() / 1000) > Math.floor(deadline.getTime() / 1000)
}

/** The step that ended it before its time, with the public reason; a step that is there has been taken. */
export function terminationOf<S extends { kind: string }>(steps: readonly S[]): S | undefined {
  return steps.find((step) => step.kind === 'terminated')
}

/** The state that the public reads, from the dated rows (those of its feedback report) and the clock (invariant 3). */
export function consultationState(
  { opensAt, closesAt, terminatedAt }: Period,
  reportSteps: readonly ReportStep[],
  now: Date,
): ConsultationState {
  if (publicStep(reportSteps, now)) return 'answered'
  if (terminatedAt !== null && terminatedAt <= now) return 'terminated'
  if (now < opensAt) return 'upcoming'
  return isPast(closesAt, now) ? 'closed' : 'open'
}

/** Why a comment that arrives now is not taken, in words for its author; null while it is. */
export function refusalToComment(
  { opensAt, closesAt, terminatedAt }: Period,
  now: Date,
): { status: 410 | 422; message: string } | null {
  const kept = '您写的文字仍在下面，请自行保存；也可以改为提出关切。'
  if (terminatedAt !== null && terminatedAt <= now) {
    const message = `这次征求意见已于${sayMoment(terminatedAt)}终止，这条意见没有收进来。${kept}`
    return { status: 410, message }
  }
  if (now < opensAt) {
    const message = `征求意见从${sayMoment(opensAt)}开始，请到时再提交；您写的文字仍在下面。`
    return { status: 422, message }
  }
  if (!isPast(closesAt, now)) return null
  return { status: 410, message: `征求意见已于${sayMoment(closesAt)}结束，这条意见没有收进来。${kept}` }
}

/** P3: an end before the announced one, by a public reason, because the matter itself is given up or begun anew. */
export function terminationFindings(
  { isTerminated, isAnswered }: { isTerminated: boolean; isAnswered: boolean },
  reason: string,
): Finding[] {
  const block = (message: string, field?: string): Finding => ({ id: 'P3', level: 'block', message, field })
  if (isTerminated) return [block('这次征求意见已经终止，不用再办。')]
  if (isAnswered) return [block('采纳情况反馈已经公布，这次征求意见已经办完，不能再终止。')]
  if (reason.trim() !== '') return []
  return [block(`终止征求意见须同时公布理由（${article15}）。`, 'terminationReason')]
}

type EarlierRound = {
  state: ConsultationState
  hasNextRound: boolean
  textId: number
  versionNumber: number
}

/** What stands against a further round with this version of the text. */
export function roundFindings(
  earlier: EarlierRound,
  draft: { textId: number; versionNumber: number },
): Finding[] {
  const block = (message: string, field?: string): Finding => ({ id: 'P3', level: 'block', message, field })
  if (earlier.state === 'open' || earlier.state === 'upcoming')
    return [block('上一轮征求意见还没有截止，截止或者终止以后才能开始下一轮。')]
  if (earlier.hasNextRound) return [block('上一轮之后已经有下一轮征求意见，请打开那一轮继续办理。')]
  if (draft.textId !== earlier.textId)
    return [block('下一轮征求意见要用同一份文本的新版本，各轮才能逐条对照。', 'versionId')]
  if (draft.versionNumber <= earlier.versionNumber) {
    const message = `上一轮用的是第 ${earlier.versionNumber} 版；请先导入修改后的新版本，再开始下一轮。`
    return [block(message, 'versionId')]
  }
  return []
}

/** P3: never earlier, only while comments can still come, and with a notice. */
export function extensionFindings(
  period: Pick<Period, 'closesAt'>,
  newClose: Date,
  notice: string,
  now: Date,
): Finding[] {
  const block = (field: string, message: string): Finding => ({ id: 'P3', level: 'block', field, message })
  const findings: Finding[] = []
  if (isPast(period.closesAt, now))
    findings.push(
      block('closesAt', '征求意见已经截止，不能再延长；需要继续听取意见的，请开始新一轮征求意见。'),
    )
  if (newClose <= period.closesAt)
    findings.push(block('closesAt', `只能延长，不能提前截止（${article15}）。`))
  if (notice.trim() === '') findings.push(block('notice', '延长须同时公布说明，让已经看过截止日期的人知道。'))
  return findings
}

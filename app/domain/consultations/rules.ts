import { publicStep } from '~/app/domain/audit/transitions'
import { addDays, addWorkingDays, dayOf, endOfDay, workingDaysBetween } from '~/app/domain/calendar'
import type { Finding } from '~/app/domain/findings'
import type { draftKinds } from '~/db/schema/consultations'

export type DraftKind = (typeof draftKinds)[number]
export type ConsultationState = 'upcoming' | 'open' | 'closed' | 'answered'

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
        `这类草案征求意见不少于 ${least}，最早可在 ${dayOf(earliest)} 24:00 截止（${minimum.source}）。`,
      ),
    ]
  }
  if (shortReason.trim() !== '') return []
  const message = `公开征求意见一般不少于 ${least}，最早可在 ${dayOf(earliest)} 24:00 截止；确需缩短的，须同时公布理由（${minimum.source}）。`
  return [{ id: minimum.rule, level: 'block', field: 'shortReason', message }]
}

function channelFindings({ letterTo, phone, email }: ConsultationElements): Finding[] {
  const count = 1 + [letterTo, phone, email].filter((channel) => channel.trim() !== '').length
  if (count >= usualChannels) return []
  const message = `现有 ${count} 种提交意见的渠道；通行做法是网上、信函、电话、电子邮件四种都有，方便不上网的人。`
  return [{ id: 'P12', level: 'warn', field: 'phone', message }]
}

type Period = { opensAt: Date; closesAt: Date }

type ReportStep = { kind: string; at: Date }

/** The state that the public reads, from the dated rows (those of its feedback report) and the clock (invariant 3). */
export function consultationState(
  { opensAt, closesAt }: Period,
  reportSteps: readonly ReportStep[],
  now: Date,
): ConsultationState {
  if (publicStep(reportSteps, now)) return 'answered'
  if (now < opensAt) return 'upcoming'
  return now <= closesAt ? 'open' : 'closed'
}

/** P3: never earlier, only while comments can still come, and with a notice. */
export function extensionFindings(period: Period, newClose: Date, notice: string, now: Date): Finding[] {
  const block = (field: string, message: string): Finding => ({ id: 'P3', level: 'block', field, message })
  const findings: Finding[] = []
  if (now > period.closesAt)
    findings.push(
      block('closesAt', '征求意见已经截止，不能再延长；需要继续听取意见的，请另行发布一次征求意见。'),
    )
  if (newClose <= period.closesAt)
    findings.push(block('closesAt', `只能延长，不能提前截止（${article15}）。`))
  if (notice.trim() === '') findings.push(block('notice', '延长须同时公布说明，让已经看过截止日期的人知道。'))
  return findings
}

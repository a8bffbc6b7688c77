import { addWorkingDays, dayOf } from '~/app/domain/calendar'
import type { Decision } from '~/app/domain/comments/types'
import type { Finding } from '~/app/domain/findings'

export type Ledger = {
  received: number
  withdrawn: number
  refused: number
  /** Each of its points lies in an issue that has a decision. */
  decided: number
  undecided: number
  unmoderated: number
  balanced: boolean
}

type LedgerParts = Omit<Ledger, 'received' | 'balanced'>

/** received = withdrawn + refused with reason + put into issues that have a decision with a reason. */
export function balance(received: number, parts: LedgerParts): Ledger {
  return { received, ...parts, balanced: received === parts.withdrawn + parts.refused + parts.decided }
}

/** What keeps the report back, at most `namedAtMost` of each kind by name, and how many there are. */
export type Missing = {
  unmoderated: number[]
  undecided: number[]
  issues: { id: number; title: string }[]
  undecidedIssues: number
  /** Comments whose author has sent other words that nobody has taken up or refused. */
  corrections: number[]
  openCorrections: number
  /** Refused comments whose author has appealed. */
  appeals: number[]
  openAppeals: number
}

export const namedAtMost = 20

/** P12: the day of the decision, and where it is known from. */
export type DecisionDay = { day: string; from: 'signed' | 'discussion' }
export type Lateness = { dueOn: string; decidedOn: string; from: DecisionDay['from'] }

/** P12, local practice: within ten working days after the decision. */
const feedbackDays = 10

export function feedbackDueOn({ day }: DecisionDay): string {
  return addWorkingDays(day, feedbackDays)
}

/** By when the report was due, once that day is over. */
export function latenessAt(decision: DecisionDay | null, now: Date): Lateness | null {
  if (!decision) return null
  const dueOn = feedbackDueOn(decision)
  return dayOf(now) > dueOn ? { dueOn, decidedOn: decision.day, from: decision.from } : null
}

type Readiness = {
  ledger: Ledger
  missing: Missing
  closesAt: string
  /** Past its close, or terminated. */
  isClosed: boolean
  introduction: string
  lateness: Lateness | null
  /** Public activities whose opinions go into this ledger, and whose own report nobody can read yet. */
  unreported: readonly { title: string }[]
}

const article18 = '国务院令第713号第十八条'

/** P9, P12: whether the feedback report may be published. */
export function feedbackFindings(readiness: Readiness): Finding[] {
  const { ledger, closesAt, isClosed, introduction, lateness } = readiness
  const findings: Finding[] = []
  if (!isClosed)
    findings.push({
      id: 'P3',
      level: 'block',
      message: `征求意见到${closesAt}才结束，结束以后才能公布采纳情况反馈（国务院令第713号第十五条）。`,
    })
  if (readiness.unreported.length > 0) {
    const titles = readiness.unreported.map(({ title }) => `“${title}”`).join('、')
    findings.push({
      id: 'P9',
      level: 'block',
      message: `${titles}的意见要归入这本台账，活动报告还没有公布；请先公布活动报告（${article18}）。`,
    })
  }
  findings.push(...ledgerFindings(readiness))
  if (introduction.trim() === '') {
    const none =
      ledger.received === 0 ? '没有收到意见的，也要公布反馈并说明' : '请先写明征求意见的基本情况并保存'
    const message = `${none}（地方标准：决策后十个工作日内反馈）。`
    findings.push({ id: 'P12', level: 'block', message, field: 'introduction' })
  }
  if (lateness) {
    const { dueOn, decidedOn, from } = lateness
    const decided = from === 'signed' ? '文件成文' : '提请集体讨论'
    const message = `${decidedOn}${decided}，反馈应当在十个工作日内（${dueOn}前）公布，现在已经晚了（地方标准）。继续公布的，请写明原因，原因会一并公开。`
    findings.push({ id: 'P12', level: 'warn', message, field: 'reason' })
  }
  return findings
}

/** P9: every comment has its place, and nothing that was sent in is left unanswered. */
function ledgerFindings({ ledger, missing }: Readiness): Finding[] {
  const findings: Finding[] = []
  const block = (message: string) =>
    findings.push({ id: 'P9', level: 'block', message: `${message}（${article18}）。` })
  if (ledger.unmoderated > 0)
    block(`还有${ledger.unmoderated}条意见没有审核：${numbers(missing.unmoderated, ledger.unmoderated)}`)
  if (ledger.undecided > 0) {
    const which = numbers(missing.undecided, ledger.undecided)
    block(`还有${ledger.undecided}条意见没有归集，或者归集后还没有结论：${which}`)
  }
  if (missing.undecidedIssues > 0) {
    const titles = missing.issues.map(({ title }) => `“${title}”`).join('、')
    block(`还没有结论的归集：${titles}${more(missing.issues.length, missing.undecidedIssues)}`)
  }
  if (missing.openCorrections > 0) {
    const which = numbers(missing.corrections, missing.openCorrections)
    block(`还有${missing.openCorrections}条更正没有办理，涉及${which}意见`)
  }
  if (missing.openAppeals > 0)
    block(
      `还有${missing.openAppeals}件申诉没有办理，涉及${numbers(missing.appeals, missing.openAppeals)}意见`,
    )
  if (!ledger.balanced && findings.length === 0)
    block('收到的意见数与撤回、不予公开、已有结论的合计不相等，请核对')
  return findings
}

function numbers(ids: number[], whole: number): string {
  return `第${ids.join('、')}号${more(ids.length, whole)}`
}

function more(named: number, whole: number): string {
  return whole > named ? '等' : ''
}

/** What was taken up shows the changed clause; the rest has a reason alone (P12). */
export function isTakenUp({ decision }: { decision: Decision }): boolean {
  return decision === 'adopted' || decision === 'partially-adopted'
}

import type { Finding } from '~/app/domain/findings'

export type Ledger = {
  received: number
  withdrawn: number
  refused: number
  /** Every issue that it was put into has a decision. */
  decided: number
  undecided: number
  unmoderated: number
  balanced: boolean
}

export type LedgerParts = Omit<Ledger, 'received' | 'balanced'>

/** received = withdrawn + refused with reason + merged into an issue that has a decision with a reason. */
export function balance(received: number, parts: LedgerParts): Ledger {
  return { received, ...parts, balanced: received === parts.withdrawn + parts.refused + parts.decided }
}

/** What keeps the ledger open: the numbers of the comments, and the issues that nobody has decided on. */
export type Missing = { unmoderated: number[]; undecided: number[]; issues: string[] }

type Readiness = {
  ledger: Ledger
  missing: Missing
  closesAt: string
  isClosed: boolean
  introduction: string
}

/** P9, P12: whether the feedback report may be published. */
export function feedbackFindings({
  ledger,
  missing,
  closesAt,
  isClosed,
  introduction,
}: Readiness): Finding[] {
  const findings: Finding[] = []
  const block = (id: string, message: string, field?: string) =>
    findings.push({ id, level: 'block', message, field })
  if (!isClosed)
    block('P3', `征求意见到${closesAt}才结束，结束以后才能公布采纳情况反馈（国务院令第713号第十五条）。`)
  if (missing.unmoderated.length > 0) {
    block(
      'P9',
      `还有${ledger.unmoderated}条意见没有审核：${numbers(missing.unmoderated, ledger.unmoderated)}（国务院令第713号第十八条）。`,
    )
  }
  if (missing.undecided.length > 0) {
    const which = numbers(missing.undecided, ledger.undecided)
    block(
      'P9',
      `还有${ledger.undecided}条意见没有归集，或者归集后还没有结论：${which}（国务院令第713号第十八条）。`,
    )
  }
  if (missing.issues.length > 0) {
    block(
      'P9',
      `还没有结论的归集：${missing.issues.map((title) => `“${title}”`).join('、')}（国务院令第713号第十八条）。`,
    )
  }
  if (!ledger.balanced && findings.every(({ id }) => id !== 'P9')) {
    block('P9', '收到的意见数与撤回、不予公开、已有结论的合计不相等，请核对（国务院令第713号第十八条）。')
  }
  if (introduction.trim() === '') {
    const none = ledger.received === 0 ? '没有收到意见的，也要公布反馈并说明' : '请先写明征求意见的基本情况'
    block('P12', `${none}（地方标准：决策后十个工作日内反馈）。`, 'introduction')
  }
  return findings
}

function numbers(ids: number[], whole: number): string {
  const rest = whole > ids.length ? '等' : ''
  return `第${ids.join('、')}号${rest}`
}

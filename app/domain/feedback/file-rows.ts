import { dayOf, sayMoment } from '~/app/domain/calendar'
import type { ReportContent } from './file.server'
import { isTakenUp } from './rules'
import type { Figures, ReportedIssue } from './types'
import { decisionNames, sayChannels } from './words'

export const ledgerHeads = ['收到意见', '已归集并有结论', '未予公开（附理由）', '本人撤回'] as const

/** 收到 = 有结论 + 未予公开 + 撤回; a draft also has what is still open. */
export function ledgerRow({ ledger }: Figures): number[] {
  return [ledger.received, ledger.decided, ledger.refused, ledger.withdrawn]
}

export const decisionHeads = ['序号', '意见摘要', '涉及条文', '条数', '来源', '结论', '理由'] as const

export function decisionRow(issue: ReportedIssue, at: number, content: ReportContent): (string | number)[] {
  return [
    at + 1,
    `${issue.title}：${issue.summary}`,
    issue.clauses.map(({ cited }) => cited).join('、'),
    issue.count,
    sayChannels(issue.channels),
    decisionNames[issue.decision],
    sayReason(issue, content),
  ]
}

function sayReason(issue: ReportedIssue, { hasLaterVersion }: ReportContent): string {
  const reason = issue.reason || '意见合理，予以采纳。'
  if (!isTakenUp(issue)) return reason
  return `${reason}${hasLaterVersion ? '修改后的条文见网站上的新旧对照。' : '修改后的条文将随下一稿或正式文件公布。'}`
}

/** What else a reader should know, one sentence each. */
export function furtherNotes({ figures }: ReportContent): string[] {
  const { coding, campaigns, townships, groups, lateness } = figures
  const notes = campaigns.map(({ sent, added, excerpt }) => {
    const own = added > 0 ? `，其中${added}条另外写了自己的话` : ''
    return `内容相同的来信${excerpt ? `“${excerpt}”` : ''}：${sent}条${own}。`
  })
  if (coding) {
    const degree = coding.kappa === null ? '' : `，一致程度κ=${coding.kappa.toFixed(2)}`
    notes.push(`两人分别独立归类${coding.coded}个意见点，一致的${coding.agreed}个${degree}。`)
  }
  const say = (counts: typeof townships) => counts.map(({ name, count }) => `${name}${count}条`).join('、')
  if (townships.length > 0) notes.push(`公开的意见中写明所在乡镇、街道的：${say(townships)}。`)
  if (groups.length > 0) notes.push(`公开的意见中写明相关群体的：${say(groups)}。`)
  if (lateness) notes.push(`本反馈应于${lateness.dueOn}前公布，晚于规定时间。原因：${lateness.reason}`)
  return notes
}

export function sayPublished({ publishedAt, publishedBy }: ReportContent): string {
  if (!publishedAt) return '草稿，未公布'
  return `${publishedBy ? `签发：${publishedBy}　` : ''}公布时间：${sayMoment(publishedAt)}`
}

export function sayDay(at: Date): string {
  const [year, month, day] = dayOf(at).split('-').map(Number)
  return `${year}年${month}月${day}日`
}

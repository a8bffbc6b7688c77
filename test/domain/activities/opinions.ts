import { saveActivityReport, takeReportStep } from '~/app/domain/activity-reports/report.server'
import { publishFeedback, saveReport } from '~/app/domain/feedback/publish.server'
import { decideIssue } from '~/app/domain/issues/decide.server'
import { createIssue } from '~/app/domain/issues/group.server'
import { saveStatement } from '~/app/domain/transcripts/statements.server'
import type { County } from './an-activity'

type Said = { body: string; label?: string; clauseId?: number | null; kind?: 'opinion' | 'procedure' }

/** Writes down what was said, as the department's drafter does. */
export async function say({ office }: County, activityId: number, all: Said[], now: Date): Promise<void> {
  for (const { body, label = '沿街商户代表', clauseId = null, kind = 'opinion' } of all)
    await saveStatement(office.as('drafter', now), activityId, {
      ...{ statementId: null, speaker: 'guest', part: null, label, clauseId, kind, body },
    })
}

/** The account goes through its sign-off, and the opinions into the ledger. */
export async function reportOn({ office }: County, activityId: number, now: Date): Promise<void> {
  await saveActivityReport(office.as('drafter', now), activityId, '按时举行，大家逐条谈了意见。')
  await takeReportStep(office.as('drafter', now), activityId, 'submitted')
  await takeReportStep(office.as('issuer', now), activityId, 'published')
}

/** One issue for all of these comments, partially adopted; and the feedback report, if it may be published. */
export async function decideAll(
  { office }: County,
  consultationId: number,
  commentIds: number[],
  now: Date,
): Promise<void> {
  const drafter = office.as('drafter', now)
  const issueId = await createIssue(drafter, {
    ...{ consultationId, title: '夜间巡查', summary: '巡查的次数和办法', clauseIds: [], commentIds },
  })
  await decideIssue(drafter, { issueId, decision: 'partially-adopted', reason: '每晚巡查两次，写入第三条。' })
}

export async function answerLedger({ office }: County, consultationId: number, now: Date): Promise<void> {
  await saveReport(office.as('drafter', now), consultationId, { introduction: '现场提出的意见都已研究。' })
  await publishFeedback(office.as('issuer', now), consultationId, { reason: '需要多方会商，晚了几日。' })
}

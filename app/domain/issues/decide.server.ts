import { eq } from 'drizzle-orm'
import { record, transact } from '~/app/domain/audit/record.server'
import { lockLedger, refuseIfReported } from '~/app/domain/comments/consultation.server'
import type { Decision } from '~/app/domain/comments/types'
import { requirePermission } from '~/app/domain/people/permissions'
import { accountIdOf, type Ctx } from '~/app/server/context'
import { notFound, Refusal } from '~/app/server/errors'
import { issueDecisions, issues } from '~/db/schema/issues'

type NewDecision = { issueId: number; decision: Decision; reason: string }

/** Decides on an issue. A later decision takes the place of an earlier one; both stay. The report makes them public. */
export async function decideIssue(ctx: Ctx, { issueId, decision, reason }: NewDecision): Promise<void> {
  await transact(ctx, async (tx) => {
    // Two who decide at once: the second one's row is the later one.
    const [issue] = await tx.db.select().from(issues).where(eq(issues.id, issueId)).for('no key update')
    if (!issue) throw notFound('意见归集')
    const consultation = await lockLedger(tx, issue.consultationId, 'key share')
    requirePermission(tx, 'issue.decide', consultation)
    await refuseIfReported(tx, consultation.id)
    const words = reason.trim()
    if (decision !== 'adopted' && words === '') {
      throw new Refusal(422, '除采纳以外，都要写明理由，提意见的人会看到（P12）。', {
        fields: { reason: '请写明理由' },
      })
    }
    await tx.db
      .insert(issueDecisions)
      .values({ issueId, decision, reason: words, at: tx.now, accountId: accountIdOf(tx) })
    await record(tx, {
      action: 'issue.decided',
      subject: 'issue',
      id: issueId,
      after: { decision, reason: words },
    })
  })
}

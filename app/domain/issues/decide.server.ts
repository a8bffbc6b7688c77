import { eq } from 'drizzle-orm'
import { record, transact } from '~/app/domain/audit/record.server'
import type { Decision } from '~/app/domain/comments/types'
import { accountIdOf, type Ctx } from '~/app/server/context'
import { Refusal } from '~/app/server/errors'
import { issueClauses, issueDecisions } from '~/db/schema/issues'
import { issueForChange } from './issue-for-change.server'

type NewDecision = { issueId: number; decision: Decision; reason: string }

/** Decides on an issue. A later decision takes the place of an earlier one; both stay. The report makes them public. */
export async function decideIssue(ctx: Ctx, { issueId, decision, reason }: NewDecision): Promise<void> {
  await transact(ctx, async (tx) => {
    await issueForChange(tx, issueId, 'issue.decide')
    const words = reason.trim()
    if (decision !== 'adopted' && words === '') {
      throw new Refusal(422, '除采纳以外，都要写明理由，提意见的人会看到（P12）。', {
        fields: { reason: '请写明理由' },
      })
    }
    if (words === '' && !(await hasClause(tx, issueId))) {
      throw new Refusal(
        422,
        '采纳而不写理由的，公布时用改动后的条文说明。请先在归集里填写涉及条文，或者写明怎样采纳（P12）。',
        { fields: { reason: '没有涉及条文，请写明怎样采纳' } },
      )
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

async function hasClause(tx: Ctx, issueId: number): Promise<boolean> {
  const [clause] = await tx.db
    .select({ id: issueClauses.clauseId })
    .from(issueClauses)
    .where(eq(issueClauses.issueId, issueId))
    .limit(1)
  return clause !== undefined
}

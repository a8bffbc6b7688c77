import { and, asc, eq, isNull, lte } from 'drizzle-orm'
import { record, transact } from '~/app/domain/audit/record.server'
import { interpretationRow } from '~/app/domain/interpretations/facts.server'
import { publishInterpretation } from '~/app/domain/interpretations/sign-off.server'
import { staffById } from '~/app/domain/people/staff.server'
import { publishPolicy } from '~/app/domain/policies/sign-off.server'
import type { Ctx } from '~/app/server/context'
import { Refusal } from '~/app/server/errors'
import { scheduledPublishings } from '~/db/schema/audit'
import { policies } from '~/db/schema/policies'
import type { ScheduledRow } from './waiting.server'

type DueOutcome = { subject: string; id: number; outcome: 'published' | 'refused' }

/**
 * Publishes what is due, each in its own transaction, in the name of who set the moment and with the roles that this
 * person has now; every rule is asked again. What is refused says why, at the desk, and stays as it is.
 */
export async function publishDue(ctx: Ctx): Promise<DueOutcome[]> {
  const due = await ctx.db
    .select()
    .from(scheduledPublishings)
    .where(and(isNull(scheduledPublishings.endedAt), lte(scheduledPublishings.at, ctx.now)))
    .orderBy(asc(scheduledPublishings.at), asc(scheduledPublishings.id))
  const outcomes: DueOutcome[] = []
  const failures: unknown[] = []
  for (const row of due) {
    try {
      const outcome = await publishOne(ctx, row)
      if (outcome) outcomes.push({ subject: row.subject, id: row.subjectId, outcome })
    } catch (error) {
      // The next in the row must not wait for this one, which is tried again in a minute.
      failures.push(error)
    }
  }
  if (failures.length > 0) throw failures[0]
  return outcomes
}

function publishOne(ctx: Ctx, row: ScheduledRow): Promise<DueOutcome['outcome'] | null> {
  return transact(ctx, async (tx) => {
    await lockPolicyOf(tx, row)
    const [waiting] = await tx.db
      .select()
      .from(scheduledPublishings)
      .where(and(eq(scheduledPublishings.id, row.id), isNull(scheduledPublishings.endedAt)))
      .for('update')
    // Another process was faster, or somebody has cancelled it.
    if (!waiting) return null
    const failure = await tryPublishing(tx, waiting)
    const outcome = failure === null ? 'published' : 'refused'
    await tx.db
      .update(scheduledPublishings)
      .set({ endedAt: tx.now, outcome, failure: failure ?? '' })
      .where(eq(scheduledPublishings.id, waiting.id))
    if (failure !== null)
      await record(tx, {
        action: `${waiting.subject}.publishing-refused`,
        subject: waiting.subject,
        id: waiting.subjectId,
        after: { at: waiting.at, failure },
      })
    return outcome
  })
}

/** Who publishes by hand takes this lock first too: in the same order, nobody waits for the other in a circle. */
async function lockPolicyOf(tx: Ctx, { subject, subjectId }: ScheduledRow): Promise<void> {
  const policyId = subject === 'policy' ? subjectId : (await interpretationRow(tx, subjectId)).policyId
  await tx.db.select({ id: policies.id }).from(policies).where(eq(policies.id, policyId)).for('no key update')
}

/** Gives why it was refused, or null. The publishing is a savepoint: refused, nothing of it stays. */
async function tryPublishing(
  tx: Ctx,
  { subject, subjectId, accountId }: ScheduledRow,
): Promise<string | null> {
  const staff = await staffById(tx.db, accountId)
  if (!staff) return '设定时间的签发人的账号已经停用。请由现在的签发人公开，或者重新设定时间。'
  try {
    const issuer: Ctx = { ...tx, actor: staff }
    if (subject === 'policy') await publishPolicy(issuer, subjectId)
    else await publishInterpretation(issuer, subjectId)
    return null
  } catch (error) {
    if (error instanceof Refusal) return error.message
    throw error
  }
}

import { and, desc, eq, sql } from 'drizzle-orm'
import { record, transact } from '~/app/domain/audit/record.server'
import { lockState } from '~/app/domain/audit/sign-off.server'
import { stepsOf } from '~/app/domain/audit/steps.server'
import { publicStep } from '~/app/domain/audit/transitions'
import { sayMoment } from '~/app/domain/calendar'
import { interpretationRow } from '~/app/domain/interpretations/facts.server'
import { hasPermission, requirePermission, requireStaff } from '~/app/domain/people/permissions'
import { policyFacts } from '~/app/domain/policies/facts.server'
import { policyFindings } from '~/app/domain/policies/rules'
import { policyRow } from '~/app/domain/policies/write.server'
import type { Ctx } from '~/app/server/context'
import { Refusal, refuseIfBlocked, wrongField } from '~/app/server/errors'
import { scheduledPublishings } from '~/db/schema/audit'
import { accounts } from '~/db/schema/people'
import type { Schedule, Scheduled, ScheduledSubject, ScheduledThing } from './types'
import { dropWaiting, waitingRow } from './waiting.server'

const longestWait = 366 * 24 * 3_600_000

/**
 * The issuer says when a thing that is signed off becomes public by itself: a policy with its interpretations, or an
 * interpretation of a policy that is public. What stands against it now is refused now; when the moment comes, all of
 * it is asked again. A moment that was set before is replaced.
 */
export function schedulePublishing(ctx: Ctx, subject: ScheduledSubject, id: number, at: Date): Promise<void> {
  return transact(ctx, async (tx) => {
    const { id: accountId } = requireStaff(tx)
    requirePermission(tx, `${subject}.publish`, await ownerOf(tx, subject, id))
    const state = await lockState(tx, subject, id)
    if (state !== 'reviewed')
      throw new Refusal(409, '审核通过、还没有公开的内容才能定时公开，请先看看它现在办到了哪一步。')
    if (at <= tx.now) throw wrongField('publishAt', '这个时间已经过了，请选择现在以后的时间')
    if (at.getTime() - tx.now.getTime() > longestWait)
      throw wrongField('publishAt', '最多提前一年设定，请选择一年以内的时间')
    await refuseWhatStandsAgainst(tx, subject, id)
    const before = await waitingRow(tx, subject, id)
    await dropWaiting(tx, subject, id)
    await tx.db.insert(scheduledPublishings).values({ subject, subjectId: id, at, setAt: tx.now, accountId })
    await record(tx, {
      action: `${subject}.publishing-scheduled`,
      subject,
      id,
      ...(before ? { before: { at: before.at } } : {}),
      after: { at },
    })
  })
}

export function cancelPublishing(ctx: Ctx, subject: ScheduledSubject, id: number): Promise<void> {
  return transact(ctx, async (tx) => {
    requirePermission(tx, `${subject}.publish`, await ownerOf(tx, subject, id))
    await lockState(tx, subject, id)
    const before = await waitingRow(tx, subject, id)
    if (!(await dropWaiting(tx, subject, id)))
      throw new Refusal(409, '没有等着定时公开的安排，它可能已经公开，或者刚刚被取消了。')
    await record(tx, {
      action: `${subject}.publishing-cancelled`,
      subject,
      id,
      before: { at: before?.at },
    })
  })
}

/** What the panel of the desk page shows. */
export async function scheduleOf(
  ctx: Ctx,
  subject: ScheduledSubject,
  { id, departmentId, state, policyIsPublic = true }: ScheduledThing,
): Promise<Schedule> {
  const [last] = await ctx.db
    .select({
      id: scheduledPublishings.id,
      at: scheduledPublishings.at,
      setAt: scheduledPublishings.setAt,
      by: sql<string>`coalesce(${accounts.name}, '')`,
      failure: scheduledPublishings.failure,
      endedAt: scheduledPublishings.endedAt,
      outcome: scheduledPublishings.outcome,
    })
    .from(scheduledPublishings)
    .leftJoin(accounts, eq(accounts.id, scheduledPublishings.accountId))
    .where(and(eq(scheduledPublishings.subject, subject), eq(scheduledPublishings.subjectId, id)))
    .orderBy(desc(scheduledPublishings.id))
    .limit(1)
  const isOpen = state !== 'published' && state !== 'withdrawn'
  const waiting = last && !last.endedAt ? shown(last) : null
  const mayPublish = hasPermission(ctx, `${subject}.publish`, { departmentId })
  return {
    waiting,
    refused: last?.outcome === 'refused' && isOpen ? shown(last) : null,
    maySet: mayPublish && state === 'reviewed' && policyIsPublic,
    mayCancel: mayPublish && waiting !== null,
  }
}

function shown({ id, at, setAt, by, failure }: Scheduled): Scheduled {
  return { id, at, setAt, by, failure }
}

async function ownerOf(tx: Ctx, subject: ScheduledSubject, id: number): Promise<{ departmentId: number }> {
  return subject === 'policy' ? policyRow(tx, id) : interpretationRow(tx, id)
}

async function refuseWhatStandsAgainst(tx: Ctx, subject: ScheduledSubject, id: number): Promise<void> {
  if (subject === 'policy') {
    refuseIfBlocked(policyFindings(await policyFacts(tx, await policyRow(tx, id)), 'publish'))
    return
  }
  const { policyId } = await interpretationRow(tx, id)
  if (publicStep(await stepsOf(tx, 'policy', policyId), tx.now)) return
  const policy = await waitingRow(tx, 'policy', policyId)
  const when = policy ? `（已定于 ${sayMoment(policy.at)} 公开）` : ''
  throw new Refusal(
    422,
    `解读与政策同步发布：它会随政策${when}一起公开，不用另外定时（平政办发〔2020〕70号任务六，I2）。`,
  )
}

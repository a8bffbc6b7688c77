import { and, asc, eq, inArray, isNull, or, sql } from 'drizzle-orm'
import { hasPermission } from '~/app/domain/people/permissions'
import type { Ctx, Staff } from '~/app/server/context'
import { scheduledPublishings } from '~/db/schema/audit'
import { interpretations } from '~/db/schema/interpretations'
import { policies } from '~/db/schema/policies'
import type { ScheduledSubject } from './types'

type PublishingTask = {
  subject: ScheduledSubject
  id: number
  title: string
  at: Date
  /** Why it was refused when its moment came; null while it waits. */
  failure: string | null
}

/** What the issuer's department has set to become public, and what was refused when its moment came; the refused first. */
export async function publishingTasks(ctx: Ctx & { actor: Staff }): Promise<PublishingTask[]> {
  const subjects = (['policy', 'interpretation'] as const).filter((subject) =>
    hasPermission(ctx, `${subject}.publish`),
  )
  if (subjects.length === 0) return []
  const { departmentId } = ctx.actor
  const { subject, subjectId } = scheduledPublishings
  const rows = await ctx.db
    .select({
      subject,
      id: subjectId,
      title: sql<string>`coalesce(${policies.title}, ${interpretations.title})`,
      at: scheduledPublishings.at,
      outcome: scheduledPublishings.outcome,
      failure: scheduledPublishings.failure,
    })
    .from(scheduledPublishings)
    .leftJoin(policies, and(eq(subject, 'policy'), eq(policies.id, subjectId)))
    .leftJoin(interpretations, and(eq(subject, 'interpretation'), eq(interpretations.id, subjectId)))
    .where(
      and(
        inArray(subject, subjects),
        sql`coalesce(${policies.departmentId}, ${interpretations.departmentId}) = ${departmentId}`,
        or(isNull(scheduledPublishings.endedAt), isRefusedStill),
      ),
    )
    .orderBy(asc(scheduledPublishings.at))
  const tasks = rows.map(({ outcome, failure, ...row }) => ({
    ...row,
    failure: outcome === 'refused' ? failure : null,
  }))
  return [...tasks.filter((task) => task.failure !== null), ...tasks.filter((task) => task.failure === null)]
}

/** Refused, nothing set since, and neither published nor withdrawn in the meantime. */
const isRefusedStill = sql`(${scheduledPublishings.outcome} = 'refused'
  and not exists (select 1 from scheduled_publishings later where later.subject = ${scheduledPublishings.subject}
    and later.subject_id = ${scheduledPublishings.subjectId} and later.id > ${scheduledPublishings.id})
  and not exists (select 1 from steps public_step where public_step.subject = ${scheduledPublishings.subject}
    and public_step.subject_id = ${scheduledPublishings.subjectId} and public_step.kind = 'published'))`

import { asc, eq } from 'drizzle-orm'
import { stepsOf } from '~/app/domain/audit/steps.server'
import type { Ctx } from '~/app/server/context'
import { concernTriages } from '~/db/schema/concerns'
import { departments } from '~/db/schema/people'
import type { Clock } from './rules'
import type { ConcernEvent, PublicResponse } from './types'

type Told = { id: number; receivedAt: Date; clock: Clock; responses: PublicResponse[] }

/** Everything that happened, in order: asked, assigned, handed over, public, answered, and what is still due. */
export async function eventsOf(
  ctx: Ctx,
  { id, receivedAt, clock, responses }: Told,
): Promise<ConcernEvent[]> {
  const events: ConcernEvent[] = [{ kind: 'received', at: receivedAt }, ...(await assignmentsOf(ctx, id))]
  for (const step of await stepsOf(ctx, 'concern', id)) {
    if (step.kind === 'published' && step.at <= ctx.now) events.push({ kind: 'published', at: step.at })
  }
  for (const [at, response] of [...responses].reverse().entries()) {
    const { publishedAt, department, spokesperson } = response
    events.push({ kind: at === 0 ? 'answered' : 'answer-revised', at: publishedAt, department, spokesperson })
  }
  events.sort((one, other) => one.at.getTime() - other.at.getTime())
  if (responses.length === 0)
    events.push({ kind: 'due', at: clock.deadline, isOverdue: clock.state === 'overdue' })
  return events
}

/** A change of words alone is no event; a change of department is a hand-over (C2). Its reason is for the desk. */
async function assignmentsOf(ctx: Ctx, concernId: number): Promise<ConcernEvent[]> {
  const rows = await ctx.db
    .select({
      departmentId: concernTriages.departmentId,
      department: departments.name,
      at: concernTriages.at,
    })
    .from(concernTriages)
    .innerJoin(departments, eq(departments.id, concernTriages.departmentId))
    .where(eq(concernTriages.concernId, concernId))
    .orderBy(asc(concernTriages.id))
  return rows.flatMap(({ departmentId, ...row }, at): ConcernEvent[] => {
    if (at === 0) return [{ kind: 'assigned', ...row }]
    return rows[at - 1]?.departmentId === departmentId ? [] : [{ kind: 'handed-over', ...row }]
  })
}

import { asc, eq } from 'drizzle-orm'
import { isPublic, publishedStep } from '~/app/domain/audit/published.server'
import { type Step, stepsOfMany } from '~/app/domain/audit/steps.server'
import type { MatterEvent } from '~/app/domain/matters/page.server'
import { paths } from '~/app/paths'
import type { Ctx } from '~/app/server/context'
import { activities } from '~/db/schema/activities'
import { reportedOf } from './chain.server'
import type { ActivityKind } from './types'

type Row = { id: number; kind: ActivityKind; title: string; startsAt: Date; publishedAt: Date }

/** What the timeline of a matter says of its hearings and the other ways of being heard. */
export async function activityEvents(ctx: Ctx, matterId: number): Promise<MatterEvent[]> {
  const rows = await ctx.db
    .select({
      id: activities.id,
      kind: activities.kind,
      title: activities.title,
      startsAt: activities.startsAt,
      publishedAt: publishedStep.at,
    })
    .from(activities)
    .innerJoin(publishedStep, isPublic('activity', activities.id, ctx.now))
    .where(eq(activities.matterId, matterId))
    .orderBy(asc(activities.id))
  const ids = rows.map(({ id }) => id)
  const steps = await stepsOfMany(ctx, 'activity', ids)
  const reported = await reportedOf(ctx, ids)
  return rows.flatMap((row) => {
    const past = (steps.get(row.id) ?? []).filter(({ at }) => at <= ctx.now)
    return eventsOf(row, past, reported.get(row.id) ?? null)
  })
}

function eventsOf(row: Row, steps: Step[], reportedAt: Date | null): MatterEvent[] {
  const { id, kind, title, startsAt, publishedAt } = row
  const common = { title, activityKind: kind, href: paths.activity(id) }
  const changes = steps.filter((step) => step.kind === 'postponed' || step.kind === 'cancelled')
  const isOff = changes.some((step) => step.kind === 'cancelled')
  const events: MatterEvent[] = [
    { ...common, id: `activity-${id}`, kind: 'activity-announced', at: publishedAt },
    ...changes.map(
      (step): MatterEvent => ({
        ...{ ...common, id: `activity-change-${step.id}`, at: step.at, reason: step.reason },
        kind: step.kind === 'cancelled' ? 'activity-cancelled' : 'activity-postponed',
      }),
    ),
  ]
  if (!isOff) events.push({ ...common, id: `activity-held-${id}`, kind: 'activity-held', at: startsAt })
  if (reportedAt)
    events.push({
      ...{ ...common, id: `activity-report-${id}`, kind: 'activity-reported', at: reportedAt },
      href: paths.activity(id, { anchor: 'report' }),
    })
  return events
}

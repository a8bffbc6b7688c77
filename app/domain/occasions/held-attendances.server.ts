import { and, asc, eq } from 'drizzle-orm'
import { isPublic, isPublicAsWell, publishedStep } from '~/app/domain/audit/published.server'
import { stepsOfMany } from '~/app/domain/audit/steps.server'
import type { Ctx } from '~/app/server/context'
import { activities } from '~/db/schema/activities'
import { feedbackReports } from '~/db/schema/consultations'

type HeldAttendance = { id: number; title: string; isAnswered: boolean }

/**
 * The meetings on a matter that people were called to attend and that have taken place, by the step or by the clock,
 * and whether what they said has its public answer (P14).
 */
export async function heldAttendances(ctx: Ctx, matterId: number): Promise<HeldAttendance[]> {
  const rows = await ctx.db
    .select({
      id: activities.id,
      title: activities.title,
      endsAt: activities.endsAt,
      answer: feedbackReports.id,
    })
    .from(activities)
    .innerJoin(publishedStep, isPublic('activity', activities.id, ctx.now))
    .leftJoin(
      feedbackReports,
      and(
        eq(feedbackReports.consultationId, activities.consultationId),
        isPublicAsWell('feedback-report', feedbackReports.id, ctx.now),
      ),
    )
    .where(and(eq(activities.matterId, matterId), eq(activities.kind, 'meeting-attendance')))
    .orderBy(asc(activities.startsAt), asc(activities.id))
  const steps = await stepsOfMany(
    ctx,
    'activity',
    rows.map(({ id }) => id),
  )
  const held = rows.filter(({ id, endsAt }) => {
    const kinds = (steps.get(id) ?? []).map(({ kind }) => kind)
    return !kinds.includes('cancelled') && (kinds.includes('held') || endsAt < ctx.now)
  })
  return held.map(({ id, title, answer }) => ({ id, title, isAnswered: answer !== null }))
}

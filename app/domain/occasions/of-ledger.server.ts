import { and, asc, eq, inArray, isNotNull, type SQL, sql } from 'drizzle-orm'
import { activityStandings } from '~/app/domain/activities/list.server'
import type { ActivityKind, ActivityState } from '~/app/domain/activities/types'
import { isPublic, publishedStep } from '~/app/domain/audit/published.server'
import type { StoredConsultation } from '~/app/domain/consultations/row.server'
import type { Ctx } from '~/app/server/context'
import { activities } from '~/db/schema/activities'
import { consultations } from '~/db/schema/consultations'
import { statements } from '~/db/schema/statements'

/** The one activity that keeps this ledger for itself. */
export async function activityOfOwnLedger(
  ctx: Ctx,
  { id, form }: Pick<StoredConsultation, 'id' | 'form'>,
): Promise<{ id: number; kind: ActivityKind; title: string } | null> {
  if (form !== 'targeted') return null
  const [row] = await ctx.db
    .select({ id: activities.id, kind: activities.kind, title: activities.title })
    .from(activities)
    .where(eq(activities.consultationId, id))
  return row ?? null
}

/** A condition on a ledger: it is none whose activity was called off, so that nobody will ever speak in it. */
export function notCalledOff(): SQL {
  return sql`not (${consultations.form} = 'targeted' and exists (select 1 from activities a
    join steps s on s.subject = 'activity' and s.subject_id = a.id and s.kind = 'cancelled'
    where a.consultation_id = ${consultations.id}))`
}

type ActivityOfLedger = {
  id: number
  kind: ActivityKind
  title: string
  startsAt: Date
  state: ActivityState
}

/** The public, not cancelled activities whose opinions go into this ledger, the earliest first. */
export async function activitiesOfLedger(ctx: Ctx, consultationId: number): Promise<ActivityOfLedger[]> {
  const rows = await ctx.db
    .select({
      id: activities.id,
      kind: activities.kind,
      title: activities.title,
      startsAt: activities.startsAt,
      endsAt: activities.endsAt,
      registrationOpensAt: activities.registrationOpensAt,
      registrationClosesAt: activities.registrationClosesAt,
    })
    .from(activities)
    .innerJoin(publishedStep, isPublic('activity', activities.id, ctx.now))
    .where(eq(activities.consultationId, consultationId))
    .orderBy(asc(activities.startsAt), asc(activities.id))
  const standings = await activityStandings(ctx, rows)
  return rows.flatMap(({ id, kind, title, startsAt }) => {
    const state = standings.get(id)?.state ?? 'announced'
    return state === 'cancelled' ? [] : [{ id, kind, title, startsAt, state }]
  })
}

/** Of these, the ones whose report the public cannot read yet: their ledger cannot be reported on (P9). */
export async function unreportedActivities(ctx: Ctx, consultationId: number): Promise<ActivityOfLedger[]> {
  const all = await activitiesOfLedger(ctx, consultationId)
  return all.filter(({ state }) => state !== 'reported')
}

/** Where a comment was said: the activity of its record, by the id of the comment. */
export async function occasionsOfComments(
  ctx: Ctx,
  commentIds: number[],
): Promise<Map<number, { id: number; title: string }>> {
  if (commentIds.length === 0) return new Map()
  const rows = await ctx.db
    .select({ commentId: statements.commentId, id: activities.id, title: activities.title })
    .from(statements)
    .innerJoin(activities, eq(activities.id, statements.activityId))
    .where(and(isNotNull(statements.commentId), inArray(statements.commentId, commentIds)))
  return new Map(rows.map(({ commentId, ...activity }) => [commentId as number, activity]))
}

import { asc, eq, inArray } from 'drizzle-orm'
import { type Step, stepsOf } from '~/app/domain/audit/steps.server'
import type { Ctx } from '~/app/server/context'
import { notFound, Refusal } from '~/app/server/errors'
import { activities, seatCategories } from '~/db/schema/activities'
import type { SeatCategory } from './types'

export type StoredActivity = typeof activities.$inferSelect

export async function activityRow(ctx: Ctx, id: number): Promise<StoredActivity> {
  const [row] = await ctx.db.select().from(activities).where(eq(activities.id, id))
  if (!row) throw notFound('活动')
  return row
}

/**
 * Keeps the activity to this transaction: `no key update` for what changes its state, `share` for what only must not
 * happen beside such a change (a registration, a confirmation); many shares go side by side.
 */
export async function lockActivity(
  tx: Ctx,
  id: number,
  strength: 'share' | 'no key update',
): Promise<StoredActivity> {
  const [row] = await tx.db.select().from(activities).where(eq(activities.id, id)).for(strength)
  if (!row) throw notFound('活动')
  return row
}

export async function categoriesOf(ctx: Ctx, activityId: number): Promise<SeatCategory[]> {
  return (await categoriesOfMany(ctx, [activityId])).get(activityId) ?? []
}

export async function categoriesOfMany(ctx: Ctx, ids: number[]): Promise<Map<number, SeatCategory[]>> {
  const rows = await ctx.db
    .select({
      activityId: seatCategories.activityId,
      id: seatCategories.id,
      group: seatCategories.group,
      eligibility: seatCategories.eligibility,
      seats: seatCategories.seats,
      method: seatCategories.method,
      trait: seatCategories.trait,
    })
    .from(seatCategories)
    .where(inArray(seatCategories.activityId, ids))
    .orderBy(asc(seatCategories.activityId), asc(seatCategories.position))
  const found = new Map<number, SeatCategory[]>()
  for (const { activityId, ...category } of rows)
    found.set(activityId, [...(found.get(activityId) ?? []), category])
  return found
}

export async function refuseIfCancelled(tx: Ctx, id: number): Promise<Step[]> {
  const steps = await stepsOf(tx, 'activity', id)
  if (steps.some(({ kind }) => kind === 'cancelled')) throw new Refusal(410, '这次活动已经取消。')
  return steps
}

/** The search document and the pages that show an activity. */
export function shownOn({ id, matterId, consultationId }: StoredActivity) {
  return {
    search: [{ kind: 'activity' as const, id }],
    tags: [
      `activity:${id}`,
      'activities',
      'calendar',
      `matter:${matterId}`,
      'matters',
      'departments',
      'home',
      ...(consultationId === null ? [] : [`consultation:${consultationId}`]),
    ],
  }
}

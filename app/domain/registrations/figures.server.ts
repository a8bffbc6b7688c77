import { asc, eq, sql } from 'drizzle-orm'
import type { Ctx } from '~/app/server/context'
import { seatCategories } from '~/db/schema/activities'
import { seatTallies } from '~/db/schema/registrations'
import type { SeatFigure } from './types'

/** How many seats each category has, and how many people want them; in the order of the notice. */
export async function seatFigures(ctx: Ctx, activityId: number): Promise<SeatFigure[]> {
  return ctx.db
    .select({
      categoryId: seatCategories.id,
      group: seatCategories.group,
      eligibility: seatCategories.eligibility,
      seats: seatCategories.seats,
      method: seatCategories.method,
      trait: seatCategories.trait,
      registered: sql<number>`coalesce(${seatTallies.registered}, 0)`,
      // Seats are few and counted. The table is named by hand: in a subquery drizzle would leave it out.
      seated: sql<number>`(select count(s.registration_id)::int from seats s
        where s.category_id = seat_categories.id)`,
      waiting: sql<number>`coalesce(${seatTallies.waiting}, 0)`,
    })
    .from(seatCategories)
    .leftJoin(seatTallies, eq(seatTallies.categoryId, seatCategories.id))
    .where(eq(seatCategories.activityId, activityId))
    .orderBy(asc(seatCategories.position))
}

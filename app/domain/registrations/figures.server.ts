import { asc, eq, sql } from 'drizzle-orm'
import type { Ctx } from '~/app/server/context'
import { seatCategories } from '~/db/schema/activities'
import type { SeatFigure } from './types'

/** How many seats each category has, and how many people want them; in the order of the notice. */
export async function seatFigures(ctx: Ctx, activityId: number): Promise<SeatFigure[]> {
  return (
    ctx.db
      // The table is named by hand: drizzle leaves it out, and an `id` within a subquery would be that one's own.
      .select({
        categoryId: seatCategories.id,
        group: seatCategories.group,
        eligibility: seatCategories.eligibility,
        seats: seatCategories.seats,
        method: seatCategories.method,
        trait: seatCategories.trait,
        registered: sql<number>`(select count(*)::int from registrations r
        where r.category_id = seat_categories.id and not exists (select 1 from steps s
          where s.subject = 'registration' and s.subject_id = r.id
            and s.kind in ('withdrawn', 'lapsed', 'excluded')))`,
        seated: sql<number>`(select count(s.registration_id)::int from seats s
        where s.category_id = seat_categories.id)`,
        waiting: sql<number>`(select count(*)::int from waiting_places w
        where w.category_id = seat_categories.id)`,
      })
      .from(seatCategories)
      .where(eq(seatCategories.activityId, activityId))
      .orderBy(asc(seatCategories.position))
  )
}

import { asc } from 'drizzle-orm'
import type { Ctx } from '~/app/server/context'
import { departments } from '~/db/schema/people'
import type { Department } from './read.server'

/** All departments in the order in which they were entered: the government, its bureaus, townships, villages. */
export function listDepartments(ctx: Ctx): Promise<Department[]> {
  return ctx.db.select().from(departments).orderBy(asc(departments.id))
}

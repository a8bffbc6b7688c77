import { and, asc, eq, inArray } from 'drizzle-orm'
import type { Ctx } from '~/app/server/context'
import { departments } from '~/db/schema/people'
import type { Department } from './read.server'

/** All departments in the order in which they were entered: the government, its bureaus, townships, villages. */
export function listDepartments(ctx: Ctx): Promise<Department[]> {
  return ctx.db.select().from(departments).orderBy(asc(departments.id))
}

/** Which of the townships that these people named there are; nobody has to name one. */
export async function knownTownships(ctx: Ctx, named: { township: string }[]): Promise<Set<string>> {
  const slugs = [...new Set(named.map(({ township }) => township))].filter((slug) => slug !== '')
  if (slugs.length === 0) return new Set()
  const rows = await ctx.db
    .select({ slug: departments.slug })
    .from(departments)
    .where(and(inArray(departments.slug, slugs), eq(departments.kind, 'township')))
  return new Set(rows.map(({ slug }) => slug))
}

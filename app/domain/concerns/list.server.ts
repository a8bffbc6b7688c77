import { and, asc, desc, eq, inArray, isNotNull, isNull, lt, or, type SQL, sql } from 'drizzle-orm'
import { isPublic, publishedStep } from '~/app/domain/audit/published.server'
import type { Ctx } from '~/app/server/context'
import { concerns, concernTriages } from '~/db/schema/concerns'
import { departments } from '~/db/schema/people'
import { firstAnsweredAt, newestTriage, rowOf, selectPublicConcerns } from './read.server'
import type { ConcernRow, ConcernState } from './types'

const pageSize = 20

type Filter = {
  department?: string | null
  state?: ConcernState | null
  after?: string | null
  limit?: number
}

/** Public concerns, newest first. `next` is the cursor of the following page, null on the last. */
export async function listConcerns(
  ctx: Ctx,
  filter: Filter = {},
): Promise<{ rows: ConcernRow[]; next: string | null }> {
  const limit = filter.limit ?? pageSize
  const conditions: (SQL | undefined)[] = [afterCursor(filter.after), await stateCondition(ctx, filter.state)]
  if (filter.department) conditions.push(eq(departments.slug, filter.department))
  const found = await selectPublicConcerns(ctx)
    .where(and(...conditions))
    .orderBy(desc(concerns.receivedAt), desc(concerns.id))
    .limit(limit + 1)
  const rows = found.slice(0, limit).map((row) => rowOf(row, ctx.now))
  const last = rows.at(-1)
  return { rows, next: found.length > limit && last ? cursorOf(last) : null }
}

function cursorOf({ receivedAt, id }: ConcernRow): string {
  return `${receivedAt.getTime()}-${id}`
}

function afterCursor(cursor: string | null | undefined): SQL | undefined {
  const match = /^(\d{1,14})-(\d{1,15})$/.exec(cursor ?? '')
  if (!match) return undefined
  const receivedAt = new Date(Number(match[1]))
  const id = Number(match[2])
  return or(
    lt(concerns.receivedAt, receivedAt),
    and(eq(concerns.receivedAt, receivedAt), lt(concerns.id, id)),
  )
}

/** A deadline in working days is not the database's to know: the few that wait are looked at one by one. */
async function stateCondition(ctx: Ctx, state: ConcernState | null | undefined): Promise<SQL | undefined> {
  if (!state) return undefined
  const answeredAt = firstAnsweredAt(ctx.now)
  if (state === 'answered') return isNotNull(answeredAt)
  const waiting = (await selectPublicConcerns(ctx).where(isNull(answeredAt))).map((row) =>
    rowOf(row, ctx.now),
  )
  const ids = waiting.filter((row) => row.state === state).map((row) => row.id)
  return ids.length === 0 ? sql`false` : inArray(concerns.id, ids)
}

/** Departments that handle a public concern, for the filter. */
export async function answeringDepartments(ctx: Ctx): Promise<{ slug: string; name: string }[]> {
  const rows = await ctx.db
    .selectDistinct({ id: departments.id, slug: departments.slug, name: departments.name })
    .from(concerns)
    .innerJoin(publishedStep, isPublic('concern', concerns.id, ctx.now))
    .innerJoin(concernTriages, newestTriage)
    .innerJoin(departments, eq(departments.id, concernTriages.departmentId))
    .orderBy(asc(departments.id))
  return rows.map(({ slug, name }) => ({ slug, name }))
}

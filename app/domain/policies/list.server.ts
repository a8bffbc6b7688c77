import { and, desc, eq, type SQL, sql } from 'drizzle-orm'
import { isPublic, publishedStep } from '~/app/domain/audit/published.server'
import { addDays, dayOf, startOfDay } from '~/app/domain/calendar'
import type { Ctx } from '~/app/server/context'
import { departments } from '~/db/schema/people'
import { policies, validityChanges } from '~/db/schema/policies'
import type { Validity } from './types'

export type ListedPolicy = {
  id: number
  title: string
  documentNumber: string
  theme: string
  department: string
  publishedAt: Date
  validity: Validity
}

export type PolicyFilter = {
  theme?: string | null
  /** The department's slug. */
  department?: string | null
  year?: number | null
  validity?: Validity | null
  after?: string | null
  limit?: number
}

const pageSize = 20

/** Public policies, newest first. */
export async function listPolicies(
  ctx: Ctx,
  filter: PolicyFilter = {},
): Promise<{ rows: ListedPolicy[]; next: string | null }> {
  const { limit = pageSize } = filter
  const rows = await ctx.db
    .select({
      id: policies.id,
      title: policies.title,
      documentNumber: policies.documentNumber,
      theme: policies.theme,
      department: departments.name,
      publishedAt: publishedStep.at,
      validity: validityOn(ctx),
    })
    .from(policies)
    .innerJoin(departments, eq(departments.id, policies.departmentId))
    .innerJoin(publishedStep, isPublic('policy', policies.id, ctx.now))
    .where(and(...conditions(ctx, filter)))
    .orderBy(desc(publishedStep.at), desc(policies.id))
    .limit(limit + 1)
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return {
    rows: shown,
    next: rows.length > limit && last ? `${last.publishedAt.getTime()}_${last.id}` : null,
  }
}

/** D5, as in `validityAt`: the newest change that has come into force. */
function validityOn(ctx: Ctx): SQL<Validity> {
  return sql<Validity>`coalesce((select ${validityChanges.validity} from ${validityChanges}
    where ${validityChanges.policyId} = ${policies.id} and ${validityChanges.on} <= ${dayOf(ctx.now)}
    order by ${validityChanges.on} desc, ${validityChanges.id} desc limit 1), 'valid')`
}

function conditions(
  ctx: Ctx,
  { theme, department, year, validity, after }: PolicyFilter,
): (SQL | undefined)[] {
  return [
    theme ? eq(policies.theme, theme) : undefined,
    department ? eq(departments.slug, department) : undefined,
    year ? duringYear(year) : undefined,
    validity ? sql`${validityOn(ctx)} = ${validity}` : undefined,
    afterCursor(after, policies.id),
  ]
}

export function duringYear(year: number): SQL {
  const first = startOfDay(`${year}-01-01`).toISOString()
  const end = startOfDay(addDays(`${year}-12-31`, 1)).toISOString()
  return sql`${publishedStep.at} >= ${first} and ${publishedStep.at} < ${end}`
}

/** A cursor is the published moment in milliseconds and the id; anything else is the first page. */
export function afterCursor(
  cursor: string | null | undefined,
  id: typeof policies.id | SQL,
): SQL | undefined {
  const match = /^(\d{1,14})_(\d{1,15})$/.exec(cursor ?? '')
  if (!match) return undefined
  const at = new Date(Number(match[1])).toISOString()
  return sql`(${publishedStep.at}, ${id}) < (${at}::timestamptz, ${match[2]}::bigint)`
}

export type PolicyFacets = {
  themes: { value: string; count: number }[]
  departments: { value: string; name: string; count: number }[]
  years: { value: number; count: number }[]
}

/** What the public list can be narrowed by. */
export async function policyFacets(ctx: Ctx): Promise<PolicyFacets> {
  const year = sql<number>`extract(year from ${publishedStep.at} at time zone 'Asia/Shanghai')::int`
  const rows = await ctx.db
    .select({
      theme: policies.theme,
      slug: departments.slug,
      name: departments.name,
      year,
      count: sql<number>`count(*)::int`,
    })
    .from(policies)
    .innerJoin(departments, eq(departments.id, policies.departmentId))
    .innerJoin(publishedStep, isPublic('policy', policies.id, ctx.now))
    .groupBy(policies.theme, departments.id, year)
  const themes = new Map<string, { value: string; count: number }>()
  const byDepartment = new Map<string, { value: string; name: string; count: number }>()
  const years = new Map<number, { value: number; count: number }>()
  for (const row of rows) {
    themes.set(row.theme, { value: row.theme, count: (themes.get(row.theme)?.count ?? 0) + row.count })
    byDepartment.set(row.slug, {
      value: row.slug,
      name: row.name,
      count: (byDepartment.get(row.slug)?.count ?? 0) + row.count,
    })
    years.set(row.year, { value: row.year, count: (years.get(row.year)?.count ?? 0) + row.count })
  }
  const most = (one: { count: number }, other: { count: number }) => other.count - one.count
  return {
    themes: [...themes.values()].sort(most),
    departments: [...byDepartment.values()].sort(most),
    years: [...years.values()].sort((one, other) => other.value - one.value),
  }
}

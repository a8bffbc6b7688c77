import { and, arrayContains, desc, eq, type SQL, sql } from 'drizzle-orm'
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
  audience: string[]
  department: string
  publishedAt: Date
  validity: Validity
}

export type PolicyFilter = {
  theme?: string | null
  kind?: string | null
  /** One of those it is for. */
  audience?: string | null
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
      audience: policies.audience,
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

/** The few that are not in force are found by themselves, not by asking each of all policies. */
function hasValidity(ctx: Ctx, validity: Validity): SQL {
  if (validity === 'valid')
    return sql`not exists (select 1 from ${validityChanges}
      where ${validityChanges.policyId} = ${policies.id} and ${validityChanges.on} <= ${dayOf(ctx.now)})`
  return sql`${policies.id} in (select newest.policy_id from ${newestChanges(ctx)} newest where newest.validity = ${validity})`
}

/** Of each policy that has one, the newest change that has come into force. */
export function newestChanges(ctx: Ctx): SQL {
  return sql`(select distinct on (change.policy_id) change.policy_id, change.validity
    from ${validityChanges} change where change."on" <= ${dayOf(ctx.now)}
    order by change.policy_id, change."on" desc, change.id desc)`
}

function conditions(
  ctx: Ctx,
  { theme, kind, audience, department, year, validity, after }: PolicyFilter,
): (SQL | undefined)[] {
  return [
    theme ? eq(policies.theme, theme) : undefined,
    kind ? eq(policies.kind, kind) : undefined,
    audience ? arrayContains(policies.audience, [audience]) : undefined,
    department ? eq(departments.slug, department) : undefined,
    year ? duringYear(year) : undefined,
    validity ? hasValidity(ctx, validity) : undefined,
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

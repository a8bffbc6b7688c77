import { and, count, eq, inArray, lte, max, sql } from 'drizzle-orm'
import { isPublic, publishedStep } from '~/app/domain/audit/published.server'
import { dayOf } from '~/app/domain/calendar'
import type { Ctx } from '~/app/server/context'
import { steps } from '~/db/schema/audit'
import { departments } from '~/db/schema/people'
import { policies, validityChanges } from '~/db/schema/policies'
import { newestChanges, type PolicyFilter } from './list.server'
import type { Counted, PolicyFacets } from './page-types'
import { type Validity, validities } from './types'

type Cell = {
  theme: string
  kind: string
  audience: string[]
  slug: string
  year: number
  validity: Validity
  count: number
}
type Dimension = 'theme' | 'kind' | 'audience' | 'department' | 'year' | 'validity'

/**
 * What the public list can be narrowed by. Each group is counted with what is chosen in the others, so that a number is
 * what one finds behind its link.
 */
export async function policyFacets(ctx: Ctx, filter: PolicyFilter = {}): Promise<PolicyFacets> {
  const cells = await cellsOf(ctx)
  const within = (except?: Dimension) => cells.filter((cell) => isWithin(cell, filter, except))
  const named = await ctx.db.select({ slug: departments.slug, name: departments.name }).from(departments)
  const names = new Map(named.map(({ slug, name }) => [slug, name]))
  return {
    total: within().reduce((sum, { count }) => sum + count, 0),
    themes: counted(within('theme'), ({ theme }) => [theme]),
    kinds: counted(within('kind'), ({ kind }) => [kind]),
    departments: counted(within('department'), ({ slug }) => [slug]).map((one) => ({
      ...one,
      name: names.get(one.value) ?? '',
    })),
    years: counted(within('year'), ({ year }) => [year]).sort((one, other) => other.value - one.value),
    validities: counted(within('validity'), ({ validity }) => [validity]).sort(
      (one, other) => validities.indexOf(one.value) - validities.indexOf(other.value),
    ),
    audiences: counted(within('audience'), ({ audience }) => new Set(audience)),
  }
}

type Counting = { state: string; cells: Promise<Cell[]> }

const counting = new WeakMap<Ctx['db'], Counting>()

/** Counted once for each state of the library, by whomever and however narrowed it is asked for. */
async function cellsOf(ctx: Ctx): Promise<Cell[]> {
  const state = await stateOf(ctx)
  const kept = counting.get(ctx.db)
  if (kept?.state === state) return kept.cells
  const cells = countCells(ctx)
  counting.set(ctx.db, { state, cells })
  // What failed is asked again.
  cells.catch(() => counting.delete(ctx.db))
  return cells
}

/** Another one as soon as a policy is published or withdrawn, its validity changes, or a day ends. */
async function stateOf(ctx: Ctx): Promise<string> {
  const published = await ctx.db
    .select({ kind: steps.kind, count: count() })
    .from(steps)
    .where(
      and(
        eq(steps.subject, 'policy'),
        inArray(steps.kind, ['published', 'withdrawn']),
        lte(steps.at, ctx.now),
      ),
    )
    .groupBy(steps.kind)
    .orderBy(steps.kind)
  const changes = await ctx.db
    .select({ count: count(), newest: max(validityChanges.id) })
    .from(validityChanges)
  return JSON.stringify([dayOf(ctx.now), published, changes])
}

/** Public policies by everything at once: as many rows as there are different ones, not as there are policies. */
async function countCells(ctx: Ctx): Promise<Cell[]> {
  const year = sql<number>`extract(year from ${publishedStep.at} at time zone 'Asia/Shanghai')::int`
  const validity = sql<Validity>`coalesce(newest.validity, 'valid')`
  return ctx.db
    .select({
      theme: policies.theme,
      kind: policies.kind,
      audience: policies.audience,
      slug: departments.slug,
      year,
      validity,
      count: sql<number>`count(*)::int`,
    })
    .from(policies)
    .innerJoin(departments, eq(departments.id, policies.departmentId))
    .innerJoin(publishedStep, isPublic('policy', policies.id, ctx.now))
    .leftJoin(sql`${newestChanges(ctx)} newest`, sql`newest.policy_id = ${policies.id}`)
    .groupBy(policies.theme, policies.kind, policies.audience, departments.id, year, validity)
}

function isWithin(cell: Cell, filter: PolicyFilter, except: Dimension | undefined): boolean {
  const { theme, kind, audience, department, year, validity } = filter
  const fits: Record<Dimension, boolean> = {
    theme: !theme || cell.theme === theme,
    kind: !kind || cell.kind === kind,
    audience: !audience || cell.audience.includes(audience),
    department: !department || cell.slug === department,
    year: !year || cell.year === year,
    validity: !validity || cell.validity === validity,
  }
  return (Object.keys(fits) as Dimension[]).every((one) => one === except || fits[one])
}

/** The most frequent first. */
function counted<V>(cells: Cell[], valuesOf: (cell: Cell) => Iterable<V>): Counted<V>[] {
  const counts = new Map<V, number>()
  for (const cell of cells)
    for (const value of valuesOf(cell)) counts.set(value, (counts.get(value) ?? 0) + cell.count)
  return [...counts]
    .map(([value, count]) => ({ value, count }))
    .sort(
      (one, other) => other.count - one.count || String(one.value).localeCompare(String(other.value), 'zh'),
    )
}

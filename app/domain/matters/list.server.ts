import { and, asc, desc, eq, inArray, lte, sql } from 'drizzle-orm'
import { isPublic, publishedStep } from '~/app/domain/audit/published.server'
import { stepsOfMany } from '~/app/domain/audit/steps.server'
import { type SignOffState, stateAfter } from '~/app/domain/audit/transitions'
import { requireStaff } from '~/app/domain/people/permissions'
import type { Ctx } from '~/app/server/context'
import { consultations } from '~/db/schema/consultations'
import { matters } from '~/db/schema/matters'
import { departments } from '~/db/schema/people'
import { policies } from '~/db/schema/policies'
import { participationOf } from './participation.server'
import type { MatterKind, ParticipationMethod } from './rules'
import type { Participation } from './types'

export type CatalogueRow = {
  id: number
  title: string
  kind: MatterKind
  department: string
  plannedMethods: ParticipationMethod[]
  plannedTiming: string
  publishedAt: Date
  /** How far it has come, by what is public. */
  stage: 'listed' | 'open' | 'consulted' | 'decided'
  /** What people could take part in so far, of whatever kind (P14). */
  ways: Participation[]
}

/** The public catalogue of one year, in the order of its listing; a year has a few dozen matters at most. */
export async function listMatters(ctx: Ctx, { year }: { year: number }): Promise<CatalogueRow[]> {
  const rows = await ctx.db
    .select({
      id: matters.id,
      title: matters.title,
      kind: matters.kind,
      department: departments.name,
      plannedMethods: matters.plannedMethods,
      plannedTiming: matters.plannedTiming,
      publishedAt: publishedStep.at,
    })
    .from(matters)
    .innerJoin(departments, eq(departments.id, matters.departmentId))
    .innerJoin(publishedStep, isPublic('matter', matters.id, ctx.now))
    .where(eq(matters.year, year))
    .orderBy(matters.id)
  const ids = rows.map((row) => row.id)
  const decided = await mattersWithPolicy(ctx, ids)
  const consulted = await consultedMatters(ctx, ids)
  const ways = await participationOf(ctx, ids)
  return rows.map((row) => ({
    ...row,
    stage: decided.has(row.id)
      ? 'decided'
      : (consulted.get(row.id) ?? (hasHeard(ways.get(row.id)) ? 'consulted' : 'listed')),
    ways: ways.get(row.id) ?? [],
  }))
}

/** People have been heard otherwise than by a consultation. */
function hasHeard(ways: Participation[] = []): boolean {
  return ways.some(({ state }) => state === 'held' || state === 'reported')
}

async function mattersWithPolicy(ctx: Ctx, ids: number[]): Promise<Set<number | null>> {
  if (ids.length === 0) return new Set()
  const rows = await ctx.db
    .select({ id: policies.matterId })
    .from(policies)
    .innerJoin(publishedStep, isPublic('policy', policies.id, ctx.now))
    .where(inArray(policies.matterId, ids))
  return new Set(rows.map((row) => row.id))
}

async function consultedMatters(ctx: Ctx, ids: number[]): Promise<Map<number, 'open' | 'consulted'>> {
  if (ids.length === 0) return new Map()
  const rows = await ctx.db
    .select({
      id: consultations.matterId,
      isOpen: sql<boolean>`${consultations.closesAt} >= ${ctx.now.toISOString()}::timestamptz and not exists (
        select 1 from steps where subject = 'consultation' and subject_id = ${consultations.id} and kind = 'terminated')`,
    })
    .from(consultations)
    .innerJoin(publishedStep, isPublic('consultation', consultations.id, ctx.now))
    .where(
      and(
        inArray(consultations.matterId, ids),
        eq(consultations.form, 'public'),
        lte(consultations.opensAt, ctx.now),
      ),
    )
    .orderBy(asc(consultations.closesAt))
  const open = new Set(rows.flatMap((row) => (row.isOpen ? [row.id] : [])))
  return new Map(rows.map(({ id }) => [id, open.has(id) ? 'open' : 'consulted']))
}

/** The years that have a public catalogue, newest first. */
export async function catalogueYears(ctx: Ctx): Promise<number[]> {
  const rows = await ctx.db
    .selectDistinct({ year: matters.year })
    .from(matters)
    .innerJoin(publishedStep, isPublic('matter', matters.id, ctx.now))
    .orderBy(desc(matters.year))
  return rows.map((row) => row.year)
}

export type DeskMatter = {
  id: number
  title: string
  year: number
  department: string
  departmentId: number
  state: SignOffState
}

const pageSize = 20

/** Every matter of the person's department, newest first. */
export async function deskMatters(
  ctx: Ctx,
  { after }: { after?: number } = {},
): Promise<{ rows: DeskMatter[]; next: number | null }> {
  const staff = requireStaff(ctx)
  const rows = await ctx.db
    .select({
      id: matters.id,
      title: matters.title,
      year: matters.year,
      department: departments.name,
      departmentId: matters.departmentId,
    })
    .from(matters)
    .innerJoin(departments, eq(departments.id, matters.departmentId))
    .where(
      and(eq(matters.departmentId, staff.departmentId), after ? sql`${matters.id} < ${after}` : undefined),
    )
    .orderBy(desc(matters.id))
    .limit(pageSize + 1)
  const shown = rows.slice(0, pageSize)
  const steps = await stepsOfMany(
    ctx,
    'matter',
    shown.map((row) => row.id),
  )
  return {
    rows: shown.map((row) => ({ ...row, state: stateAfter(steps.get(row.id) ?? []) })),
    next: rows.length > pageSize ? (shown.at(-1)?.id ?? null) : null,
  }
}

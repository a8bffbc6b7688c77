import { and, eq, lte, type SQL, sql } from 'drizzle-orm'
import { isPublic, publishedStep } from '~/app/domain/audit/published.server'
import type { Ctx } from '~/app/server/context'
import { steps } from '~/db/schema/audit'
import { concerns, concernTriages, responses } from '~/db/schema/concerns'
import { departments } from '~/db/schema/people'
import { clockOf, deadlineOf } from './rules'
import type { ConcernRow } from './types'

/** The newest triage is the one that counts; a condition of a join on `concernTriages`. */
export const newestTriage = and(
  eq(concernTriages.concernId, concerns.id),
  // Not `= (select max(…))`: PostgreSQL would take that for one row in the whole table, and sort all concerns.
  sql`not exists (select 1 from ${concernTriages} t
    where t.concern_id = ${concernTriages.concernId} and t.id > ${concernTriages.id})`,
) as SQL

/** When the first response became public that still is; null while there is none. */
export function firstAnsweredAt(now: Date) {
  return sql<Date | null>`(
    select min(s.at) from ${responses} r
    join ${steps} s on s.subject = 'response' and s.subject_id = r.id and s.kind = 'published' and s.at <= ${now.toISOString()}
    where r.concern_id = ${concerns.id} and not exists (
      select 1 from ${steps} w where w.subject = 'response' and w.subject_id = r.id
      and w.kind = 'withdrawn' and w.at <= ${now.toISOString()}))`.mapWith(concerns.receivedAt)
}

/** The condition of a join of `responses` on `steps`: the response's public step, unless it was withdrawn. */
export function isPublicResponse(now: Date): SQL {
  return and(
    eq(steps.subject, 'response'),
    eq(steps.subjectId, responses.id),
    eq(steps.kind, 'published'),
    lte(steps.at, now),
    sql`not exists (select 1 from ${steps} w where w.subject = 'response' and w.subject_id = ${responses.id}
      and w.kind = 'withdrawn' and w.at <= ${now.toISOString()})`,
  ) as SQL
}

/** W3: a report of an error on the site has a clock of its own. */
export const isSiteReport = sql<boolean>`(${concerns.original} ? 'page')`

/** The public concerns with what a list shows of each; add `where`, `orderBy`, `limit`. */
export function selectPublicConcerns(ctx: Ctx) {
  return ctx.db
    .select({
      id: concerns.id,
      kind: concerns.kind,
      title: concernTriages.publicTitle,
      summary: concernTriages.publicBody,
      departmentId: departments.id,
      departmentSlug: departments.slug,
      departmentName: departments.name,
      severity: concernTriages.severity,
      receivedAt: concerns.receivedAt,
      publishedAt: publishedStep.at,
      answeredAt: firstAnsweredAt(ctx.now),
      site: isSiteReport,
    })
    .from(concerns)
    .innerJoin(publishedStep, isPublic('concern', concerns.id, ctx.now))
    .innerJoin(concernTriages, newestTriage)
    .innerJoin(departments, eq(departments.id, concernTriages.departmentId))
}

type Selected = Awaited<ReturnType<typeof selectPublicConcerns>>[number]

export function rowOf(selected: Selected, now: Date): ConcernRow {
  const { departmentId, departmentSlug, departmentName, site, ...row } = selected
  const clock = clockOf(deadlineOf(row.severity, row.receivedAt, { site }), row.answeredAt, now)
  const open = clock.state === 'overdue' ? 'overdue' : 'open'
  return {
    ...row,
    department: { id: departmentId, slug: departmentSlug, name: departmentName },
    clock,
    state: row.answeredAt ? 'answered' : open,
  }
}

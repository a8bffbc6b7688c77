import { and, asc, eq, type SQL, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import { isPublic, publishedStep } from '~/app/domain/audit/published.server'
import type { Ctx } from '~/app/server/context'
import { steps } from '~/db/schema/audit'
import { consultations, feedbackReports } from '~/db/schema/consultations'
import { departments } from '~/db/schema/people'
import { type ConsultationState, consultationState, type DraftKind } from './rules'

export type ListedConsultation = {
  id: number
  title: string
  department: string
  draftKind: DraftKind
  opensAt: Date
  closesAt: Date
  publishedAt: Date
  state: ConsultationState
}

type Filter = {
  state?: ConsultationState | null
  departmentId?: number
  after?: string | null
  limit?: number
}

const pageSize = 20
const reported = alias(steps, 'reported')

/** Public consultations: those open now first, by how soon they close; then the coming ones; then the past, newest first. */
export async function listConsultations(
  ctx: Ctx,
  filter: Filter = {},
): Promise<{ rows: ListedConsultation[]; next: string | null }> {
  const { limit = pageSize } = filter
  const now = sql`${ctx.now.toISOString()}::timestamptz`
  const rank = sql<number>`case when ${consultations.closesAt} < ${now} then 2 when ${consultations.opensAt} > ${now} then 1 else 0 end`
  // Past ones count backwards, so that one order serves all three groups and the cursor is one comparison.
  const place = sql<string>`(extract(epoch from ${consultations.closesAt}) * case when ${consultations.closesAt} < ${now} then -1 else 1 end)::numeric(20, 3)`
  const rows = await ctx.db
    .select({
      id: consultations.id,
      title: consultations.title,
      department: departments.name,
      draftKind: consultations.draftKind,
      opensAt: consultations.opensAt,
      closesAt: consultations.closesAt,
      publishedAt: publishedStep.at,
      answeredAt: reported.at,
      rank,
      place,
    })
    .from(consultations)
    .innerJoin(departments, eq(departments.id, consultations.departmentId))
    .innerJoin(publishedStep, isPublic('consultation', consultations.id, ctx.now))
    .leftJoin(feedbackReports, eq(feedbackReports.consultationId, consultations.id))
    .leftJoin(
      reported,
      and(
        eq(reported.subject, 'feedback-report'),
        eq(reported.subjectId, feedbackReports.id),
        eq(reported.kind, 'published'),
        sql`${reported.at} <= ${now}`,
      ),
    )
    .where(
      and(
        inState(filter.state, now),
        ofDepartment(filter.departmentId),
        afterCursor(filter.after, rank, place),
      ),
    )
    .orderBy(asc(rank), asc(place), asc(consultations.id))
    .limit(limit + 1)
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return {
    rows: shown.map(({ rank: _rank, place: _place, answeredAt, ...row }) => ({
      ...row,
      state: consultationState(row, answeredAt ? [{ kind: 'published', at: answeredAt }] : [], ctx.now),
    })),
    next: rows.length > limit && last ? `${last.rank}_${last.place}_${last.id}` : null,
  }
}

function inState(state: ConsultationState | null | undefined, now: SQL): SQL | undefined {
  if (state === 'open') return sql`${consultations.opensAt} <= ${now} and ${consultations.closesAt} >= ${now}`
  if (state === 'upcoming') return sql`${consultations.opensAt} > ${now}`
  if (state === 'answered') return sql`${reported.at} is not null`
  if (state === 'closed') return sql`${consultations.closesAt} < ${now} and ${reported.at} is null`
  return undefined
}

function ofDepartment(departmentId: number | undefined): SQL | undefined {
  return departmentId === undefined ? undefined : eq(consultations.departmentId, departmentId)
}

function afterCursor(cursor: string | null | undefined, rank: SQL, place: SQL): SQL | undefined {
  const match = /^([012])_(-?\d{1,14}(?:\.\d{1,3})?)_(\d{1,15})$/.exec(cursor ?? '')
  if (!match) return undefined
  return sql`(${rank}, ${place}, ${consultations.id}) > (${match[1]}::int, ${match[2]}::numeric, ${match[3]}::bigint)`
}

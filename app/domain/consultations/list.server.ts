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
  terminatedAt: Date | null
  round: number
  /** P3: it closes later than was announced at first. */
  isExtended: boolean
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
const terminated = alias(steps, 'terminated')

/** Public consultations: those open now first, by how soon they close; then the coming ones; then the past, newest first. */
export async function listConsultations(
  ctx: Ctx,
  filter: Filter = {},
): Promise<{ rows: ListedConsultation[]; next: string | null }> {
  const { limit = pageSize } = filter
  const now = sql`${ctx.now.toISOString()}::timestamptz`
  const isOver = sql`(${consultations.closesAt} < ${now} or ${terminated.at} is not null)`
  const rank = sql<number>`case when ${isOver} then 2 when ${consultations.opensAt} > ${now} then 1 else 0 end`
  // Past ones count backwards, so that one order serves all three groups and the cursor is one comparison.
  const place = sql<string>`(extract(epoch from least(${consultations.closesAt}, ${terminated.at})) * case when ${isOver} then -1 else 1 end)::numeric(20, 3)`
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
      terminatedAt: terminated.at,
      round: consultations.round,
      isExtended: sql<boolean>`exists (select 1 from ${steps} as extended where extended.subject = 'consultation'
        and extended.subject_id = ${consultations.id} and extended.kind = 'extended' and extended.at <= ${now})`,
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
    // It is taken once, so the join adds no rows.
    .leftJoin(
      terminated,
      and(
        eq(terminated.subject, 'consultation'),
        eq(terminated.subjectId, consultations.id),
        eq(terminated.kind, 'terminated'),
        sql`${terminated.at} <= ${now}`,
      ),
    )
    .where(
      and(
        // What was said at an activity is listed with the activity.
        eq(consultations.form, 'public'),
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
  const stands = sql`${terminated.at} is null`
  if (state === 'open')
    return sql`${stands} and ${consultations.opensAt} <= ${now} and ${consultations.closesAt} >= ${now}`
  if (state === 'upcoming') return sql`${stands} and ${consultations.opensAt} > ${now}`
  if (state === 'answered') return sql`${reported.at} is not null`
  if (state === 'terminated') return sql`${terminated.at} is not null and ${reported.at} is null`
  if (state === 'closed')
    return sql`${stands} and ${consultations.closesAt} < ${now} and ${reported.at} is null`
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

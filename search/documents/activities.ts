import { and, asc, eq, inArray } from 'drizzle-orm'
import type { Db } from '~/db/client'
import { activities, activityReports, agendaItems } from '~/db/schema/activities'
import { steps } from '~/db/schema/audit'
import { departments } from '~/db/schema/people'
import type { Documents } from '../targets'
import { publishedAt, seconds, yearOf } from './public'

/** People look for 听证会 whether the title says so or not. */
const kindWords: Record<(typeof activities.$inferSelect)['kind'], string> = {
  hearing: '听证会',
  symposium: '座谈会',
  'site-visit': '实地走访',
  'opinion-poll': '民意调查',
  'meeting-attendance': '列席会议',
}

export async function activityDocuments(db: Db, ids: number[]): Promise<Documents> {
  const published = await publishedAt(db, 'activity', ids)
  const shown = [...published.keys()]
  const rows = await db
    .select({ activity: activities, department: departments.name })
    .from(activities)
    .innerJoin(departments, eq(departments.id, activities.departmentId))
    .where(inArray(activities.id, shown))
  const agendas = await agendasOf(db, shown)
  const reports = await publicReports(db, shown)
  const cancelled = await cancelledOf(db, shown)
  const things = rows.map(({ activity, department }) => {
    const { id, kind, title, purpose, place, startsAt } = activity
    const report = reports.get(id)
    return {
      id: `activity-${id}`,
      kind: 'activity' as const,
      thingId: id,
      title,
      documentNumber: '',
      numberKey: '',
      department,
      year: yearOf(startsAt),
      publishedAt: seconds(published.get(id) as Date),
      state: cancelled.has(id) ? 'cancelled' : report === undefined ? kind : 'reported',
      labels: [],
      body: [kindWords[kind], purpose, place, ...(agendas.get(id) ?? []), report]
        .filter((words) => words)
        .join('\n'),
    }
  })
  return { things, clauses: [] }
}

async function agendasOf(db: Db, ids: number[]): Promise<Map<number, string[]>> {
  const rows = await db
    .select({ id: agendaItems.activityId, title: agendaItems.title })
    .from(agendaItems)
    .where(inArray(agendaItems.activityId, ids))
    .orderBy(asc(agendaItems.activityId), asc(agendaItems.position))
  const found = new Map<number, string[]>()
  for (const { id, title } of rows) found.set(id, [...(found.get(id) ?? []), title])
  return found
}

/** The account of what was said has a sign-off of its own: until then nobody finds a word of it (invariant 9). */
async function publicReports(db: Db, activityIds: number[]): Promise<Map<number, string>> {
  const rows = await db
    .select({ id: activityReports.id, activityId: activityReports.activityId, body: activityReports.body })
    .from(activityReports)
    .where(inArray(activityReports.activityId, activityIds))
  const published = await publishedAt(
    db,
    'activity-report',
    rows.map(({ id }) => id),
  )
  return new Map(
    rows.filter(({ id }) => published.has(id)).map(({ activityId, body }) => [activityId, body] as const),
  )
}

async function cancelledOf(db: Db, ids: number[]): Promise<Set<number>> {
  const rows = await db
    .select({ id: steps.subjectId })
    .from(steps)
    .where(and(eq(steps.subject, 'activity'), eq(steps.kind, 'cancelled'), inArray(steps.subjectId, ids)))
  return new Set(rows.map((row) => row.id))
}

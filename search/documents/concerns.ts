import { asc, eq, inArray } from 'drizzle-orm'
import type { Db } from '~/db/client'
import { concerns, concernTriages, responses } from '~/db/schema/concerns'
import { departments } from '~/db/schema/people'
import type { Documents } from '../targets'
import { publishedAt, seconds, yearOf } from './public'

/** A concern in the department's words, with what was answered; never in the citizen's own (L3). */
export async function concernDocuments(db: Db, ids: number[]): Promise<Documents> {
  const published = await publishedAt(db, 'concern', ids)
  const publicIds = [...published.keys()]
  const rows = await db
    .select({
      id: concerns.id,
      kind: concerns.kind,
      triage: concernTriages,
      department: departments.name,
    })
    .from(concerns)
    .innerJoin(concernTriages, eq(concernTriages.concernId, concerns.id))
    .innerJoin(departments, eq(departments.id, concernTriages.departmentId))
    .where(inArray(concerns.id, publicIds))
    .orderBy(asc(concernTriages.id))
  const versions = await db
    .select({ id: responses.id, concernId: responses.concernId, body: responses.body })
    .from(responses)
    .where(inArray(responses.concernId, publicIds))
    .orderBy(asc(responses.version))
  const publicVersions = await publishedAt(
    db,
    'response',
    versions.map((version) => version.id),
  )
  const answers = versions.filter((version) => publicVersions.has(version.id))
  // The newest triage and the newest published version count: later rows replace earlier ones in the maps.
  const newest = new Map(rows.map((row) => [row.id, row]))
  const answered = new Map(answers.map((answer) => [answer.concernId, answer.body]))
  const things = [...newest.values()].map(({ id, kind, triage, department }) => {
    const at = published.get(id) as Date
    return {
      id: `concern-${id}`,
      kind: 'concern' as const,
      thingId: id,
      title: triage.publicTitle,
      documentNumber: '',
      numberKey: '',
      department,
      year: yearOf(at),
      publishedAt: seconds(at),
      state: kind,
      labels: [],
      body: [triage.publicBody, answered.get(id) ?? ''].join('\n'),
    }
  })
  return { things, clauses: [] }
}

import { eq, inArray } from 'drizzle-orm'
import type { Db } from '~/db/client'
import { matters } from '~/db/schema/matters'
import { departments } from '~/db/schema/people'
import type { Documents } from '../targets'
import { publishedAt, seconds } from './public'

export async function matterDocuments(db: Db, ids: number[]): Promise<Documents> {
  const published = await publishedAt(db, 'matter', ids)
  const rows = await db
    .select({ matter: matters, department: departments.name })
    .from(matters)
    .innerJoin(departments, eq(departments.id, matters.departmentId))
    .where(inArray(matters.id, [...published.keys()]))
  const things = rows.map(({ matter, department }) => ({
    id: `matter-${matter.id}`,
    kind: 'matter' as const,
    thingId: matter.id,
    title: matter.title,
    documentNumber: '',
    numberKey: '',
    department,
    year: matter.year,
    publishedAt: seconds(published.get(matter.id) as Date),
    state: matter.kind,
    labels: [],
    body: [matter.summary, matter.basis, matter.affectedGroups.join(' ')].join('\n'),
  }))
  return { things, clauses: [] }
}

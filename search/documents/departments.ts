import { inArray } from 'drizzle-orm'
import type { Db } from '~/db/client'
import { departments } from '~/db/schema/people'
import type { Documents } from '../targets'

// A department is always public, and of no year.
export async function departmentDocuments(db: Db, ids: number[]): Promise<Documents> {
  const rows = await db.select().from(departments).where(inArray(departments.id, ids))
  const things = rows.map((department) => ({
    id: `department-${department.id}`,
    kind: 'department' as const,
    thingId: department.id,
    title: department.name,
    documentNumber: '',
    numberKey: '',
    department: department.name,
    year: 0,
    publishedAt: 0,
    state: department.kind,
    labels: [],
    body: [department.duties, department.address].join('\n'),
  }))
  return { things, clauses: [] }
}

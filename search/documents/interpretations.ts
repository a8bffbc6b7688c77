import { eq, inArray } from 'drizzle-orm'
import type { Db } from '~/db/client'
import { interpretations } from '~/db/schema/interpretations'
import { departments } from '~/db/schema/people'
import type { Documents } from '../targets'
import { publishedAt, seconds, yearOf } from './public'

export async function interpretationDocuments(db: Db, ids: number[]): Promise<Documents> {
  const published = await publishedAt(db, 'interpretation', ids)
  const rows = await db
    .select({ interpretation: interpretations, department: departments.name })
    .from(interpretations)
    .innerJoin(departments, eq(departments.id, interpretations.departmentId))
    .where(inArray(interpretations.id, [...published.keys()]))
  const things = rows.map(({ interpretation, department }) => {
    const at = published.get(interpretation.id) as Date
    return {
      id: `interpretation-${interpretation.id}`,
      kind: 'interpretation' as const,
      thingId: interpretation.id,
      title: interpretation.title,
      documentNumber: '',
      numberKey: '',
      department,
      year: yearOf(at),
      publishedAt: seconds(at),
      state: interpretation.form,
      labels: [],
      body: interpretation.plain,
    }
  })
  return { things, clauses: [] }
}

import { eq, inArray } from 'drizzle-orm'
import type { Db } from '~/db/client'
import { consultations } from '~/db/schema/consultations'
import { departments } from '~/db/schema/people'
import type { Documents } from '../targets'
import { clauseDocuments, clausesOfVersions, labelsOf, wholeText } from './clauses'
import { publishedAt, seconds, yearOf } from './public'

export async function consultationDocuments(db: Db, ids: number[]): Promise<Documents> {
  const published = await publishedAt(db, 'consultation', ids)
  const rows = await db
    .select({ consultation: consultations, department: departments.name })
    .from(consultations)
    .innerJoin(departments, eq(departments.id, consultations.departmentId))
    .where(inArray(consultations.id, [...published.keys()]))
  const clauses = await clausesOfVersions(
    db,
    rows.map((row) => row.consultation.versionId),
  )

  const documents: Documents = { things: [], clauses: [] }
  for (const { consultation, department } of rows) {
    const id = `consultation-${consultation.id}`
    const ofDraft = clauseDocuments(id, clauses.get(consultation.versionId) ?? [])
    documents.clauses.push(...ofDraft)
    documents.things.push({
      id,
      kind: 'consultation',
      thingId: consultation.id,
      title: consultation.title,
      documentNumber: '',
      numberKey: '',
      department,
      year: yearOf(consultation.opensAt),
      publishedAt: seconds(published.get(consultation.id) as Date),
      state: 'draft',
      labels: labelsOf(ofDraft),
      body: [consultation.background, consultation.draftingNote, wholeText(ofDraft)].join('\n'),
    })
  }
  return documents
}

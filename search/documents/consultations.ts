import { and, eq, inArray } from 'drizzle-orm'
import type { Db } from '~/db/client'
import { steps } from '~/db/schema/audit'
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
    .where(and(inArray(consultations.id, [...published.keys()]), eq(consultations.form, 'public')))
  const clauses = await clausesOfVersions(
    db,
    rows.map((row) => row.consultation.versionId),
  )

  const ended = await terminated(db, ids)

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
      state: ended.has(consultation.id) ? 'terminated' : 'draft',
      labels: labelsOf(ofDraft),
      body: [consultation.background, consultation.draftingNote, wholeText(ofDraft)].join('\n'),
    })
  }
  return documents
}

/** Those that were ended before their time (P3). */
async function terminated(db: Db, ids: number[]): Promise<Set<number>> {
  const rows = await db
    .select({ id: steps.subjectId })
    .from(steps)
    .where(
      and(eq(steps.subject, 'consultation'), eq(steps.kind, 'terminated'), inArray(steps.subjectId, ids)),
    )
  return new Set(rows.map((row) => row.id))
}

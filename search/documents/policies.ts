import { eq, inArray } from 'drizzle-orm'
import type { Db } from '~/db/client'
import { departments } from '~/db/schema/people'
import { policies, validityChanges } from '~/db/schema/policies'
import { documentNumberKey } from '../normalise'
import type { Documents } from '../targets'
import { clauseDocuments, clausesOfVersions, labelsOf, wholeText } from './clauses'
import { publishedAt, seconds } from './public'

export async function policyDocuments(db: Db, ids: number[]): Promise<Documents> {
  const published = await publishedAt(db, 'policy', ids)
  const rows = await db
    .select({ policy: policies, department: departments.name })
    .from(policies)
    .innerJoin(departments, eq(departments.id, policies.departmentId))
    .where(inArray(policies.id, [...published.keys()]))
  const clauses = await clausesOfVersions(
    db,
    rows.map((row) => row.policy.versionId),
  )
  const changes = await db
    .select()
    .from(validityChanges)
    .where(inArray(validityChanges.policyId, [...published.keys()]))
    .orderBy(validityChanges.on)
  const validity = new Map(changes.map((change) => [change.policyId, change.validity]))

  const documents: Documents = { things: [], clauses: [] }
  for (const { policy, department } of rows) {
    const id = `policy-${policy.id}`
    const ofPolicy = clauseDocuments(id, clauses.get(policy.versionId) ?? [])
    documents.clauses.push(...ofPolicy)
    documents.things.push({
      id,
      kind: 'policy',
      thingId: policy.id,
      title: policy.title,
      documentNumber: policy.documentNumber,
      numberKey: documentNumberKey(policy.documentNumber) ?? '',
      department,
      year: Number(policy.signedOn.slice(0, 4)),
      publishedAt: seconds(published.get(policy.id) as Date),
      state: validity.get(policy.id) ?? 'valid',
      labels: labelsOf(ofPolicy),
      body: wholeText(ofPolicy),
    })
  }
  return documents
}

import { and, asc, eq } from 'drizzle-orm'
import type { Db } from '~/db/client'
import { consultations } from '~/db/schema/consultations'
import { policies } from '~/db/schema/policies'
import { clauseVersions } from '~/db/schema/texts'

export async function consultationNamed(db: Db, word: string) {
  const rows = await db.select().from(consultations).orderBy(asc(consultations.id))
  const found = rows.find((row) => row.title.includes(word))
  if (!found) throw new Error(`no consultation «${word}» in the demo county`)
  return found
}

export async function aClauseOf(db: Db, versionId: number) {
  const [row] = await db
    .select({ clauseId: clauseVersions.clauseId })
    .from(clauseVersions)
    .where(and(eq(clauseVersions.versionId, versionId), eq(clauseVersions.kind, 'article')))
    .orderBy(asc(clauseVersions.position))
    .offset(5)
    .limit(1)
  return row?.clauseId ?? 0
}

export async function policyNamed(db: Db, word: string) {
  const rows = await db
    .select({ id: policies.id, title: policies.title, versionId: policies.versionId })
    .from(policies)
    .orderBy(asc(policies.id))
  const found = rows.find((row) => row.title.includes(word))
  if (!found) throw new Error(`no policy «${word}» in the demo county`)
  return found
}

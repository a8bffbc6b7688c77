import { eq } from 'drizzle-orm'
import { isPublic, publishedStep } from '~/app/domain/audit/published.server'
import { walkDocument } from '~/app/domain/interpretation-blocks/document'
import type { DocumentNode, InterpretationForm } from '~/app/domain/interpretations/types'
import { mediaFacts } from '~/app/domain/media/facts.server'
import { originalKey, variantKey } from '~/app/domain/media/keys'
import { mediaStorage } from '~/app/domain/media/storage.server'
import type { MediaFact } from '~/app/domain/media/types'
import type { Ctx } from '~/app/server/context'
import { notFound } from '~/app/server/errors'
import { interpretations } from '~/db/schema/interpretations'
import { departments } from '~/db/schema/people'
import { policies } from '~/db/schema/policies'
import { makeVariant } from '~/media/images'

export type TakenAlong = {
  id: number
  title: string
  form: InterpretationForm
  author: string
  interpreter: string
  department: string
  policyId: number
  /** 《……》（岭政办发〔2026〕5号） */
  policy: string
  documentNumber: string
  publishedAt: Date
  document: DocumentNode
}

/** A public interpretation with its document; what is not public does not exist here. */
export async function readPublic(ctx: Ctx, id: number): Promise<TakenAlong> {
  const [row] = await ctx.db
    .select({
      id: interpretations.id,
      title: interpretations.title,
      form: interpretations.form,
      author: interpretations.author,
      name: interpretations.interpreterName,
      office: interpretations.interpreterTitle,
      department: departments.name,
      policyId: policies.id,
      policyTitle: policies.title,
      documentNumber: policies.documentNumber,
      publishedAt: publishedStep.at,
      document: interpretations.document,
    })
    .from(interpretations)
    .innerJoin(policies, eq(policies.id, interpretations.policyId))
    .innerJoin(departments, eq(departments.id, interpretations.departmentId))
    .innerJoin(publishedStep, isPublic('interpretation', interpretations.id, ctx.now))
    .where(eq(interpretations.id, id))
  if (!row) throw notFound('解读')
  const { name, office, document, policyTitle, ...rest } = row
  const policy = citePolicy(policyTitle, rest.documentNumber)
  return { ...rest, policy, interpreter: `${name}（${office}）`, document: document as DocumentNode }
}

/** Of a title that names another document only that one stands in title marks. */
export function citePolicy(title: string, documentNumber: string): string {
  const named = title.includes('《') ? title : `《${title}》`
  return documentNumber ? `${named}（${documentNumber}）` : named
}

export function mediaOf(ctx: Ctx, document: DocumentNode): Promise<Map<string, MediaFact>> {
  const shas = new Set<string>()
  walkDocument(document, ({ attrs }) => {
    for (const value of [attrs?.sha, attrs?.still]) if (typeof value === 'string' && value) shas.add(value)
  })
  return mediaFacts(ctx, [...shas])
}

/** A picture of the library as JPEG, made again where it was thrown away (invariant 1). */
export async function jpegOf(sha: string): Promise<Uint8Array | undefined> {
  const storage = mediaStorage()
  const kept = await storage.get(variantKey(sha, '960.jpg'))
  if (kept) return kept
  const original = await storage.get(originalKey(sha))
  return original ? makeVariant(original, '960.jpg') : undefined
}

import { asc, desc, eq } from 'drizzle-orm'
import { isPublic, publishedStep } from '~/app/domain/audit/published.server'
import { citeAll, excerptOf } from '~/app/domain/texts/cite'
import type { Ctx } from '~/app/server/context'
import { consultations } from '~/db/schema/consultations'
import { interpretations } from '~/db/schema/interpretations'
import { policies } from '~/db/schema/policies'
import { clauses, clauseVersions } from '~/db/schema/texts'
import type { CitationChoices, Source } from './types'

type About = { clauseId: number | null; policyId: number | null; consultationId: number | null }

/** What a response may cite: the clauses and interpretations of one public document at a time. */
export async function citationChoices(
  ctx: Ctx,
  wanted: string | null,
  about: About,
): Promise<CitationChoices> {
  const documents = await publicDocuments(ctx)
  const found =
    documents.find((one) => one.value === wanted) ?? (await documentOf(ctx, documents, about)) ?? documents[0]
  const sources = documents.map(({ value, title }) => ({ value, title }))
  if (!found) return { sources, source: '', clauses: [], interpretations: [] }
  return {
    sources,
    source: found.value,
    clauses: await clausesOf(ctx, found.versionId),
    interpretations: found.value.startsWith('policy:') ? await interpretationsOf(ctx, found.id) : [],
  }
}

type Document = Source & { id: number; textId: number; versionId: number }

async function publicDocuments(ctx: Ctx): Promise<Document[]> {
  const ofPolicies = await ctx.db
    .select({
      id: policies.id,
      title: policies.title,
      textId: policies.textId,
      versionId: policies.versionId,
    })
    .from(policies)
    .innerJoin(publishedStep, isPublic('policy', policies.id, ctx.now))
    .orderBy(desc(publishedStep.at))
  const ofConsultations = await ctx.db
    .select({
      id: consultations.id,
      title: consultations.title,
      textId: consultations.textId,
      versionId: consultations.versionId,
    })
    .from(consultations)
    .innerJoin(publishedStep, isPublic('consultation', consultations.id, ctx.now))
    .where(eq(consultations.form, 'public'))
    .orderBy(desc(publishedStep.at))
  // A clause is cited where the public finds it: in the policy, once there is one.
  const texts = new Set(ofPolicies.map((policy) => policy.textId))
  return [
    ...ofPolicies.map((row) => ({ ...row, value: `policy:${row.id}` })),
    ...ofConsultations
      .filter((row) => !texts.has(row.textId))
      .map((row) => ({ ...row, value: `consultation:${row.id}` })),
  ]
}

async function documentOf(ctx: Ctx, documents: Document[], about: About): Promise<Document | undefined> {
  const named = documents.find(
    (one) => one.value === `policy:${about.policyId}` || one.value === `consultation:${about.consultationId}`,
  )
  if (named || about.clauseId === null) return named
  const [clause] = await ctx.db
    .select({ textId: clauses.textId })
    .from(clauses)
    .where(eq(clauses.id, about.clauseId))
  return documents.find((one) => one.textId === clause?.textId)
}

async function clausesOf(ctx: Ctx, versionId: number): Promise<CitationChoices['clauses']> {
  const rows = await ctx.db
    .select()
    .from(clauseVersions)
    .where(eq(clauseVersions.versionId, versionId))
    .orderBy(asc(clauseVersions.position))
  const names = citeAll(rows)
  return rows
    .filter((row) => row.kind !== 'part' && row.kind !== 'chapter' && row.kind !== 'section')
    .map((row) => ({ id: row.clauseId, label: names.get(row.clauseId) ?? '', excerpt: excerptOf(row) }))
}

function interpretationsOf(ctx: Ctx, policyId: number): Promise<CitationChoices['interpretations']> {
  return ctx.db
    .select({ id: interpretations.id, title: interpretations.title })
    .from(interpretations)
    .innerJoin(publishedStep, isPublic('interpretation', interpretations.id, ctx.now))
    .where(eq(interpretations.policyId, policyId))
    .orderBy(asc(interpretations.id))
}

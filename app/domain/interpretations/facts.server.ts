import { and, count, eq, isNull, ne } from 'drizzle-orm'
import { imagesOf, mediaOf, quotationsOf } from '~/app/domain/interpretation-blocks/clause-links'
import { walkDocument } from '~/app/domain/interpretation-blocks/document'
import { type Element, elements } from '~/app/domain/interpretation-blocks/elements'
import { metElements } from '~/app/domain/interpretation-writing/checklist'
import { copiedFrom } from '~/app/domain/interpretation-writing/copied'
import { mediaFacts } from '~/app/domain/media/facts.server'
import type { MediaFact } from '~/app/domain/media/types'
import { versionOf } from '~/app/domain/texts/versions.server'
import type { Ctx } from '~/app/server/context'
import { notFound } from '~/app/server/errors'
import { interpretationRemarks, interpretations } from '~/db/schema/interpretations'
import { policies } from '~/db/schema/policies'
import type { InterpretationFacts } from './rules'
import type { DocumentNode } from './types'

export type InterpretationRow = typeof interpretations.$inferSelect

export async function interpretationRow(ctx: Ctx, id: number): Promise<InterpretationRow> {
  const [row] = await ctx.db.select().from(interpretations).where(eq(interpretations.id, id))
  if (!row) throw notFound('解读')
  return row
}

/** The words of each clause of the policy, under its id. A table is its cells. */
export async function clauseWords(ctx: Ctx, versionId: number): Promise<Map<number, string>> {
  const { clauses } = await versionOf(ctx, versionId)
  return new Map(
    clauses.map(({ clauseId, heading, body, cells }) => [
      clauseId,
      [heading, body, ...(cells ?? []).map((row) => row.join(' '))].filter(Boolean).join('\n'),
    ]),
  )
}

/** Everything that the rules want to know about an interpretation, and what others of the policy say already. */
export async function interpretationFacts(
  ctx: Ctx,
  row: InterpretationRow,
): Promise<InterpretationFacts & { elsewhere: Element[] }> {
  const [policy] = await ctx.db
    .select({ versionId: policies.versionId })
    .from(policies)
    .where(eq(policies.id, row.policyId))
  if (!policy) throw notFound('政策')
  const others = await ctx.db
    .select({ form: interpretations.form, document: interpretations.document })
    .from(interpretations)
    .where(and(eq(interpretations.policyId, row.policyId), ne(interpretations.id, row.id)))
  const document = row.document as DocumentNode
  const clauses = await clauseWords(ctx, policy.versionId)
  const elsewhere = new Set(others.flatMap((other) => metElements(other.document as DocumentNode)))
  const met = new Set([...elsewhere, ...metElements(document)])
  return {
    form: row.form,
    interpreterName: row.interpreterName,
    interpreterTitle: row.interpreterTitle,
    images: imagesOf(document).length,
    quotations: quotationsOf(document),
    copied: copiedFrom(document, clauses),
    elements: elements.filter((element) => met.has(element)),
    elsewhere: [...elsewhere],
    media: await filesOf(ctx, document),
    openRemarks: await openRemarksOf(ctx, row.id),
    clauses,
    otherForms: others.map((other) => other.form),
  }
}

/** The files that stand in it; the still picture of an animation is what the block says, or else the library. */
async function filesOf(ctx: Ctx, document: DocumentNode): Promise<MediaFact[]> {
  const facts = await mediaFacts(ctx, mediaOf(document))
  const stills = new Map<unknown, MediaFact | undefined>()
  walkDocument(document, ({ type, attrs }) => {
    if (type === 'animation') stills.set(attrs?.sha, facts.get(String(attrs?.still)))
  })
  return [...facts.values()].map((fact) => ({ ...fact, poster: fact.poster ?? stills.get(fact.sha) ?? null }))
}

async function openRemarksOf(ctx: Ctx, interpretationId: number): Promise<number> {
  const [row] = await ctx.db
    .select({ open: count() })
    .from(interpretationRemarks)
    .where(
      and(
        eq(interpretationRemarks.interpretationId, interpretationId),
        isNull(interpretationRemarks.resolvedAt),
      ),
    )
  return row?.open ?? 0
}

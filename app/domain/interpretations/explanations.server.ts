import { asc, desc, eq, inArray } from 'drizzle-orm'
import { isPublic, publishedStep } from '~/app/domain/audit/published.server'
import type { Ctx } from '~/app/server/context'
import { interpretationClauses, interpretations } from '~/db/schema/interpretations'
import type { InterpretationForm } from './types'

export type Explanation = {
  interpretationId: number
  title: string
  form: InterpretationForm
  anchor: string
  excerpt: string
}

/** Which public interpretations explain each clause, and at which of their places. */
export async function explanationsByClause(
  ctx: Ctx,
  clauseIds: number[],
): Promise<Map<number, Explanation[]>> {
  const found = new Map<number, Explanation[]>()
  if (clauseIds.length === 0) return found
  const rows = await ctx.db
    .select({
      clauseId: interpretationClauses.clauseId,
      interpretationId: interpretations.id,
      title: interpretations.title,
      form: interpretations.form,
      anchor: interpretationClauses.anchor,
      excerpt: interpretationClauses.excerpt,
    })
    .from(interpretationClauses)
    .innerJoin(interpretations, eq(interpretations.id, interpretationClauses.interpretationId))
    .innerJoin(publishedStep, isPublic('interpretation', interpretations.id, ctx.now))
    .where(inArray(interpretationClauses.clauseId, clauseIds))
    .orderBy(asc(publishedStep.at), asc(interpretations.id))
  for (const { clauseId, ...explanation } of rows)
    found.set(clauseId, [...(found.get(clauseId) ?? []), explanation])
  return found
}

export type RelatedInterpretation = { id: number; title: string; form: InterpretationForm; publishedAt: Date }

/** The public interpretations of a policy, newest first. */
export async function interpretationsOf(ctx: Ctx, policyId: number): Promise<RelatedInterpretation[]> {
  return ctx.db
    .select({
      id: interpretations.id,
      title: interpretations.title,
      form: interpretations.form,
      publishedAt: publishedStep.at,
    })
    .from(interpretations)
    .innerJoin(publishedStep, isPublic('interpretation', interpretations.id, ctx.now))
    .where(eq(interpretations.policyId, policyId))
    .orderBy(desc(publishedStep.at), asc(interpretations.id))
}

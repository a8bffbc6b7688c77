import { asc, desc, eq, inArray, sql } from 'drizzle-orm'
import { isPublic, publishedStep } from '~/app/domain/audit/published.server'
import type { Ctx } from '~/app/server/context'
import { interpretationClauses, interpretations } from '~/db/schema/interpretations'
import type { InterpretationForm } from './types'

export type Explanation = {
  interpretationId: number
  title: string
  form: InterpretationForm
  anchor: string
  kind: 'quotation' | 'link' | 'moment'
  /** Where in the recording at the anchor; only of a moment. */
  second: number | null
  /** The recording in which the moment is; null for the others. */
  recording: 'video' | 'audio' | null
  excerpt: string
}

const order = sql`array_position(array['quotation', 'link', 'moment'], ${interpretationClauses.kind})`
const recordingType = sql<'video' | 'audio' | null>`case ${interpretationClauses.kind} when 'moment' then
  jsonb_path_query_first(${interpretations.document}, '$.content[*] ? (@.attrs.anchor == $anchor).type',
    jsonb_build_object('anchor', ${interpretationClauses.anchor})) #>> '{}' end`

/**
 * Which public interpretations explain each clause, and where: one place to read of each, that which quotes the clause
 * before others, and every second of a recording.
 */
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
      kind: interpretationClauses.kind,
      second: interpretationClauses.second,
      recording: recordingType,
      excerpt: interpretationClauses.excerpt,
    })
    .from(interpretationClauses)
    .innerJoin(interpretations, eq(interpretations.id, interpretationClauses.interpretationId))
    .innerJoin(publishedStep, isPublic('interpretation', interpretations.id, ctx.now))
    .where(inArray(interpretationClauses.clauseId, clauseIds))
    .orderBy(
      asc(publishedStep.at),
      asc(interpretations.id),
      order,
      asc(interpretationClauses.second),
      asc(interpretationClauses.id),
    )
  for (const { clauseId, ...explanation } of rows) {
    const others = found.get(clauseId) ?? []
    if (!isRead(explanation) || !others.some((other) => isRead(other) && isSame(other, explanation)))
      found.set(clauseId, [...others, explanation])
  }
  return found
}

function isRead({ kind }: Explanation): boolean {
  return kind !== 'moment'
}

function isSame(one: Explanation, other: Explanation): boolean {
  return one.interpretationId === other.interpretationId
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

import { asc, eq, inArray } from 'drizzle-orm'
import { isPublic, publishedStep } from '~/app/domain/audit/published.server'
import { earlierTextOf } from '~/app/domain/earlier-text/earlier-text.server'
import type { Ctx } from '~/app/server/context'
import { interpretationClauses, interpretations } from '~/db/schema/interpretations'
import type { OfferedPlace } from './types'

/**
 * Where public interpretations explain each clause as the policy has it: what explains an earlier text of it is no
 * answer, unless its department has looked again and said that it still holds. The newest first.
 */
export async function placesExplaining(
  ctx: Ctx,
  policyId: number,
  clauseIds: number[],
): Promise<Map<number, OfferedPlace[]>> {
  const found = new Map<number, OfferedPlace[]>()
  if (clauseIds.length === 0) return found
  const rows = await ctx.db
    .select({
      clauseId: interpretationClauses.clauseId,
      interpretationId: interpretations.id,
      policyId: interpretations.policyId,
      title: interpretations.title,
      anchor: interpretationClauses.anchor,
      second: interpretationClauses.second,
      excerpt: interpretationClauses.excerpt,
      publishedAt: publishedStep.at,
    })
    .from(interpretationClauses)
    .innerJoin(interpretations, eq(interpretations.id, interpretationClauses.interpretationId))
    .innerJoin(publishedStep, isPublic('interpretation', interpretations.id, ctx.now))
    .where(inArray(interpretationClauses.clauseId, clauseIds))
    .orderBy(asc(interpretationClauses.id))
  const ofOthers = rows.filter((row) => row.policyId !== policyId).map((row) => row.interpretationId)
  const earlier = await earlierTextOf(ctx, [...new Set(ofOthers)])
  const isOutdated = (interpretationId: number, clauseId: number) =>
    (earlier.get(interpretationId) ?? []).some((one) => one.clauseId === clauseId && !one.confirmed)
  const newestFirst = rows.toSorted((one, other) => other.publishedAt.getTime() - one.publishedAt.getTime())
  for (const { clauseId, policyId: of, ...place } of newestFirst) {
    if (of !== policyId && isOutdated(place.interpretationId, clauseId)) continue
    found.set(clauseId, [...(found.get(clauseId) ?? []), place])
  }
  return found
}

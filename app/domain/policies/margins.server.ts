import { type ConcernMention, concernsByClause } from '~/app/domain/concerns/by-clause.server'
import { type Explanation, explanationsByClause } from '~/app/domain/interpretations/explanations.server'
import { type ClauseDecision, decisionsByClause } from '~/app/domain/issues/decisions.server'
import type { Clause } from '~/app/domain/texts/versions.server'
import type { Ctx } from '~/app/server/context'

/** What hangs on one clause: what explains it, what changed it, what was asked about it. */
export type ClauseMargin = {
  explanations: Explanation[]
  decisions: ClauseDecision[]
  concerns: ConcernMention[]
}

/** The margin of every clause that has one. */
export async function marginsOf(
  ctx: Ctx,
  textId: number,
  clauses: Clause[],
): Promise<Map<number, ClauseMargin>> {
  const ids = clauses.map((clause) => clause.clauseId)
  const [explanations, decisions, concerns] = await Promise.all([
    explanationsByClause(ctx, ids),
    decisionsByClause(ctx, textId),
    concernsByClause(ctx, ids),
  ])
  const margins = new Map<number, ClauseMargin>()
  for (const id of ids) {
    const margin = {
      explanations: explanations.get(id) ?? [],
      decisions: decisions.get(id) ?? [],
      concerns: concerns.get(id) ?? [],
    }
    if (margin.explanations.length + margin.decisions.length + margin.concerns.length > 0)
      margins.set(id, margin)
  }
  return margins
}

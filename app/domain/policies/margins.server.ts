import { type ConcernMention, concernsByClause } from '~/app/domain/concerns/by-clause.server'
import { earlierTextOf } from '~/app/domain/earlier-text/earlier-text.server'
import { type Explanation, explanationsByClause } from '~/app/domain/interpretations/explanations.server'
import { type ClauseDecision, decisionsByClause } from '~/app/domain/issues/decisions.server'
import type { Clause } from '~/app/domain/texts/versions.server'
import type { Ctx } from '~/app/server/context'

/** An explanation of the words before a change: it says so, and whether its department stands by it nevertheless. */
export type MarginExplanation = Explanation & { earlier: 'changed' | 'confirmed' | null }

/** What hangs on one clause: what explains it, what changed it, what was asked about it. */
export type ClauseMargin = {
  explanations: MarginExplanation[]
  decisions: ClauseDecision[]
  concerns: ConcernMention[]
}

type Of = {
  textId: number
  /** The interpretations of the policy itself: they explain the words that stand on its page. */
  own: ReadonlySet<number>
}

/** The margin of every clause that has one. */
export async function marginsOf(
  ctx: Ctx,
  { textId, own }: Of,
  clauses: Pick<Clause, 'clauseId'>[],
): Promise<Map<number, ClauseMargin>> {
  const ids = clauses.map((clause) => clause.clauseId)
  const [explanations, decisions, concerns] = await Promise.all([
    explanationsByClause(ctx, ids),
    decisionsByClause(ctx, textId),
    concernsByClause(ctx, ids),
  ])
  const earlier = await earlierMarks(ctx, explanations, own)
  const margins = new Map<number, ClauseMargin>()
  for (const id of ids) {
    const margin = {
      explanations: (explanations.get(id) ?? []).map((one) => ({
        ...one,
        earlier: earlier.get(`${one.interpretationId} ${id}`) ?? null,
      })),
      decisions: decisions.get(id) ?? [],
      concerns: concerns.get(id) ?? [],
    }
    if (margin.explanations.length + margin.decisions.length + margin.concerns.length > 0)
      margins.set(id, margin)
  }
  return margins
}

/** Clauses keep their ids through an amendment, so explanations of the former policy stand here as well. */
async function earlierMarks(
  ctx: Ctx,
  explanations: Map<number, Explanation[]>,
  own: ReadonlySet<number>,
): Promise<Map<string, 'changed' | 'confirmed'>> {
  const others = new Set(
    [...explanations.values()]
      .flat()
      .flatMap(({ interpretationId }) => (own.has(interpretationId) ? [] : [interpretationId])),
  )
  const earlier = await earlierTextOf(ctx, [...others])
  return new Map(
    [...earlier].flatMap(([interpretationId, clauses]) =>
      clauses.map(({ clauseId, confirmed }): [string, 'changed' | 'confirmed'] => [
        `${interpretationId} ${clauseId}`,
        confirmed ? 'confirmed' : 'changed',
      ]),
    ),
  )
}

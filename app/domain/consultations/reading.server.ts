import { commentCountsByClause } from '~/app/domain/comments/public-list.server'
import { type ConcernMention, concernsByClause } from '~/app/domain/concerns/by-clause.server'
import { type ClauseDecision, decisionsByClause } from '~/app/domain/issues/decisions.server'
import type { Ctx } from '~/app/server/context'
import { type ConsultationPage, consultationPage } from './page.server'

/** What hangs on one clause of a draft: how many spoke about it, what became of that, what was asked. */
type DraftMargin = { comments: number; decisions: ClauseDecision[]; concerns: ConcernMention[] }

/** The reading page: the consultation, its draft, and what hangs on each clause. */
export async function consultationReading(
  ctx: Ctx,
  id: number,
): Promise<ConsultationPage & { margins: Map<number, DraftMargin> }> {
  const page = await consultationPage(ctx, id)
  return { ...page, margins: await draftMargins(ctx, page) }
}

/** The margin of every clause that has one. */
async function draftMargins(ctx: Ctx, page: ConsultationPage): Promise<Map<number, DraftMargin>> {
  const ids = page.version.clauses.map((clause) => clause.clauseId)
  const counts = await commentCountsByClause(ctx, page.consultation.id)
  const concerns = await concernsByClause(ctx, ids)
  // Decisions are public with the report, not before.
  const decisions = page.answeredAt
    ? await decisionsByClause(ctx, page.version.textId)
    : new Map<number, ClauseDecision[]>()
  const own = (decision: ClauseDecision) => decision.consultationId === page.consultation.id
  const margins = new Map<number, DraftMargin>()
  for (const id of ids) {
    const margin = {
      comments: counts.get(id) ?? 0,
      decisions: (decisions.get(id) ?? []).filter(own),
      concerns: concerns.get(id) ?? [],
    }
    if (margin.comments + margin.decisions.length + margin.concerns.length > 0) margins.set(id, margin)
  }
  return margins
}

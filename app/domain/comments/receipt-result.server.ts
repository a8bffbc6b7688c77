import { and, asc, eq, inArray } from 'drizzle-orm'
import { publicDecisionsOfComments } from '~/app/domain/issues/decisions.server'
import { clauseFates } from '~/app/domain/texts/clause-fates.server'
import type { Ctx } from '~/app/server/context'
import { issueClauses, points } from '~/db/schema/issues'
import type { ReceiptResult } from './receipt-types'

type Decided = { id: number; consultationId: number; clauseId: number | null }

/** What became of a comment, in words and in the text: only what is public (invariant 9). */
export async function resultOf(
  ctx: Ctx,
  comment: Decided,
  draft: { textId: number; versionId: number },
): Promise<ReceiptResult> {
  const decisions =
    (await publicDecisionsOfComments(ctx, comment.consultationId, [comment.id])).get(comment.id) ?? []
  const issueIds = decisions.map(({ issueId }) => issueId)
  const [parts, clauses] = await Promise.all([partsOf(ctx, comment.id, issueIds), clausesOf(ctx, issueIds)])
  const wanted = [...new Set([comment.clauseId ?? [], ...clauses.map(({ clauseId }) => clauseId)].flat())]
  const { since, fates } = await clauseFates(ctx, draft, wanted)
  return {
    since,
    ownFate: comment.clauseId === null ? null : (fates.get(comment.clauseId) ?? null),
    decisions: decisions.map((decision) => ({
      ...decision,
      parts: parts.flatMap(({ issueId, text }) => (issueId === decision.issueId && text ? [text] : [])),
      fates: clauses.flatMap(({ issueId, clauseId }) =>
        issueId === decision.issueId ? (fates.get(clauseId) ?? []) : [],
      ),
    })),
  }
}

function partsOf(ctx: Ctx, commentId: number, issueIds: number[]) {
  if (issueIds.length === 0) return []
  return ctx.db
    .select({ issueId: points.issueId, text: points.text })
    .from(points)
    .where(and(eq(points.commentId, commentId), inArray(points.issueId, issueIds)))
    .orderBy(asc(points.id))
}

function clausesOf(ctx: Ctx, issueIds: number[]) {
  if (issueIds.length === 0) return []
  return ctx.db
    .select()
    .from(issueClauses)
    .where(inArray(issueClauses.issueId, issueIds))
    .orderBy(asc(issueClauses.clauseId))
}

import { desc, eq, inArray, type SQL, sql } from 'drizzle-orm'
import type { Ctx } from '~/app/server/context'
import { steps } from '~/db/schema/audit'
import { concerns, responseCitations, responses } from '~/db/schema/concerns'
import { isPublicResponse, selectPublicConcerns } from './read.server'

export type ConcernMention = { concernId: number; title: string; answered: boolean }

/** Public concerns beside each clause: those raised on it, and those whose answer cites it. */
export async function concernsByClause(
  ctx: Ctx,
  clauseIds: number[],
): Promise<Map<number, ConcernMention[]>> {
  if (clauseIds.length === 0) return new Map()
  const raised = await ctx.db
    .select({ target: concerns.clauseId, concernId: concerns.id })
    .from(concerns)
    .where(inArray(concerns.clauseId, clauseIds))
  const cited = await citing(ctx, responseCitations.clauseId, inArray(responseCitations.clauseId, clauseIds))
  return mentions(ctx, [...raised, ...cited])
}

/** Public concerns beside each interpretation: those raised on it, and those whose answer cites it. */
export async function concernsByInterpretation(
  ctx: Ctx,
  ids: number[],
): Promise<Map<number, ConcernMention[]>> {
  if (ids.length === 0) return new Map()
  const raised = await ctx.db
    .select({ target: concerns.interpretationId, concernId: concerns.id })
    .from(concerns)
    .where(inArray(concerns.interpretationId, ids))
  const cited = await citing(
    ctx,
    responseCitations.interpretationId,
    inArray(responseCitations.interpretationId, ids),
  )
  return mentions(ctx, [...raised, ...cited])
}

type Link = { target: number | null; concernId: number }

/** Only public answers link: a draft's citations are nobody's business yet (invariant 9). */
function citing(
  ctx: Ctx,
  target: typeof responseCitations.clauseId | typeof responseCitations.interpretationId,
  condition: SQL,
): Promise<Link[]> {
  return ctx.db
    .select({ target: sql<number | null>`${target}`.mapWith(Number), concernId: responses.concernId })
    .from(responseCitations)
    .innerJoin(responses, eq(responses.id, responseCitations.responseId))
    .innerJoin(steps, isPublicResponse(ctx.now))
    .where(condition)
}

async function mentions(ctx: Ctx, links: Link[]): Promise<Map<number, ConcernMention[]>> {
  const found = new Map<number, ConcernMention[]>()
  const ids = [...new Set(links.map((link) => link.concernId))]
  if (ids.length === 0) return found
  const rows = await selectPublicConcerns(ctx)
    .where(inArray(concerns.id, ids))
    .orderBy(desc(concerns.receivedAt), desc(concerns.id))
  for (const row of rows) {
    const mention = { concernId: row.id, title: row.title, answered: row.answeredAt !== null }
    const targets = new Set(links.filter((link) => link.concernId === row.id).map((link) => link.target))
    for (const target of targets)
      if (target !== null) found.set(target, [...(found.get(target) ?? []), mention])
  }
  return found
}

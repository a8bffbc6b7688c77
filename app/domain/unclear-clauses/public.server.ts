import { and, asc, eq, sql } from 'drizzle-orm'
import { isPublic, publishedStep } from '~/app/domain/audit/published.server'
import type { Ctx } from '~/app/server/context'
import { interpretations } from '~/db/schema/interpretations'
import { policies } from '~/db/schema/policies'
import { unclearAnswers, unclearMarks } from '~/db/schema/unclear-clauses'
import type { ExplainingPlace, UnclearClause } from './types'
import { isWaiting } from './waiting.server'

type At = { policyId: number; clauseId: number }

/** How many find a clause hard to understand, and where it has been explained for them. No word of theirs is public. */
export async function unclearClause(ctx: Ctx, at: At): Promise<UnclearClause> {
  const [counted] = await ctx.db
    .select({
      people: sql<number>`count(*)::int`,
      waiting: sql<number>`(count(*) filter (where ${isWaiting(ctx)}))::int`,
    })
    .from(unclearMarks)
    // With a join the columns keep the names of their tables in what is selected.
    .innerJoin(policies, eq(policies.id, unclearMarks.policyId))
    .where(and(eq(unclearMarks.policyId, at.policyId), eq(unclearMarks.clauseId, at.clauseId)))
  const { people = 0, waiting = 0 } = counted ?? {}
  return { people, waiting, answers: people > 0 ? await publicAnswers(ctx, at) : [] }
}

async function publicAnswers(ctx: Ctx, { policyId, clauseId }: At): Promise<ExplainingPlace[]> {
  return ctx.db
    .select({
      interpretationId: interpretations.id,
      title: interpretations.title,
      anchor: unclearAnswers.anchor,
      second: unclearAnswers.second,
    })
    .from(unclearAnswers)
    .innerJoin(interpretations, eq(interpretations.id, unclearAnswers.interpretationId))
    .innerJoin(publishedStep, isPublic('interpretation', interpretations.id, ctx.now))
    .where(and(eq(unclearAnswers.policyId, policyId), eq(unclearAnswers.clauseId, clauseId)))
    .orderBy(asc(unclearAnswers.id))
}

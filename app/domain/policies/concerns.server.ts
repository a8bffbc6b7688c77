import { desc, eq, inArray, or, sql } from 'drizzle-orm'
import { isPublicResponse, selectPublicConcerns } from '~/app/domain/concerns/read.server'
import type { Ctx } from '~/app/server/context'
import { steps } from '~/db/schema/audit'
import { concerns, responseCitations, responses } from '~/db/schema/concerns'
import type { PolicyConcerns } from './page-types'

const mostShown = 20

/** What was asked about a policy, as a whole or at a clause, and what a public answer cites it for; the newest first. */
export async function concernsOfPolicy(
  ctx: Ctx,
  policyId: number,
  clauseIds: number[],
): Promise<PolicyConcerns> {
  const cited = await citedIn(ctx, clauseIds)
  const found = await selectPublicConcerns(ctx)
    .where(
      or(
        eq(concerns.policyId, policyId),
        // A question at a clause of another policy on the same text names that one.
        clauseIds.length > 0
          ? sql`(${concerns.policyId} is null and ${inArray(concerns.clauseId, clauseIds)})`
          : undefined,
        cited.length > 0 ? inArray(concerns.id, cited) : undefined,
      ),
    )
    .orderBy(desc(concerns.receivedAt), desc(concerns.id))
  return {
    rows: found.slice(0, mostShown).map(({ id, title, departmentName, receivedAt, answeredAt }) => ({
      ...{ id, title, department: departmentName, receivedAt, answeredAt },
    })),
    total: found.length,
    answered: found.filter(({ answeredAt }) => answeredAt !== null).length,
  }
}

/** Only public answers: a draft's citations are nobody's business yet (invariant 9). */
async function citedIn(ctx: Ctx, clauseIds: number[]): Promise<number[]> {
  if (clauseIds.length === 0) return []
  const rows = await ctx.db
    .selectDistinct({ concernId: responses.concernId })
    .from(responseCitations)
    .innerJoin(responses, eq(responses.id, responseCitations.responseId))
    .innerJoin(steps, isPublicResponse(ctx.now))
    .where(inArray(responseCitations.clauseId, clauseIds))
  return rows.map(({ concernId }) => concernId)
}

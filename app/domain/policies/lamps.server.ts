import { and, eq, inArray } from 'drizzle-orm'
import { isPublic, publishedStep } from '~/app/domain/audit/published.server'
import { stepsOf, stepsOfMany } from '~/app/domain/audit/steps.server'
import { publicStep } from '~/app/domain/audit/transitions'
import type { Ctx } from '~/app/server/context'
import { interpretationPlans, interpretations } from '~/db/schema/interpretations'
import { policies } from '~/db/schema/policies'
import { type Lamps, lampsOf } from './lamps'

type Policy = { id: number; createdAt: Date; needsInterpretation: boolean }
type Steps = { kind: string; at: Date }[]

/** The lamps of many policies, for the desk; a policy that needs no interpretation has none. */
export async function lampsOfPolicies(
  ctx: Ctx,
  rows: Policy[],
  stepsOfPolicies: ReadonlyMap<number, Steps>,
): Promise<Map<number, Lamps>> {
  const wanted = rows.filter((row) => row.needsInterpretation)
  const ids = wanted.map(({ id }) => id)
  if (ids.length === 0) return new Map()
  const written = await ctx.db
    .select({
      id: interpretations.id,
      policyId: interpretations.policyId,
      createdAt: interpretations.createdAt,
    })
    .from(interpretations)
    .where(inArray(interpretations.policyId, ids))
  const steps = await stepsOfMany(
    ctx,
    'interpretation',
    written.map(({ id }) => id),
  )
  const plans = new Map(
    (
      await ctx.db
        .select({ policyId: interpretationPlans.policyId, createdAt: interpretationPlans.createdAt })
        .from(interpretationPlans)
        .where(inArray(interpretationPlans.policyId, ids))
    ).map(({ policyId, createdAt }) => [policyId, createdAt]),
  )
  return new Map(
    wanted.map(({ id, createdAt }) => {
      const own = written
        .filter(({ policyId }) => policyId === id)
        .map((one) => ({ createdAt: one.createdAt, steps: steps.get(one.id) ?? [] }))
      return [id, lampsOf({ createdAt, steps: stepsOfPolicies.get(id) ?? [] }, own, plans.get(id) ?? null)]
    }),
  )
}

/**
 * The lamps of a public policy as anybody may see them: only of interpretations that are public themselves. None where
 * the policy needs no interpretation, or was published before this site kept it.
 */
export async function publicLamps(ctx: Ctx, policyId: number): Promise<Lamps | null> {
  const [policy] = await ctx.db
    .select({ createdAt: policies.createdAt, needsInterpretation: policies.needsInterpretation })
    .from(policies)
    .where(eq(policies.id, policyId))
  if (!policy?.needsInterpretation) return null
  const steps = await stepsOf(ctx, 'policy', policyId)
  const published = publicStep(steps, ctx.now)
  if (!published || published.data?.recordedLater) return null
  const shown = await ctx.db
    .select({ id: interpretations.id, createdAt: interpretations.createdAt })
    .from(interpretations)
    .innerJoin(publishedStep, isPublic('interpretation', interpretations.id, ctx.now))
    .where(and(eq(interpretations.policyId, policyId)))
  const stepsOfThem = await stepsOfMany(
    ctx,
    'interpretation',
    shown.map(({ id }) => id),
  )
  const [plan] = await ctx.db
    .select({ createdAt: interpretationPlans.createdAt })
    .from(interpretationPlans)
    .where(eq(interpretationPlans.policyId, policyId))
  return lampsOf(
    { createdAt: policy.createdAt, steps },
    shown.map(({ id, createdAt }) => ({ createdAt, steps: stepsOfThem.get(id) ?? [] })),
    plan?.createdAt ?? null,
  )
}

import { asc, eq } from 'drizzle-orm'
import { stepsOf, stepsOfMany } from '~/app/domain/audit/steps.server'
import { type SignOffState, stateAfter } from '~/app/domain/audit/transitions'
import { roundsOf } from '~/app/domain/consultations/rounds.server'
import { reportPublishedAt } from '~/app/domain/feedback/report.server'
import type { InterpretationForm } from '~/app/domain/interpretations/types'
import { consultedRounds, discussionOf } from '~/app/domain/matters/discussion.server'
import { heldAttendances } from '~/app/domain/occasions/held-attendances.server'
import type { Ctx } from '~/app/server/context'
import { interpretationPlanItems, interpretations } from '~/db/schema/interpretations'
import type { PolicyFacts } from './rules'
import type { PolicyRow } from './write.server'

export type InterpretationState = { id: number; title: string; form: InterpretationForm; state: SignOffState }

/** The interpretations of a policy with where each is in its sign-off. */
export async function interpretationStates(ctx: Ctx, policyId: number): Promise<InterpretationState[]> {
  const rows = await ctx.db
    .select({ id: interpretations.id, title: interpretations.title, form: interpretations.form })
    .from(interpretations)
    .where(eq(interpretations.policyId, policyId))
    .orderBy(asc(interpretations.id))
  const steps = await stepsOfMany(
    ctx,
    'interpretation',
    rows.map((row) => row.id),
  )
  return rows.map((row) => ({ ...row, state: stateAfter(steps.get(row.id) ?? []) }))
}

/** Everything that the rules want to know about a policy. */
export async function policyFacts(ctx: Ctx, row: PolicyRow): Promise<PolicyFacts> {
  const states = await interpretationStates(ctx, row.id)
  const feedback = row.consultationId === null ? null : await reportPublishedAt(ctx, row.consultationId)
  return {
    documentNumber: row.documentNumber,
    disclosure: row.disclosure,
    disclosureReason: row.disclosureReason,
    needsInterpretation: row.needsInterpretation,
    hasPlan: await hasPlan(ctx, row.id),
    interpretations: states.map(({ state }) => state),
    fromConsultation: row.consultationId !== null,
    feedbackIsPublished: feedback !== null,
    discussion: await discussionFacts(ctx, row),
    attendances: row.matterId === null ? [] : await heldAttendances(ctx, row.matterId),
  }
}

async function hasPlan(ctx: Ctx, policyId: number): Promise<boolean> {
  const rows = await ctx.db
    .select({ id: interpretationPlanItems.id })
    .from(interpretationPlanItems)
    .where(eq(interpretationPlanItems.policyId, policyId))
    .limit(1)
  return rows.length > 0
}

async function discussionFacts(
  ctx: Ctx,
  { matterId, consultationId }: PolicyRow,
): Promise<PolicyFacts['discussion']> {
  const consulted = matterId === null ? [] : await consultedRounds(ctx, matterId)
  // Without one of its own, the policy stands on what the matter was consulted on last.
  const origin = consultationId ?? consulted.findLast(({ form }) => form === 'public')?.id
  const rounds = origin === undefined ? [] : await roundsOf(ctx, origin)
  return {
    isSubmitted: matterId !== null && discussionOf(await stepsOf(ctx, 'matter', matterId)) !== undefined,
    consultations: consulted,
    lastRoundIsTerminated: Boolean(rounds.at(-1)?.terminatedAt),
  }
}

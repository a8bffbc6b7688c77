import { and, desc, eq, lt, sql } from 'drizzle-orm'
import { isPublic, publishedStep } from '~/app/domain/audit/published.server'
import { offeredSteps } from '~/app/domain/audit/sign-off.server'
import { type Step, stepsOf, stepsOfMany } from '~/app/domain/audit/steps.server'
import {
  isEditable,
  type OfferedStep,
  publicStep,
  type SignOffState,
  stateAfter,
} from '~/app/domain/audit/transitions'
import type { Finding } from '~/app/domain/findings'
import { type Plan, planOf } from '~/app/domain/interpretation-plans/plan.server'
import { hasPermission, requirePermission, requireStaff } from '~/app/domain/people/permissions'
import { scheduleOf } from '~/app/domain/publishing/schedule.server'
import type { Schedule } from '~/app/domain/publishing/types'
import type { Ctx } from '~/app/server/context'
import { consultations } from '~/db/schema/consultations'
import { interpretations } from '~/db/schema/interpretations'
import { departments } from '~/db/schema/people'
import { policies } from '~/db/schema/policies'
import { type InterpretationState, interpretationStates, policyFacts } from './facts.server'
import type { Lamps } from './lamps'
import { lampsOfPolicies } from './lamps.server'
import { formerOf, type LaterPolicy, laterPolicies, mayAmend, type Replacing } from './replacing.server'
import { type InterpretationClock, interpretationClock, type PolicyStep, policyFindings } from './rules'
import { type KnownChange, validityChangesOf } from './validity.server'
import { newestVersionOf, type PolicyRow, policyRow } from './write.server'

export type DeskPolicy = {
  id: number
  title: string
  documentNumber: string
  state: SignOffState
  clock: InterpretationClock | null
  /** I2; null where the policy needs no interpretation. */
  lamps: Lamps | null
}

const pageSize = 20

/** The policies of the person's department, newest first; for the disclosure officer those of every department. */
export async function deskPolicies(
  ctx: Ctx,
  { after }: { after?: number } = {},
): Promise<{ rows: DeskPolicy[]; next: number | null }> {
  const departmentId = hasPermission(ctx, 'policy.disclosure') ? undefined : requireStaff(ctx).departmentId
  const rows = await ctx.db
    .select()
    .from(policies)
    .where(
      and(
        departmentId ? eq(policies.departmentId, departmentId) : undefined,
        after ? lt(policies.id, after) : undefined,
      ),
    )
    .orderBy(desc(policies.id))
    .limit(pageSize + 1)
  const shown = rows.slice(0, pageSize)
  const steps = await stepsOfMany(
    ctx,
    'policy',
    shown.map((row) => row.id),
  )
  const clocks = new Map(
    (await policiesAwaitingInterpretation(ctx, { departmentId })).map((row) => [row.id, row.clock]),
  )
  const lamps = await lampsOfPolicies(ctx, shown, steps)
  return {
    rows: shown.map(({ id, title, documentNumber }) => ({
      id,
      title,
      documentNumber,
      state: stateAfter(steps.get(id) ?? []),
      clock: clocks.get(id) ?? null,
      lamps: lamps.get(id) ?? null,
    })),
    next: rows.length > pageSize ? (shown.at(-1)?.id ?? null) : null,
  }
}

export type AwaitingPolicy = {
  id: number
  title: string
  departmentId: number
  department: string
  publishedAt: Date
  clock: InterpretationClock
}

/** I5: public policies that need an interpretation and have none yet, the longest waiting first. */
export async function policiesAwaitingInterpretation(
  ctx: Ctx,
  { departmentId }: { departmentId?: number } = {},
): Promise<AwaitingPolicy[]> {
  const now = ctx.now.toISOString()
  const interpreted = sql`select 1 from ${interpretations} i join steps s on s.subject = 'interpretation' and s.subject_id = i.id
    and s.kind = 'published' and s.at <= ${now} where i.policy_id = ${policies.id} and not exists (
      select 1 from steps w where w.subject = 'interpretation' and w.subject_id = i.id and w.kind = 'withdrawn' and w.at <= ${now})`
  const rows = await ctx.db
    .select({
      id: policies.id,
      title: policies.title,
      departmentId: policies.departmentId,
      department: departments.name,
      publishedAt: publishedStep.at,
    })
    .from(policies)
    .innerJoin(departments, eq(departments.id, policies.departmentId))
    .innerJoin(publishedStep, isPublic('policy', policies.id, ctx.now))
    .where(
      and(
        eq(policies.needsInterpretation, true),
        departmentId ? eq(policies.departmentId, departmentId) : undefined,
        sql`not exists (${interpreted})`,
      ),
    )
    .orderBy(publishedStep.at)
  return rows.map((row) => ({ ...row, clock: interpretationClock(row.publishedAt, null, ctx.now) }))
}

export type DeskPolicyPage = {
  policy: PolicyRow
  department: string
  state: SignOffState
  steps: Step[]
  findings: Finding[]
  interpretations: InterpretationState[]
  lamps: Lamps | null
  plan: Plan | null
  schedule: Schedule
  clock: InterpretationClock | null
  /** The policy that this one amends or replaces. */
  former: { id: number; title: string; documentNumber: string; as: Replacing } | null
  /** What amends or replaces this one, drafted or public. */
  later: LaterPolicy[]
  mayAmend: boolean
  /** Whether the person may see which clauses people do not understand. */
  maySeeUnclear: boolean
  validity: KnownChange[]
  mayEdit: boolean
  /** D1: the officer of the county, of any department's policy that is not public yet. */
  maySettleDisclosure: boolean
  /** The text has a later version than the one that the policy stands for. */
  newerVersion: number | null
  /** The steps that this person may take now. */
  offered: OfferedStep[]
}

export async function deskPolicy(ctx: Ctx, id: number): Promise<DeskPolicyPage> {
  const policy = await policyRow(ctx, id)
  const settlesDisclosure = hasPermission(ctx, 'policy.disclosure')
  if (!settlesDisclosure) requirePermission(ctx, 'text.read', policy)
  const [department] = await ctx.db
    .select({ name: departments.name })
    .from(departments)
    .where(eq(departments.id, policy.departmentId))
  const steps = await stepsOf(ctx, 'policy', id)
  const state = stateAfter(steps)
  const states = await interpretationStates(ctx, id)
  const newest = await newestVersionOf(ctx, policy.textId)
  const later = await laterPolicies(ctx, id)
  const published = publicStep(steps, ctx.now)
  const [awaiting] = published
    ? (await policiesAwaitingInterpretation(ctx, policy)).filter((row) => row.id === id)
    : []
  return {
    ...{ policy, department: department?.name ?? '', state, steps },
    findings: published ? [] : policyFindings(await policyFacts(ctx, policy), nextStep(state)),
    interpretations: states,
    lamps: (await lampsOfPolicies(ctx, [policy], new Map([[id, steps]]))).get(id) ?? null,
    plan: await planOf(ctx, id),
    schedule: await scheduleOf(ctx, 'policy', { ...policy, state }),
    former: await formerOf(ctx, policy),
    later,
    mayAmend: mayAmend(ctx, policy, state, later),
    maySeeUnclear: published !== undefined && hasPermission(ctx, 'text.read', policy),
    clock: awaiting?.clock ?? null,
    validity: (await validityChangesOf(ctx, [id])).get(id) ?? [],
    newerVersion: isEditable(state) && newest.id !== policy.versionId ? newest.number : null,
    maySettleDisclosure: settlesDisclosure && !published,
    mayEdit: isEditable(state) && hasPermission(ctx, 'policy.write', policy),
    offered: offeredSteps(ctx, 'policy', state, policy.departmentId),
  }
}

function nextStep(state: SignOffState): PolicyStep {
  if (state === 'submitted') return 'review'
  return state === 'reviewed' ? 'publish' : 'submit'
}

export type PolicyOrigin = { consultationId: number; title: string }

/** The public consultations of the person's department, newest first: a policy is drafted from one of them or alone. */
export function policyOrigins(ctx: Ctx): Promise<PolicyOrigin[]> {
  const { departmentId } = requireStaff(ctx)
  return (
    ctx.db
      .select({ consultationId: consultations.id, title: consultations.title })
      .from(consultations)
      .innerJoin(publishedStep, isPublic('consultation', consultations.id, ctx.now))
      // Of what activities keep for themselves only a hearing is on the draft of a policy.
      .where(
        and(
          eq(consultations.departmentId, departmentId),
          sql`(${consultations.form} = 'public' or exists (select 1 from activities a
          where a.consultation_id = ${consultations.id} and a.kind = 'hearing'))`,
        ),
      )
      .orderBy(desc(publishedStep.at))
      .limit(50)
  )
}

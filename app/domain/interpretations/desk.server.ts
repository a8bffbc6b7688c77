import { and, desc, eq, lt } from 'drizzle-orm'
import { offeredSteps } from '~/app/domain/audit/sign-off.server'
import { type Step, stepsOf, stepsOfMany } from '~/app/domain/audit/steps.server'
import { isEditable, type OfferedStep, type SignOffState, stateAfter } from '~/app/domain/audit/transitions'
import type { Finding } from '~/app/domain/findings'
import { hasPermission, requirePermission, requireStaff } from '~/app/domain/people/permissions'
import { policyRow } from '~/app/domain/policies/write.server'
import { citeAll } from '~/app/domain/texts/cite'
import { versionOf } from '~/app/domain/texts/versions.server'
import type { Ctx } from '~/app/server/context'
import { interpretations } from '~/db/schema/interpretations'
import { policies } from '~/db/schema/policies'
import { type InterpretationRow, interpretationFacts, interpretationRow } from './facts.server'
import { interpretationFindings } from './rules'
import type { InterpretationForm, QuotableClause } from './types'

export type DeskInterpretation = {
  id: number
  title: string
  form: InterpretationForm
  policyTitle: string
  state: SignOffState
}

const pageSize = 20

/** The interpretations of the person's department, newest first. */
export async function deskInterpretations(
  ctx: Ctx,
  { after }: { after?: number } = {},
): Promise<{ rows: DeskInterpretation[]; next: number | null }> {
  const { departmentId } = requireStaff(ctx)
  const rows = await ctx.db
    .select({
      id: interpretations.id,
      title: interpretations.title,
      form: interpretations.form,
      policyTitle: policies.title,
    })
    .from(interpretations)
    .innerJoin(policies, eq(policies.id, interpretations.policyId))
    .where(
      and(eq(interpretations.departmentId, departmentId), after ? lt(interpretations.id, after) : undefined),
    )
    .orderBy(desc(interpretations.id))
    .limit(pageSize + 1)
  const shown = rows.slice(0, pageSize)
  const steps = await stepsOfMany(
    ctx,
    'interpretation',
    shown.map((row) => row.id),
  )
  return {
    rows: shown.map((row) => ({ ...row, state: stateAfter(steps.get(row.id) ?? []) })),
    next: rows.length > pageSize ? (shown.at(-1)?.id ?? null) : null,
  }
}

export type DeskInterpretationPage = {
  interpretation: InterpretationRow
  policy: { id: number; title: string; isPublic: boolean }
  state: SignOffState
  steps: Step[]
  findings: Finding[]
  mayEdit: boolean
  /** The steps that this person may take now; before its policy is public, publishing is the policy's. */
  offered: OfferedStep[]
}

export async function deskInterpretation(ctx: Ctx, id: number): Promise<DeskInterpretationPage> {
  const interpretation = await interpretationRow(ctx, id)
  requirePermission(ctx, 'text.read', interpretation)
  const policy = await policyRow(ctx, interpretation.policyId)
  const steps = await stepsOf(ctx, 'interpretation', id)
  const state = stateAfter(steps)
  const isPublic = stateAfter(await stepsOf(ctx, 'policy', policy.id)) === 'published'
  return {
    ...{ interpretation, state, steps },
    policy: { id: policy.id, title: policy.title, isPublic },
    offered: offeredSteps(ctx, 'interpretation', state, interpretation.departmentId).filter(
      ({ kind }) => isPublic || kind !== 'published',
    ),
    findings: isEditable(state) ? interpretationFindings(await interpretationFacts(ctx, interpretation)) : [],
    mayEdit: isEditable(state) && hasPermission(ctx, 'interpretation.write', interpretation),
  }
}

export type EditorPolicy = { id: number; title: string; departmentId: number; clauses: QuotableClause[] }

/** The policy that an interpretation is written for, with the clauses that it can quote. */
export async function policyToInterpret(ctx: Ctx, policyId: number): Promise<EditorPolicy> {
  const { id, title, departmentId, versionId } = await policyRow(ctx, policyId)
  requirePermission(ctx, 'text.read', { departmentId })
  const { clauses } = await versionOf(ctx, versionId)
  const names = citeAll(clauses)
  return {
    ...{ id, title, departmentId },
    clauses: clauses
      .filter((clause) => clause.body.trim() !== '')
      .map((clause) => ({
        clauseId: clause.clauseId,
        label: names.get(clause.clauseId) ?? '',
        text: clause.body,
        depth: clause.depth,
      })),
  }
}

import { and, asc, eq, isNull, lt, sql } from 'drizzle-orm'
import { record, transact } from '~/app/domain/audit/record.server'
import { lockState } from '~/app/domain/audit/sign-off.server'
import { stepsOf } from '~/app/domain/audit/steps.server'
import { type SignOffState, stateAfter } from '~/app/domain/audit/transitions'
import { dayOf } from '~/app/domain/calendar'
import type { InterpretationForm } from '~/app/domain/interpretations/types'
import { hasPermission, requirePermission } from '~/app/domain/people/permissions'
import { interpretationStates } from '~/app/domain/policies/facts.server'
import { policyRow } from '~/app/domain/policies/write.server'
import { accountIdOf, type Ctx, type Staff } from '~/app/server/context'
import { Refusal, wrongField } from '~/app/server/errors'
import { interpretationPlanItems, interpretationPlans } from '~/db/schema/interpretations'
import { policies } from '~/db/schema/policies'
import type { PlanInput } from './forms'
import { planProgress } from './rules'
import type { PlanItem, PlannedInterpretation, PlanProgress } from './types'

type PlanRow = typeof interpretationPlans.$inferSelect

/** I2: writes down how a policy is going to be explained, the whole plan at once. It is signed off with the policy. */
export function keepPlan(ctx: Ctx, policyId: number, input: PlanInput): Promise<{ revision: number }> {
  return transact(ctx, async (tx) => {
    requirePermission(tx, 'interpretation.write', await policyRow(tx, policyId))
    refuseLocked(await lockState(tx, 'policy', policyId))
    await refuseForeign(tx, policyId, input)
    const before = await planRow(tx, policyId)
    if ((before?.revision ?? 0) !== input.revision)
      throw new Refusal(
        409,
        '您打开之后，另有人保存过这份解读方案。请先看看现在的方案（刷新页面），再把您的改动写进去。',
      )
    const revision = input.revision + 1
    const { interpreterName, interpreterTitle, points, items } = input
    const values = { interpreterName, interpreterTitle, points, revision }
    const itemsBefore = await itemsOf(tx, policyId)
    await tx.db
      .insert(interpretationPlans)
      .values({ policyId, ...values, createdAt: tx.now, createdBy: accountIdOf(tx) })
      .onConflictDoUpdate({ target: interpretationPlans.policyId, set: values })
    await tx.db.delete(interpretationPlanItems).where(eq(interpretationPlanItems.policyId, policyId))
    await tx.db
      .insert(interpretationPlanItems)
      .values(items.map((item, position) => ({ ...item, policyId, position })))
    await record(tx, {
      action: before ? 'policy.plan-changed' : 'policy.plan-written',
      subject: 'policy',
      id: policyId,
      ...(before ? { before: { ...before, items: itemsBefore } } : {}),
      after: { ...values, items },
    })
    return { revision }
  })
}

function refuseLocked(state: SignOffState): void {
  if (state === 'submitted' || state === 'reviewed')
    throw new Refusal(
      409,
      '政策正在审签，解读方案同它一起审签，现在不能改；需要修改的，请先由审核人退回政策（平政办发〔2020〕70号任务六，I2）。',
    )
  if (state === 'withdrawn') throw new Refusal(409, '政策已经撤回，解读方案不再修改。')
}

/** What an item is made into is an interpretation of the same policy, and of one item only. */
async function refuseForeign(tx: Ctx, policyId: number, { items }: PlanInput): Promise<void> {
  const own = new Set((await interpretationStates(tx, policyId)).map(({ id }) => id))
  const seen = new Set<number>()
  for (const [row, { interpretationId }] of items.entries()) {
    if (interpretationId === null) continue
    if (!own.has(interpretationId))
      throw wrongField(`interpretationId-${row}`, '这不是这份政策的解读，请重新选择')
    if (seen.has(interpretationId))
      throw wrongField(`interpretationId-${row}`, '这篇解读已经对应了另一项，每篇只对应一项')
    seen.add(interpretationId)
  }
}

async function planRow(ctx: Ctx, policyId: number): Promise<PlanRow | undefined> {
  const [row] = await ctx.db
    .select()
    .from(interpretationPlans)
    .where(eq(interpretationPlans.policyId, policyId))
  return row
}

async function itemsOf(ctx: Ctx, policyId: number): Promise<PlanItem[]> {
  const { id, form, what, who, dueOn, interpretationId } = interpretationPlanItems
  return ctx.db
    .select({ id, form, what, who, dueOn, interpretationId })
    .from(interpretationPlanItems)
    .where(eq(interpretationPlanItems.policyId, policyId))
    .orderBy(asc(interpretationPlanItems.position))
}

export type Plan = Pick<PlanRow, 'interpreterName' | 'interpreterTitle' | 'points' | 'revision'> & {
  items: PlanProgress[]
}

/** The plan with how far each item is; it asks no permission. */
export async function planOf(ctx: Ctx, policyId: number): Promise<Plan | null> {
  const row = await planRow(ctx, policyId)
  if (!row) return null
  const { interpreterName, interpreterTitle, points, revision } = row
  const [items, made] = [await itemsOf(ctx, policyId), await interpretationStates(ctx, policyId)]
  return {
    ...{ interpreterName, interpreterTitle, points, revision },
    items: planProgress(items, made, dayOf(ctx.now)),
  }
}

export type DeskPlan = {
  policy: { id: number; title: string; state: SignOffState }
  plan: Plan | null
  interpretations: PlannedInterpretation[]
  mayEdit: boolean
}

export async function deskPlan(ctx: Ctx, policyId: number): Promise<DeskPlan> {
  const policy = await policyRow(ctx, policyId)
  requirePermission(ctx, 'text.read', policy)
  const state = stateAfter(await stepsOf(ctx, 'policy', policyId))
  const isOpen = state === 'draft' || state === 'returned' || state === 'published'
  return {
    policy: { id: policyId, title: policy.title, state },
    plan: await planOf(ctx, policyId),
    interpretations: await interpretationStates(ctx, policyId),
    mayEdit: isOpen && hasPermission(ctx, 'interpretation.write', policy),
  }
}

type PlanPrefill = { title: string; author: string; interpreterName: string; interpreterTitle: string }

/** What the plan knows of the next interpretation of this form: for the fields of a new one. */
export async function planPrefill(
  ctx: Ctx,
  policyId: number,
  form?: InterpretationForm,
): Promise<PlanPrefill | null> {
  const plan = await planOf(ctx, policyId)
  if (!plan) return null
  const item = plan.items.find((one) => one.made === null && (form === undefined || one.form === form))
  const { interpreterName, interpreterTitle } = plan
  return { title: item?.what ?? '', author: item?.who ?? '', interpreterName, interpreterTitle }
}

/** A new interpretation is what the first open item of its form asked for. Call it where the interpretation is made. */
export async function takePlanned(
  tx: Ctx,
  {
    policyId,
    form,
    interpretationId,
  }: { policyId: number; form: InterpretationForm; interpretationId: number },
): Promise<void> {
  const plan = await planOf(tx, policyId)
  const item = plan?.items.find(
    (one) => one.form === form && one.interpretationId === null && one.state !== 'done',
  )
  if (!item) return
  await tx.db
    .update(interpretationPlanItems)
    .set({ interpretationId })
    .where(and(eq(interpretationPlanItems.id, item.id), isNull(interpretationPlanItems.interpretationId)))
}

type LatePlan = {
  policyId: number
  title: string
  form: InterpretationForm
  what: string
  dueOn: string
}

/** What a department had planned to have published by now; of policies that are not withdrawn, the longest overdue first. */
export async function latePlanItems(ctx: Ctx & { actor: Staff }): Promise<LatePlan[]> {
  const rows = await ctx.db
    .selectDistinct({ id: policies.id, title: policies.title })
    .from(interpretationPlanItems)
    .innerJoin(policies, eq(policies.id, interpretationPlanItems.policyId))
    .where(
      and(
        eq(policies.departmentId, ctx.actor.departmentId),
        lt(interpretationPlanItems.dueOn, dayOf(ctx.now)),
        sql`not exists (select 1 from steps w where w.subject = 'policy' and w.subject_id = ${policies.id} and w.kind = 'withdrawn')`,
      ),
    )
  const late: LatePlan[] = []
  for (const { id, title } of rows) {
    const plan = await planOf(ctx, id)
    for (const { state, form, what, dueOn } of plan?.items ?? [])
      if (state === 'late') late.push({ policyId: id, title, form, what, dueOn })
  }
  return late.sort((one, other) => one.dueOn.localeCompare(other.dueOn))
}

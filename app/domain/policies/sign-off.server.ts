import { record, transact } from '~/app/domain/audit/record.server'
import { lockState, takeSignOffStep } from '~/app/domain/audit/sign-off.server'
import { refuseUnexplained } from '~/app/domain/audit/warnings'
import { recordStep, refuseToTakeAlong } from '~/app/domain/interpretations/sign-off.server'
import { dropWaiting } from '~/app/domain/publishing/waiting.server'
import type { Ctx } from '~/app/server/context'
import { refuseIfBlocked } from '~/app/server/errors'
import { interpretationStates, policyFacts } from './facts.server'
import { markReplaced, unmarkReplaced } from './replacing.server'
import { policyFindings } from './rules'
import { type PolicyRow, policyRow } from './write.server'

/** The drafter hands it in with its interpretations (I2). What only warns is passed with a written reason. */
export function submitPolicy(ctx: Ctx, id: number, { reason }: { reason?: string } = {}): Promise<void> {
  return transact(ctx, async (tx) => {
    const row = await policyRow(tx, id)
    await takeSignOffStep(tx, 'policy', row, 'submitted', reason)
    const findings = policyFindings(await policyFacts(tx, row), 'submit')
    refuseIfBlocked(findings)
    refuseUnexplained(findings, reason)
    await recordPolicyStep(tx, row, 'submitted', reason)
  })
}

export function reviewPolicy(ctx: Ctx, id: number): Promise<void> {
  return transact(ctx, async (tx) => {
    const row = await policyRow(tx, id)
    await takeSignOffStep(tx, 'policy', row, 'reviewed')
    refuseIfBlocked(policyFindings(await policyFacts(tx, row), 'review'))
    await recordPolicyStep(tx, row, 'reviewed')
  })
}

export function returnPolicy(ctx: Ctx, id: number, reason: string): Promise<void> {
  return transact(ctx, async (tx) => {
    const row = await policyRow(tx, id)
    await takeSignOffStep(tx, 'policy', row, 'returned', reason)
    await dropWaiting(tx, 'policy', id)
    await recordPolicyStep(tx, row, 'returned', reason)
  })
}

/** Publishes the policy and every interpretation of it that is signed off, in one transaction (I2): both or neither. */
export function publishPolicy(ctx: Ctx, id: number): Promise<{ interpretationIds: number[] }> {
  return transact(ctx, async (tx) => {
    const row = await policyRow(tx, id)
    await takeSignOffStep(tx, 'policy', row, 'published')
    refuseIfBlocked(policyFindings(await policyFacts(tx, row), 'publish'))
    await dropWaiting(tx, 'policy', id)
    await recordPolicyStep(tx, row, 'published')
    await replaceFormer(tx, row)
    const reviewed = (await interpretationStates(tx, id)).filter(({ state }) => state === 'reviewed')
    for (const interpretation of reviewed) {
      await takeSignOffStep(
        tx,
        'interpretation',
        { id: interpretation.id, departmentId: row.departmentId },
        'published',
      )
      await refuseToTakeAlong(tx, interpretation.id)
      await recordStep(tx, { ...interpretation, policyId: id }, 'published')
    }
    return { interpretationIds: reviewed.map((interpretation) => interpretation.id) }
  })
}

/** Takes the policy and its interpretations off the site; what was published, when and why it went stays on record. */
export function withdrawPolicy(ctx: Ctx, id: number, reason: string): Promise<void> {
  return transact(ctx, async (tx) => {
    const row = await policyRow(tx, id)
    await takeSignOffStep(tx, 'policy', row, 'withdrawn', reason)
    await recordPolicyStep(tx, row, 'withdrawn', reason)
    for (const { former, change } of await unmarkReplaced(tx, row))
      await record(tx, {
        action: 'policy.validity-restored',
        subject: 'policy',
        id: former.id,
        before: change,
        after: { reason },
        ...publicTraces(former),
      })
    for (const interpretation of await interpretationStates(tx, id)) {
      if ((await lockState(tx, 'interpretation', interpretation.id)) !== 'published') continue
      await takeSignOffStep(
        tx,
        'interpretation',
        { id: interpretation.id, departmentId: row.departmentId },
        'withdrawn',
        reason,
      )
      await recordStep(tx, { ...interpretation, policyId: id }, 'withdrawn', reason)
    }
  })
}

/** D5: in the transaction that makes the new policy public. */
export async function replaceFormer(tx: Ctx, row: PolicyRow): Promise<void> {
  const replaced = await markReplaced(tx, row)
  if (!replaced) return
  const { search, tags } = publicTraces(replaced.former)
  await record(tx, {
    action: 'policy.validity-changed',
    subject: 'policy',
    id: replaced.former.id,
    after: replaced.change,
    search,
    tags: [...tags, `policy:${row.id}`],
  })
}

async function recordPolicyStep(tx: Ctx, row: PolicyRow, kind: string, reason?: string): Promise<void> {
  const after = { title: row.title, documentNumber: row.documentNumber, ...(reason ? { reason } : {}) }
  const isVisible = kind === 'published' || kind === 'withdrawn'
  await record(tx, {
    action: `policy.${kind}`,
    subject: 'policy',
    id: row.id,
    after,
    ...(isVisible ? publicTraces(row) : {}),
  })
}

/** The search documents and the pages that show a policy. */
export function publicTraces(row: Pick<PolicyRow, 'id' | 'textId' | 'matterId' | 'consultationId'>) {
  return {
    search: [{ kind: 'policy' as const, id: row.id }],
    tags: [
      'home',
      'policies',
      `policy:${row.id}`,
      `text:${row.textId}`,
      'departments',
      ...(row.matterId === null ? [] : ['matters', `matter:${row.matterId}`]),
      ...(row.consultationId === null ? [] : ['consultations', `consultation:${row.consultationId}`]),
    ],
  }
}

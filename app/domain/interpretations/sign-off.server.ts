import { eq } from 'drizzle-orm'
import { record, transact } from '~/app/domain/audit/record.server'
import { takeSignOffStep } from '~/app/domain/audit/sign-off.server'
import { stepsOf } from '~/app/domain/audit/steps.server'
import { publicStep } from '~/app/domain/audit/transitions'
import { refuseUnexplained } from '~/app/domain/audit/warnings'
import { dropWaiting } from '~/app/domain/publishing/waiting.server'
import type { Ctx } from '~/app/server/context'
import { Refusal, refuseIfBlocked } from '~/app/server/errors'
import { policies } from '~/db/schema/policies'
import { type InterpretationRow, interpretationFacts, interpretationRow } from './facts.server'
import { interpretationFindings } from './rules'

/** The drafter hands it in. I1 refuses; I3 and I4 only warn, and are passed with a written reason. */
export function submitInterpretation(ctx: Ctx, id: number, options: { reason?: string } = {}): Promise<void> {
  return step(ctx, id, 'submitted', {
    ...options,
    check: async (tx, row) => {
      const findings = interpretationFindings(await interpretationFacts(tx, row))
      refuseIfBlocked(findings)
      refuseUnexplained(findings, options.reason)
    },
  })
}

export function reviewInterpretation(ctx: Ctx, id: number): Promise<void> {
  return step(ctx, id, 'reviewed', { check: refuseIfUnready })
}

export function returnInterpretation(ctx: Ctx, id: number, reason: string): Promise<void> {
  return step(ctx, id, 'returned', { reason })
}

/** Only for a policy that is public already; all others become public together with it (I2). */
export function publishInterpretation(ctx: Ctx, id: number): Promise<void> {
  return step(ctx, id, 'published', {
    check: async (tx, row) => {
      if (publicStep(await stepsOf(tx, 'policy', row.policyId), tx.now)) return refuseIfUnready(tx, row)
      throw new Refusal(422, '解读与政策同步发布：请在政策页面一并公开（平政办发〔2020〕70号任务六，I2）。')
    },
  })
}

export function withdrawInterpretation(ctx: Ctx, id: number, reason: string): Promise<void> {
  return step(ctx, id, 'withdrawn', { reason })
}

/** What was in order when it was handed in may have changed since: a remark was made, captions were taken away. */
export async function refuseIfUnready(tx: Ctx, row: InterpretationRow): Promise<void> {
  refuseIfBlocked(interpretationFindings(await interpretationFacts(tx, row)))
}

/** Before a policy takes it along; which of its interpretations it is stands in the words. */
export async function refuseToTakeAlong(tx: Ctx, id: number): Promise<void> {
  const row = await interpretationRow(tx, id)
  const findings = interpretationFindings(await interpretationFacts(tx, row))
  refuseIfBlocked(
    findings.map((finding) => ({ ...finding, message: `解读“${row.title}”：${finding.message}` })),
  )
}

type Kind = 'submitted' | 'reviewed' | 'returned' | 'published' | 'withdrawn'
type Options = { reason?: string; check?: (tx: Ctx, row: InterpretationRow) => Promise<void> }

function step(ctx: Ctx, id: number, kind: Kind, { reason, check }: Options): Promise<void> {
  return transact(ctx, async (tx) => {
    const row = await interpretationRow(tx, id)
    const { departmentId, policyId } = row
    // Publishing the policy takes this lock first too, so that none of its interpretations is left behind.
    await tx.db
      .select({ id: policies.id })
      .from(policies)
      .where(eq(policies.id, policyId))
      .for('no key update')
    await takeSignOffStep(tx, 'interpretation', { id, departmentId }, kind, reason)
    await check?.(tx, row)
    if (kind !== 'submitted' && kind !== 'reviewed') await dropWaiting(tx, 'interpretation', id)
    await recordStep(tx, row, kind, reason)
  })
}

/** Also for the policy's own publishing, which takes its interpretations along. */
export async function recordStep(
  tx: Ctx,
  { id, policyId, title }: { id: number; policyId: number; title: string },
  kind: Kind,
  reason?: string,
) {
  const changesPages = kind === 'published' || kind === 'withdrawn'
  await record(tx, {
    action: `interpretation.${kind}`,
    subject: 'interpretation',
    id,
    after: { title, policyId, ...(reason ? { reason } : {}) },
    ...(changesPages
      ? {
          search: [
            { kind: 'interpretation', id },
            { kind: 'policy', id: policyId },
          ],
          tags: ['home', 'interpretations', 'policies', `interpretation:${id}`, `policy:${policyId}`],
        }
      : {}),
  })
}

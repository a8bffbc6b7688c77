import { record, transact } from '~/app/domain/audit/record.server'
import { lockState } from '~/app/domain/audit/sign-off.server'
import { takeStep } from '~/app/domain/audit/steps.server'
import { interpretationRow } from '~/app/domain/interpretations/facts.server'
import { hasPermission, requirePermission } from '~/app/domain/people/permissions'
import type { Ctx } from '~/app/server/context'
import { Refusal, wrongField } from '~/app/server/errors'
import { earlierTextOf } from './earlier-text.server'
import type { EarlierClause } from './earlier-types'

/**
 * Its department has looked at an interpretation again, and finds it right for the later policy as well. The mark
 * stays in public, and says so from then on with the reason; a still later change asks anew.
 */
export function confirmInterpretation(ctx: Ctx, id: number, policyId: number, reason: string): Promise<void> {
  return transact(ctx, async (tx) => {
    const row = await interpretationRow(tx, id)
    requireConfirming(tx, row)
    if ((await lockState(tx, 'interpretation', id)) !== 'published')
      throw new Refusal(409, '只有已经公开的解读才需要复核；还没有公开的，直接按新的条文修改就可以。')
    const earlier = (await earlierTextOf(tx, [id])).get(id) ?? []
    const meant = earlier.filter((clause) => clause.policyId === policyId)
    if (meant.length === 0)
      throw new Refusal(409, '这份政策没有改动它解释的条款，或者又有了更新的修改，请刷新页面后再看。')
    const words = reason.trim()
    if (words === '')
      throw wrongField('reason', '请写明为什么解释仍然适用，例如“只改了受理单位，补贴标准没有变”；公众会看到')
    if ([...words].length > 500) throw wrongField('reason', '最多 500 个字')
    await takeStep(tx, {
      ...{ subject: 'interpretation', id, kind: 'confirmed', reason: words },
      data: { policyId, clauseIds: upTo(earlier, meant).map(({ clauseId }) => clauseId) },
    })
    await record(tx, {
      action: 'interpretation.confirmed',
      subject: 'interpretation',
      id,
      after: { policyId, reason: words },
      tags: [`interpretation:${id}`, 'interpretations', `policy:${row.policyId}`, `policy:${policyId}`],
    })
  })
}

/** Who looked at this policy has seen what those before it changed. */
function upTo(earlier: EarlierClause[], [newest]: EarlierClause[]): EarlierClause[] {
  return earlier.filter(({ since, confirmed }) => !confirmed && newest && since <= newest.since)
}

/** It is said to the public, so it takes who answers for what is public. */
function requireConfirming(ctx: Ctx, of: { departmentId: number }): void {
  if (!mayConfirm(ctx, of)) requirePermission(ctx, 'interpretation.publish', of)
}

export function mayConfirm(ctx: Ctx, of: { departmentId: number }): boolean {
  return hasPermission(ctx, 'interpretation.review', of) || hasPermission(ctx, 'interpretation.publish', of)
}

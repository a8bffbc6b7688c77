import { eq } from 'drizzle-orm'
import { record, transact } from '~/app/domain/audit/record.server'
import { lockState } from '~/app/domain/audit/sign-off.server'
import { requirePermission } from '~/app/domain/people/permissions'
import type { Ctx } from '~/app/server/context'
import { Refusal } from '~/app/server/errors'
import { policies } from '~/db/schema/policies'
import type { DisclosureForm } from './forms'
import { policyRow } from './write.server'

/** D1: the disclosure officer of the county settles the attribute, of any department's policy, until it is public. */
export async function settleDisclosure(
  ctx: Ctx,
  id: number,
  { disclosure, disclosureReason }: DisclosureForm,
): Promise<void> {
  requirePermission(ctx, 'policy.disclosure')
  if (disclosure !== 'open' && disclosureReason === '') {
    const message = '依申请公开和不予公开的，要写明理由（国务院令第711号，D1）'
    throw new Refusal(422, `${message}。`, { fields: { disclosureReason: message } })
  }
  await transact(ctx, async (tx) => {
    const state = await lockState(tx, 'policy', id)
    if (state === 'published') throw new Refusal(409, '这份文件已经公开，公开属性不能再改。')
    const before = await policyRow(tx, id)
    const after = { disclosure, disclosureReason }
    await tx.db.update(policies).set(after).where(eq(policies.id, id))
    await record(tx, {
      action: 'policy.disclosure-settled',
      subject: 'policy',
      id,
      before: { disclosure: before.disclosure, disclosureReason: before.disclosureReason },
      after,
    })
  })
}

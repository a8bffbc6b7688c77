import { record, transact } from '~/app/domain/audit/record.server'
import { takeStep } from '~/app/domain/audit/steps.server'
import { requirePermission } from '~/app/domain/people/permissions'
import type { Ctx } from '~/app/server/context'
import { Refusal } from '~/app/server/errors'
import { publicTraces, replaceFormer } from './sign-off.server'
import { createPolicy, type NewPolicy, policyRow } from './write.server'

/**
 * Enters a policy that was published before this site kept it. Its true date of publication stays (W1), and so does
 * the clock of its interpretation (I5): the desk marks it red until the interpretation is there.
 */
export async function recordEarlierPolicy(
  ctx: Ctx,
  input: NewPolicy & { publishedAt: Date },
): Promise<{ policyId: number; textId: number; versionId: number }> {
  const { publishedAt, ...policy } = input
  requirePermission(ctx, 'policy.publish', input)
  if (publishedAt > ctx.now)
    throw new Refusal(422, '补录的政策应已公开，公开日期不能在今天之后。', {
      fields: { publishedAt: '不能在今天之后' },
    })
  if (policy.disclosure && policy.disclosure !== 'open')
    throw new Refusal(422, '不是主动公开的文件不在网站上补录（国务院令第711号，D1）。')
  return transact(ctx, async (tx) => {
    const made = await createPolicy(tx, policy)
    await takeStep(tx, {
      subject: 'policy',
      id: made.policyId,
      kind: 'published',
      at: publishedAt,
      data: { recordedLater: true },
    })
    const traces = publicTraces({
      id: made.policyId,
      textId: made.textId,
      matterId: policy.matterId ?? null,
      consultationId: policy.consultationId ?? null,
    })
    await record(tx, {
      action: 'policy.recorded',
      subject: 'policy',
      id: made.policyId,
      after: { publishedAt },
      ...traces,
    })
    await replaceFormer(tx, await policyRow(tx, made.policyId))
    return made
  })
}

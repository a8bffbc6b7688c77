import { desc, eq, inArray } from 'drizzle-orm'
import { record, transact } from '~/app/domain/audit/record.server'
import { lockState } from '~/app/domain/audit/sign-off.server'
import { requirePermission } from '~/app/domain/people/permissions'
import { accountIdOf, type Ctx } from '~/app/server/context'
import { Refusal } from '~/app/server/errors'
import { validityChanges } from '~/db/schema/policies'
import { publicTraces } from './sign-off.server'
import type { Validity } from './types'
import { policyRow } from './write.server'

export type NewValidity = {
  policyId: number
  validity: Exclude<Validity, 'valid'>
  /** The day from which it holds, YYYY-MM-DD; it may be still to come. */
  on: string
  replacedById?: number
  reason: string
}

/** D5: a public policy is amended, repealed or lapses; its own page says so from that day on. */
export function changeValidity(
  ctx: Ctx,
  { policyId, validity, on, replacedById, reason }: NewValidity,
): Promise<void> {
  return transact(ctx, async (tx) => {
    const row = await policyRow(tx, policyId)
    requirePermission(tx, 'policy.publish', row)
    await requirePublic(tx, policyId, '只有已经公开的政策才能登记有效性变化。')
    if (replacedById === policyId) refuseReplacement('替代文件不能是它自己')
    if (replacedById !== undefined) await requirePublic(tx, replacedById, '替代文件还没有在本站公开。')
    if (!reason.trim()) throw new Refusal(422, '请写明依据。', { fields: { reason: '请写明依据' } })
    const values = { policyId, validity, on, replacedById: replacedById ?? null, reason: reason.trim() }
    await tx.db.insert(validityChanges).values({ ...values, at: tx.now, accountId: accountIdOf(tx) })
    const { search, tags } = publicTraces(row)
    const replacement = replacedById === undefined ? [] : [`policy:${replacedById}`]
    await record(tx, {
      action: 'policy.validity-changed',
      subject: 'policy',
      id: policyId,
      after: values,
      search,
      tags: [...tags, ...replacement],
    })
  })
}

async function requirePublic(tx: Ctx, policyId: number, message: string): Promise<void> {
  if ((await lockState(tx, 'policy', policyId)) !== 'published')
    throw new Refusal(422, message, { fields: { replacedById: message } })
}

function refuseReplacement(message: string): never {
  throw new Refusal(422, `${message}。`, { fields: { replacedById: message } })
}

export type KnownChange = {
  id: number
  policyId: number
  validity: Exclude<Validity, 'valid'>
  on: string
  replacedById: number | null
  reason: string
}

export async function validityChangesOf(ctx: Ctx, policyIds: number[]): Promise<Map<number, KnownChange[]>> {
  const found = new Map<number, KnownChange[]>()
  if (policyIds.length === 0) return found
  const rows = await ctx.db.select().from(validityChanges).where(inArray(validityChanges.policyId, policyIds))
  for (const { at: _at, accountId: _account, ...row } of rows)
    found.set(row.policyId, [...(found.get(row.policyId) ?? []), row])
  return found
}

/** The policies that a policy takes the place of. */
export async function replacedBy(ctx: Ctx, policyId: number): Promise<number[]> {
  const rows = await ctx.db
    .select({ id: validityChanges.policyId })
    .from(validityChanges)
    .where(eq(validityChanges.replacedById, policyId))
    .orderBy(desc(validityChanges.id))
  return [...new Set(rows.map((row) => row.id))]
}

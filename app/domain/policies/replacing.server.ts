import { and, asc, eq, inArray, ne } from 'drizzle-orm'
import { lockState } from '~/app/domain/audit/sign-off.server'
import { stepsOfMany } from '~/app/domain/audit/steps.server'
import { isEditable, type SignOffState, stateAfter } from '~/app/domain/audit/transitions'
import { hasPermission, requirePermission, requireStaff } from '~/app/domain/people/permissions'
import { accountIdOf, type Ctx } from '~/app/server/context'
import { notFound, Refusal } from '~/app/server/errors'
import { policies, validityChanges } from '~/db/schema/policies'

type PolicyRow = typeof policies.$inferSelect
export type Replacing = 'amended' | 'repealed'

export type LaterPolicy = {
  id: number
  title: string
  documentNumber: string
  state: SignOffState
  as: Replacing
}

/** The policies that are drafted, or public, to amend or replace this one; what was withdrawn does not count. */
export async function laterPolicies(ctx: Ctx, id: number): Promise<LaterPolicy[]> {
  const rows = await ctx.db
    .select({
      id: policies.id,
      title: policies.title,
      documentNumber: policies.documentNumber,
      as: policies.replacesAs,
    })
    .from(policies)
    .where(eq(policies.replacesId, id))
    .orderBy(asc(policies.id))
  const steps = await stepsOfMany(
    ctx,
    'policy',
    rows.map((row) => row.id),
  )
  return rows
    .map((row) => ({ ...row, as: row.as ?? 'amended', state: stateAfter(steps.get(row.id) ?? []) }))
    .filter(({ state }) => state !== 'withdrawn')
}

/** What a later policy amends or replaces, for its own page. */
export async function formerOf(ctx: Ctx, { replacesId, replacesAs }: PolicyRow) {
  if (replacesId === null) return null
  const [former] = await ctx.db
    .select({ id: policies.id, title: policies.title, documentNumber: policies.documentNumber })
    .from(policies)
    .where(eq(policies.id, replacesId))
  return former ? { ...former, as: replacesAs ?? 'amended' } : null
}

/** The public policy that a new one amends or replaces; one after another, so that a text has no two heirs. */
export async function requireFormer(tx: Ctx, id: number, departmentId: number): Promise<PolicyRow> {
  const [former] = await tx.db.select().from(policies).where(eq(policies.id, id))
  if (!former) throw notFound('政策')
  requirePermission(tx, 'policy.write', former)
  if (former.departmentId !== departmentId)
    throw new Refusal(403, '这是其他部门的政策，请由起草它的部门修改。')
  if ((await lockState(tx, 'policy', id)) !== 'published')
    throw new Refusal(422, '只有已经公开的政策才能修改成新的一份；还没有公开的，请直接改它的草稿。')
  const [later] = await laterPolicies(tx, id)
  if (!later) return former
  const name = `《${later.title}》（${later.documentNumber}）`
  throw new Refusal(
    409,
    later.state === 'published'
      ? `这份政策已经由${name}${later.as === 'amended' ? '修改' : '替代'}，请在那一份上修改。`
      : `${name}就是在修改这份政策，${isEditable(later.state) ? '正在起草' : '正在审签'}。请到那一份里继续。`,
  )
}

export type Former = Pick<
  PolicyRow,
  'id' | 'title' | 'documentNumber' | 'theme' | 'kind' | 'audience' | 'needsInterpretation'
>

/** The policy that a new one shall amend, for the form in which that begins. */
export async function formerToAmend(ctx: Ctx, id: number): Promise<Former> {
  const { departmentId } = requireStaff(ctx)
  const former = await requireFormer(ctx, id, departmentId)
  const { title, documentNumber, theme, kind, audience, needsInterpretation } = former
  return { id, title, documentNumber, theme, kind, audience, needsInterpretation }
}

/** Whether this person may begin a later version of a public policy. */
export function mayAmend(ctx: Ctx, policy: PolicyRow, state: SignOffState, later: LaterPolicy[]): boolean {
  return state === 'published' && later.length === 0 && hasPermission(ctx, 'policy.write', policy)
}

type Replaced = { former: PolicyRow; change: typeof validityChanges.$inferInsert }

/** D5: from the day on which the new policy takes effect, the former one says what became of it. */
export async function markReplaced(tx: Ctx, row: PolicyRow): Promise<Replaced | null> {
  if (row.replacesId === null || row.replacesAs === null) return null
  const [former] = await tx.db.select().from(policies).where(eq(policies.id, row.replacesId))
  // Taken off the site in the meantime, it has no page any more that could say so.
  if (!former || (await lockState(tx, 'policy', former.id)) !== 'published') return null
  const verb = row.replacesAs === 'amended' ? '修改' : '废止并替代'
  const change = {
    policyId: former.id,
    validity: row.replacesAs,
    on: row.effectiveOn,
    replacedById: row.id,
    reason: `由《${row.title}》（${row.documentNumber}）${verb}`,
  }
  await tx.db.insert(validityChanges).values({ ...change, at: tx.now, accountId: accountIdOf(tx) })
  return { former, change: { ...change, at: tx.now } }
}

/** The new policy is withdrawn: the former one is again what it was. The audit keeps what is taken away here. */
export async function unmarkReplaced(tx: Ctx, row: PolicyRow): Promise<Replaced[]> {
  if (row.replacesId === null) return []
  const [former] = await tx.db
    .select()
    .from(policies)
    .where(and(eq(policies.id, row.replacesId), ne(policies.id, row.id)))
  if (!former) return []
  await lockState(tx, 'policy', former.id)
  const gone = await tx.db
    .select()
    .from(validityChanges)
    .where(and(eq(validityChanges.policyId, former.id), eq(validityChanges.replacedById, row.id)))
  if (gone.length > 0)
    await tx.db.delete(validityChanges).where(
      inArray(
        validityChanges.id,
        gone.map(({ id }) => id),
      ),
    )
  return gone.map((change) => ({ former, change }))
}

import { and, asc, eq, inArray, isNull } from 'drizzle-orm'
import type { Ctx } from '~/app/server/context'
import { Refusal } from '~/app/server/errors'
import { accountDeactivations, accountRoles, accounts } from '~/db/schema/people'

export type Owner = { id: string; name: string }

/** Who may see to an issue: the department's drafters and reviewers whose accounts are in use. */
export function ownersOf(ctx: Ctx, departmentId: number): Promise<Owner[]> {
  return ctx.db
    .selectDistinct({ id: accounts.id, name: accounts.name })
    .from(accounts)
    .innerJoin(accountRoles, eq(accountRoles.accountId, accounts.id))
    .leftJoin(accountDeactivations, eq(accountDeactivations.accountId, accounts.id))
    .where(
      and(
        eq(accounts.departmentId, departmentId),
        inArray(accountRoles.role, ['drafter', 'reviewer']),
        isNull(accountDeactivations.id),
      ),
    )
    .orderBy(asc(accounts.name), asc(accounts.id))
}

export async function requireOwner(tx: Ctx, departmentId: number, ownerId: string | null): Promise<void> {
  if (ownerId === null) return
  const owners = await ownersOf(tx, departmentId)
  if (owners.some(({ id }) => id === ownerId)) return
  throw new Refusal(422, '负责人应当是本部门的起草人或审核人。', {
    fields: { ownerId: '请选择本部门的起草人或审核人' },
  })
}

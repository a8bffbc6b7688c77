import { eq } from 'drizzle-orm'
import type { Staff } from '~/app/server/context'
import type { Db } from '~/db/client'
import { accountDeactivations, accountRoles, accounts } from '~/db/schema/people'

/** A person of the desk with the roles that they have at this moment; null where the account is shut or has no department. */
export async function staffById(db: Db, id: string): Promise<Staff | null> {
  const rows = await db
    .select({
      name: accounts.name,
      departmentId: accounts.departmentId,
      role: accountRoles.role,
      deactivated: accountDeactivations.at,
    })
    .from(accounts)
    .leftJoin(accountRoles, eq(accountRoles.accountId, accounts.id))
    .leftJoin(accountDeactivations, eq(accountDeactivations.accountId, accounts.id))
    .where(eq(accounts.id, id))
  const [first] = rows
  if (!first || first.deactivated || first.departmentId === null) return null
  const roles = rows.flatMap((row) => (row.role ? [row.role] : []))
  return { kind: 'staff', id, name: first.name, departmentId: first.departmentId, roles }
}

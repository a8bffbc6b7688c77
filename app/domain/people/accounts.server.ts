import { randomUUID } from 'node:crypto'
import { hashPassword } from 'better-auth/crypto'
import { asc, eq } from 'drizzle-orm'
import { record, transact } from '~/app/domain/audit/record.server'
import { accountIdOf, type Ctx, type Role } from '~/app/server/context'
import { notFound, Refusal } from '~/app/server/errors'
import {
  accountDeactivations,
  accountRoles,
  accounts,
  credentials,
  departments,
  sessions,
} from '~/db/schema/people'
import { requirePermission } from './permissions'

type NewAccount = {
  name: string
  email: string
  password: string
  title: string
  departmentId: number
  roles: Role[]
}

export async function createAccount(ctx: Ctx, { password, ...account }: NewAccount): Promise<string> {
  requirePermission(ctx, 'account.manage')
  return createHashedAccount(ctx, account, await hashPassword(password))
}

/** The same with a password that is hashed already: hashing is slow by design, and a county has many accounts. */
export async function createHashedAccount(
  ctx: Ctx,
  account: Omit<NewAccount, 'password'>,
  password: string,
): Promise<string> {
  requirePermission(ctx, 'account.manage')
  const id = randomUUID()
  await transact(ctx, async (tx) => {
    const stamps = { createdAt: tx.now, updatedAt: tx.now }
    const { name, title, departmentId } = account
    const email = account.email.toLowerCase()
    await requireDepartment(tx, departmentId)
    const [made] = await tx.db
      .insert(accounts)
      .values({ id, name, email, title, departmentId, emailVerified: true, ...stamps })
      .onConflictDoNothing()
      .returning({ id: accounts.id })
    if (!made) throw new Refusal(422, '这个邮箱已经有账号了。', { fields: { email: '这个邮箱已经有账号了' } })
    await tx.db
      .insert(credentials)
      .values({ id: randomUUID(), accountId: id, providerId: 'credential', userId: id, password, ...stamps })
    await grantRoles(tx, id, account.roles)
    await record(tx, {
      action: 'account.created',
      subject: 'account',
      id,
      after: { name, email, departmentId, roles: account.roles },
    })
  })
  return id
}

export async function changeRoles(ctx: Ctx, id: string, roles: Role[]): Promise<void> {
  requirePermission(ctx, 'account.manage')
  await transact(ctx, async (tx) => {
    await lockAccount(tx, id)
    const before = await tx.db
      .select({ role: accountRoles.role })
      .from(accountRoles)
      .where(eq(accountRoles.accountId, id))
    await tx.db.delete(accountRoles).where(eq(accountRoles.accountId, id))
    await grantRoles(tx, id, roles)
    await record(tx, {
      action: 'account.roles-changed',
      subject: 'account',
      id,
      before: before.map((row) => row.role),
      after: roles,
    })
  })
}

/** Two who change one account at once: the second waits here. */
async function lockAccount(tx: Ctx, id: string): Promise<void> {
  const [account] = await tx.db
    .select({ id: accounts.id })
    .from(accounts)
    .where(eq(accounts.id, id))
    .for('no key update')
  if (!account) throw notFound('账号')
}

async function requireDepartment(tx: Ctx, id: number): Promise<void> {
  const [found] = await tx.db.select({ id: departments.id }).from(departments).where(eq(departments.id, id))
  if (!found) throw new Refusal(422, '请选择部门。', { fields: { departmentId: '请选择部门' } })
}

async function grantRoles(tx: Ctx, accountId: string, roles: Role[]): Promise<void> {
  if (roles.length === 0) return
  await tx.db
    .insert(accountRoles)
    .values(roles.map((role) => ({ accountId, role, grantedAt: tx.now, grantedBy: accountIdOf(tx) })))
}

/** The account stays for the record; its sessions end at once. */
export async function deactivateAccount(ctx: Ctx, id: string, reason: string): Promise<void> {
  requirePermission(ctx, 'account.manage')
  if (accountIdOf(ctx) === id) throw new Refusal(422, '不能停用自己的账号。')
  await transact(ctx, async (tx) => {
    await lockAccount(tx, id)
    await tx.db
      .insert(accountDeactivations)
      .values({ accountId: id, at: tx.now, by: accountIdOf(tx), reason })
      .onConflictDoNothing()
    await tx.db.delete(sessions).where(eq(sessions.userId, id))
    await record(tx, { action: 'account.deactivated', subject: 'account', id, after: { reason } })
  })
}

export type AccountRow = {
  id: string
  name: string
  email: string
  title: string
  department: string
  roles: Role[]
  deactivatedAt: Date | null
}

export async function listAccounts(ctx: Ctx): Promise<AccountRow[]> {
  requirePermission(ctx, 'account.manage')
  const rows = await ctx.db
    .select({
      id: accounts.id,
      name: accounts.name,
      email: accounts.email,
      title: accounts.title,
      department: departments.name,
      role: accountRoles.role,
      deactivatedAt: accountDeactivations.at,
    })
    .from(accounts)
    .leftJoin(departments, eq(departments.id, accounts.departmentId))
    .leftJoin(accountRoles, eq(accountRoles.accountId, accounts.id))
    .leftJoin(accountDeactivations, eq(accountDeactivations.accountId, accounts.id))
    .orderBy(asc(accounts.departmentId), asc(accounts.createdAt), asc(accounts.id))
  const byId = new Map<string, AccountRow>()
  for (const { role, department, ...row } of rows) {
    const account = byId.get(row.id) ?? { ...row, department: department ?? '', roles: [] }
    if (role) account.roles.push(role)
    byId.set(row.id, account)
  }
  return [...byId.values()]
}

import { type Ctx, createContext, type Role, type Staff } from '~/app/server/context'
import type { Db } from '~/db/client'
import { accountRoles, accounts, departments } from '~/db/schema/people'

type StaffCtx = Ctx & { actor: Staff }
type Office = {
  departmentId: number
  /** A context of the one person with this role, at this moment. */
  as: (role: Role, now?: Date) => StaffCtx
  citizen: (now?: Date) => Ctx
}

const roles: Role[] = [
  'drafter',
  'reviewer',
  'issuer',
  'spokesperson',
  'moderator',
  'disclosure-officer',
  'site-administrator',
  'auditor',
]

/** A department with one person for each role. */
export async function makeOffice(db: Db, slug = 'housing'): Promise<Office> {
  const [department] = await db
    .insert(departments)
    .values({ slug, name: `云岭县${slug}局`, nameEn: slug, kind: 'bureau' })
    .returning({ id: departments.id })
  const departmentId = department?.id ?? 0
  const stamps = { createdAt: new Date('2026-01-01'), updatedAt: new Date('2026-01-01') }
  const staff = new Map(
    roles.map((role): [Role, Staff] => [
      role,
      { kind: 'staff', id: `${slug}-${role}`, name: `${slug} ${role}`, departmentId, roles: [role] },
    ]),
  )
  await db.insert(accounts).values(
    [...staff.values()].map(({ id, name }) => ({
      id,
      name,
      email: `${id}@yunling.example`,
      departmentId,
      ...stamps,
    })),
  )
  await db
    .insert(accountRoles)
    .values([...staff].map(([role, { id }]) => ({ accountId: id, role, grantedAt: stamps.createdAt })))
  return {
    departmentId,
    as: (role, now = new Date()) => createContext(db, staff.get(role), now) as StaffCtx,
    citizen: (now = new Date()) => createContext(db, { kind: 'citizen' }, now),
  }
}

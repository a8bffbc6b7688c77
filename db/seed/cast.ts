import { hashPassword } from 'better-auth/crypto'
import { createHashedAccount } from '~/app/domain/people/accounts.server'
import { type Ctx, createContext, type Role, type Staff } from '~/app/server/context'
import type { Db } from '~/db/client'
import { departments as departmentTable } from '~/db/schema/people'
import { accounts } from './accounts'
import { departments } from './county'

export const demoPassword = 'yunling-demo-2026'

export type Cast = {
  departmentId: (slug: string) => number
  departmentName: (slug: string) => string
  /** The person of a department with this role, or the system where the department has none. */
  as: (role: Role, department: string, at: Date) => Ctx
  citizen: (at: Date) => Ctx
}

/** The county's departments and the people who work there. */
export async function castCounty(db: Db, at: Date): Promise<Cast> {
  const ids = new Map<string, number>()
  for (const { parent, ...department } of departments) {
    const parentId = parent ? ids.get(parent) : undefined
    const [row] = await db
      .insert(departmentTable)
      .values({ ...department, parentId })
      .returning({ id: departmentTable.id })
    ids.set(department.slug, row?.id ?? 0)
  }
  const departmentId = (slug: string) => {
    const id = ids.get(slug)
    if (!id) throw new Error(`no department ${slug}`)
    return id
  }
  const system = createContext(db, { kind: 'system' }, at)
  // One for all, and so hashed once.
  const password = await hashPassword(demoPassword)
  const staff: { slug: string; actor: Staff }[] = []
  for (const { department, ...account } of accounts) {
    const id = await createHashedAccount(
      system,
      { ...account, departmentId: departmentId(department) },
      password,
    )
    const { name, roles } = account
    staff.push({
      slug: department,
      actor: { kind: 'staff', id, name, departmentId: departmentId(department), roles },
    })
  }
  return {
    departmentId,
    departmentName: (slug) => departments.find((department) => department.slug === slug)?.name ?? '',
    as: (role, department, moment) => {
      const person = staff.find(({ slug, actor }) => slug === department && actor.roles.includes(role))
      return createContext(db, person?.actor ?? { kind: 'system' }, moment)
    },
    citizen: (moment) => createContext(db, { kind: 'citizen' }, moment),
  }
}

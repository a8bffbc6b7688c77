import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { DepartmentForm } from '~/app/domain/departments/forms'
import { departmentPage } from '~/app/domain/departments/read.server'
import { changeDepartment, createDepartment, departmentNamed } from '~/app/domain/departments/write.server'
import { createContext } from '~/app/server/context'
import type { OpenDatabase } from '~/db/client'
import { outbox } from '~/db/schema/audit'
import { freshDatabase } from '~/test/support/database'
import { makeOffice } from '~/test/support/office'

let open: OpenDatabase
let office: Awaited<ReturnType<typeof makeOffice>>

beforeAll(async () => {
  open = await freshDatabase()
  office = await makeOffice(open.db, 'housing')
})
afterAll(() => open.close())

const bureau = (slug: string, more: Partial<DepartmentForm> = {}): DepartmentForm => ({
  slug,
  name: `云岭县${slug}局`,
  nameEn: slug,
  kind: 'bureau',
  parentId: null,
  duties: '',
  address: '',
  phone: '',
  email: '',
  ...more,
})

describe('departments', () => {
  it('are made by the site administrator alone, and found by the search', async () => {
    await expect(createDepartment(office.as('drafter'), bureau('traffic'))).rejects.toMatchObject({
      status: 403,
    })
    const before = await open.db.$count(outbox)
    await createDepartment(office.as('site-administrator'), bureau('traffic'))
    expect(await departmentPage(office.citizen(), 'traffic')).toMatchObject({ name: '云岭县traffic局' })
    expect(await open.db.$count(outbox)).toBe(before + 1)
  })

  it('have each an address of their own', async () => {
    const taken = createDepartment(office.as('site-administrator'), bureau('housing'))
    await expect(taken).rejects.toMatchObject({
      status: 422,
      fields: { slug: expect.stringContaining('已经有部门') },
    })
  })

  it('never stand below themselves', async () => {
    const admin = office.as('site-administrator')
    const above = await createDepartment(admin, bureau('above'))
    const below = await createDepartment(admin, bureau('below', { parentId: above }))
    const ring = changeDepartment(admin, above, bureau('above', { parentId: below }))
    await expect(ring).rejects.toMatchObject({ status: 422, fields: { parentId: expect.any(String) } })
  })

  it('begin with the government in an empty database', async () => {
    const system = createContext(open.db, { kind: 'system' })
    const made = await departmentNamed(system, undefined)
    expect(await departmentNamed(system, undefined)).toBe(made)
    await expect(departmentNamed(system, 'nowhere')).rejects.toMatchObject({ status: 422 })
  })
})

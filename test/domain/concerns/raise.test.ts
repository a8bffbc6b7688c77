import { eq, sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fieldsAsTheyCame } from '~/app/domain/audit/as-it-came.server'
import { deskConcern } from '~/app/domain/concerns/desk.server'
import { enterConcern, raiseConcern } from '~/app/domain/concerns/raise.server'
import type { OpenDatabase } from '~/db/client'
import { concerns } from '~/db/schema/concerns'
import { freshDatabase } from '../../support/database'
import { makeOffice } from '../../support/office'
import { makePolicy } from './published-policy'

const start = new Date('2026-11-20T17:45:00+08:00')
const later = (hours: number) => new Date(start.getTime() + hours * 3_600_000)

let open: OpenDatabase
let housing: Awaited<ReturnType<typeof makeOffice>>
let hidden: Awaited<ReturnType<typeof makePolicy>>
let keys = 0

beforeAll(async () => {
  open = await freshDatabase()
  housing = await makeOffice(open.db, 'housing')
  hidden = await makePolicy(housing.citizen(start), housing.departmentId, null)
})
afterAll(() => open.close())

function concern(more: Partial<Parameters<typeof raiseConcern>[1]> = {}) {
  const key = `key-of-form-${++keys}`
  const body = '我家在六楼，老人上下楼困难，补贴的十五万元什么时候能到账？'
  return {
    key,
    body,
    place: '东关社区',
    displayName: '王女士',
    publishWords: false,
    contact: '13800138000',
    ...more,
  }
}

async function raise(more: Partial<Parameters<typeof raiseConcern>[1]> = {}): Promise<number> {
  const { code } = await raiseConcern(housing.citizen(start), concern(more))
  const [row] = await open.db.select({ id: concerns.id }).from(concerns).where(eq(concerns.code, code))
  return row?.id ?? 0
}

describe('a concern', () => {
  it('is kept as it came, with the contact encrypted', async () => {
    const id = await raise({ body: '  两个空格开头，\n换行也保留。 ' })
    const [row] = await open.db.select().from(concerns).where(eq(concerns.id, id))
    expect(row?.body).toBe('  两个空格开头，\n换行也保留。 ')
    expect(row?.original.body).toBe(row?.body)
    expect(JSON.stringify(row?.original)).not.toContain('13800138000')
    expect(Buffer.from(row?.contact ?? []).toString()).not.toContain('13800138000')
    const { contact } = await deskConcern(housing.as('moderator'), id)
    expect(contact).toBe('13800138000')
    await expect(open.db.update(concerns).set({ body: '改了' }).where(eq(concerns.id, id))).rejects.toThrow()
  })

  it('keeps the fields of its form byte for byte, and is a report about the site only by that form', async () => {
    const posted = new FormData()
    for (const [name, value] of [
      ['body', '第一行\r\n第\0二行'],
      ['page', '/policies/1'],
      ['contact', '13800138000'],
    ] as const) {
      posted.append(name, value)
    }
    const original = fieldsAsTheyCame(posted)
    const id = await raise({ body: '第一行\n第二行', original })
    const [row] = await open.db.select().from(concerns).where(eq(concerns.id, id))
    const kept = Buffer.from(row?.original['body:base64'] ?? '', 'base64').toString()
    expect(kept).toBe('第一行\r\n第\0二行')
    expect(Object.keys(row?.original ?? {})).toEqual(['body:base64'])
  })

  it('sent twice gives the same code, and another text under the same key is refused', async () => {
    const form = concern()
    const first = await raiseConcern(housing.citizen(start), form)
    expect(await raiseConcern(housing.citizen(later(1)), form)).toEqual(first)
    await expect(raiseConcern(housing.citizen(), { ...form, body: '别的话' })).rejects.toMatchObject({
      status: 409,
    })
  })

  it('cannot hang on a clause that is not public', async () => {
    const [clauseId] = hidden.clauseIds
    await expect(raiseConcern(housing.citizen(start), concern({ clauseId }))).rejects.toMatchObject({
      status: 404,
    })
    await expect(
      raiseConcern(housing.citizen(start), concern({ policyId: hidden.policyId })),
    ).rejects.toMatchObject({ status: 404 })
  })

  it('entered by staff runs from when the letter came, which is not in the future', async () => {
    const form = { ...concern(), channel: 'letter' as const }
    const { code } = await enterConcern(housing.as('moderator', later(10)), { ...form, receivedAt: start })
    const [row] = await open.db.select().from(concerns).where(eq(concerns.code, code))
    expect(row).toMatchObject({ receivedAt: start, channel: 'letter', enteredBy: 'housing-moderator' })
    const early = enterConcern(housing.as('moderator', start), {
      ...form,
      key: 'another-key',
      receivedAt: later(1),
    })
    await expect(early).rejects.toMatchObject({ status: 422, fields: { receivedAt: expect.any(String) } })
    const drafter = enterConcern(housing.as('drafter', later(10)), {
      ...form,
      key: 'third-key',
      receivedAt: start,
    })
    await expect(drafter).rejects.toMatchObject({ status: 403 })
  })

  it('leaves no row where the audit entry fails', async () => {
    const count = () => open.db.$count(concerns)
    const before = await count()
    await open.db.execute(
      sql`create function fail_audit() returns trigger language plpgsql as $$ begin raise exception 'no audit'; end $$`,
    )
    await open.db.execute(
      sql`create trigger fail_audit before insert on audit for each row execute function fail_audit()`,
    )
    await expect(raiseConcern(housing.citizen(start), concern())).rejects.toThrow()
    await open.db.execute(sql`drop trigger fail_audit on audit`)
    expect(await count()).toBe(before)
  })
})

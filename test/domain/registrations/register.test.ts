import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { excludeRegistration } from '~/app/domain/registrations/exclude.server'
import { enterRegistration, registerForActivity } from '~/app/domain/registrations/register.server'
import { openPerson, registrationOfCode } from '~/app/domain/registrations/row.server'
import { withdrawRegistration } from '~/app/domain/registrations/withdraw.server'
import type { OpenDatabase } from '~/db/client'
import { audit, idempotencyKeys, outbox } from '~/db/schema/audit'
import { departments } from '~/db/schema/people'
import { registrations } from '~/db/schema/registrations'
import {
  aCounty,
  aHearing,
  aSymposium,
  type County,
  registrationCloses,
  registrationOpens,
  takeChainStep,
} from '~/test/domain/activities/an-activity'
import { freshDatabase } from '~/test/support/database'
import { makeOffice } from '~/test/support/office'
import { aForm, anEntered, during, standingIn } from './a-registration'

let open: OpenDatabase
let county: County
type Hearing = Awaited<ReturnType<typeof aHearing>>
let hearing: Hearing

const citizen = (now = during) => county.office.citizen(now)
const drafter = (now = during) => county.office.as('drafter', now)
const idOf = ({ categories }: Hearing, group: string) =>
  categories.find((category) => category.group === group)?.id ?? 0
const rowOf = (code: string) => registrationOfCode(citizen(), code)
const second = (at: Date, seconds: number) => new Date(at.getTime() + seconds * 1000)

beforeAll(async () => {
  open = await freshDatabase()
  county = await aCounty(open.db)
  hearing = await aHearing(county)
  await open.db
    .insert(departments)
    .values({ slug: 'qingxi', name: '清溪镇人民政府', nameEn: 'Qingxi', kind: 'township' })
})
afterAll(() => open.close())

describe('whoever registers', () => {
  it('is kept sealed: no name, telephone, e-mail or need stands in the clear anywhere', async () => {
    const form = aForm(idOf(hearing, 'consumer'), {
      ...{ name: '欧阳桂兰', phone: '+86 139-1234-5678', email: 'gui@yunling.example' },
      ...{ needs: '坐轮椅', topic: '充电桩离楼门近一点' },
    })
    const { code } = await registerForActivity(citizen(), hearing.id, form)
    const row = await rowOf(code)
    expect(row.pseudonym).toMatch(/^[2-9A-HJKMNP-Z]{3}-[2-9A-HJKMNP-Z]{3}$/)
    expect(row.shownName).toBe('欧阳**')
    expect(row.topic).toBe('充电桩离楼门近一点')
    expect(openPerson(row)).toEqual({
      ...{ name: '欧阳桂兰', phone: '+86 139-1234-5678', email: 'gui@yunling.example', needs: '坐轮椅' },
    })
    const kept = JSON.stringify([
      ...(await open.db.select().from(registrations)).map(({ person: _, ...rest }) => rest),
      ...(await open.db.select().from(audit)),
      ...(await open.db.select().from(outbox)),
      ...(await open.db.select().from(idempotencyKeys)),
    ])
    for (const secret of ['桂兰', '139-1234', '13912345678', 'gui@', '轮椅'])
      expect(kept).not.toContain(secret)
  })

  it('stands in the list by the surname, unless she agrees to her name (L2)', async () => {
    const consumer = idOf(hearing, 'consumer')
    const shown = async (name: string, publishName: boolean) => {
      const { code } = await registerForActivity(
        citizen(),
        hearing.id,
        aForm(consumer, { name, publishName }),
      )
      return (await rowOf(code)).shownName
    }
    expect(await shown('王秀兰', true)).toBe('王秀兰')
    expect(await shown('王秀兰', false)).toBe('王**')
    expect(await shown('买买提·艾力', false)).toBe('买**')
    expect(await shown('司马光', false)).toBe('司马**')
    expect(await shown('Anna Meier', false)).toBe('A**')
  })

  it('says where she lives only where the draw has strata of it (L1)', async () => {
    const categories = [
      { group: 'resident', seats: 2, method: 'stratified', trait: 'township', eligibility: '' },
      { group: 'consumer', seats: 2, method: 'lottery', eligibility: '' },
    ] as const
    const drawn = await aHearing(county, { categories: [...categories] })
    const told = { township: 'qingxi', sex: 'female', ageBand: '60+', organisation: '某单位' } as const
    const stored = async (group: string, change: Parameters<typeof aForm>[1] = told) =>
      rowOf((await registerForActivity(citizen(), drawn.id, aForm(idOf(drawn, group), change))).code)
    expect(await stored('resident')).toMatchObject({
      ...{ township: 'qingxi', sex: null, ageBand: null, organisation: '' },
    })
    expect(await stored('consumer')).toMatchObject({ township: '', sex: null, ageBand: null })
    await expect(stored('resident', {})).rejects.toMatchObject({ fields: { township: expect.any(String) } })
    await expect(stored('resident', { township: 'nowhere' })).rejects.toMatchObject({
      fields: { township: '请从列表中选择乡镇或街道' },
    })
  })

  it('registers once: the same telephone, however it is written, is told kindly', async () => {
    const consumer = idOf(hearing, 'consumer')
    const other = idOf(hearing, 'observer')
    const first = await registerForActivity(citizen(), hearing.id, aForm(consumer, { phone: '13700000001' }))
    const again = aForm(other, { phone: '+86 137-0000 0001' })
    await expect(registerForActivity(citizen(), hearing.id, again)).rejects.toMatchObject({
      status: 409,
      message: expect.stringContaining('查回执'),
    })
    // In another activity she may, and the two cannot be joined by the mark.
    const elsewhere = await aHearing(county)
    const there = await registerForActivity(
      citizen(),
      elsewhere.id,
      aForm(idOf(elsewhere, 'consumer'), { phone: '13700000001' }),
    )
    expect((await rowOf(there.code)).personMark).not.toBe((await rowOf(first.code)).personMark)
  })

  it('may come back after she has withdrawn, or was in the wrong category', async () => {
    const consumer = idOf(hearing, 'consumer')
    const form = () => aForm(consumer, { phone: '13700000002' })
    const first = await registerForActivity(citizen(), hearing.id, form())
    await withdrawRegistration(citizen(), first.code)
    const back = await registerForActivity(citizen(), hearing.id, form())
    await excludeRegistration(drafter(), (await rowOf(back.code)).id, '不住在本县')
    const affected = aForm(idOf(hearing, 'affected'), { phone: '13700000002' })
    expect((await registerForActivity(citizen(), hearing.id, affected)).code).not.toBe(back.code)
  })

  it('gets the same receipt for the same form, and is refused another one under its key', async () => {
    const form = aForm(idOf(hearing, 'observer'))
    const { code } = await registerForActivity(citizen(), hearing.id, form)
    expect(await registerForActivity(citizen(), hearing.id, form)).toEqual({ code })
    await expect(
      registerForActivity(citizen(), hearing.id, { ...form, topic: '别的话' }),
    ).rejects.toMatchObject({ status: 409 })
    const rows = await open.db.select().from(registrations).where(eq(registrations.code, code))
    expect(rows).toHaveLength(1)
  })
})

describe('registration is open by the server’s clock', () => {
  const attempt = (now: Date, of = hearing, group = 'observer') =>
    registerForActivity(citizen(now), of.id, aForm(idOf(of, group)))

  it('from its first to its last second', async () => {
    await expect(attempt(second(registrationOpens, -1))).rejects.toMatchObject({ status: 422 })
    await attempt(registrationOpens)
    await attempt(registrationCloses)
    await expect(attempt(second(registrationCloses, 1))).rejects.toMatchObject({ status: 410 })
  })

  it('not once it was cancelled, nor while it is a draft, nor for what calls nobody', async () => {
    const cancelled = await aHearing(county)
    await takeChainStep(county, cancelled.id, 'cancelled', during, { reason: '暴雨' })
    await expect(attempt(during, cancelled)).rejects.toMatchObject({ status: 410 })
    await expect(attempt(during, await aHearing(county, { published: false }))).rejects.toMatchObject({
      status: 404,
    })
    const symposium = await aSymposium(county)
    await expect(
      registerForActivity(citizen(), symposium.id, aForm(idOf(hearing, 'observer'))),
    ).rejects.toMatchObject({ status: 404 })
  })

  it('for a category of this activity, and not for one that is nominated', async () => {
    const elsewhere = await aHearing(county)
    const register = (categoryId: number) => registerForActivity(citizen(), hearing.id, aForm(categoryId))
    await expect(register(idOf(elsewhere, 'observer'))).rejects.toMatchObject({ status: 422 })
    await expect(register(idOf(hearing, 'expert'))).rejects.toMatchObject({
      fields: { categoryId: expect.stringContaining('推荐') },
    })
  })
})

describe('staff enter', () => {
  it('who called or came by, with or without a telephone, each with a receipt', async () => {
    const of = await aHearing(county)
    const enter = () => enterRegistration(drafter(), of.id, anEntered(idOf(of, 'observer'), { phone: '' }))
    const codes = [await enter(), await enter(), await enter()]
    expect(new Set(codes.map(({ code }) => code)).size).toBe(3)
    expect(await standingIn(open.db, idOf(of, 'observer'))).toMatchObject({ seated: 2, waiting: [1] })
    expect(await rowOf(codes[0]?.code ?? '')).toMatchObject({
      ...{ channel: 'counter', enteredBy: 'housing-drafter', personMark: null },
    })
  })

  it('who was nominated: confirmed at once, and no more than there are seats', async () => {
    const of = await aHearing(county)
    const nominate = (name: string) =>
      enterRegistration(
        drafter(),
        of.id,
        anEntered(idOf(of, 'expert'), {
          channel: 'nominated',
          name,
          phone: '',
          organisation: '县消费者协会',
        }),
      )
    const { code } = await nominate('周敏')
    expect(await standingIn(open.db, idOf(of, 'expert'))).toMatchObject({ seated: 1, free: 0 })
    await expect(nominate('吴刚')).rejects.toMatchObject({ status: 409 })
    await withdrawRegistration(citizen(), code)
    await nominate('吴刚')
  })

  it('nobody of another department, and no citizen, nor anybody in the name of staff online', async () => {
    const elsewhere = await makeOffice(open.db, 'forestry')
    const entered = anEntered(idOf(hearing, 'observer'))
    for (const ctx of [elsewhere.as('drafter', during), county.office.as('moderator', during), citizen()])
      await expect(enterRegistration(ctx, hearing.id, entered)).rejects.toMatchObject({ status: 403 })
  })
})

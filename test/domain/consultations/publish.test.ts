import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { stepsOf } from '~/app/domain/audit/steps.server'
import { listConsultations } from '~/app/domain/consultations/list.server'
import { publicConsultation } from '~/app/domain/consultations/page.server'
import {
  createConsultation,
  extendConsultation,
  publishConsultation,
  returnConsultation,
  reviewConsultation,
  submitConsultation,
  updateConsultation,
} from '~/app/domain/consultations/write.server'
import { matterPage } from '~/app/domain/matters/page.server'
import { createMatter, publishMatter } from '~/app/domain/matters/write.server'
import { parseText } from '~/app/domain/texts/parse-text'
import { saveVersion } from '~/app/domain/texts/versions.server'
import type { OpenDatabase } from '~/db/client'
import { freshDatabase } from '~/test/support/database'
import { makeOffice } from '~/test/support/office'

const at = (moment: string) => new Date(`${moment}+08:00`)
const now = at('2026-11-24T09:00:00')
const draft = '加装电梯补贴实施细则\n第一条 为了方便老人，制定本细则。\n第二条 每部电梯补贴十五万元。'

let open: OpenDatabase
let office: Awaited<ReturnType<typeof makeOffice>>
let other: Awaited<ReturnType<typeof makeOffice>>
let matterId: number
let versionId: number

beforeAll(async () => {
  open = await freshDatabase()
  office = await makeOffice(open.db)
  other = await makeOffice(open.db, 'transport')
  const { departmentId } = office
  const { id } = await createMatter(office.as('drafter', now), {
    departmentId,
    title: '既有住宅加装电梯补贴政策',
    kind: 'public-policy',
    summary: '补贴加装电梯。',
    basis: '《重大行政决策程序暂行条例》第三条',
    year: 2026,
    plannedMethods: ['consultation', 'symposium'],
    plannedTiming: '第四季度',
    affectedGroups: ['低层住户'],
    consentOn: '2026-03-01',
  })
  matterId = id
  await publishMatter(office.as('issuer', now), matterId)
  const saved = await saveVersion(office.as('drafter', now), { departmentId, parsed: parseText(draft) })
  versionId = saved.versionId
})
afterAll(() => open.close())

const form = () => ({
  matterId,
  versionId,
  title: '加装电梯补贴实施细则征求意见',
  background: '老人下楼难。',
  draftingNote: '起草说明。',
  draftKind: 'decision' as const,
  opensAt: now,
  closesAt: at('2026-12-24T23:59:59.999'),
  shortReason: '',
  letterTo: '文昌街18号',
  phone: '0000-0000122',
  email: 'a@yunling.example',
})

async function create(change: Partial<ReturnType<typeof form>> = {}): Promise<number> {
  const { departmentId } = office
  return (await createConsultation(office.as('drafter', now), { ...form(), ...change, departmentId })).id
}

async function signOff(id: number): Promise<void> {
  await submitConsultation(office.as('drafter', now), id)
  await reviewConsultation(office.as('reviewer', now), id)
}

describe('a consultation', () => {
  it('is public only after drafter, reviewer and issuer have each done their part', async () => {
    const id = await create()
    await expect(publicConsultation(office.citizen(now), id)).rejects.toMatchObject({ status: 404 })
    await expect(publishConsultation(office.as('issuer', now), id)).rejects.toMatchObject({ status: 409 })
    await submitConsultation(office.as('drafter', now), id)
    await expect(reviewConsultation(office.as('drafter', now), id)).rejects.toMatchObject({ status: 403 })
    await expect(reviewConsultation(other.as('reviewer', now), id)).rejects.toMatchObject({ status: 403 })
    await reviewConsultation(office.as('reviewer', now), id)
    await publishConsultation(office.as('issuer', now), id)
    expect(await publicConsultation(office.citizen(now), id)).toMatchObject({
      state: 'open',
      publishedAt: now,
    })
  })

  it('cannot be changed while it is in sign-off, and can after it was returned with a reason', async () => {
    const id = await create()
    await submitConsultation(office.as('drafter', now), id)
    await expect(updateConsultation(office.as('drafter', now), id, form())).rejects.toMatchObject({
      status: 409,
    })
    await expect(returnConsultation(office.as('reviewer', now), id, ' ')).rejects.toMatchObject({
      status: 422,
    })
    await returnConsultation(office.as('reviewer', now), id, '背景请写具体。')
    await updateConsultation(office.as('drafter', now), id, { ...form(), background: '县长信箱里留言最多。' })
    expect(
      (await stepsOf(office.citizen(now), 'consultation', id)).map(({ kind, reason }) => [kind, reason]),
    ).toEqual([
      ['submitted', null],
      ['returned', '背景请写具体。'],
    ])
  })

  it('cannot be submitted under thirty days without a reason (P3)', async () => {
    const id = await create({ closesAt: at('2026-12-04T23:59:59.999') })
    await expect(submitConsultation(office.as('drafter', now), id)).rejects.toMatchObject({
      status: 422,
      findings: [{ id: 'P3', field: 'shortReason' }],
    })
    expect(await stepsOf(office.citizen(now), 'consultation', id)).toEqual([])
  })

  it('is refused when sign-off has used up its thirty days (P3), and then leaves no step', async () => {
    const id = await create()
    await signOff(id)
    const later = at('2026-11-26T09:00:00')
    await expect(publishConsultation(office.as('issuer', later), id)).rejects.toMatchObject({
      status: 422,
      findings: [{ id: 'P3', field: 'shortReason' }],
    })
    expect((await stepsOf(office.citizen(later), 'consultation', id)).map(({ kind }) => kind)).toEqual([
      'submitted',
      'reviewed',
    ])
  })

  it('passes a warning only with a written reason', async () => {
    const id = await create({ phone: '' })
    await signOff(id)
    await expect(publishConsultation(office.as('issuer', now), id)).rejects.toMatchObject({
      fields: { reason: '请写明理由' },
    })
    await publishConsultation(office.as('issuer', now), id, { reason: '电话正在安装，下周补公布。' })
  })

  it('is published once when two press the button at the same time', async () => {
    const id = await create()
    await signOff(id)
    const both = await Promise.allSettled([
      publishConsultation(office.as('issuer', now), id),
      publishConsultation(office.as('issuer', now), id),
    ])
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    const refused = both.find((one): one is PromiseRejectedResult => one.status === 'rejected')
    expect(refused?.reason).toMatchObject({ status: 409 })
  })

  it('is extended with a notice and never shortened', async () => {
    const id = await create()
    await signOff(id)
    await publishConsultation(office.as('issuer', now), id)
    const later = at('2027-01-08T23:59:59.999')
    const earlier = at('2026-12-20T23:59:59.999')
    await expect(
      extendConsultation(office.as('issuer', now), id, { closesAt: earlier, notice: '提前' }),
    ).rejects.toMatchObject({ status: 422 })
    await expect(
      extendConsultation(other.as('issuer', now), id, { closesAt: later, notice: '延长' }),
    ).rejects.toMatchObject({ status: 403 })
    await extendConsultation(office.as('issuer', now), id, {
      closesAt: later,
      notice: '应居民要求，延长到一月八日。',
    })
    const shown = await publicConsultation(office.citizen(now), id)
    expect(shown.consultation.closesAt).toEqual(later)
    expect(shown.extensions).toMatchObject([
      { notice: '应居民要求，延长到一月八日。', to: later.toISOString() },
    ])
    const { rows } = await listConsultations(office.citizen(now))
    expect(rows.find((row) => row.id === id)).toMatchObject({ isExtended: true, closesAt: later })
    const { events } = await matterPage(office.citizen(now), matterId)
    expect(events.find(({ kind }) => kind === 'consultation-extended')).toMatchObject({
      reason: '应居民要求，延长到一月八日。',
    })
  })

  it('may not use a text of another department', async () => {
    const foreign = { ...form(), departmentId: other.departmentId }
    await expect(createConsultation(other.as('drafter', now), foreign)).rejects.toMatchObject({ status: 403 })
  })

  it('leaves nothing behind when the audit entry fails (invariant 2)', async () => {
    const id = await create()
    await signOff(id)
    await open.db.execute(
      sql`alter table audit add constraint no_publishing check (action <> 'consultation.published') not valid`,
    )
    await expect(publishConsultation(office.as('issuer', now), id)).rejects.toThrow()
    await open.db.execute(sql`alter table audit drop constraint no_publishing`)
    await expect(publicConsultation(office.citizen(now), id)).rejects.toMatchObject({ status: 404 })
  })
})

describe('the list of consultations', () => {
  it('shows the open ones first, by how soon they close, page by page, and nothing unpublished', async () => {
    const later = at('2027-06-01T10:00:00')
    const plan = [
      ['2026-11-24', '2026-12-30'],
      ['2027-05-20', '2027-06-28'],
      ['2027-05-01', '2027-06-15'],
      ['2027-07-01', '2027-08-10'],
    ] as const
    for (const [from, to] of plan) {
      const opensAt = at(`${from}T00:00:00`)
      const id = await create({ opensAt, closesAt: at(`${to}T23:59:59.999`), title: `${from} 开始` })
      await signOff(id)
      await publishConsultation(
        office.as('issuer', opensAt < now ? now : opensAt < later ? opensAt : now),
        id,
      )
    }
    await create({ title: '没有公开' })
    const titles: string[] = []
    let after: string | null = null
    do {
      const page: Awaited<ReturnType<typeof listConsultations>> = await listConsultations(
        office.citizen(later),
        { after, limit: 2 },
      )
      titles.push(...page.rows.map(({ title, state }) => `${state} ${title}`))
      after = page.next
    } while (after)
    expect(titles.slice(0, 4)).toEqual([
      'open 2027-05-01 开始',
      'open 2027-05-20 开始',
      'upcoming 2027-07-01 开始',
      'closed 加装电梯补贴实施细则征求意见',
    ])
    expect(new Set(titles).has('没有公开')).toBe(false)
    expect(titles).toHaveLength(8)
    const opened = await listConsultations(office.citizen(later), { state: 'open' })
    expect(opened.rows).toHaveLength(2)
  })
})

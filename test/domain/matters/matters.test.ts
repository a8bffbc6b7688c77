import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { announcementPage, listAnnouncements } from '~/app/domain/announcements/read.server'
import { createAnnouncement, publishAnnouncement } from '~/app/domain/announcements/write.server'
import { deskMatter } from '~/app/domain/matters/desk.server'
import type { MatterForm } from '~/app/domain/matters/forms'
import { catalogueYears, deskMatters, listMatters } from '~/app/domain/matters/list.server'
import { matterPage } from '~/app/domain/matters/page.server'
import { matterFindings } from '~/app/domain/matters/rules'
import {
  changeMatter,
  createMatter,
  publishCatalogue,
  publishMatter,
  updateMatter,
} from '~/app/domain/matters/write.server'
import type { OpenDatabase } from '~/db/client'
import { audit, outbox } from '~/db/schema/audit'
import { freshDatabase } from '~/test/support/database'
import { makeOffice } from '~/test/support/office'

const now = new Date('2026-03-10T09:00:00+08:00')
const complete: MatterForm = {
  title: '机动车停车收费政策调整',
  kind: 'public-policy',
  summary: '调整收费区域和标准。',
  basis: '《重大行政决策程序暂行条例》第三条',
  year: 2026,
  plannedMethods: ['consultation', 'hearing'],
  plannedTiming: '第三季度',
  affectedGroups: ['老旧小区居民'],
  consentOn: '2026-03-01',
}

let open: OpenDatabase
let office: Awaited<ReturnType<typeof makeOffice>>
let other: Awaited<ReturnType<typeof makeOffice>>

beforeAll(async () => {
  open = await freshDatabase()
  office = await makeOffice(open.db)
  other = await makeOffice(open.db, 'transport')
})
afterAll(() => open.close())

async function create(change: Partial<MatterForm> = {}): Promise<number> {
  const { departmentId } = office
  return (await createMatter(office.as('drafter', now), { ...complete, ...change, departmentId })).id
}

describe('P1', () => {
  it('names every element that is missing', () => {
    const empty = {
      ...complete,
      title: '',
      kind: null,
      summary: '',
      basis: ' ',
      departmentId: null,
      plannedMethods: [],
      plannedTiming: '',
      affectedGroups: [],
      consentOn: null,
    }
    const fields = matterFindings(empty, '2026-03-10').map(({ field }) => field)
    expect(fields).toEqual([
      'title',
      'kind',
      'summary',
      'basis',
      'departmentId',
      'plannedMethods',
      'plannedTiming',
      'consentOn',
    ])
  })

  it('wants the party committee’s consent before the catalogue is public', async () => {
    const id = await create({ consentOn: null })
    await expect(publishMatter(office.as('issuer', now), id)).rejects.toMatchObject({
      findings: [{ id: 'P1', field: 'consentOn' }],
    })
    await updateMatter(office.as('drafter', now), id, { ...complete, consentOn: '2026-03-11' })
    await expect(publishMatter(office.as('issuer', now), id)).rejects.toMatchObject({
      findings: [{ field: 'consentOn' }],
    })
    await updateMatter(office.as('drafter', now), id, complete)
    await publishMatter(office.as('issuer', now), id)
    expect((await matterPage(office.citizen(now), id)).publishedAt).toEqual(now)
  })
})

describe('P2', () => {
  it('warns where a group is affected and nothing reaches it, and passes with a written reason', async () => {
    const id = await create({ plannedMethods: ['consultation'] })
    await expect(publishMatter(office.as('issuer', now), id)).rejects.toMatchObject({
      fields: { reason: '请写明理由' },
    })
    await publishMatter(office.as('issuer', now), id, { reason: '已委托社区逐户听取。' })
    const { steps } = await deskMatter(office.as('issuer', now), id)
    expect(steps).toMatchObject([{ kind: 'published', reason: '已委托社区逐户听取。' }])
  })
})

describe('a matter', () => {
  it('carries nothing of another department', async () => {
    const matterId = await create()
    const words = { kind: 'notice' as const, title: '公告', body: '内容', place: '', heldAt: null }
    const { departmentId } = other
    const announce = (id: number) =>
      createAnnouncement(other.as('drafter', now), { ...words, matterId: id, departmentId })
    await expect(announce(matterId)).rejects.toMatchObject({ status: 403 })
    await expect(announce(999_999)).rejects.toMatchObject({ status: 422 })
  })

  it('is published by the issuer of its own department, once', async () => {
    const id = await create()
    await expect(matterPage(office.citizen(now), id)).rejects.toMatchObject({ status: 404 })
    await expect(publishMatter(office.as('drafter', now), id)).rejects.toMatchObject({ status: 403 })
    await expect(publishMatter(other.as('issuer', now), id)).rejects.toMatchObject({ status: 403 })
    await expect(updateMatter(other.as('drafter', now), id, complete)).rejects.toMatchObject({ status: 403 })
    await publishMatter(office.as('issuer', now), id)
    await expect(publishMatter(office.as('issuer', now), id)).rejects.toMatchObject({ status: 409 })
    await expect(updateMatter(office.as('drafter', now), id, complete)).rejects.toMatchObject({ status: 409 })
  })

  it('shows a later change with its reason, and what stood there before', async () => {
    const id = await create()
    await publishMatter(office.as('issuer', now), id)
    const later = new Date('2026-06-01T09:00:00+08:00')
    await expect(
      changeMatter(office.as('issuer', later), id, { plannedTiming: '第四季度' }, ' '),
    ).rejects.toMatchObject({ status: 422 })
    await expect(
      changeMatter(office.as('issuer', later), id, { plannedTiming: '第三季度' }, '无'),
    ).rejects.toMatchObject({ status: 422 })
    await changeMatter(office.as('issuer', later), id, { plannedTiming: '第四季度' }, '成本监审尚未完成。')
    const { matter, events } = await matterPage(office.citizen(later), id)
    expect(matter.plannedTiming).toBe('第四季度')
    expect(events.at(-1)).toMatchObject({
      kind: 'changed',
      reason: '成本监审尚未完成。',
      differences: [{ field: 'plannedTiming', before: '第三季度', after: '第四季度' }],
    })
  })

  it('is announced to search and to the cached pages in the same transaction', async () => {
    const id = await create()
    const before = await open.db.$count(outbox)
    await publishMatter(office.as('issuer', now), id)
    expect(await open.db.$count(outbox)).toBe(before + 1)
  })

  it('leaves nothing behind when the audit entry fails (invariant 2)', async () => {
    const count = await open.db.$count(audit)
    await open.db.execute(
      sql`alter table audit add constraint no_creating check (action <> 'matter.created') not valid`,
    )
    await expect(create()).rejects.toThrow()
    await open.db.execute(sql`alter table audit drop constraint no_creating`)
    expect(await open.db.$count(audit)).toBe(count)
    expect(
      (await deskMatters(office.as('drafter', now))).rows.every(({ title }) => title === complete.title),
    ).toBe(true)
  })
})

describe('the catalogue', () => {
  it('is published together or not at all', async () => {
    const good = await create({ year: 2030 })
    const bad = await create({ year: 2030, basis: '' })
    await expect(publishCatalogue(office.as('issuer', now), [good, bad])).rejects.toMatchObject({
      status: 422,
    })
    expect(await listMatters(office.citizen(now), { year: 2030 })).toEqual([])
    await updateMatter(office.as('drafter', now), bad, { ...complete, year: 2030 })
    await publishCatalogue(office.as('issuer', now), [good, bad])
    expect(await listMatters(office.citizen(now), { year: 2030 })).toMatchObject([
      { id: good, stage: 'listed' },
      { id: bad },
    ])
    expect(await catalogueYears(office.citizen(now))).toEqual([2030, 2026])
  })

  it('shows at the desk only what is the department’s own', async () => {
    await create()
    expect((await deskMatters(other.as('drafter', now))).rows).toEqual([])
    const id = await create()
    await expect(deskMatter(other.as('drafter', now), id)).rejects.toMatchObject({ status: 403 })
  })
})

describe('an announcement', () => {
  const notice = {
    matterId: null,
    title: '停车收费公开日公告',
    body: '欢迎来看。',
    place: '',
    heldAt: new Date('2026-04-10T18:00:00+08:00'),
  }

  it('stands in the list and on its matter’s page once it is public, and names no unpublished matter', async () => {
    const { departmentId } = office
    const matterId = await create()
    const { id } = await createAnnouncement(office.as('drafter', now), { ...notice, departmentId, matterId })
    await expect(announcementPage(office.citizen(now), id)).rejects.toMatchObject({ status: 404 })
    await publishAnnouncement(office.as('issuer', now), id)
    expect((await announcementPage(office.citizen(now), id)).matter).toBeNull()
    await publishMatter(office.as('issuer', now), matterId)
    expect((await announcementPage(office.citizen(now), id)).matter).toMatchObject({ id: matterId })
    expect((await listAnnouncements(office.citizen(now))).rows.map((row) => row.id)).toEqual([id])
    expect((await matterPage(office.citizen(now), matterId)).events.map(({ kind }) => kind)).toContain(
      'announcement',
    )
  })

  it('comes in pages', async () => {
    const { departmentId } = office
    for (let day = 1; day <= 3; day++) {
      const at = new Date(now.getTime() + day * 86_400_000)
      const { id } = await createAnnouncement(office.as('drafter', at), {
        ...notice,
        departmentId,
        title: `公告 ${day}`,
      })
      await publishAnnouncement(office.as('issuer', at), id)
    }
    const later = office.citizen(new Date(now.getTime() + 10 * 86_400_000))
    const first = await listAnnouncements(later, { limit: 2 })
    const second = await listAnnouncements(later, { limit: 2, after: first.next })
    expect([...first.rows, ...second.rows].map(({ title }) => title)).toEqual([
      '公告 3',
      '公告 2',
      '公告 1',
      '停车收费公开日公告',
    ])
    expect(second.next).toBeNull()
  })
})

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { saveActivityReport, takeReportStep } from '~/app/domain/activity-reports/report.server'
import { takeStep } from '~/app/domain/audit/steps.server'
import { listMedia } from '~/app/domain/media/library.server'
import { readMedia } from '~/app/domain/media/read.server'
import { storeImage } from '~/app/domain/media/store.server'
import { occasionOf, publicPollTable } from '~/app/domain/occasions/occasion.server'
import type { PollInput } from '~/app/domain/occasions/occasion-types'
import { addPhoto, recordDesk } from '~/app/domain/occasions/record-desk.server'
import { removePhoto, saveAttendances, savePhotos, savePoll } from '~/app/domain/occasions/save-record.server'
import type { OpenDatabase } from '~/db/client'
import { audit } from '~/db/schema/audit'
import {
  aCounty,
  anActivity,
  aSymposium,
  at,
  type County,
  takeChainStep,
} from '~/test/domain/activities/an-activity'
import { aPicture } from '~/test/media/a-picture'
import { freshDatabase } from '~/test/support/database'
import { makeOffice } from '~/test/support/office'

let open: OpenDatabase
let county: County
let id: number
let made = 0

const held = at('2026-11-10T15:00:00')
const later = at('2026-11-12T10:00:00')

beforeAll(async () => {
  open = await freshDatabase()
})
afterAll(() => open.close())
beforeEach(async () => {
  made += 1
  county = await aCounty(open.db, `bureau-${made}`)
  id = (await aSymposium(county)).id
})

const drafter = (now = held) => county.office.as('drafter', now)
const groups = [
  { group: '沿街商户', people: 6, names: '王芳' },
  { group: '居民代表', people: 9, names: '' },
]

async function published(activityId = id, now = later) {
  await saveActivityReport(drafter(now), activityId, '座谈会按时举行，大家逐条谈了意见。')
  await takeReportStep(drafter(now), activityId, 'submitted')
  await takeReportStep(county.office.as('issuer', now), activityId, 'published')
}

async function aPhoto(seed = made * 100): Promise<{ mediaId: number; sha256: string }> {
  const { departmentId } = county.office
  return storeImage(drafter(), { name: 'a.png', bytes: await aPicture(seed), departmentId })
}

const poll: PollInput = {
  ...{ pollster: '县统计局', method: '面访', population: '居民', approached: 100, answered: 60 },
  ...{ fromDay: '2026-11-01', toDay: '2026-11-09', weighting: '' },
  questions: [
    {
      words: '赞成吗？',
      base: 60,
      options: [
        { label: '赞成', count: 55 },
        { label: '不赞成', count: 5 },
      ],
    },
  ],
}

describe('the record of an occasion', () => {
  it('says who took part by group, and is public with its report, not before', async () => {
    await saveAttendances(drafter(), id, groups)
    expect((await occasionOf(county.office.citizen(held), id)).attendances).toEqual([])
    await published()
    expect((await occasionOf(county.office.citizen(later), id)).attendances).toEqual(groups)
    expect((await occasionOf(county.office.citizen(held), id)).attendances).toEqual([])
  })

  it('is written by its own department once it has begun, and closed from the sign-off on', async () => {
    const stranger = (await makeOffice(open.db, `other-${made}`)).as('drafter', held)
    await expect(saveAttendances(stranger, id, groups)).rejects.toMatchObject({ status: 403 })
    await expect(saveAttendances(county.office.as('issuer', held), id, groups)).rejects.toMatchObject({
      status: 403,
    })
    const early = at('2026-11-10T08:59:00')
    await expect(saveAttendances(drafter(early), id, groups)).rejects.toThrow('还没有开始')
    await saveActivityReport(drafter(), id, '写好了。')
    await takeReportStep(drafter(), id, 'submitted')
    await expect(saveAttendances(drafter(), id, groups)).rejects.toMatchObject({ status: 409 })
    await takeReportStep(county.office.as('issuer', held), id, 'returned', '请补充参加人。')
    await saveAttendances(drafter(), id, groups)
    expect((await recordDesk(drafter(), id)).attendances).toEqual(groups)
  })

  it('has nothing to say where the activity was called off', async () => {
    await takeChainStep(county, id, 'cancelled', held, { reason: '停水' })
    await expect(saveAttendances(drafter(later), id, groups)).rejects.toThrow('已经取消')
  })

  it('says what is wrong, at its row, and keeps what was there', async () => {
    await saveAttendances(drafter(), id, groups)
    const wrong = [{ group: '', people: 0, names: '' }]
    await expect(saveAttendances(drafter(), id, wrong)).rejects.toMatchObject({
      status: 422,
      fields: { 'group-0': '请写明是哪些人', 'people-0': expect.stringContaining('至少 1 人') },
    })
    expect((await recordDesk(drafter(), id)).attendances).toEqual(groups)
  })
})

describe('the photographs', () => {
  it('are seen by nobody outside before the report, and not after the activity is withdrawn', async () => {
    const { mediaId, sha256 } = await aPhoto()
    await savePhotos(drafter(), id, [{ mediaId, caption: '商户代表在发言' }])
    const look = (now: Date) => readMedia(county.office.citizen(now), sha256, '480.webp')
    await expect(look(held)).rejects.toMatchObject({ status: 404 })
    expect((await readMedia(drafter(), sha256, '480.webp')).isPublic).toBe(false)
    await published()
    expect((await look(later)).isPublic).toBe(true)
    expect((await occasionOf(county.office.citizen(later), id)).photos).toMatchObject([
      { mediaId, sha256, caption: '商户代表在发言' },
    ])
    const { rows } = await listMedia(drafter(), { departmentId: county.office.departmentId })
    expect(rows.map(({ uses }) => uses)).toEqual([1])
    const issuer = county.office.as('issuer', at('2026-11-13T09:00:00'))
    await takeStep(issuer, { subject: 'activity', id, kind: 'withdrawn', reason: '有误' })
    await expect(look(at('2026-11-14T09:00:00'))).rejects.toMatchObject({ status: 404 })
  })

  it('come from the department’s own library, each once and with its words', async () => {
    const { mediaId } = await aPhoto()
    const caption = '会场'
    await expect(savePhotos(drafter(), id, [{ mediaId, caption: ' ' }])).rejects.toMatchObject({
      fields: { caption: expect.stringContaining('图片说明') },
    })
    const twice = [
      { mediaId, caption },
      { mediaId, caption },
    ]
    await expect(savePhotos(drafter(), id, twice)).rejects.toMatchObject({ status: 422 })
    const other = await makeOffice(open.db, `third-${made}`)
    const bytes = await aPicture(made * 100 + 7)
    const theirs = await storeImage(other.as('drafter', held), {
      ...{ name: 'b.png', bytes, departmentId: other.departmentId },
    })
    await expect(savePhotos(drafter(), id, [{ mediaId: theirs.mediaId, caption }])).rejects.toMatchObject({
      fields: { mediaId: expect.stringContaining('本部门') },
    })
    await addPhoto(drafter(), id, { mediaId, caption, upload: undefined })
    const upload = { name: 'c.png', bytes: await aPicture(made * 100 + 8) }
    await addPhoto(drafter(), id, { mediaId: undefined, caption: '合影', upload })
    const { photos, library } = await recordDesk(drafter(), id)
    expect(photos.map((photo) => photo.caption)).toEqual(['会场', '合影'])
    expect(library).toEqual([])
  })

  it('can be taken away when they are public, with a reason that the audit keeps', async () => {
    const { mediaId, sha256 } = await aPhoto()
    await savePhotos(drafter(), id, [{ mediaId, caption: '会场' }])
    await published()
    await expect(savePhotos(drafter(later), id, [])).rejects.toMatchObject({ status: 409 })
    await expect(removePhoto(drafter(later), id, mediaId, ' ')).rejects.toMatchObject({
      fields: { photoReason: expect.stringContaining('原因') },
    })
    await removePhoto(drafter(later), id, mediaId, '拍到的人不同意公开')
    await expect(readMedia(county.office.citizen(later), sha256, '480.webp')).rejects.toMatchObject({
      status: 404,
    })
    const rows = await open.db.select().from(audit)
    expect(rows.filter(({ action }) => action === 'activity.photo-removed')).toMatchObject([
      { before: { mediaId, caption: '会场' }, after: { reason: '拍到的人不同意公开' } },
    ])
  })
})

describe('an opinion poll', () => {
  beforeEach(async () => {
    id = (await anActivity(county, 'opinion-poll', { title: '电动自行车停放民意调查' })).id
  })

  it('has no account before its method and results are there (P2)', async () => {
    await saveActivityReport(drafter(later), id, '调查完成。')
    await expect(takeReportStep(drafter(later), id, 'submitted')).rejects.toMatchObject({
      findings: [{ id: 'P2', message: expect.stringContaining('民意调查的办法和结果') }],
    })
    await savePoll(drafter(later), id, poll)
    await published()
    expect((await occasionOf(county.office.citizen(later), id)).poll).toEqual({ ...poll, rawRows: 0 })
  })

  it('gives its raw table to all with its results, and keeps it when only words are changed', async () => {
    await savePoll(drafter(), id, { ...poll, rawTable: '编号,第1题\n1,赞成\n2,=1+1\n' })
    await savePoll(drafter(), id, { ...poll, weighting: '按年龄加权' })
    expect((await recordDesk(drafter(), id)).poll).toMatchObject({ rawRows: 2, weighting: '按年龄加权' })
    await expect(savePoll(drafter(), id, { ...poll, answered: 1, questions: [] })).rejects.toMatchObject({
      status: 422,
    })
    await expect(publicPollTable(county.office.citizen(held), id)).rejects.toMatchObject({ status: 404 })
    await published()
    expect(await publicPollTable(county.office.citizen(later), id)).toBe(
      "\uFEFF编号,第1题\r\n1,赞成\r\n2,'=1+1\r\n",
    )
    await expect(savePoll(drafter(later), id, poll)).rejects.toMatchObject({ status: 409 })
  })

  it('is the only kind that has results, and the table can be taken out', async () => {
    const { id: symposium } = await aSymposium(county, { title: '另一次座谈会' })
    await expect(savePoll(drafter(), symposium, poll)).rejects.toThrow('只有民意调查')
    await savePoll(drafter(), id, { ...poll, rawTable: '编号,第1题\n1,赞成' })
    await savePoll(drafter(), id, { ...poll, rawTable: '' })
    expect((await recordDesk(drafter(), id)).poll?.rawRows).toBe(0)
  })
})

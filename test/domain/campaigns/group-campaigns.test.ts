import { and, asc, eq, sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { groupDueCampaigns } from '~/app/domain/campaigns/due.server'
import { groupCampaigns } from '~/app/domain/campaigns/group-campaigns.server'
import { startGroupingThread } from '~/app/domain/campaigns/grouping-thread.server'
import { campaignPage } from '~/app/domain/campaigns/page.server'
import { campaignOf, campaignsOf, waitingPointsOfCampaign } from '~/app/domain/campaigns/read.server'
import { maskComments, publishComments } from '~/app/domain/comments/moderate.server'
import { withdrawComment } from '~/app/domain/comments/withdraw.server'
import type { OpenDatabase } from '~/db/client'
import { audit } from '~/db/schema/audit'
import { campaignComments, campaignRuns, campaigns } from '~/db/schema/comments'
import { points } from '~/db/schema/issues'
import {
  type AConsultation,
  aConsultation,
  contextAt,
  during,
  received,
  staffAt,
  systemAt,
} from '~/test/domain/comments/a-consultation'
import { freshDatabase } from '~/test/support/database'
import { independentComment, seeded } from './labelled-letters'

const letter =
  '请把路灯的关闭时间推迟到早上七点半，冬天孩子上学的路上一片漆黑，家长们都很担心，希望主管部门尽快研究并给我们一个答复。'
const own = '我家门口的那盏灯已经坏了两个月，打过三次电话也没有人来修。'
const later = (minutes: number) => new Date(during.getTime() + minutes * 60_000)

let open: OpenDatabase
let consultation: AConsultation
let sent: { id: number; code: string }[]

beforeAll(async () => {
  open = await freshDatabase()
})
afterAll(() => open.close())

beforeEach(async () => {
  consultation = await aConsultation(open.db)
  sent = []
  const random = seeded(consultation.id)
  for (const body of [letter, letter, letter, letter.replace('尽快', '抓紧'), `${letter}${own}`])
    sent.push(await received(open.db, consultation.id, { body }))
  for (let at = 0; at < 5; at++)
    await received(open.db, consultation.id, { body: independentComment(random) })
})

const ids = () => sent.map(({ id }) => id)
const system = (at = later(1)) => systemAt(open.db, at)
const citizen = (at = later(2)) => contextAt(open.db, at)

async function publish(numbers: number[], at = later(1)): Promise<void> {
  await publishComments(
    await staffAt(open.db, at, consultation.departmentId, 'moderator'),
    numbers.map((id) => ({ id })),
  )
}

async function onlyCampaign(): Promise<number> {
  const rows = await open.db
    .select({ id: campaigns.id })
    .from(campaigns)
    .where(eq(campaigns.consultationId, consultation.id))
  expect(rows).toHaveLength(1)
  return rows[0]?.id ?? 0
}

describe('looking for letters in a consultation', () => {
  it('finds them among what waits and what is published, in a thread of its own, and notes the look', async () => {
    await publish(ids().slice(0, 2))
    const run = await groupCampaigns(system(), consultation.id)
    expect(run).toEqual({ state: 'done', campaigns: 1, comments: 10 })
    const id = await onlyCampaign()
    const members = await open.db
      .select({
        id: campaignComments.commentId,
        relation: campaignComments.relation,
        addition: campaignComments.addition,
      })
      .from(campaignComments)
      .where(eq(campaignComments.campaignId, id))
      .orderBy(asc(campaignComments.commentId))
    expect(members.map(({ id: number, relation }) => [number, relation])).toEqual(
      ids().map((number, at) => [number, at < 3 ? 'exact' : at === 3 ? 'near' : 'addition']),
    )
    expect(members.at(-1)?.addition).toBe(own)
    const [note] = await open.db
      .select()
      .from(campaignRuns)
      .where(eq(campaignRuns.consultationId, consultation.id))
    expect(note).toMatchObject({ at: later(1), comments: 10 })
    const [entry] = await open.db
      .select({ after: audit.after })
      .from(audit)
      .where(
        and(eq(audit.action, 'consultation.campaigns-grouped'), eq(audit.subjectId, String(consultation.id))),
      )
    expect(entry?.after).toEqual({ campaigns: 1, comments: 10 })
  })

  it('counts for the public only what is published', async () => {
    await publish([ids()[0] ?? 0, ids()[1] ?? 0])
    await groupCampaigns(system(), consultation.id)
    expect(await campaignsOf(citizen(), consultation.id)).toEqual([])
    await publish(ids().slice(2))
    await groupCampaigns(system(later(2)), consultation.id)
    expect(await campaignsOf(citizen(), consultation.id)).toMatchObject([
      { sent: 5, added: 1, excerpt: expect.stringContaining('请把路灯的关闭时间推迟到早上七点半') },
    ])
    const marks = await campaignOf(citizen(), ids())
    expect(marks.get(ids()[4] ?? 0)).toMatchObject({ relation: 'addition', sent: 5, copies: 5 })
  })

  it('keeps the number of a letter that continues, and forgets one that is gone', async () => {
    await publish(ids())
    await groupCampaigns(system(), consultation.id)
    const before = await onlyCampaign()
    const other = `${own}${'再过两个月就要入冬，请在下第一场雪以前把全县的路灯检查一遍。'}`
    for (let at = 0; at < 4; at++) await received(open.db, consultation.id, { body: other })
    await groupCampaigns(system(later(3)), consultation.id)
    const rows = await open.db
      .select({ id: campaigns.id, sent: campaigns.sent })
      .from(campaigns)
      .where(eq(campaigns.consultationId, consultation.id))
    expect(rows).toHaveLength(2)
    expect(rows.find(({ id }) => id === before)?.sent).toBe(5)
    for (const { code } of sent.slice(0, 3)) await withdrawComment(contextAt(open.db, later(4)), { code })
    await groupCampaigns(system(later(5)), consultation.id)
    expect(await open.db.select().from(campaigns).where(eq(campaigns.id, before))).toEqual([])
  })

  it('writes nothing anew where nothing has changed', async () => {
    await publish(ids())
    await groupCampaigns(system(), consultation.id)
    const version = () =>
      open.db
        .execute(sql`select comment_id, xmin::text from campaign_comments order by comment_id`)
        .then(({ rows }) => rows)
    const before = await version()
    await groupCampaigns(system(later(3)), consultation.id)
    expect(await version()).toEqual(before)
    const entries = await open.db
      .select()
      .from(audit)
      .where(
        and(eq(audit.action, 'consultation.campaigns-grouped'), eq(audit.subjectId, String(consultation.id))),
      )
    expect(entries).toHaveLength(1)
  })

  it('leaves it to the one who is at it already', async () => {
    const runs = await Promise.all([1, 2, 3].map(() => groupCampaigns(system(), consultation.id)))
    expect(runs.filter(({ state }) => state === 'done').length).toBeGreaterThanOrEqual(1)
    await onlyCampaign()
  })

  it('is for the department, not for others', async () => {
    const stranger = await staffAt(open.db, during, consultation.departmentId, 'spokesperson')
    await expect(groupCampaigns(stranger, consultation.id)).rejects.toMatchObject({ status: 403 })
    await expect(groupCampaigns(contextAt(open.db, during), consultation.id)).rejects.toMatchObject({
      status: 403,
    })
  })
})

describe('every minute', () => {
  const countRuns = async () =>
    (await open.db.select().from(campaignRuns).where(eq(campaignRuns.consultationId, consultation.id)))[0]?.at

  it('what has moved since is looked through, what has not is left alone', async () => {
    await groupDueCampaigns(system(later(1)))
    expect(await countRuns()).toEqual(later(1))
    await groupDueCampaigns(system(later(3)))
    expect(await countRuns()).toEqual(later(1))
    await publish(ids(), later(4))
    await groupDueCampaigns(system(later(5)))
    expect(await countRuns()).toEqual(later(5))
  })

  it('a thread that dies or takes too long is said in the log, and the next minute finds the letters', async () => {
    const said = vi.spyOn(console, 'error').mockImplementation(() => undefined)
    await groupDueCampaigns(system(later(1)), () =>
      startGroupingThread('test/domain/campaigns/dying-thread.mjs'),
    )
    expect(await countRuns()).toBeUndefined()
    expect(said).toHaveBeenCalledWith(expect.stringContaining(`consultation ${consultation.id}`))
    await groupDueCampaigns(system(later(1)), () => startGroupingThread(undefined, 1))
    expect(await countRuns()).toBeUndefined()
    said.mockRestore()
    await groupDueCampaigns(system(later(2)))
    expect(await countRuns()).toEqual(later(2))
    await onlyCampaign()
  })
})

describe('the page of a letter', () => {
  beforeEach(async () => {
    await publish(ids())
    await groupCampaigns(system(), consultation.id)
  })

  it('shows the letter, when it came, and what was added', async () => {
    const page = await campaignPage(citizen(), await onlyCampaign())
    expect(page).toMatchObject({
      ...{ sent: 5, added: 1, letter: { body: letter, isExact: true } },
      days: [{ day: '2026-11-10', count: 5 }],
      additions: [{ commentId: ids()[4], words: own }],
      next: null,
    })
  })

  it('never shows the words of somebody who withdrew, and is gone with fewer than three', async () => {
    const id = await onlyCampaign()
    const [first, second, third] = sent
    await withdrawComment(contextAt(open.db, later(2)), { code: first?.code ?? '' })
    expect((await campaignPage(citizen(later(3)), id)).letter.commentId).toBe(second?.id)
    await withdrawComment(contextAt(open.db, later(2)), { code: second?.code ?? '' })
    await withdrawComment(contextAt(open.db, later(2)), { code: third?.code ?? '' })
    await expect(campaignPage(citizen(later(3)), id)).rejects.toMatchObject({ status: 404 })
  })

  it('shows what was masked later as masked, without waiting for the next look', async () => {
    const moderator = await staffAt(open.db, later(2), consultation.departmentId, 'moderator')
    await maskComments(moderator, [
      { id: ids()[4] ?? 0, mask: `${letter}我家门口的那盏灯已经坏了（此处已遮盖）个月，一直没有人来修。` },
    ])
    const { additions } = await campaignPage(citizen(later(3)), await onlyCampaign())
    expect(additions[0]?.words).not.toContain('三次电话')
  })

  it('does not exist for a consultation that is not public', async () => {
    const id = await onlyCampaign()
    await open.db.execute(
      sql`insert into steps (subject, subject_id, kind, at) values ('consultation', ${consultation.id}, 'withdrawn', ${later(2).toISOString()}::timestamptz)`,
    )
    await expect(campaignPage(citizen(later(3)), id)).rejects.toMatchObject({ status: 404 })
  })
})

describe('the points of a letter', () => {
  it('wait together: of the letter as it is, and apart from it of what was added', async () => {
    await publish(ids())
    await groupCampaigns(system(), consultation.id)
    const id = await onlyCampaign()
    const pointsOf = async (numbers: number[]) => {
      const rows = await open.db.select({ id: points.id, commentId: points.commentId }).from(points)
      return rows.filter(({ commentId }) => numbers.includes(commentId)).map((row) => row.id)
    }
    expect(await waitingPointsOfCampaign(citizen(), id)).toEqual(await pointsOf(ids().slice(0, 4)))
    expect(await waitingPointsOfCampaign(citizen(), id, { additions: true })).toEqual(
      await pointsOf(ids().slice(4)),
    )
  })
})

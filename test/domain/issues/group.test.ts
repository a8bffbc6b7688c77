import { and, eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { publishComment, publishComments } from '~/app/domain/comments/moderate.server'
import { withdrawComment } from '~/app/domain/comments/withdraw.server'
import { issueBoard, issuesOf } from '~/app/domain/issues/board.server'
import { placeCampaign } from '~/app/domain/issues/board-page.server'
import { createIssue, dropIssue, updateIssue } from '~/app/domain/issues/group.server'
import { issueHistory } from '~/app/domain/issues/history.server'
import { issuePage } from '~/app/domain/issues/issue-page.server'
import { addPoints, alsoInto, placePoints, takeOutPoint } from '~/app/domain/issues/place.server'
import { countWaiting, waitingPoints } from '~/app/domain/issues/waiting.server'
import type { Ctx } from '~/app/server/context'
import type { OpenDatabase } from '~/db/client'
import { audit } from '~/db/schema/audit'
import { campaignComments, campaigns } from '~/db/schema/comments'
import { points } from '~/db/schema/issues'
import { accountRoles } from '~/db/schema/people'
import { freshDatabase } from '~/test/support/database'
import {
  type AConsultation,
  aConsultation,
  after,
  contextAt,
  pointIn,
  received,
  staffAt,
  systemAt,
} from '../comments/a-consultation'
import { countingQueries } from './counting-queries'
import { reportPublished } from './report-published'

let open: OpenDatabase
let consultation: AConsultation
let drafter: Ctx

beforeAll(async () => {
  open = await freshDatabase()
})
beforeEach(async () => {
  consultation = await aConsultation(open.db)
  drafter = await staffAt(open.db, after, consultation.departmentId, 'drafter')
})
afterAll(() => open.close())

const anIssue = (change: object = {}) => ({
  ...{
    consultationId: consultation.id,
    title: '推迟关灯',
    summary: '冬天推迟到7时',
    clauseIds: consultation.clauseIds.slice(1, 2),
    ...change,
  },
})

async function publishedComment(of = consultation, change: object = {}) {
  const { id, code } = await received(open.db, of.id, change)
  await publishComment(systemAt(open.db, after), { id })
  return { id, code }
}

async function waitingIds() {
  return (await waitingPoints(drafter, consultation.id)).points.map(({ id }) => id)
}

const countsOf = async () => (await issuesOf(drafter, consultation.id)).map((issue) => issue.points)

describe('placing points', () => {
  it('puts waiting points into an issue; a published comment waits as one whole point before', async () => {
    const one = await publishedComment()
    const two = await publishedComment()
    const ids = await waitingIds()
    expect(ids).toHaveLength(2)
    const issueId = await createIssue(drafter, anIssue())
    await placePoints(drafter, issueId, ids)
    expect(await waitingIds()).toEqual([])
    expect(await countsOf()).toEqual([2])
    const [entry] = await open.db
      .select()
      .from(audit)
      .where(
        and(
          eq(audit.subject, 'issue'),
          eq(audit.action, 'issue.points-added'),
          eq(audit.subjectId, String(issueId)),
        ),
      )
    expect(entry?.after).toEqual({ points: ids, comments: [one.id, two.id] })
  })

  it('places five hundred at once without a query for each', async () => {
    const all = await Promise.all(Array.from({ length: 500 }, () => received(open.db, consultation.id)))
    await publishComments(
      systemAt(open.db, after),
      all.map(({ id }) => ({ id })),
    )
    const rows = await open.db.select().from(points).where(eq(points.consultationId, consultation.id))
    const issueId = await createIssue(drafter, anIssue())
    const few = await countingQueries(open.pool, drafter, (ctx) =>
      placePoints(
        ctx,
        issueId,
        rows.slice(0, 2).map(({ id }) => id),
      ),
    )
    const many = await countingQueries(open.pool, drafter, (ctx) =>
      placePoints(
        ctx,
        issueId,
        rows.map(({ id }) => id),
      ),
    )
    expect(many).toBeLessThanOrEqual(few)
    expect(await countsOf()).toEqual([500])
    expect((await countWaiting(drafter, consultation.id)).count).toBe(0)
  })

  it('places a whole campaign with one step, and leaves those who added words of their own to be read', async () => {
    const all = [await publishedComment(), await publishedComment(), await publishedComment()]
    const [campaign] = await open.db
      .insert(campaigns)
      .values({ consultationId: consultation.id, sent: 3, added: 1 })
      .returning({ id: campaigns.id })
    const campaignId = campaign?.id ?? 0
    const relations = ['exact', 'near', 'addition'] as const
    await open.db
      .insert(campaignComments)
      .values(all.map(({ id }, at) => ({ commentId: id, campaignId, relation: relations[at] ?? 'exact' })))
    const issueId = await createIssue(drafter, anIssue())
    expect(await placeCampaign(drafter, issueId, campaignId)).toBe(2)
    expect(await countsOf()).toEqual([2])
    const left = (await waitingPoints(drafter, consultation.id, { campaignId })).points
    expect(left.map(({ commentId }) => commentId)).toEqual([all[2]?.id])
    await expect(placeCampaign(drafter, issueId, campaignId)).rejects.toMatchObject({ status: 409 })
  })

  it('refuses a second point of the same comment in one issue, and names the comment', async () => {
    const { id } = await publishedComment()
    const issueId = await createIssue(drafter, anIssue({ commentIds: [id] }))
    await open.db
      .insert(points)
      .values({ consultationId: consultation.id, commentId: id, text: '请延到七点', createdAt: after })
    const [second = 0] = await waitingIds()
    await expect(placePoints(drafter, issueId, [second])).rejects.toMatchObject({
      status: 422,
      message: expect.stringContaining(`第${id}号意见`),
    })
    expect(await countsOf()).toEqual([1])
  })

  it('does not take a point out of another issue silently, and says in which one it is', async () => {
    const { id } = await publishedComment()
    const first = await createIssue(drafter, anIssue({ commentIds: [id] }))
    const second = await createIssue(drafter, anIssue({ title: '亮度' }))
    const point = await pointIn(open.db, first, id)
    await expect(placePoints(drafter, second, [point])).rejects.toMatchObject({
      status: 409,
      message: expect.stringContaining('推迟关灯'),
    })
  })

  it('puts the same comment into a second issue too, and takes each out again until it waits', async () => {
    const { id } = await publishedComment()
    const first = await createIssue(drafter, anIssue({ commentIds: [id] }))
    const second = await createIssue(drafter, anIssue({ title: '亮度' }))
    await alsoInto(drafter, second, await pointIn(open.db, first, id))
    expect(await countsOf()).toEqual([1, 1])
    await takeOutPoint(drafter, await pointIn(open.db, first, id))
    expect(await waitingIds()).toEqual([])
    await takeOutPoint(drafter, await pointIn(open.db, second, id))
    expect(await waitingIds()).toHaveLength(1)
    expect(await countsOf()).toEqual([0, 0])
  })

  it('of two who take the same point out at once, one is told that it is gone, and no second point appears', async () => {
    const { id } = await publishedComment()
    const issueId = await createIssue(drafter, anIssue({ commentIds: [id] }))
    const point = await pointIn(open.db, issueId, id)
    const ends = await Promise.allSettled([takeOutPoint(drafter, point), takeOutPoint(drafter, point)])
    expect(ends.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(await waitingIds()).toEqual([point])
  })

  it('of two who place the same point into different issues at once, one is refused', async () => {
    const { id } = await publishedComment()
    const first = await createIssue(drafter, anIssue())
    const second = await createIssue(drafter, anIssue({ title: '亮度' }))
    const [point = 0] = await waitingIds()
    const ends = await Promise.allSettled([
      placePoints(drafter, first, [point]),
      placePoints(drafter, second, [point]),
    ])
    expect(ends.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect((await countsOf()).sort()).toEqual([0, 1])
    expect(id).toBeGreaterThan(0)
  })

  it('takes only published comments of the same consultation, and clauses of its own draft', async () => {
    const issue = await createIssue(drafter, anIssue())
    const other = await aConsultation(open.db)
    const pending = await received(open.db, consultation.id)
    await expect(addPoints(drafter, issue, [pending.id])).rejects.toMatchObject({ status: 422 })
    const foreign = await publishedComment(other)
    await expect(addPoints(drafter, issue, [foreign.id])).rejects.toMatchObject({ status: 422 })
    const [theirs] = (await waitingPoints(systemAt(open.db, after), other.id)).points
    await expect(placePoints(drafter, issue, [theirs?.id ?? 0])).rejects.toMatchObject({ status: 422 })
    await expect(createIssue(drafter, anIssue({ clauseIds: other.clauseIds }))).rejects.toMatchObject({
      status: 422,
    })
  })

  it('a comment that is withdrawn waits no longer and is no longer counted in its issue', async () => {
    const placed = await publishedComment()
    const waits = await publishedComment()
    await createIssue(drafter, anIssue({ commentIds: [placed.id] }))
    for (const { code } of [placed, waits]) await withdrawComment(contextAt(open.db, after), { code })
    expect(await waitingIds()).toEqual([])
    expect(await countsOf()).toEqual([0])
  })

  it('is the drafter’s of the same department', async () => {
    const other = await aConsultation(open.db)
    const stranger = await staffAt(open.db, after, other.departmentId, 'drafter')
    const issuer = await staffAt(open.db, after, consultation.departmentId, 'issuer')
    const issue = await createIssue(drafter, anIssue())
    const { id } = await publishedComment()
    const [point = 0] = await waitingIds()
    for (const who of [stranger, issuer]) {
      await expect(createIssue(who, anIssue())).rejects.toMatchObject({ status: 403 })
      await expect(addPoints(who, issue, [id])).rejects.toMatchObject({ status: 403 })
      await expect(placePoints(who, issue, [point])).rejects.toMatchObject({ status: 403 })
      await expect(updateIssue(who, issue, anIssue())).rejects.toMatchObject({ status: 403 })
    }
    await expect(issueBoard(stranger, consultation.id)).rejects.toMatchObject({ status: 403 })
  })

  it('nothing moves after the report is public', async () => {
    const { id } = await publishedComment()
    const issueId = await createIssue(drafter, anIssue({ commentIds: [id] }))
    await publishedComment()
    const [waiting = 0] = await waitingIds()
    const inside = await pointIn(open.db, issueId, id)
    await reportPublished(open.db, consultation.id)
    const acts = [
      () => placePoints(drafter, issueId, [waiting]),
      () => takeOutPoint(drafter, inside),
      () => alsoInto(drafter, issueId, inside),
      () => updateIssue(drafter, issueId, anIssue({ title: '另一个标题' })),
      () => dropIssue(drafter, issueId),
    ]
    for (const act of acts) await expect(act()).rejects.toMatchObject({ status: 409 })
  })
})

describe('an issue', () => {
  it('is changed in title, summary, clauses and owner, and its history says who did what', async () => {
    const reviewer = await staffAt(open.db, after, consultation.departmentId, 'reviewer')
    const owner = reviewer.actor.kind === 'staff' ? reviewer.actor.id : ''
    await open.db.insert(accountRoles).values({ accountId: owner, role: 'reviewer', grantedAt: after })
    const issueId = await createIssue(drafter, anIssue())
    const { id } = await publishedComment()
    const [point = 0] = await waitingIds()
    await placePoints(drafter, issueId, [point], { suggested: true })
    await updateIssue(drafter, issueId, anIssue({ title: '冬天晚关灯', clauseIds: [], ownerId: owner }))
    const [issue] = await issuesOf(drafter, consultation.id)
    expect(issue).toMatchObject({ title: '冬天晚关灯', clauses: [], owner: { id: owner, name: '田禾' } })
    const { events } = await issueHistory(drafter, issueId)
    expect(events.map(({ kind, by }) => [kind, by])).toEqual([
      ['changed', '田禾'],
      ['placed', '田禾'],
      ['created', '田禾'],
    ])
    expect(events[0]).toMatchObject({ fields: ['title', 'clauses', 'owner'] })
    expect(events[1]).toMatchObject({ suggested: true, comments: [id] })
  })

  it('is owned by a drafter or reviewer of the department, nobody else', async () => {
    const issuer = await staffAt(open.db, after, consultation.departmentId, 'issuer')
    const ownerId = issuer.actor.kind === 'staff' ? issuer.actor.id : ''
    await expect(createIssue(drafter, anIssue({ ownerId }))).rejects.toMatchObject({ status: 422 })
  })

  it('that was made by mistake goes while it is empty, and stays when something is in it', async () => {
    const { id } = await publishedComment()
    const empty = await createIssue(drafter, anIssue())
    const full = await createIssue(drafter, anIssue({ commentIds: [id] }))
    await dropIssue(drafter, empty)
    await expect(dropIssue(drafter, full)).rejects.toMatchObject({ status: 409 })
    expect((await issuesOf(drafter, consultation.id)).map((issue) => issue.id)).toEqual([full])
  })

  it('has a page of its own with its points, thirty a page, and what was withdrawn says so', async () => {
    const all = await Promise.all(Array.from({ length: 31 }, () => received(open.db, consultation.id)))
    const ids = all.map(({ id }) => id)
    await publishComments(
      systemAt(open.db, after),
      ids.map((id) => ({ id })),
    )
    const issueId = await createIssue(drafter, anIssue({ commentIds: ids }))
    await withdrawComment(contextAt(open.db, after), { code: all[0]?.code ?? '' })
    const first = await issuePage(drafter, consultation.id, issueId)
    expect(first.points).toHaveLength(30)
    expect(first.points.filter(({ state }) => state === 'withdrawn')).toHaveLength(1)
    expect(await countsOf()).toEqual([30])
    const second = await issuePage(drafter, consultation.id, issueId, { after: first.next ?? 0 })
    expect(second.points).toHaveLength(1)
    expect(second.next).toBeNull()
    const other = await aConsultation(open.db)
    await expect(issuePage(systemAt(open.db, after), other.id, issueId)).rejects.toMatchObject({
      status: 404,
    })
  })

  it('shows three examples on the board, the newest first', async () => {
    const ids = [0, 1, 2, 3].map(() => publishedComment())
    const all = (await Promise.all(ids)).map(({ id }) => id)
    await createIssue(drafter, anIssue({ commentIds: all }))
    const board = await issueBoard(drafter, consultation.id)
    expect(board.issues[0]?.examples).toHaveLength(3)
    expect(board.issues[0]?.points).toBe(4)
  })
})

describe('the waiting points', () => {
  it('come thirty a page, and can be filtered by clause and by the whole draft', async () => {
    const [, second] = consultation.clauseIds
    const all = await Promise.all(
      Array.from({ length: 31 }, (_, at) =>
        received(open.db, consultation.id, at < 2 ? { clauseId: second } : {}),
      ),
    )
    await publishComments(
      systemAt(open.db, after),
      all.map(({ id }) => ({ id })),
    )
    const first = await waitingPoints(drafter, consultation.id)
    expect(first.points).toHaveLength(30)
    const rest = await waitingPoints(drafter, consultation.id, { after: first.next ?? 0 })
    expect(rest.points).toHaveLength(1)
    expect((await waitingPoints(drafter, consultation.id, { clauseId: second })).points).toHaveLength(2)
    expect((await waitingPoints(drafter, consultation.id, { clauseId: 0 })).points).toHaveLength(29)
    expect(await countWaiting(drafter, consultation.id)).toEqual({ count: 31, orMore: false })
  })
})

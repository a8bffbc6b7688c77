import { sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/node-postgres'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { takeStep } from '~/app/domain/audit/steps.server'
import { publishComments } from '~/app/domain/comments/moderate.server'
import { enterComment } from '~/app/domain/comments/submit.server'
import { withdrawComment } from '~/app/domain/comments/withdraw.server'
import { feedbackPage } from '~/app/domain/feedback/page.server'
import { publishFeedback, saveReport } from '~/app/domain/feedback/publish.server'
import { reportOf } from '~/app/domain/feedback/report.server'
import { decideIssue } from '~/app/domain/issues/decide.server'
import { placePoints } from '~/app/domain/issues/place.server'
import { splitComment } from '~/app/domain/issues/points.server'
import type { Ctx } from '~/app/server/context'
import type { Db, OpenDatabase } from '~/db/client'
import { freshDatabase } from '~/test/support/database'
import {
  type AConsultation,
  aComment,
  after,
  contextAt,
  during,
  received,
  systemAt,
} from '../comments/a-consultation'
import { aReport, idOf, pointsOf } from './a-report'

let open: OpenDatabase
let world: Awaited<ReturnType<typeof aReport>>
let consultation: AConsultation
let drafter: Ctx
let issuer: Ctx

beforeAll(async () => {
  open = await freshDatabase()
})
beforeEach(async () => {
  world = await aReport(open.db)
  consultation = world.consultation
  drafter = world.drafter
  issuer = world.issuer
})
afterAll(() => open.close())

const citizen = () => contextAt(open.db, after)
const moderator = () => systemAt(open.db, during)

describe('the figures of the report', () => {
  it('keeps its figures with the step: nothing that happens to the rows later changes them', async () => {
    const [one, two] = await world.publishedComments(2)
    const letter = await enterComment(systemAt(open.db, after), {
      ...aComment(consultation.id, { body: '来信' }),
      ...{ channel: 'letter', receivedAt: during },
    })
    const letterId = await idOf(open.db, letter.code)
    await publishComments(systemAt(open.db, after), [{ id: letterId }])
    const issueId = await world.decided(drafter, [one?.id ?? 0, two?.id ?? 0, letterId])
    await saveReport(drafter, consultation.id, { introduction: '感谢参与。' })
    await publishFeedback(issuer, consultation.id)
    const before = await feedbackPage(citizen(), consultation.id)
    expect(before.report).toMatchObject({
      publishedBy: '田禾',
      figures: {
        channels: [
          { channel: 'online', count: 2 },
          { channel: 'letter', count: 1 },
        ],
        decisions: { 'partially-adopted': { issues: 1, comments: 3 }, adopted: { issues: 0, comments: 0 } },
      },
      rows: [
        {
          issueId,
          count: 3,
          channels: [
            { channel: 'online', count: 2 },
            { channel: 'letter', count: 1 },
          ],
        },
      ],
    })
    await withdrawComment(contextAt(open.db, new Date(after.getTime() + 60_000)), { code: one?.code ?? '' })
    await open.db.execute(sql`update issues set title = '别的' where id = ${issueId}`)
    expect(await feedbackPage(citizen(), consultation.id)).toEqual(before)
  })

  it('counts as things are today where it was published before figures were kept', async () => {
    const [one] = await world.publishedComments(1)
    await world.decided(drafter, [one?.id ?? 0])
    await saveReport(drafter, consultation.id, { introduction: '感谢参与。' })
    const report = await reportOf(drafter, consultation.id)
    await takeStep(issuer, { subject: 'feedback-report', id: report?.id ?? 0, kind: 'published' })
    const page = await feedbackPage(citizen(), consultation.id)
    expect(page.report?.figures.ledger).toMatchObject({ received: 1, decided: 1 })
    expect(page.report?.rows).toMatchObject([{ title: '推迟关灯', count: 1 }])
  })

  it('counts a comment as decided only when every one of its points is', async () => {
    const { id } = await received(open.db, consultation.id, { body: '推迟关灯。增加灯杆。' })
    await publishComments(moderator(), [{ id }])
    await splitComment(drafter, id, ['推迟关灯。', '增加灯杆。'])
    const [first, second] = await pointsOf(open.db, id)
    const issueId = await world.decided(drafter, [])
    await placePoints(drafter, issueId, [first ?? 0])
    await saveReport(drafter, consultation.id, { introduction: '感谢参与。' })
    const refusal = await publishFeedback(issuer, consultation.id).catch((error: unknown) => error)
    expect(String(refusal)).toContain(`还有1条意见没有归集，或者归集后还没有结论：第${id}号`)
    await placePoints(drafter, await world.decided(drafter, []), [second ?? 0])
    await publishFeedback(issuer, consultation.id)
    const { report } = await feedbackPage(citizen(), consultation.id)
    expect(report?.figures.ledger).toMatchObject({ received: 1, decided: 1 })
    expect(report?.figures.decisions['partially-adopted']).toEqual({ issues: 2, comments: 1 })
  })

  it('stays as it was published: later withdrawals leave its numbers, later decisions are refused', async () => {
    const [one] = await world.publishedComments(1)
    const issueId = await world.decided(drafter, [one?.id ?? 0])
    await saveReport(drafter, consultation.id, { introduction: '感谢参与。' })
    await publishFeedback(issuer, consultation.id)
    await withdrawComment(contextAt(open.db, new Date(after.getTime() + 60_000)), { code: one?.code ?? '' })
    const later = contextAt(open.db, new Date(after.getTime() + 120_000))
    expect((await feedbackPage(later, consultation.id)).report?.figures.ledger).toMatchObject({
      received: 1,
      withdrawn: 0,
      decided: 1,
    })
    await expect(decideIssue(drafter, { issueId, decision: 'adopted', reason: '' })).rejects.toMatchObject({
      status: 409,
    })
    await expect(saveReport(drafter, consultation.id, { introduction: '改' })).rejects.toMatchObject({
      status: 409,
    })
    await expect(publishFeedback(issuer, consultation.id)).rejects.toMatchObject({ status: 409 })
  })

  it('are read from that step alone: no comment is counted for a reader, however many there are', async () => {
    const [one] = await world.publishedComments(1)
    await world.decided(drafter, [one?.id ?? 0])
    await saveReport(drafter, consultation.id, { introduction: '感谢参与。' })
    await publishFeedback(issuer, consultation.id)
    const asked: string[] = []
    const logged = drizzle(open.pool, { logger: { logQuery: (statement) => asked.push(statement) } })
    await feedbackPage({ ...citizen(), db: logged as unknown as Db }, consultation.id)
    expect(asked.length).toBeGreaterThan(3)
    expect(asked.filter((statement) => /"?(comments|comment_states|points)"?[ .]/.test(statement))).toEqual(
      [],
    )
  })
})

import { and, eq, inArray, sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { consultationRow } from '~/app/domain/comments/consultation.server'
import { publishComments, refuseComment } from '~/app/domain/comments/moderate.server'
import { receiptOf } from '~/app/domain/comments/receipt.server'
import { withdrawComment } from '~/app/domain/comments/withdraw.server'
import { terminateConsultation } from '~/app/domain/consultations/terminate.server'
import { unansweredConsultations } from '~/app/domain/feedback/desk.server'
import { draftIntroduction } from '~/app/domain/feedback/introduction.server'
import { feedbackPage } from '~/app/domain/feedback/page.server'
import { publishFeedback, saveReport } from '~/app/domain/feedback/publish.server'
import { feedbackState } from '~/app/domain/feedback/readiness.server'
import { decisionsByClause } from '~/app/domain/issues/decisions.server'
import { createIssue } from '~/app/domain/issues/group.server'
import { addPoints } from '~/app/domain/issues/place.server'
import type { Ctx } from '~/app/server/context'
import type { OpenDatabase } from '~/db/client'
import { outbox, steps } from '~/db/schema/audit'
import { comments, commentWishes } from '~/db/schema/comments'
import { consultations } from '~/db/schema/consultations'
import { freshDatabase } from '~/test/support/database'
import {
  type AConsultation,
  aConsultation,
  after,
  contextAt,
  during,
  received,
  staffAt,
  systemAt,
} from '../comments/a-consultation'
import { aReport } from './a-report'

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

describe('the feedback report', () => {
  it('is refused while comments are open, and says which', async () => {
    const [one, two, three] = await world.publishedComments(3)
    const waiting = await received(open.db, consultation.id)
    await world.decided(drafter, [one?.id ?? 0])
    await saveReport(drafter, consultation.id, { introduction: '感谢参与。' })
    const refusal = await publishFeedback(issuer, consultation.id).catch((error: unknown) => error)
    expect(refusal).toMatchObject({ status: 422, findings: [{ id: 'P9' }, { id: 'P9' }] })
    expect(String(refusal)).toContain(`还有1条意见没有审核：第${waiting.id}号`)
    expect(String(refusal)).toContain(`第${two?.id}、${three?.id}号`)
  })

  it('is refused before the closing, without an introduction, and while an issue has no decision', async () => {
    const early = { ...issuer, now: during }
    expect((await feedbackState(early, consultation.id)).findings.map(({ id }) => id)).toEqual(['P3', 'P12'])
    await createIssue(drafter, {
      consultationId: consultation.id,
      title: '空的归集',
      summary: '没有意见',
      clauseIds: [],
    })
    expect((await feedbackState(issuer, consultation.id)).findings.map(({ id }) => id)).toEqual(['P9', 'P12'])
  })

  it('shows the equation, the decisions with reasons and the reasons for refusals, and reaches the receipt and the clause', async () => {
    const [one, two, three, four] = await world.publishedComments(4)
    await refuseComment(moderator(), three?.id ?? 0, { rule: 'off-topic' })
    await withdrawComment(citizen(), { code: four?.code ?? '' })
    const issueId = await world.decided(drafter, [one?.id ?? 0, two?.id ?? 0])
    await saveReport(drafter, consultation.id, { introduction: '感谢参与。' })
    expect(await decisionsByClause(citizen(), consultation.textId)).toEqual(new Map())
    expect((await receiptOf(citizen(), one?.code ?? ''))?.decisions).toEqual([])
    expect((await feedbackPage(citizen(), consultation.id)).report).toBeNull()

    await publishFeedback(issuer, consultation.id)
    const { report } = await feedbackPage(citizen(), consultation.id)
    expect(report?.figures.ledger).toMatchObject({
      received: 4,
      withdrawn: 1,
      refused: 1,
      decided: 2,
      balanced: true,
    })
    expect(report?.rows).toMatchObject([
      { issueId, count: 2, decision: 'partially-adopted', clauses: [{ cited: '第二条' }] },
    ])
    expect(report?.figures.refusals).toEqual([
      { reason: expect.stringContaining('意见审核规则第一项'), count: 1 },
    ])
    expect(await receiptOf(citizen(), one?.code ?? '')).toMatchObject({
      feedbackAt: after,
      decisions: [{ issueId, reason: '冬季推迟半小时。' }],
    })
    expect(
      (await decisionsByClause(citizen(), consultation.textId)).get(consultation.clauseIds[1] ?? 0),
    ).toMatchObject([{ issueId, comments: 2 }])
    expect(await feedbackState(citizen(), consultation.id)).toEqual({ publishedAt: after, findings: [] })
    const [target] = await open.db
      .select()
      .from(outbox)
      .where(sql`payload->>'id' = ${String(consultation.id)} and payload->>'kind' = 'consultation'`)
    expect(target?.topic).toBe('search')
  })

  it('erases the contacts, which are of no use any more (L1)', async () => {
    const { id } = await received(open.db, consultation.id, { contact: '13812345678' })
    await publishComments(moderator(), [{ id }])
    await world.decided(drafter, [id])
    await saveReport(drafter, consultation.id, { introduction: '感谢参与。' })
    const withContact = () =>
      open.db.$count(comments, sql`contact is not null and consultation_id = ${consultation.id}`)
    expect(await withContact()).toBe(1)
    await publishFeedback(issuer, consultation.id)
    expect(await withContact()).toBe(0)
  })

  it('is published even where no comment came (P12)', async () => {
    await saveReport(drafter, consultation.id, { introduction: '没有收到意见。' })
    await publishFeedback(issuer, consultation.id)
    expect((await feedbackPage(citizen(), consultation.id)).report?.figures.ledger).toMatchObject({
      received: 0,
      balanced: true,
    })
  })

  it('tells everyone who asked, in the same transaction, and forgets no address before that', async () => {
    const all = await world.publishedComments(3)
    const [one, two] = all
    const email = new Uint8Array([1, 2, 3])
    const wished = [one?.id ?? 0, two?.id ?? 0]
    await open.db.insert(commentWishes).values(wished.map((commentId) => ({ commentId, email, at: during })))
    const other = await received(open.db, (await aConsultation(open.db)).id)
    await open.db.insert(commentWishes).values({ commentId: other.id, email, at: during })
    await world.decided(
      drafter,
      all.map(({ id }) => id),
    )
    await saveReport(drafter, consultation.id, { introduction: '感谢参与。' })
    await publishFeedback(issuer, consultation.id)
    const mails = await open.db
      .select()
      .from(outbox)
      .where(and(eq(outbox.topic, 'mail'), sql`payload->>'kind' = 'feedback-published'`))
    const told = mails.map(({ payload }) => (payload as { commentId: number }).commentId)
    expect(told.filter((id) => [...wished, other.id].includes(id))).toEqual(wished)
    expect(await open.db.$count(commentWishes, inArray(commentWishes.commentId, wished))).toBe(2)
  })

  it('is published after a termination too, with what had come until then', async () => {
    const [one] = await world.publishedComments(1)
    await world.decided(drafter, [one?.id ?? 0])
    const early = { ...issuer, now: new Date(during.getTime() + 86_400_000) }
    await saveReport(drafter, consultation.id, { introduction: '感谢参与。' })
    await expect(publishFeedback(early, consultation.id)).rejects.toMatchObject({ status: 422 })
    await terminateConsultation(early, consultation.id, '上位法修改，需要重新起草')
    const { departmentId } = consultation
    expect(await unansweredConsultations(early, { departmentId })).toMatchObject([{ id: consultation.id }])
    expect(await draftIntroduction(early, consultation.id)).toContain('上位法修改，需要重新起草')
    await publishFeedback({ ...early, now: new Date(early.now.getTime() + 1000) }, consultation.id)
  })

  it('refreshes the pages of every round', async () => {
    const later = await aConsultation(open.db)
    const { matterId, textId } = await consultationRow(drafter, consultation.id)
    await open.db
      .update(consultations)
      .set({ matterId, textId, round: 2, previousId: consultation.id })
      .where(eq(consultations.id, later.id))
    const heard: string[] = []
    const client = await open.pool.connect()
    client.on('notification', ({ payload }) => heard.push(...(JSON.parse(payload ?? '[]') as string[])))
    await client.query('listen pages')
    await saveReport(drafter, consultation.id, { introduction: '没有收到意见。' })
    await publishFeedback(issuer, consultation.id)
    await client.query('select 1')
    client.release(true)
    expect(heard).toEqual(
      expect.arrayContaining([`consultation:${consultation.id}`, `consultation:${later.id}`, 'home']),
    )
  })
})

describe('who may publish the report', () => {
  it('is the issuer’s of the same department', async () => {
    await saveReport(drafter, consultation.id, { introduction: '没有收到意见。' })
    const other = await aConsultation(open.db)
    const stranger = await staffAt(open.db, after, other.departmentId, 'issuer', 'drafter')
    for (const who of [drafter, stranger, citizen()]) {
      await expect(publishFeedback(who, consultation.id)).rejects.toMatchObject({ status: 403 })
    }
    await expect(saveReport(stranger, consultation.id, { introduction: '改' })).rejects.toMatchObject({
      status: 403,
    })
  })

  it('leaves no step when the audit entry fails', async () => {
    await saveReport(drafter, consultation.id, { introduction: '没有收到意见。' })
    const before = [await open.db.$count(steps), await open.db.$count(outbox)]
    await open.db.execute(
      sql`create function fail_audit() returns trigger language plpgsql as $$ begin raise exception 'no audit'; end $$`,
    )
    await open.db.execute(
      sql`create trigger audit_fails before insert on audit for each row execute function fail_audit()`,
    )
    await expect(publishFeedback(issuer, consultation.id)).rejects.toThrow()
    await open.db.execute(sql`drop trigger audit_fails on audit; drop function fail_audit()`)
    expect([await open.db.$count(steps), await open.db.$count(outbox)]).toEqual(before)
  })

  it('lets no comment slip in between the count and the publishing', async () => {
    const [one] = await world.publishedComments(1)
    const issueId = await world.decided(drafter, [])
    await saveReport(drafter, consultation.id, { introduction: '感谢参与。' })
    const [added, published] = await Promise.allSettled([
      addPoints(drafter, issueId, [one?.id ?? 0]),
      publishFeedback(issuer, consultation.id),
    ])
    const { publishedAt } = await feedbackState(citizen(), consultation.id)
    if (published.status === 'fulfilled') expect(added.status).toBe('fulfilled')
    else expect(publishedAt).toBeNull()
  })
})

import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { publishComments, refuseComment } from '~/app/domain/comments/moderate.server'
import { receiptOf } from '~/app/domain/comments/receipt.server'
import { withdrawComment } from '~/app/domain/comments/withdraw.server'
import { feedbackPage } from '~/app/domain/feedback/page.server'
import { feedbackState, publishFeedback, saveReport } from '~/app/domain/feedback/publish.server'
import { decideIssue } from '~/app/domain/issues/decide.server'
import { decisionsByClause } from '~/app/domain/issues/decisions.server'
import { addPoints, createIssue } from '~/app/domain/issues/group.server'
import type { Ctx } from '~/app/server/context'
import type { OpenDatabase } from '~/db/client'
import { outbox, steps } from '~/db/schema/audit'
import { comments } from '~/db/schema/comments'
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

let open: OpenDatabase
let consultation: AConsultation
let drafter: Ctx
let issuer: Ctx

beforeAll(async () => {
  open = await freshDatabase()
})
beforeEach(async () => {
  consultation = await aConsultation(open.db)
  drafter = await staffAt(open.db, after, consultation.departmentId, 'drafter')
  issuer = await staffAt(open.db, after, consultation.departmentId, 'issuer')
})
afterAll(() => open.close())

const citizen = () => contextAt(open.db, after)
const moderator = () => systemAt(open.db, during)

async function publishedComments(count: number) {
  const all = []
  for (let at = 0; at < count; at++) all.push(await received(open.db, consultation.id, { body: `意见${at}` }))
  await publishComments(
    moderator(),
    all.map(({ id }) => ({ id })),
  )
  return all
}

async function decided(commentIds: number[]) {
  const { id: consultationId, clauseIds } = consultation
  const issueId = await createIssue(drafter, {
    consultationId,
    title: '推迟关灯',
    summary: '冬天推迟到7时',
    clauseIds: clauseIds.slice(1, 2),
    commentIds,
  })
  await decideIssue(drafter, { issueId, decision: 'partially-adopted', reason: '冬季推迟半小时。' })
  return issueId
}

describe('the feedback report', () => {
  it('is refused while comments are open, and says which', async () => {
    const [one, two, three] = await publishedComments(3)
    const waiting = await received(open.db, consultation.id)
    await decided([one?.id ?? 0])
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
    const [one, two, three, four] = await publishedComments(4)
    await refuseComment(moderator(), three?.id ?? 0, { rule: 'off-topic' })
    await withdrawComment(citizen(), { code: four?.code ?? '' })
    const issueId = await decided([one?.id ?? 0, two?.id ?? 0])
    await saveReport(drafter, consultation.id, { introduction: '感谢参与。' })
    expect(await decisionsByClause(citizen(), consultation.textId)).toEqual(new Map())
    expect((await receiptOf(citizen(), one?.code ?? ''))?.decisions).toEqual([])
    expect((await feedbackPage(citizen(), consultation.id)).rows).toEqual([])

    await publishFeedback(issuer, consultation.id)
    const page = await feedbackPage(citizen(), consultation.id)
    expect(page.ledger).toMatchObject({ received: 4, withdrawn: 1, refused: 1, decided: 2, balanced: true })
    expect(page.rows).toMatchObject([
      { issueId, count: 2, decision: 'partially-adopted', clauses: [{ cited: '第二条' }] },
    ])
    expect(page.refusals).toEqual([{ reason: expect.stringContaining('意见审核规则第一项'), count: 1 }])
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

  it('stays as it was published: later withdrawals leave its numbers, later decisions are refused', async () => {
    const [one] = await publishedComments(1)
    const issueId = await decided([one?.id ?? 0])
    await saveReport(drafter, consultation.id, { introduction: '感谢参与。' })
    await publishFeedback(issuer, consultation.id)
    await withdrawComment(contextAt(open.db, new Date(after.getTime() + 60_000)), { code: one?.code ?? '' })
    const later = contextAt(open.db, new Date(after.getTime() + 120_000))
    expect((await feedbackPage(later, consultation.id)).ledger).toMatchObject({
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

  it('erases the contacts, which are of no use any more (L1)', async () => {
    const { id } = await received(open.db, consultation.id, { contact: '13812345678' })
    await publishComments(moderator(), [{ id }])
    await decided([id])
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
    expect((await feedbackPage(citizen(), consultation.id)).ledger).toMatchObject({
      received: 0,
      balanced: true,
    })
  })

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
    const [one] = await publishedComments(1)
    const issueId = await decided([])
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

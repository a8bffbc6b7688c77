import { randomUUID } from 'node:crypto'
import { eq, inArray, sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type NewComment, submitComment, submitComments } from '~/app/domain/comments/submit.server'
import { Refusal } from '~/app/server/errors'
import type { OpenDatabase } from '~/db/client'
import { audit, idempotencyKeys } from '~/db/schema/audit'
import { comments } from '~/db/schema/comments'
import { freshDatabase } from '~/test/support/database'
import { type AConsultation, aComment, aConsultation, closing, contextAt, during } from './a-consultation'

let open: OpenDatabase
let consultation: AConsultation

beforeAll(async () => {
  open = await freshDatabase()
  consultation = await aConsultation(open.db)
})
afterAll(() => open.close())

const citizen = (now = during) => contextAt(open.db, now)

describe('many who press the button in the same moment', () => {
  it('300 at once, 50 of them double clicks: 250 rows, 250 receipts, and the pairs are equal', async () => {
    const before = await open.db.$count(comments)
    const forms = Array.from({ length: 250 }, (_, at) => aComment(consultation.id, { body: `第${at}条` }))
    const all = [...forms, ...forms.slice(0, 50)]
    const receipts = await Promise.all(all.map((form) => submitComment(citizen(), form)))
    expect((await open.db.$count(comments)) - before).toBe(250)
    expect(new Set(receipts.map(({ code }) => code)).size).toBe(250)
    expect(receipts.slice(250)).toEqual(receipts.slice(0, 50))
    const rows = await open.db
      .select({ code: comments.code, body: comments.body })
      .from(comments)
      .where(
        inArray(
          comments.code,
          receipts.map(({ code }) => code),
        ),
      )
    const bodies = new Map(rows.map(({ code, body }) => [code, body]))
    expect(receipts.map(({ code }) => bodies.get(code))).toEqual(all.map(({ body }) => body))
  })

  it('leave one audit entry each, and no tidings for the public pages: what waits for moderation is on none', async () => {
    const heard: string[] = []
    const listener = await open.pool.connect()
    listener.on('notification', ({ payload }) => heard.push(payload ?? ''))
    await listener.query('listen pages')
    const before = await open.db.$count(audit)
    await Promise.all(Array.from({ length: 20 }, () => submitComment(citizen(), aComment(consultation.id))))
    await listener.query('select 1')
    listener.release(true)
    expect((await open.db.$count(audit)) - before).toBe(20)
    expect(heard).toEqual([])
  })

  it('do not suffer from each other: every refused one is refused alone, with its own words', async () => {
    const tooLate = new Date(closing.getTime() + 60_000)
    const batch: (NewComment & { at?: Date })[] = [
      aComment(consultation.id, { body: '好的' }),
      aComment(consultation.id, { body: '晚了', at: tooLate } as Partial<NewComment>),
      aComment(999_999),
      aComment(consultation.id, { clauseId: 999_999 }),
      aComment(consultation.id, { body: ' ' }),
      aComment(consultation.id, { township: 'nowhere' }),
      aComment(consultation.id, { body: '也好' }),
    ]
    const keysBefore = await open.db.$count(idempotencyKeys)
    const outcomes = await submitComments(citizen(), batch)
    const statuses = outcomes.map((outcome) =>
      outcome.ok ? 'stored' : outcome.error instanceof Refusal && outcome.error.status,
    )
    expect(statuses).toEqual(['stored', 410, 404, 422, 422, 422, 'stored'])
    expect((await open.db.$count(idempotencyKeys)) - keysBefore).toBe(2)
  })

  it('are stored one by one where the database refuses one of them', async () => {
    await open.db.execute(sql`create function fail_one() returns trigger language plpgsql as $$
      begin if new.body = '数据库不收的' then raise exception 'not this one'; end if; return new; end $$`)
    await open.db.execute(
      sql`create trigger one_fails before insert on comments for each row execute function fail_one()`,
    )
    const batch = ['一', '数据库不收的', '三'].map((body) => aComment(consultation.id, { body }))
    const outcomes = await submitComments(citizen(), batch)
    await open.db.execute(sql`drop trigger one_fails on comments`)
    expect(outcomes.map(({ ok }) => ok)).toEqual([true, false, true])
    const [key] = await open.db
      .select()
      .from(idempotencyKeys)
      .where(eq(idempotencyKeys.key, batch[1]?.key ?? ''))
    expect(key).toBeUndefined()
  })

  it('with the same key and other words in one batch: the first is stored, the other refused (409)', async () => {
    const key = randomUUID()
    const outcomes = await submitComments(citizen(), [
      aComment(consultation.id, { key, body: '先写的' }),
      aComment(consultation.id, { key, body: '后写的' }),
      aComment(consultation.id, { key, body: '先写的' }),
    ])
    const [first, other, again] = outcomes
    expect(first).toMatchObject({ ok: true, again: false })
    expect(other).toMatchObject({ ok: false, error: { status: 409 } })
    expect(again).toEqual({ ...first, again: true })
  })

  it('keep each their own moment, however many are written in one transaction', async () => {
    const moments = [0, 60_000, 120_000].map((later) => new Date(during.getTime() + later))
    const outcomes = await submitComments(
      citizen(),
      moments.map((at) => ({ ...aComment(consultation.id), at })),
    )
    const codes = outcomes.flatMap((outcome) => (outcome.ok ? [outcome.code] : []))
    const rows = await open.db
      .select({ receivedAt: comments.receivedAt })
      .from(comments)
      .where(inArray(comments.code, codes))
      .orderBy(comments.id)
    expect(rows.map(({ receivedAt }) => receivedAt)).toEqual(moments)
  })
})

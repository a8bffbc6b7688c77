import { sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/node-postgres'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { correctComment } from '~/app/domain/comments/correct.server'
import { moderationQueue, placesOfComments } from '~/app/domain/comments/desk-list.server'
import {
  maskComments,
  publishComment,
  publishComments,
  refuseComment,
  refuseComments,
} from '~/app/domain/comments/moderate.server'
import { commentCountsByClause, listPublicComments } from '~/app/domain/comments/public-list.server'
import { receiptOf } from '~/app/domain/comments/receipt.server'
import { submitComments } from '~/app/domain/comments/submit.server'
import { withdrawComment } from '~/app/domain/comments/withdraw.server'
import type { Ctx } from '~/app/server/context'
import type { Db, OpenDatabase } from '~/db/client'
import { outbox, steps } from '~/db/schema/audit'
import { commentMaskings, comments } from '~/db/schema/comments'
import { points } from '~/db/schema/issues'
import { freshDatabase } from '~/test/support/database'
import {
  type AConsultation,
  aComment,
  aConsultation,
  aDepartment,
  contextAt,
  during,
  received,
  staffAt,
} from './a-consultation'

let open: OpenDatabase
let moderator: Ctx
let consultation: AConsultation

beforeAll(async () => {
  open = await freshDatabase()
  moderator = await staffAt(
    open.db,
    during,
    await aDepartment(open.db, 'bureau', '县政务公开办公室'),
    'moderator',
  )
})
beforeEach(async () => {
  consultation = await aConsultation(open.db)
})
afterAll(() => open.close())

const citizen = () => contextAt(open.db, during)
const publicBodies = async () =>
  (await listPublicComments(citizen(), consultation.id)).comments.map((comment) => comment.body)

describe('moderation', () => {
  it('shows nothing to the public before it, and the words after it', async () => {
    const { id } = await received(open.db, consultation.id, {
      clauseId: consultation.clauseIds[1],
      displayName: '赵桂兰',
      publishName: true,
    })
    expect(await publicBodies()).toEqual([])
    await publishComment(moderator, { id })
    const page = await listPublicComments(citizen(), consultation.id, { clauseId: consultation.clauseIds[1] })
    expect(page).toMatchObject({
      total: 1,
      next: null,
      comments: [{ name: '赵桂兰', clause: { cited: '第二条' } }],
    })
    expect(await commentCountsByClause(citizen(), consultation.id)).toEqual(
      new Map([[consultation.clauseIds[1], 1]]),
    )
  })

  it('proposes a masking, refuses to publish without it, and keeps what came beside what is shown', async () => {
    const { id, code } = await received(open.db, consultation.id, { body: '我的电话13812345678' })
    const queue = await moderationQueue(moderator, { consultationId: consultation.id })
    expect(queue.comments).toMatchObject([{ id, suggestion: '我的电话138****5678' }])
    await expect(publishComment(moderator, { id })).rejects.toMatchObject({
      status: 422,
      findings: [{ id: 'L3' }],
    })
    await publishComment(moderator, { id, mask: '我的电话138****5678' })
    expect(await publicBodies()).toEqual(['我的电话138****5678'])
    expect(await receiptOf(citizen(), code)).toMatchObject({
      body: '我的电话13812345678',
      shown: '我的电话138****5678',
    })
    await maskComments(moderator, [{ id, mask: '我的电话（略）' }])
    expect(await publicBodies()).toEqual(['我的电话（略）'])
  })

  it('publishes many at once, or none of them', async () => {
    const good = await received(open.db, consultation.id)
    const bad = await received(open.db, consultation.id, { body: '13812345678' })
    await expect(publishComments(moderator, [{ id: good.id }, { id: bad.id }])).rejects.toMatchObject({
      status: 422,
    })
    expect(await publicBodies()).toEqual([])
    await publishComments(moderator, [{ id: good.id }, { id: bad.id, mask: '138****5678' }])
    expect(await publicBodies()).toHaveLength(2)
  })

  it('refuses with the number of the published rule, which the sender reads on the receipt', async () => {
    const { id, code } = await received(open.db, consultation.id, { body: '代办贷款' })
    await refuseComment(moderator, id, { rule: 'advert', note: '欢迎另写对条文的意见。' })
    expect(await receiptOf(citizen(), code)).toMatchObject({
      state: 'refused',
      moves: [
        {
          kind: 'refused',
          reason: '属于商业广告，与征求意见内容无关（意见审核规则第二项）。欢迎另写对条文的意见。',
        },
      ],
    })
    await expect(refuseComments(moderator, [id], {})).rejects.toMatchObject({ status: 422 })
  })

  it('may take a refusal back, and may take down what is public, which then does not return without a reason', async () => {
    const { id } = await received(open.db, consultation.id)
    await refuseComment(moderator, id, { rule: 'off-topic' })
    await publishComment(moderator, { id })
    await refuseComment(moderator, id, { rule: 'privacy' })
    expect(await publicBodies()).toEqual([])
    await expect(publishComment(moderator, { id })).rejects.toMatchObject({ status: 422 })
    expect(await publicBodies()).toEqual([])
  })

  it('does two hundred at once in a second, in a handful of statements', async () => {
    const outcomes = await submitComments(
      citizen(),
      Array.from({ length: 200 }, (_, at) => aComment(consultation.id, { body: `第${at}条意见` })),
    )
    expect(outcomes.every(({ ok }) => ok)).toBe(true)
    const { comments: waiting } = await moderationQueue(moderator, { consultationId: consultation.id })
    expect(waiting).toHaveLength(50)
    const rows = await open.db
      .select({ id: comments.id })
      .from(comments)
      .where(sql`consultation_id = ${consultation.id}`)
    const queries: string[] = []
    const logger = { logQuery: (query: string) => void queries.push(query) }
    const db = drizzle(open.pool, { logger }) as unknown as Db
    const begun = performance.now()
    const { done } = await publishComments({ ...moderator, db }, rows)
    expect(performance.now() - begun).toBeLessThan(1000)
    expect(done).toHaveLength(200)
    expect(queries.length).toBeLessThan(20)
    expect(await listPublicComments(citizen(), consultation.id)).toMatchObject({ total: 200 })
    expect(await open.db.$count(points, sql`consultation_id = ${consultation.id}`)).toBe(200)
  })

  it('leaves out what a colleague or the author moved meanwhile, names it, and does the rest', async () => {
    const [mine, hers, taken] = [
      await received(open.db, consultation.id, { body: '我的' }),
      await received(open.db, consultation.id, { body: '同事办的' }),
      await received(open.db, consultation.id, { body: '更正的' }),
    ]
    await refuseComment(moderator, hers.id, { rule: 'advert' })
    await correctComment(citizen(), { code: taken.code, body: '更正过的' })
    const corrections = new Map([mine, hers, taken].map(({ id }) => [id, 0]))
    const all = [mine, hers, taken].map(({ id }) => ({ id }))
    expect(await publishComments(moderator, all, { from: 'pending', corrections })).toEqual({
      done: [mine.id],
      moved: [hers.id, taken.id],
    })
    expect(await publicBodies()).toEqual(['我的'])
    expect(await placesOfComments(moderator, [hers.id, taken.id])).toEqual([
      { id: hers.id, state: 'refused', by: '田禾' },
      { id: taken.id, state: 'pending', by: null },
    ])
  })

  it('tells those who wished to be told, and no one else', async () => {
    const told = await received(open.db, consultation.id, { wishEmail: 'zhao@yunling.example' })
    const untold = await received(open.db, consultation.id)
    const mails = () =>
      open.db.$count(
        outbox,
        sql`topic = 'mail' and payload->>'kind' = 'comment-moderated'
      and (payload->>'commentId')::int in (${told.id}, ${untold.id})`,
      )
    await publishComments(moderator, [{ id: told.id }, { id: untold.id }])
    expect(await mails()).toBe(1)
  })

  it('is the moderator’s alone', async () => {
    const { id } = await received(open.db, consultation.id)
    const drafter = await staffAt(open.db, during, consultation.departmentId, 'drafter', 'reviewer', 'issuer')
    for (const who of [drafter, citizen()]) {
      await expect(publishComment(who, { id })).rejects.toMatchObject({ status: 403 })
      await expect(refuseComment(who, id, { rule: 'advert' })).rejects.toMatchObject({ status: 403 })
      await expect(moderationQueue(who)).rejects.toMatchObject({ status: 403 })
    }
  })

  it('leaves neither step nor masking when the audit entry fails', async () => {
    const { id } = await received(open.db, consultation.id, { body: '13812345678' })
    const before = [await open.db.$count(steps), await open.db.$count(commentMaskings)]
    await open.db.execute(
      sql`create function fail_audit() returns trigger language plpgsql as $$ begin raise exception 'no audit'; end $$`,
    )
    await open.db.execute(
      sql`create trigger audit_fails before insert on audit for each row execute function fail_audit()`,
    )
    await expect(publishComment(moderator, { id, mask: '（略）' })).rejects.toThrow()
    await open.db.execute(sql`drop trigger audit_fails on audit; drop function fail_audit()`)
    expect([await open.db.$count(steps), await open.db.$count(commentMaskings)]).toEqual(before)
  })
})

describe('withdrawing', () => {
  it('takes the words from the public page and the contact from the row, once, by the code as people type it', async () => {
    const { id, code } = await received(open.db, consultation.id, { contact: '13812345678' })
    await publishComment(moderator, { id })
    await withdrawComment(citizen(), { code })
    await withdrawComment(citizen(), { code })
    expect(await publicBodies()).toEqual([])
    expect(await receiptOf(citizen(), ` ${code.toLowerCase().replaceAll('-', ' ')} `)).toMatchObject({
      state: 'withdrawn',
      moves: [{ kind: 'published' }, { kind: 'withdrawn', at: during }],
    })
    const [row] = await open.db.select().from(comments).where(sql`code = ${code}`)
    expect(row?.contact).toBeNull()
    await expect(publishComment(moderator, { id })).rejects.toMatchObject({ status: 409 })
  })

  it('knows no comment under a wrong code', async () => {
    expect(await receiptOf(citizen(), 'AAAA-BBBB-CCCC')).toBeNull()
    expect(await receiptOf(citizen(), '’; drop table')).toBeNull()
    await expect(withdrawComment(citizen(), { code: 'AAAA-BBBB-CCCC' })).rejects.toMatchObject({
      status: 404,
    })
  })

  it('goes on in pages of twenty, newest first', async () => {
    const ids: number[] = []
    for (let at = 0; at < 23; at++)
      ids.push((await received(open.db, consultation.id, { body: `第${at}条` })).id)
    await publishComments(
      moderator,
      ids.map((id) => ({ id })),
    )
    const first = await listPublicComments(citizen(), consultation.id)
    const second = await listPublicComments(citizen(), consultation.id, { after: first.next ?? undefined })
    expect([...first.comments, ...second.comments].map((comment) => comment.id)).toEqual(ids.reverse())
    expect(second.next).toBeNull()
  })
})

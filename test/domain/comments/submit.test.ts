import { count, eq, sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { attachmentsOf } from '~/app/domain/comments/attachments.server'
import { commentForm } from '~/app/domain/comments/forms'
import { enterComment, submitComment } from '~/app/domain/comments/submit.server'
import { decryptContact } from '~/app/domain/people/contact.server'
import { Refusal } from '~/app/server/errors'
import { parseForm } from '~/app/server/forms'
import type { OpenDatabase } from '~/db/client'
import { audit, idempotencyKeys, outbox } from '~/db/schema/audit'
import { comments } from '~/db/schema/comments'
import { aPdf } from '~/test/media/some-files'
import { freshDatabase } from '~/test/support/database'
import {
  type AConsultation,
  aComment,
  aConsultation,
  after,
  closing,
  contextAt,
  during,
  opened,
  staffAt,
} from './a-consultation'

let open: OpenDatabase
let consultation: AConsultation

beforeAll(async () => {
  open = await freshDatabase()
  consultation = await aConsultation(open.db)
})
afterAll(() => open.close())

const citizen = (now = during) => contextAt(open.db, now)
const refusalOf = (promise: Promise<unknown>) =>
  promise.then(
    () => undefined,
    (error: unknown) =>
      error instanceof Refusal
        ? { status: error.status, message: error.message, fields: error.fields }
        : error,
  )

async function rowOf(code: string) {
  const [row] = await open.db.select().from(comments).where(eq(comments.code, code))
  return row
}

describe('submitting a comment', () => {
  it('is open to anyone, answered with a code, and keeps every field as it came', async () => {
    const original = { body: '  第二条\r\n请改  ', displayName: ' 赵桂兰 ' }
    const { code } = await submitComment(
      citizen(),
      aComment(consultation.id, {
        body: '  第二条\n请改  ',
        displayName: ' 赵桂兰 ',
        original,
        clauseId: consultation.clauseIds[1],
      }),
    )
    expect(code).toMatch(/^[2-9A-HJKMNP-Z]{4}-[2-9A-HJKMNP-Z]{4}-[2-9A-HJKMNP-Z]{4}$/)
    expect(await rowOf(code)).toMatchObject({
      body: '  第二条\n请改  ',
      original,
      displayName: '赵桂兰',
      publishName: false,
      channel: 'online',
      clauseId: consultation.clauseIds[1],
      receivedAt: during,
    })
  })

  it('never lets what came in be changed (invariant 4)', async () => {
    const { code } = await submitComment(citizen(), aComment(consultation.id))
    await expect(
      open.db.update(comments).set({ body: '改了' }).where(eq(comments.code, code)),
    ).rejects.toThrow()
    await expect(open.db.delete(comments).where(eq(comments.code, code))).rejects.toThrow()
  })

  it('keeps the contact encrypted, in no other place, and never publishes a name without its own consent', async () => {
    const { code } = await submitComment(
      citizen(),
      aComment(consultation.id, { contact: '13812345678', publishName: true }),
    )
    const row = await rowOf(code)
    expect(row?.contact && decryptContact(row.contact)).toBe('13812345678')
    expect(row?.publishName).toBe(false)
    const { rows } = await open.db.execute<{
      all: string
    }>(sql`select row_to_json(c)::text as all from comments c where code = ${code}
      union all select row_to_json(a)::text from audit a union all select row_to_json(k)::text from idempotency_keys k`)
    expect(rows.filter((found) => found.all.includes('13812345678'))).toEqual([])
  })

  it('gives fifty who press the button at once one row and one receipt (invariant 7)', async () => {
    const comment = aComment(consultation.id, { body: '同一条意见' })
    const receipts = await Promise.all(Array.from({ length: 50 }, () => submitComment(citizen(), comment)))
    expect(new Set(receipts.map(({ code }) => code)).size).toBe(1)
    const [rows] = await open.db
      .select({ count: count() })
      .from(comments)
      .where(eq(comments.body, '同一条意见'))
    expect(rows?.count).toBe(1)
  })

  it('refuses the same key with other words (409) and keeps the first', async () => {
    const comment = aComment(consultation.id, { body: '先写的' })
    const first = await submitComment(citizen(), comment)
    expect(await refusalOf(submitComment(citizen(), { ...comment, body: '后写的' }))).toMatchObject({
      status: 409,
    })
    expect((await rowOf(first.code))?.body).toBe('先写的')
  })

  it('leaves no row, no outbox entry and no key when the audit entry fails (invariant 2)', async () => {
    const before = await everything()
    await open.db.execute(
      sql`create function fail_audit() returns trigger language plpgsql as $$ begin raise exception 'no audit'; end $$`,
    )
    await open.db.execute(
      sql`create trigger audit_fails before insert on audit for each row execute function fail_audit()`,
    )
    const comment = aComment(consultation.id, { body: '不应当留下' })
    await expect(submitComment(citizen(), comment)).rejects.toThrow()
    await open.db.execute(sql`drop trigger audit_fails on audit`)
    expect(await everything()).toEqual(before)
    expect(await submitComment(citizen(), comment)).toHaveProperty('code')
  })

  it('is accepted to the last moment and refused one millisecond later (410)', async () => {
    expect(await submitComment(citizen(closing), aComment(consultation.id))).toHaveProperty('code')
    const late = await refusalOf(
      submitComment(citizen(new Date(closing.getTime() + 1)), aComment(consultation.id)),
    )
    expect(late).toMatchObject({ status: 410, message: expect.stringContaining('2026-12-04 24:00结束') })
  })

  it('is refused before the opening, and where nothing is published (404)', async () => {
    const early = new Date(opened.getTime() - 1)
    const notYet = await aConsultation(open.db, { published: false })
    expect(await refusalOf(submitComment(citizen(), aComment(notYet.id)))).toMatchObject({ status: 404 })
    expect(await refusalOf(submitComment(citizen(early), aComment(consultation.id)))).toMatchObject({
      status: 404,
    })
  })

  it('refuses a clause of another text and a township that is none (422)', async () => {
    const other = await aConsultation(open.db)
    const wrongClause = submitComment(citizen(), aComment(consultation.id, { clauseId: other.clauseIds[0] }))
    expect(await refusalOf(wrongClause)).toMatchObject({
      status: 422,
      fields: { clauseId: expect.any(String) },
    })
    const wrongTownship = submitComment(citizen(), aComment(consultation.id, { township: 'nowhere' }))
    expect(await refusalOf(wrongTownship)).toMatchObject({
      status: 422,
      fields: { township: expect.any(String) },
    })
  })

  it('takes up to 5000 characters, counted as people count them', async () => {
    const longest = `${'字'.repeat(4999)}𠮷`
    expect(await submitComment(citizen(), aComment(consultation.id, { body: longest }))).toHaveProperty(
      'code',
    )
    expect(
      await refusalOf(submitComment(citizen(), aComment(consultation.id, { body: `${longest}字` }))),
    ).toMatchObject({ status: 422 })
    expect(
      await refusalOf(submitComment(citizen(), aComment(consultation.id, { body: ' \n ' }))),
    ).toMatchObject({ status: 422 })
  })
})

describe('the comment form', () => {
  const form = (fields: Record<string, string>) => {
    const data = new FormData()
    for (const [name, value] of Object.entries({ key: 'a-key-of-the-form', body: '意见', ...fields }))
      data.append(name, value)
    return parseForm(commentForm, data)
  }

  it('asks for words, and says how many there may be', () => {
    expect(form({ body: ' ' })).toMatchObject({ ok: false, fields: { body: '请写下您的意见' } })
    expect(form({ body: '字'.repeat(5001) })).toMatchObject({
      ok: false,
      fields: { body: expect.stringContaining('5001') },
    })
    expect(form({ clauseId: 'x' })).toMatchObject({ ok: false, fields: { clauseId: expect.any(String) } })
  })

  it('takes the name for publishing only from its own box', () => {
    expect(form({ displayName: '赵' })).toMatchObject({ ok: true, value: { publishName: false } })
    expect(form({ displayName: '赵', publishName: 'on' })).toMatchObject({
      ok: true,
      value: { publishName: true },
    })
  })
})

describe('entering a letter or a call', () => {
  const letter = { channel: 'letter' as const, receivedAt: during }

  it('is done by the department, also after the closing, under the day on which it came in', async () => {
    const drafter = await staffAt(open.db, after, consultation.departmentId, 'drafter')
    const { code } = await enterComment(drafter, { ...aComment(consultation.id), ...letter })
    expect(await rowOf(code)).toMatchObject({
      channel: 'letter',
      receivedAt: during,
      enteredBy: (drafter.actor as { id: string }).id,
    })
  })

  it('takes a scan, the kind of author and a quotation as the form on the web does', async () => {
    const drafter = await staffAt(open.db, after, consultation.departmentId, 'drafter')
    const { code } = await enterComment(drafter, {
      ...aComment(consultation.id, { authorKind: 'organisation', displayName: '文昌社区居委会' }),
      ...{ ...letter, quote: '三日内修复', attachments: [{ name: '来信扫描.pdf', bytes: aPdf() }] },
    })
    const row = await rowOf(code)
    expect(row).toMatchObject({
      authorKind: 'organisation',
      quote: '三日内修复',
      clauseId: consultation.clauseIds[2],
    })
    expect((await attachmentsOf(drafter, [row?.id ?? 0])).get(row?.id ?? 0)).toMatchObject([
      { name: '来信扫描.pdf', type: 'application/pdf' },
    ])
  })

  it('refuses what came in after the closing, another department, and a citizen', async () => {
    const drafter = await staffAt(open.db, after, consultation.departmentId, 'drafter')
    const late = enterComment(drafter, { ...aComment(consultation.id), channel: 'letter', receivedAt: after })
    expect(await refusalOf(late)).toMatchObject({ status: 422, fields: { receivedAt: expect.any(String) } })
    const other = await aConsultation(open.db)
    const stranger = await staffAt(open.db, after, other.departmentId, 'drafter')
    expect(
      await refusalOf(enterComment(stranger, { ...aComment(consultation.id), ...letter })),
    ).toMatchObject({ status: 403 })
    expect(
      await refusalOf(enterComment(citizen(), { ...aComment(consultation.id), ...letter })),
    ).toMatchObject({ status: 403 })
  })
})

async function everything() {
  const counts = await Promise.all(
    [comments, audit, outbox, idempotencyKeys].map((table) => open.db.$count(table)),
  )
  return counts
}

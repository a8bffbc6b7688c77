import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findQuote, sentencesOf, wordsOfClause } from '~/app/domain/comments/quote'
import { type NewComment, submitComment } from '~/app/domain/comments/submit.server'
import { decryptContact } from '~/app/domain/people/contact.server'
import { Refusal } from '~/app/server/errors'
import type { OpenDatabase } from '~/db/client'
import { outbox } from '~/db/schema/audit'
import { comments, commentWishes } from '~/db/schema/comments'
import { consultations } from '~/db/schema/consultations'
import { matters } from '~/db/schema/matters'
import { freshDatabase } from '~/test/support/database'
import { type AConsultation, aComment, aConsultation, contextAt, during } from './a-consultation'

let open: OpenDatabase
let consultation: AConsultation

beforeAll(async () => {
  open = await freshDatabase()
  consultation = await aConsultation(open.db)
})
afterAll(() => open.close())

async function submitted(change: Partial<NewComment>) {
  const { code } = await submitComment(contextAt(open.db, during), aComment(consultation.id, change))
  const [row] = await open.db.select().from(comments).where(eq(comments.code, code))
  return row
}
const refusalOf = (change: Partial<NewComment>) =>
  submitted(change).then(
    () => undefined,
    (error: unknown) => (error instanceof Refusal ? { status: error.status, fields: error.fields } : error),
  )

describe('a comment on some words of a clause', () => {
  it('keeps the words as the draft has them, however wide they were typed', async () => {
    const second = consultation.clauseIds[1]
    const row = await submitted({ clauseId: second, quote: ' 每日１８时 开启,次日6时关闭 ' })
    expect(row).toMatchObject({ clauseId: second, quote: '每日18时开启，次日6时关闭' })
  })

  it('finds the clause by the words where none was chosen', async () => {
    const row = await submitted({ quote: '管护单位应当在三日内修复' })
    expect(row).toMatchObject({ clauseId: consultation.clauseIds[2], quote: '管护单位应当在三日内修复' })
  })

  it('is refused where the clause does not say them, and the answer shows what it says (422)', async () => {
    const refusal = await refusalOf({ clauseId: consultation.clauseIds[1], quote: '每日24小时开启' })
    expect(refusal).toMatchObject({
      status: 422,
      fields: { quote: expect.stringContaining('县城道路路灯每日18时开启') },
    })
    expect(await refusalOf({ quote: '哪里都没有的话' })).toMatchObject({ status: 422 })
  })

  it('quotes at most five hundred characters', () => {
    const words = '一'.repeat(600)
    expect(findQuote(words, words)).toHaveLength(600)
    expect(sentencesOf([clause(words)])).toEqual([])
  })
})

const clause = (body: string) => ({
  ...{ clauseId: 1, parentClauseId: null, label: '第一条', heading: null, body, cells: null },
})

describe('the words of a clause', () => {
  it('are found across line breaks, full-width signs and quotation marks, and never out of thin air', () => {
    const words = wordsOfClause(clause('申请人应当提交“证明”：\n身份证（复印件）。'))
    expect(findQuote(words, '"证明":身份证(复印件)')).toBe('“证明”：\n身份证（复印件）')
    expect(findQuote(words, '　 ')).toBeNull()
    expect(findQuote(words, '户口簿')).toBeNull()
  })

  it('are offered sentence by sentence for choosing', () => {
    expect(sentencesOf([clause('路灯每日开启。次日关闭；坏了就修')])).toEqual([
      '路灯每日开启。',
      '次日关闭；',
      '坏了就修',
    ])
  })
})

describe('who speaks', () => {
  it('may stay anonymous with or without a name; a person and an organisation say theirs', async () => {
    expect(await submitted({ displayName: '路边的树' })).toMatchObject({ authorKind: 'anonymous' })
    expect(await submitted({ authorKind: 'organisation', displayName: '文昌社区' })).toMatchObject({
      authorKind: 'organisation',
      publishName: false,
    })
    for (const authorKind of ['person', 'organisation'] as const)
      expect(await refusalOf({ authorKind, displayName: ' ' })).toMatchObject({
        status: 422,
        fields: { displayName: expect.any(String) },
      })
  })

  it('belongs to a group only where the matter names it', async () => {
    expect(await refusalOf({ affectedGroup: '老年人' })).toMatchObject({
      fields: { affectedGroup: expect.any(String) },
    })
    const [row] = await open.db
      .select({ matterId: consultations.matterId })
      .from(consultations)
      .where(eq(consultations.id, consultation.id))
    await open.db
      .update(matters)
      .set({ affectedGroups: ['老年人', '夜班工人'] })
      .where(eq(matters.id, row?.matterId ?? 0))
    expect(await submitted({ affectedGroup: '夜班工人' })).toMatchObject({ affectedGroup: '夜班工人' })
  })

  it('is told by e-mail if so wished: the address is encrypted, and a letter waits in the same transaction', async () => {
    const row = await submitted({ wishEmail: 'zhao@yunling.example' })
    const [wish] = await open.db
      .select()
      .from(commentWishes)
      .where(eq(commentWishes.commentId, row?.id ?? 0))
    expect(wish && decryptContact(wish.email)).toBe('zhao@yunling.example')
    expect(JSON.stringify(row?.original)).not.toContain('zhao@')
    const letters = await open.db
      .select({ payload: outbox.payload })
      .from(outbox)
      .where(eq(outbox.topic, 'mail'))
    expect(letters.map(({ payload }) => payload)).toContainEqual({
      kind: 'wish-confirmed',
      commentId: row?.id,
    })
  })
})

describe('signs that the database cannot keep', () => {
  it('are refused in words: half a character, a NUL', async () => {
    for (const body of ['半个字\ud83d', '前\0后'])
      expect(await refusalOf({ body })).toMatchObject({ status: 422, fields: { body: expect.any(String) } })
  })
})

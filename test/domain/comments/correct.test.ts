import { desc, eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { takeStep } from '~/app/domain/audit/steps.server'
import { correctComment } from '~/app/domain/comments/correct.server'
import { disownComment } from '~/app/domain/comments/disown.server'
import { publishComment, refuseComment } from '~/app/domain/comments/moderate.server'
import { receiptOf } from '~/app/domain/comments/receipt.server'
import { countByState } from '~/app/domain/comments/tallies.server'
import { wishToBeTold } from '~/app/domain/comments/wish.server'
import { withdrawComment } from '~/app/domain/comments/withdraw.server'
import type { Ctx } from '~/app/server/context'
import type { OpenDatabase } from '~/db/client'
import { audit, steps } from '~/db/schema/audit'
import { commentCorrections, comments, commentWishes } from '~/db/schema/comments'
import {
  type AConsultation,
  aConsultation,
  after,
  contextAt,
  during,
  received,
  staffAt,
  systemAt,
} from '~/test/domain/comments/a-consultation'
import { freshDatabase } from '~/test/support/database'

let open: OpenDatabase
let consultation: AConsultation
let moderator: Ctx
let citizen: Ctx

beforeAll(async () => {
  open = await freshDatabase()
  citizen = contextAt(open.db, during)
})
afterAll(() => open.close())
beforeEach(async () => {
  consultation = await aConsultation(open.db)
  moderator = await staffAt(open.db, during, consultation.departmentId, 'moderator')
})

const words = '冬天六点天还没亮，请延到七点半。'
const corrections = (commentId: number) =>
  open.db.select().from(commentCorrections).where(eq(commentCorrections.commentId, commentId))

describe('a correction by the author', () => {
  it('is a row of its own; what came first stays as it came', async () => {
    const { id, code } = await received(open.db, consultation.id)
    await correctComment(citizen, { code, body: words, original: { words: `${words}\r\n` } })
    const [comment] = await open.db.select().from(comments).where(eq(comments.id, id))
    expect(comment?.body).toBe('冬天六点天还没亮，请延到七点。')
    expect(await corrections(id)).toMatchObject([
      { body: words, original: { words: `${words}\r\n` }, at: during },
    ])
    const receipt = await receiptOf(citizen, code)
    expect(receipt).toMatchObject({ words, state: 'pending', corrections: [{ state: 'waiting' }] })
    expect(receipt?.may.correct).toBe(4)
  })

  it('of a public comment changes nothing that is public until a moderator has read it', async () => {
    const { id, code } = await received(open.db, consultation.id)
    await publishComment(moderator, { id })
    await correctComment(citizen, { code, body: words })
    expect(await receiptOf(citizen, code)).toMatchObject({
      words,
      shown: '冬天六点天还没亮，请延到七点。',
      corrections: [{ state: 'waiting' }],
    })
  })

  it('is refused when nothing has changed, when it is empty, and when it is too long', async () => {
    const { id, code } = await received(open.db, consultation.id)
    for (const body of ['冬天六点天还没亮，请延到七点。', ' \n', '长'.repeat(5001)])
      await expect(correctComment(citizen, { code, body })).rejects.toMatchObject({
        status: 422,
        fields: { words: expect.any(String) },
      })
    expect(await corrections(id)).toEqual([])
  })

  it('is refused after the closing, after a termination and after a withdrawal, each in its own words', async () => {
    const closed = await received(open.db, consultation.id)
    await expect(
      correctComment(contextAt(open.db, after), { code: closed.code, body: words }),
    ).rejects.toThrow('已于2026-12-04 24:00结束')
    const gone = await received(open.db, consultation.id)
    await withdrawComment(citizen, gone)
    await expect(correctComment(citizen, { code: gone.code, body: words })).rejects.toThrow('已经撤回')
    await takeStep(systemAt(open.db, during), {
      ...{ subject: 'consultation', id: consultation.id, kind: 'terminated', reason: '上位法修订' },
    })
    await expect(correctComment(citizen, { code: closed.code, body: words })).rejects.toThrow('已经终止')
  })

  it('may be made five times', async () => {
    const { id, code } = await received(open.db, consultation.id)
    for (let at = 1; at <= 5; at++) await correctComment(citizen, { code, body: `第${at}次更正` })
    await expect(correctComment(citizen, { code, body: '第6次更正' })).rejects.toThrow('最多更正5次')
    expect(await corrections(id)).toHaveLength(5)
    const receipt = await receiptOf(citizen, code)
    expect(receipt?.may.correct).toBe(0)
    expect(receipt?.corrections.map(({ state }) => state)).toEqual([
      ...['replaced', 'replaced', 'replaced', 'replaced'],
      'waiting',
    ])
  })

  it('and a publishing at the same moment leave one of two states, both of them whole', async () => {
    for (let round = 0; round < 5; round++) {
      const { id, code } = await received(open.db, consultation.id)
      await Promise.all([publishComment(moderator, { id }), correctComment(citizen, { code, body: words })])
      const receipt = await receiptOf(citizen, code)
      expect(receipt?.state).toBe('published')
      // Read before it was published, the correction is what is public; else it waits for its own turn.
      const [correction] = receipt?.corrections ?? []
      if (correction?.state === 'waiting') expect(receipt?.shown).toBe('冬天六点天还没亮，请延到七点。')
      else expect(correction?.state).toBe('taken-up')
    }
  })
})

describe('a withdrawal', () => {
  it('and a publishing at the same moment end withdrawn, whoever comes first', async () => {
    for (let round = 0; round < 5; round++) {
      const { id, code } = await received(open.db, consultation.id)
      await Promise.allSettled([publishComment(moderator, { id }), withdrawComment(citizen, { code })])
      expect((await receiptOf(citizen, code))?.state).toBe('withdrawn')
      const taken = await open.db.select().from(steps).where(eq(steps.subjectId, id)).orderBy(desc(steps.id))
      expect(taken.find((step) => step.subject === 'comment')?.kind).toBe('withdrawn')
    }
    expect(await countByState(citizen, consultation.id)).toMatchObject({ withdrawn: 5, published: 0 })
  })

  it('leaves only reading', async () => {
    const { code } = await received(open.db, consultation.id)
    await withdrawComment(citizen, { code, reason: '想改主意' })
    const receipt = await receiptOf(citizen, code)
    expect(receipt?.may).toEqual({ withdraw: false, correct: 0, appeal: null, tell: false })
    expect(receipt?.moves).toMatchObject([{ kind: 'withdrawn', reason: '想改主意' }])
  })
})

describe('“this was not written by me”', () => {
  it('takes the comment down with its cause, erases contact and address, and counts it as withdrawn', async () => {
    const { id, code } = await received(open.db, consultation.id, { contact: '0000-0000123' })
    await publishComment(moderator, { id })
    await wishToBeTold(citizen, { code, email: 'zhao@example.com' })
    await disownComment(citizen, { code })
    const [comment] = await open.db.select().from(comments).where(eq(comments.id, id))
    expect(comment).toMatchObject({ contact: null, body: '冬天六点天还没亮，请延到七点。' })
    expect(await open.db.$count(commentWishes, eq(commentWishes.commentId, id))).toBe(0)
    const withdrawn = await open.db.select().from(steps).where(eq(steps.subjectId, id))
    expect(withdrawn.at(-1)).toMatchObject({ kind: 'withdrawn', data: { cause: 'not-mine' } })
    expect(await receiptOf(citizen, code)).toMatchObject({ state: 'withdrawn', isNotMine: true })
    expect(await countByState(citizen, consultation.id)).toMatchObject({ withdrawn: 1, published: 0 })
    const [entry] = await open.db.select().from(audit).orderBy(desc(audit.id)).limit(1)
    expect(entry).toMatchObject({
      action: 'comment.disowned',
      actor: 'citizen',
      before: { state: 'published' },
    })
  })

  it('said twice, or after a withdrawal, changes nothing more', async () => {
    const { id, code } = await received(open.db, consultation.id)
    await refuseComment(moderator, id, { rule: 'off-topic' })
    await withdrawComment(citizen, { code })
    await disownComment(citizen, { code })
    expect(await receiptOf(citizen, code)).toMatchObject({ state: 'withdrawn', isNotMine: false })
  })
})

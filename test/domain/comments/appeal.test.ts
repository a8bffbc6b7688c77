import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { appealRefusal } from '~/app/domain/comments/appeal.server'
import { decideAppeal } from '~/app/domain/comments/decide-requests.server'
import { publishComment, refuseComment } from '~/app/domain/comments/moderate.server'
import { receiptOf } from '~/app/domain/comments/receipt.server'
import { appealAnswerBy, appealUntil } from '~/app/domain/comments/receipt-rules'
import { withdrawComment } from '~/app/domain/comments/withdraw.server'
import type { Ctx } from '~/app/server/context'
import type { OpenDatabase } from '~/db/client'
import { audit } from '~/db/schema/audit'
import { commentAppeals } from '~/db/schema/comments'
import {
  type AConsultation,
  aConsultation,
  contextAt,
  during,
  received,
  staffAt,
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

const grounds = '我说的就是第二条，不是广告。'

async function refused(): Promise<{ id: number; code: string }> {
  const comment = await received(open.db, consultation.id)
  await refuseComment(moderator, comment.id, { rule: 'advert' })
  return comment
}

const appeals = (commentId: number) =>
  open.db.select().from(commentAppeals).where(eq(commentAppeals.commentId, commentId))

it('counts thirty days after the refusal and ten working days after the appeal (T1)', () => {
  // 2026-12-10 is a Thursday; a last day that is a Saturday moves to the Monday after it.
  expect(appealUntil(during)).toEqual(new Date('2026-12-10T23:59:59.999+08:00'))
  expect(appealUntil(new Date('2026-11-12T10:00:00+08:00'))).toEqual(
    new Date('2026-12-14T23:59:59.999+08:00'),
  )
  expect(appealAnswerBy(during)).toEqual(new Date('2026-11-24T23:59:59.999+08:00'))
})

it('is kept as it was written, and the receipt says by when it is answered', async () => {
  const { id, code } = await refused()
  expect((await receiptOf(citizen, code))?.may.appeal).toEqual(appealUntil(during))
  await appealRefusal(citizen, { code, body: grounds })
  expect(await appeals(id)).toMatchObject([{ body: grounds, at: during }])
  const receipt = await receiptOf(citizen, code)
  expect(receipt?.may.appeal).toBeNull()
  expect(receipt?.appeals).toMatchObject([
    { state: 'waiting', answerBy: appealAnswerBy(during), body: grounds },
  ])
  expect(await open.db.$count(audit, eq(audit.action, 'comment.appealed'))).toBe(1)
})

it('is made once against a refusal; of two at the same moment one is kept', async () => {
  const { id, code } = await refused()
  const outcomes = await Promise.allSettled([
    appealRefusal(citizen, { code, body: grounds }),
    appealRefusal(citizen, { code, body: '另一份申诉' }),
  ])
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  expect(outcomes.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { status: 409 } })
  expect(await appeals(id)).toHaveLength(1)
})

it('is refused where there is no refusal, too late, empty or too long', async () => {
  const pending = await received(open.db, consultation.id)
  await expect(appealRefusal(citizen, { code: pending.code, body: grounds })).rejects.toThrow('不需要申诉')
  const { id, code } = await refused()
  const late = contextAt(open.db, new Date('2026-12-11T00:00:00+08:00'))
  await expect(appealRefusal(late, { code, body: grounds })).rejects.toThrow('2026-12-10 24:00')
  for (const body of ['  ', '长'.repeat(2001)])
    await expect(appealRefusal(citizen, { code, body })).rejects.toMatchObject({ status: 422 })
  await withdrawComment(citizen, { code })
  await expect(appealRefusal(citizen, { code, body: grounds })).rejects.toMatchObject({ status: 409 })
  expect(await appeals(id)).toEqual([])
})

it('that is upheld shows the words of who decided; one that is granted leads to the public comment', async () => {
  const first = await refused()
  await appealRefusal(citizen, { code: first.code, body: grounds })
  const other = await staffAt(open.db, during, consultation.departmentId, 'disclosure-officer')
  const [upheld] = await appeals(first.id)
  await decideAppeal(other, upheld?.id ?? 0, { granted: false, words: '通篇是商品介绍。' })
  expect(await receiptOf(citizen, first.code)).toMatchObject({
    state: 'refused',
    may: { appeal: null },
    appeals: [{ state: 'upheld', words: '通篇是商品介绍。', settledAt: during }],
  })

  const second = await refused()
  await appealRefusal(citizen, { code: second.code, body: grounds })
  const [granted] = await appeals(second.id)
  await decideAppeal(other, granted?.id ?? 0, { granted: true })
  const receipt = await receiptOf(citizen, second.code)
  expect(receipt).toMatchObject({ state: 'published', appeals: [{ state: 'granted' }] })
  expect(receipt?.moves.map(({ kind }) => kind)).toEqual(['refused', 'published'])
})

it('is there for a comment that was public and then taken down', async () => {
  const { id, code } = await received(open.db, consultation.id)
  await publishComment(moderator, { id })
  await refuseComment(moderator, id, { rule: 'insult' })
  await appealRefusal(citizen, { code, body: grounds })
  expect(await appeals(id)).toHaveLength(1)
})

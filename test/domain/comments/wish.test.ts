import { and, eq, isNull } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { publishComment } from '~/app/domain/comments/moderate.server'
import { receiptOf } from '~/app/domain/comments/receipt.server'
import { maskEmail } from '~/app/domain/comments/receipt-rules'
import { stopTelling, wishToBeTold } from '~/app/domain/comments/wish.server'
import { withdrawComment } from '~/app/domain/comments/withdraw.server'
import { decryptContact } from '~/app/domain/people/contact.server'
import type { Ctx } from '~/app/server/context'
import type { OpenDatabase } from '~/db/client'
import { audit, outbox } from '~/db/schema/audit'
import { commentWishes } from '~/db/schema/comments'
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
let citizen: Ctx

beforeAll(async () => {
  open = await freshDatabase()
  citizen = contextAt(open.db, during)
})
afterAll(() => open.close())
beforeEach(async () => {
  consultation = await aConsultation(open.db)
  await open.db.delete(outbox)
})

const wishes = () => open.db.select().from(commentWishes)
const mails = async () =>
  (
    await open.db
      .select()
      .from(outbox)
      .where(and(eq(outbox.topic, 'mail'), isNull(outbox.doneAt)))
  ).map(({ payload }) => payload)

it('keeps the address sealed and shows it only masked', async () => {
  const { id, code } = await received(open.db, consultation.id)
  await wishToBeTold(citizen, { code, email: ' zhao.guilan@example.com ' })
  const row = (await wishes()).find(({ commentId }) => commentId === id)
  expect(Buffer.from(row?.email ?? []).includes('zhao')).toBe(false)
  expect(row && decryptContact(row.email)).toBe('zhao.guilan@example.com')
  expect((await receiptOf(citizen, code))?.wish).toBe('z***@example.com')
  expect(maskEmail('赵@例子.example')).toBe('赵***@例子.example')
  const kept = JSON.stringify(await open.db.select().from(audit))
  expect(kept).not.toContain('zhao')
})

it('tells the address once that it will be told; the same address again tells nothing', async () => {
  const { id, code } = await received(open.db, consultation.id)
  await wishToBeTold(citizen, { code, email: 'one@example.com' })
  await wishToBeTold(citizen, { code, email: 'one@example.com' })
  expect(await mails()).toEqual([{ kind: 'wish-confirmed', commentId: id }])
  await wishToBeTold(citizen, { code, email: 'two@example.com' })
  expect((await receiptOf(citizen, code))?.wish).toBe('t***@example.com')
  expect(await mails()).toHaveLength(2)
})

it('refuses what is no single address', async () => {
  const { code } = await received(open.db, consultation.id)
  for (const email of [
    '',
    'zhao',
    'a@b.example, c@d.example',
    'a@b.example\nBcc: c@d.example',
    `${'a'.repeat(250)}@b.example`,
  ])
    await expect(wishToBeTold(citizen, { code, email })).rejects.toMatchObject({
      status: 422,
      fields: { email: expect.any(String) },
    })
})

it('sends nobody a flood: five addresses a day', async () => {
  const { code } = await received(open.db, consultation.id)
  for (let at = 0; at < 5; at++) await wishToBeTold(citizen, { code, email: `n${at}@example.com` })
  await stopTelling(citizen, { code })
  await expect(wishToBeTold(citizen, { code, email: 'n6@example.com' })).rejects.toThrow('一天最多')
  const tomorrow = contextAt(open.db, new Date(during.getTime() + 25 * 3_600_000))
  await wishToBeTold(tomorrow, { code, email: 'n6@example.com' })
})

it('ends when it is taken back, and with a withdrawal: the address is gone', async () => {
  const stopped = await received(open.db, consultation.id)
  const withdrawn = await received(open.db, consultation.id)
  for (const { code } of [stopped, withdrawn]) await wishToBeTold(citizen, { code, email: 'one@example.com' })
  await stopTelling(citizen, stopped)
  await stopTelling(citizen, stopped)
  await withdrawComment(citizen, withdrawn)
  const left = (await wishes()).map(({ commentId }) => commentId)
  expect(left).not.toContain(stopped.id)
  expect(left).not.toContain(withdrawn.id)
  await expect(wishToBeTold(citizen, { ...withdrawn, email: 'one@example.com' })).rejects.toThrow('已经撤回')
})

it('is told when the comment is moderated; who made no wish is not', async () => {
  const { id, code } = await received(open.db, consultation.id)
  const silent = await received(open.db, consultation.id)
  await wishToBeTold(citizen, { code, email: 'one@example.com' })
  await open.db.delete(outbox)
  const moderator = await staffAt(open.db, during, consultation.departmentId, 'moderator')
  await publishComment(moderator, { id })
  await publishComment(moderator, { id: silent.id })
  expect(await mails()).toEqual([{ kind: 'comment-moderated', commentId: id }])
})

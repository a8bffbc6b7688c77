import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { takeStep } from '~/app/domain/audit/steps.server'
import { wishToBeTold } from '~/app/domain/comments/wish.server'
import { raiseConcern } from '~/app/domain/concerns/raise.server'
import { forgetExpired } from '~/app/domain/people/retention.server'
import { createContext } from '~/app/server/context'
import type { OpenDatabase } from '~/db/client'
import { audit, idempotencyKeys } from '~/db/schema/audit'
import { commentWishes } from '~/db/schema/comments'
import { concerns } from '~/db/schema/concerns'
import { feedbackReports } from '~/db/schema/consultations'
import { aConsultation, contextAt, during, received, systemAt } from '~/test/domain/comments/a-consultation'
import { freshDatabase } from '~/test/support/database'

let open: OpenDatabase
beforeAll(async () => {
  open = await freshDatabase()
})
afterAll(() => open.close())

const raisedAt = new Date('2026-11-23T10:00:00+08:00')
const concern = { body: '路灯不亮', place: '', displayName: '', publishWords: false, contact: '13800000000' }

it('forgets a contact after two years, not before, and keeps the words', async () => {
  await raiseConcern(createContext(open.db, { kind: 'citizen' }, raisedAt), {
    ...concern,
    key: 'first-of-two-forms',
  })
  const at = (moment: string) => createContext(open.db, { kind: 'system' }, new Date(moment))
  await forgetExpired(at('2028-11-20T10:00:00+08:00'))
  const [kept] = await open.db.select().from(concerns)
  expect(kept?.contact).not.toBeNull()
  expect(await open.db.$count(idempotencyKeys)).toBe(0)

  await forgetExpired(at('2028-11-24T10:00:00+08:00'))
  const [forgotten] = await open.db.select().from(concerns)
  expect(forgotten).toMatchObject({ contact: null, body: '路灯不亮' })
  expect(await open.db.$count(audit, eq(audit.action, 'contact.forgotten'))).toBe(1)
})

it('forgets the address of a wish that could not be fulfilled a month after the report, never before it', async () => {
  const { id } = await aConsultation(open.db)
  const { code } = await received(open.db, id)
  await wishToBeTold(contextAt(open.db, during), { code, email: 'zhao@example.com' })
  const [report] = await open.db
    .insert(feedbackReports)
    .values({ consultationId: id, introduction: '基本情况', createdAt: during })
    .returning({ id: feedbackReports.id })
  const reportedAt = new Date('2027-01-10T10:00:00+08:00')
  const at = (moment: string) => systemAt(open.db, new Date(moment))
  await forgetExpired(at('2027-06-01T10:00:00+08:00'))
  expect(await open.db.$count(commentWishes)).toBe(1)
  await takeStep(systemAt(open.db, reportedAt), {
    ...{ subject: 'feedback-report', id: report?.id ?? 0, kind: 'published' },
  })
  await forgetExpired(at('2027-02-08T10:00:00+08:00'))
  expect(await open.db.$count(commentWishes)).toBe(1)
  await forgetExpired(at('2027-02-10T10:00:00+08:00'))
  expect(await open.db.$count(commentWishes)).toBe(0)
})

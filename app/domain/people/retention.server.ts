import { and, isNotNull, lt } from 'drizzle-orm'
import { record, transact } from '~/app/domain/audit/record.server'
import type { Ctx } from '~/app/server/context'
import { idempotencyKeys } from '~/db/schema/audit'
import { comments } from '~/db/schema/comments'
import { concerns } from '~/db/schema/concerns'
import { rateLimits, sessions } from '~/db/schema/people'

const day = 24 * 3_600_000

/** L1: what the notices at the forms promise. */
const keptFor = { contact: 730 * day, receipt: 30 * day, attempt: day }

/** Forgets what is kept no longer: contact details two years old, receipts of forms, ended sessions. */
export async function forgetExpired(ctx: Ctx): Promise<void> {
  const before = (age: number) => new Date(ctx.now.getTime() - age)
  await transact(ctx, async (tx) => {
    const old = before(keptFor.contact)
    const ofComments = await tx.db
      .update(comments)
      .set({ contact: null })
      .where(and(isNotNull(comments.contact), lt(comments.receivedAt, old)))
      .returning({ id: comments.id })
    const ofConcerns = await tx.db
      .update(concerns)
      .set({ contact: null })
      .where(and(isNotNull(concerns.contact), lt(concerns.receivedAt, old)))
      .returning({ id: concerns.id })
    for (const { id } of ofComments) await record(tx, { action: 'contact.forgotten', subject: 'comment', id })
    for (const { id } of ofConcerns) await record(tx, { action: 'contact.forgotten', subject: 'concern', id })
    await tx.db.delete(idempotencyKeys).where(lt(idempotencyKeys.createdAt, before(keptFor.receipt)))
    await tx.db.delete(sessions).where(lt(sessions.expiresAt, ctx.now))
    await tx.db.delete(rateLimits).where(lt(rateLimits.lastRequest, ctx.now.getTime() - keptFor.attempt))
  })
}

import { and, isNotNull, lt, or, sql } from 'drizzle-orm'
import { recordAll, transact } from '~/app/domain/audit/record.server'
import { forgetDrafts } from '~/app/domain/interpretation-writing/drafts.server'
import { forgetSurveys } from '~/app/domain/survey-answering/retention.server'
import { forgetUnclearContacts } from '~/app/domain/unclear-clauses/retention.server'
import type { Ctx } from '~/app/server/context'
import { idempotencyKeys } from '~/db/schema/audit'
import { comments, commentWishes } from '~/db/schema/comments'
import { concerns } from '~/db/schema/concerns'
import { rateLimits, sessions } from '~/db/schema/people'
import { registrations } from '~/db/schema/registrations'

const day = 24 * 3_600_000

/** L1: what the notices at the forms promise. */
const keptFor = {
  ...{ contact: 730 * day, wish: 30 * day, receipt: 30 * day, draft: 30 * day, attempt: day },
  /** After the end of the activity that somebody registered for. */
  person: 183 * day,
}

/**
 * Forgets what is kept no longer: contact details two years old, people whose activity is over, addresses
 * of wishes that are fulfilled, drafts and answers of surveys long closed, ended sessions.
 */
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
    // Told with the feedback report, the address goes at once; this is for one that could not be told.
    const ofWishes = await tx.db
      .delete(commentWishes)
      .where(or(lt(commentWishes.at, old), reportedBefore(before(keptFor.wish))))
      .returning({ id: commentWishes.commentId })
    const people = await forgetPeople(tx, { endedBefore: before(keptFor.person), receivedBefore: old })
    await recordAll(tx, [
      ...people.map(({ id }) => ({ action: 'registration.forgotten', subject: 'registration' as const, id })),
      ...ofComments.map(({ id }) => ({ action: 'contact.forgotten', subject: 'comment' as const, id })),
      ...ofConcerns.map(({ id }) => ({ action: 'contact.forgotten', subject: 'concern' as const, id })),
      ...ofWishes.map(({ id }) => ({ action: 'comment.wish-forgotten', subject: 'comment' as const, id })),
    ])
    await forgetUnclearContacts(tx)
    await forgetDrafts(tx, before(keptFor.draft))
    await forgetSurveys(tx)
    await tx.db.delete(idempotencyKeys).where(lt(idempotencyKeys.createdAt, before(keptFor.receipt)))
    await tx.db.delete(sessions).where(lt(sessions.expiresAt, ctx.now))
    await tx.db.delete(rateLimits).where(lt(rateLimits.lastRequest, ctx.now.getTime() - keptFor.attempt))
  })
}

/** Whoever registered, once the activity is long over; after two years also where it never took place. */
function forgetPeople(tx: Ctx, { endedBefore, receivedBefore }: { endedBefore: Date; receivedBefore: Date }) {
  const isOver = sql`exists (select 1 from activities a
    where a.id = ${registrations.activityId} and a.ends_at < ${endedBefore.toISOString()})`
  return tx.db
    .update(registrations)
    .set({ person: null, personMark: null })
    .where(
      and(
        or(isNotNull(registrations.person), isNotNull(registrations.personMark)),
        or(isOver, lt(registrations.receivedAt, receivedBefore)),
      ),
    )
    .returning({ id: registrations.id })
}

function reportedBefore(at: Date) {
  return sql`exists (select 1 from comments c
    join feedback_reports r on r.consultation_id = c.consultation_id
    join steps s on s.subject = 'feedback-report' and s.subject_id = r.id and s.kind = 'published'
    where c.id = comment_wishes.comment_id and s.at < ${at.toISOString()})`
}

import { createHash } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { type Mail, record, transact } from '~/app/domain/audit/record.server'
import { forgetTold } from '~/app/domain/unclear-clauses/answer.server'
import type { Ctx } from '~/app/server/context'
import { Refusal } from '~/app/server/errors'
import { judgeFailure, type MailSettings, mailSettings, sendMessage } from '~/app/server/mail.server'
import type { MailDelivery } from '~/app/server/mail-jobs'
import { outbox } from '~/db/schema/audit'
import { commentWishes } from '~/db/schema/comments'
import { addressOf, recipientOf, sealedAddresses } from './addresses.server'
import { composeLetters } from './compose.server'

type MailEntry = { id: number; payload: Record<string, unknown>; createdAt: Date }

/** What the outbox needs to send mail; each step with the moment at which it is taken. */
export function mailDelivery(context: () => Ctx, settings?: MailSettings): MailDelivery {
  return {
    wanted: (entries) => wanted(context(), entries),
    send: (entry) => deliverMail(context(), entry, settings),
    finish: (entry) => forgetFulfilled(context(), entry),
    judge: judgeFailure,
  }
}

/** Those for whom there is an address. */
async function wanted<E extends MailEntry>(ctx: Ctx, entries: E[]): Promise<E[]> {
  const sealed = await sealedAddresses(ctx, entries.map(mailOf))
  return entries.filter((entry) => {
    const mail = mailOf(entry)
    const open = sealed.get(recipientOf(mail))
    // A wish is an address; whoever registered may have left none, which only the opened words tell.
    return open !== undefined && ('commentId' in mail || isThere(open))
  })
}

/** What cannot be opened is there: its delivery fails, and says why. */
function isThere(open: () => string): boolean {
  try {
    return open() !== ''
  } catch (error) {
    if (error instanceof Refusal) return true
    throw error
  }
}

/** Sends one message. The address is decrypted here and nowhere before; where it is gone, nothing is sent. */
async function deliverMail(
  ctx: Ctx,
  entry: MailEntry,
  settings: MailSettings = mailSettings(),
): Promise<void> {
  const mail = mailOf(entry)
  const to = await addressOf(ctx, mail)
  const letters = to ? await composeLetters(ctx, [{ id: entry.id, mail, at: entry.createdAt }]) : null
  const letter = letters?.get(entry.id)
  if (!to || !letter) return
  await sendMessage({ name: nameOf(entry), to, at: entry.createdAt, ...letter }, settings)
}

/** L1: with the feedback report the wish is fulfilled, or cannot be; the address goes. */
async function forgetFulfilled(ctx: Ctx, entry: MailEntry): Promise<void> {
  const mail = mailOf(entry)
  // The outbox says afterwards neither that somebody asked for a code nor when.
  if (mail.kind === 'survey-address') {
    await ctx.db.delete(outbox).where(eq(outbox.id, entry.id))
    return
  }
  if (mail.kind === 'unclear-answered') return forgetTold(ctx, mail.unclearMarkId)
  if (mail.kind !== 'feedback-published') return
  const { commentId } = mail
  await transact(ctx, async (tx) => {
    const gone = await tx.db
      .delete(commentWishes)
      .where(eq(commentWishes.commentId, commentId))
      .returning({ id: commentWishes.commentId })
    if (gone.length > 0)
      await record(tx, { action: 'comment.wish-forgotten', subject: 'comment', id: commentId })
  })
}

export function mailOf({ payload }: Pick<MailEntry, 'payload'>): Mail {
  return payload as Mail
}

// The number alone would be the same again in another database of the same site.
function nameOf({ id, createdAt, payload }: MailEntry): string {
  const mail = mailOf({ payload })
  const about = 'commentId' in mail ? mail.commentId : recipientOf(mail)
  const mark = createHash('sha256')
    .update(JSON.stringify([id, createdAt.getTime(), about]))
    .digest('hex')
  return `${createdAt.toISOString().slice(0, 10)}-${String(id).padStart(6, '0')}-${mark.slice(0, 12)}`
}

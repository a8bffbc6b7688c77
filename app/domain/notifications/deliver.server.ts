import { createHash } from 'node:crypto'
import { eq, inArray } from 'drizzle-orm'
import { type Mail, record, transact } from '~/app/domain/audit/record.server'
import { decryptContact } from '~/app/domain/people/contact.server'
import type { Ctx } from '~/app/server/context'
import { judgeFailure, type MailSettings, mailSettings, sendMessage } from '~/app/server/mail.server'
import type { MailDelivery } from '~/app/server/mail-jobs'
import { commentWishes } from '~/db/schema/comments'
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

async function wanted<E extends MailEntry>(ctx: Ctx, entries: E[]): Promise<E[]> {
  const ids = [...new Set(entries.map((entry) => mailOf(entry).commentId))]
  if (ids.length === 0) return []
  const rows = await ctx.db
    .select({ id: commentWishes.commentId })
    .from(commentWishes)
    .where(inArray(commentWishes.commentId, ids))
  const wishes = new Set(rows.map(({ id }) => id))
  return entries.filter((entry) => wishes.has(mailOf(entry).commentId))
}

/** Sends one message. The address is decrypted here and nowhere before; where it is gone, nothing is sent. */
async function deliverMail(
  ctx: Ctx,
  entry: MailEntry,
  settings: MailSettings = mailSettings(),
): Promise<void> {
  const mail = mailOf(entry)
  const [wish] = await ctx.db.select().from(commentWishes).where(eq(commentWishes.commentId, mail.commentId))
  const letters = wish ? await composeLetters(ctx, [{ id: entry.id, mail, at: entry.createdAt }]) : null
  const letter = letters?.get(entry.id)
  if (!wish || !letter) return
  await sendMessage(
    { name: nameOf(entry), to: decryptContact(wish.email), at: entry.createdAt, ...letter },
    settings,
  )
}

/** L1: with the feedback report the wish is fulfilled, or cannot be; the address goes. */
async function forgetFulfilled(ctx: Ctx, entry: MailEntry): Promise<void> {
  const { kind, commentId } = mailOf(entry)
  if (kind !== 'feedback-published') return
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
  const mark = createHash('sha256')
    .update(JSON.stringify([id, createdAt.getTime(), mailOf({ payload }).commentId]))
    .digest('hex')
  return `${createdAt.toISOString().slice(0, 10)}-${String(id).padStart(6, '0')}-${mark.slice(0, 12)}`
}

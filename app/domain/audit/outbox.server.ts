import { and, asc, desc, eq, inArray, isNotNull, isNull, sql } from 'drizzle-orm'
import { maskEmail } from '~/app/domain/comments/receipt-rules'
import { composeLetters, type Letter } from '~/app/domain/notifications/compose.server'
import { decryptContact } from '~/app/domain/people/contact.server'
import { requirePermission } from '~/app/domain/people/permissions'
import type { Ctx } from '~/app/server/context'
import { Refusal } from '~/app/server/errors'
import { outbox } from '~/db/schema/audit'
import { commentWishes } from '~/db/schema/comments'
import type { Mail } from './record.server'

const shown = 50
const recent = 20

/** What waits for delivery: how much, and the oldest entries. */
export async function outboxBacklog(ctx: Ctx) {
  requirePermission(ctx, 'audit.read')
  const waiting = isNull(outbox.doneAt)
  const [total] = await ctx.db.select({ count: sql<number>`count(*)::int` }).from(outbox).where(waiting)
  const oldest = await ctx.db
    .select()
    .from(outbox)
    .where(waiting)
    .orderBy(asc(outbox.runAfter), asc(outbox.id))
    .limit(shown)
  return { count: total?.count ?? 0, oldest }
}

export type RecentMail = Letter & {
  id: number
  kind: Mail['kind']
  /** Masked; null where it is forgotten. */
  to: string | null
  doneAt: Date
  /** Why it was given up. */
  error: string | null
}

/** The newest mails that were sent or given up. Neither an address nor a code can be read from them: with a code one may withdraw. */
export async function recentMails(ctx: Ctx): Promise<RecentMail[]> {
  requirePermission(ctx, 'audit.read')
  const rows = await ctx.db
    .select()
    .from(outbox)
    .where(and(eq(outbox.topic, 'mail'), isNotNull(outbox.doneAt)))
    .orderBy(desc(outbox.id))
    .limit(recent)
  const occasions = rows.map(({ id, payload, createdAt }) => ({ id, mail: payload as Mail, at: createdAt }))
  const letters = await composeLetters(ctx, occasions, { sayCode: (code) => code.replace(/[^-]/g, '*') })
  const addresses = await maskedAddresses(
    ctx,
    occasions.map(({ mail }) => mail.commentId),
  )
  return rows.flatMap(({ id, payload, doneAt, lastError }): RecentMail[] => {
    const letter = letters.get(id)
    const { kind, commentId } = payload as Mail
    if (!letter || !doneAt) return []
    return [{ ...letter, id, kind, to: addresses.get(commentId) ?? null, doneAt, error: lastError }]
  })
}

async function maskedAddresses(ctx: Ctx, commentIds: number[]): Promise<Map<number, string>> {
  if (commentIds.length === 0) return new Map()
  const rows = await ctx.db.select().from(commentWishes).where(inArray(commentWishes.commentId, commentIds))
  return new Map(rows.map(({ commentId, email }) => [commentId, openMasked(email)]))
}

function openMasked(sealed: Uint8Array): string {
  try {
    return maskEmail(decryptContact(sealed))
  } catch (error) {
    if (error instanceof Refusal) return '***'
    throw error
  }
}

import { and, asc, desc, eq, isNotNull, isNull, sql } from 'drizzle-orm'
import { maskEmail } from '~/app/domain/comments/receipt-rules'
import { recipientOf, sealedAddresses } from '~/app/domain/notifications/addresses.server'
import { composeLetters } from '~/app/domain/notifications/compose.server'
import type { Letter } from '~/app/domain/notifications/letters'
import { requirePermission } from '~/app/domain/people/permissions'
import type { Ctx } from '~/app/server/context'
import { Refusal } from '~/app/server/errors'
import { outbox } from '~/db/schema/audit'
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
  const addresses = await sealedAddresses(
    ctx,
    occasions.map(({ mail }) => mail),
  )
  return rows.flatMap(({ id, payload, doneAt, lastError }): RecentMail[] => {
    const letter = letters.get(id)
    const mail = payload as Mail
    if (!letter || !doneAt) return []
    const to = openMasked(addresses.get(recipientOf(mail)))
    return [{ ...letter, id, kind: mail.kind, to, doneAt, error: lastError }]
  })
}

function openMasked(open: (() => string) | undefined): string | null {
  if (!open) return null
  try {
    const address = open()
    return address === '' ? null : maskEmail(address)
  } catch (error) {
    if (error instanceof Refusal) return '***'
    throw error
  }
}

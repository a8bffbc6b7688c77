import { sql } from 'drizzle-orm'
import { accountIdOf, type Ctx } from '~/app/server/context'
import { audit, outbox, type subjects } from '~/db/schema/audit'
import type { SearchTarget } from '~/search/targets'

export type Subject = (typeof subjects)[number]

type AuditRecord = {
  action: string
  subject: Subject
  id: number | string
  before?: unknown
  after?: unknown
  search?: SearchTarget[]
  /** Cache tags of the public pages that show what changed. */
  tags?: string[]
}

/** Runs `work` in one transaction (invariant 2); inside a transaction it becomes a savepoint. */
export function transact<T>(ctx: Ctx, work: (tx: Ctx) => Promise<T>): Promise<T> {
  return ctx.db.transaction((db) => work({ ...ctx, db }))
}

const tagsAtOnce = 100

/** Writes the audit entry, the outbox entries and the cache notice. Call it inside `transact`, after the rows. */
export async function record(tx: Ctx, entry: AuditRecord): Promise<void> {
  await tx.db.insert(audit).values({
    at: tx.now,
    accountId: accountIdOf(tx),
    actor: tx.actor.kind,
    action: entry.action,
    subject: entry.subject,
    subjectId: String(entry.id),
    before: entry.before ?? null,
    after: entry.after ?? null,
  })
  if (entry.search?.length) {
    await tx.db.insert(outbox).values(
      entry.search.map((target) => ({
        topic: 'search' as const,
        payload: target,
        createdAt: tx.now,
        runAfter: tx.now,
      })),
    )
    await tx.db.execute(sql`select pg_notify('outbox', 'search')`)
  }
  if (entry.tags?.length) {
    // Delivered by PostgreSQL when the transaction commits, never before. A notice holds 8,000 bytes at most.
    for (let from = 0; from < entry.tags.length; from += tagsAtOnce) {
      const tags = JSON.stringify(entry.tags.slice(from, from + tagsAtOnce))
      await tx.db.execute(sql`select pg_notify('pages', ${tags})`)
    }
  }
}

import { and, desc, eq, lt } from 'drizzle-orm'
import { requirePermission } from '~/app/domain/people/permissions'
import type { Ctx } from '~/app/server/context'
import { audit } from '~/db/schema/audit'
import { accounts } from '~/db/schema/people'
import type { Subject } from './record.server'

const pageLength = 50

/** The audit entries, newest first; `after` is the id of the last one of the page before. */
export async function auditTrail(ctx: Ctx, { subject, after }: { subject?: Subject; after?: number }) {
  requirePermission(ctx, 'audit.read')
  const rows = await ctx.db
    .select({
      id: audit.id,
      at: audit.at,
      actor: audit.actor,
      accountName: accounts.name,
      action: audit.action,
      subject: audit.subject,
      subjectId: audit.subjectId,
      before: audit.before,
      after: audit.after,
    })
    .from(audit)
    .leftJoin(accounts, eq(accounts.id, audit.accountId))
    .where(and(subject ? eq(audit.subject, subject) : undefined, after ? lt(audit.id, after) : undefined))
    .orderBy(desc(audit.id))
    .limit(pageLength + 1)
  const entries = rows.slice(0, pageLength)
  return { entries, next: rows.length > pageLength ? (entries.at(-1)?.id ?? null) : null }
}

export type AuditEntry = Awaited<ReturnType<typeof auditTrail>>['entries'][number]

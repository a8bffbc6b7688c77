import { eq } from 'drizzle-orm'
import { type ConsultationRow, lockLedger, refuseIfReported } from '~/app/domain/comments/consultation.server'
import { type Permission, requirePermission } from '~/app/domain/people/permissions'
import type { Ctx } from '~/app/server/context'
import { notFound } from '~/app/server/errors'
import { issues } from '~/db/schema/issues'

export type LockedIssue = typeof issues.$inferSelect & { consultation: ConsultationRow }

/**
 * An issue, kept to this transaction: the ledger first, then the issue, so that of two who change it at once the
 * second one sees what the first one did.
 */
export async function issueForChange(tx: Ctx, issueId: number, permission: Permission): Promise<LockedIssue> {
  const [known] = await tx.db
    .select({ consultationId: issues.consultationId })
    .from(issues)
    .where(eq(issues.id, issueId))
  if (!known) throw notFound('意见归集')
  const consultation = await consultationForChange(tx, known.consultationId, permission)
  const [issue] = await tx.db.select().from(issues).where(eq(issues.id, issueId)).for('no key update')
  if (!issue) throw notFound('意见归集')
  return { ...issue, consultation }
}

/** What is grouped and decided may change until the feedback report is public. */
export async function consultationForChange(
  tx: Ctx,
  consultationId: number,
  permission: Permission,
): Promise<ConsultationRow> {
  const consultation = await lockLedger(tx, consultationId, 'key share')
  requirePermission(tx, permission, consultation)
  await refuseIfReported(tx, consultation.id)
  return consultation
}

import { eq } from 'drizzle-orm'
import { type Step, stepsOf } from '~/app/domain/audit/steps.server'
import { publicStep } from '~/app/domain/audit/transitions'
import { terminationOf } from '~/app/domain/consultations/rules'
import type { Ctx } from '~/app/server/context'
import { notFound, Refusal } from '~/app/server/errors'
import { consultations, feedbackReports } from '~/db/schema/consultations'
import { matters } from '~/db/schema/matters'

export type ConsultationRow = typeof consultations.$inferSelect & {
  steps: Step[]
  publishedAt: Date | null
  terminatedAt: Date | null
}

/** A consultation as the desk sees it; `closesAt` is the last one that was announced. */
export async function consultationRow(ctx: Ctx, id: number): Promise<ConsultationRow> {
  const [row] = await ctx.db.select().from(consultations).where(eq(consultations.id, id))
  if (!row) throw notFound('征求意见')
  return withSteps(ctx, row)
}

/** The same for the public: what is not published does not exist (invariant 9). */
export async function publicConsultationRow(ctx: Ctx, id: number): Promise<ConsultationRow> {
  const row = await consultationRow(ctx, id)
  if (!row.publishedAt) throw notFound('征求意见')
  return row
}

/**
 * Keeps the ledger of one consultation still: whatever moves a comment takes a share of this lock, publishing the
 * feedback report takes it whole, so that no comment changes its place between the count and the publishing.
 */
export async function lockLedger(
  tx: Ctx,
  id: number,
  strength: 'key share' | 'update',
): Promise<ConsultationRow> {
  const [row] = await tx.db.select().from(consultations).where(eq(consultations.id, id)).for(strength)
  if (!row) throw notFound('征求意见')
  return withSteps(tx, row)
}

/** What would change the ledger after the report is public is refused: the report says how things stood. */
export async function refuseIfReported(tx: Ctx, consultationId: number): Promise<void> {
  if (await isReported(tx, consultationId))
    throw new Refusal(409, '采纳情况反馈已经公布，意见的归集和结论不能再改动。')
}

export async function isReported(tx: Ctx, consultationId: number): Promise<boolean> {
  const [report] = await tx.db
    .select({ id: feedbackReports.id })
    .from(feedbackReports)
    .where(eq(feedbackReports.consultationId, consultationId))
  // Whatever the clock of this request says: a step that is there has been taken.
  const steps = report ? await stepsOf(tx, 'feedback-report', report.id) : []
  return steps.some((step) => step.kind === 'published')
}

/** Whom the matter names as affected. */
export async function affectedGroupsOf(ctx: Ctx, matterId: number): Promise<string[]> {
  const [row] = await ctx.db
    .select({ groups: matters.affectedGroups })
    .from(matters)
    .where(eq(matters.id, matterId))
  return row?.groups ?? []
}

async function withSteps(ctx: Ctx, row: typeof consultations.$inferSelect): Promise<ConsultationRow> {
  const steps = await stepsOf(ctx, 'consultation', row.id)
  return {
    ...row,
    steps,
    publishedAt: publicStep(steps, ctx.now)?.at ?? null,
    terminatedAt: terminationOf(steps)?.at ?? null,
  }
}

import { eq } from 'drizzle-orm'
import { stepsOf } from '~/app/domain/audit/steps.server'
import { publicStep } from '~/app/domain/audit/transitions'
import type { Ctx } from '~/app/server/context'
import { feedbackReports } from '~/db/schema/consultations'

export type FeedbackReport = { id: number; introduction: string; publishedAt: Date | null }

export async function reportOf(ctx: Ctx, consultationId: number): Promise<FeedbackReport | null> {
  const [row] = await ctx.db
    .select()
    .from(feedbackReports)
    .where(eq(feedbackReports.consultationId, consultationId))
  if (!row) return null
  const steps = await stepsOf(ctx, 'feedback-report', row.id)
  return { id: row.id, introduction: row.introduction, publishedAt: publicStep(steps, ctx.now)?.at ?? null }
}

/** Since when the public reads what became of its comments; null while it does not. */
export async function reportPublishedAt(ctx: Ctx, consultationId: number): Promise<Date | null> {
  return (await reportOf(ctx, consultationId))?.publishedAt ?? null
}

import { eq } from 'drizzle-orm'
import { isPublic, publishedStep } from '~/app/domain/audit/published.server'
import { type Step, stepsOf } from '~/app/domain/audit/steps.server'
import { publicStep } from '~/app/domain/audit/transitions'
import type { Ctx } from '~/app/server/context'
import { feedbackReports } from '~/db/schema/consultations'
import type { Figures } from './types'

export type FeedbackReport = {
  id: number
  introduction: string
  publishedAt: Date | null
  /** Who signed it, and the figures of that moment. */
  publishedBy: string | null
  figures: Figures | null
  steps: Step[]
}

export async function reportOf(ctx: Ctx, consultationId: number): Promise<FeedbackReport | null> {
  const [row] = await ctx.db
    .select()
    .from(feedbackReports)
    .where(eq(feedbackReports.consultationId, consultationId))
  if (!row) return null
  const steps = await stepsOf(ctx, 'feedback-report', row.id)
  const published = publicStep(steps, ctx.now)
  return {
    id: row.id,
    introduction: row.introduction,
    publishedAt: published?.at ?? null,
    publishedBy: published?.accountName ?? null,
    figures: (published?.data?.figures as Figures | undefined) ?? null,
    steps,
  }
}

/** Since when the public reads what became of its comments; null while it does not. */
export async function reportPublishedAt(ctx: Ctx, consultationId: number): Promise<Date | null> {
  // Without the figures, which lie in the same step: many pages ask only this.
  const [row] = await ctx.db
    .select({ at: publishedStep.at })
    .from(feedbackReports)
    .innerJoin(publishedStep, isPublic('feedback-report', feedbackReports.id, ctx.now))
    .where(eq(feedbackReports.consultationId, consultationId))
  return row?.at ?? null
}

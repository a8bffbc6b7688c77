import { eq } from 'drizzle-orm'
import { lockForEdit } from '~/app/domain/audit/sign-off.server'
import { stepsOf } from '~/app/domain/audit/steps.server'
import { hasPermission, requirePermission } from '~/app/domain/people/permissions'
import { type StoredSurvey, surveyRow } from '~/app/domain/surveys/row.server'
import { accountIdOf, type Ctx } from '~/app/server/context'
import { Refusal } from '~/app/server/errors'
import { surveyResults } from '~/db/schema/surveys'

export type StoredResult = typeof surveyResults.$inferSelect

export async function resultRow(ctx: Ctx, surveyId: number): Promise<StoredResult | undefined> {
  const [row] = await ctx.db.select().from(surveyResults).where(eq(surveyResults.surveyId, surveyId))
  return row
}

/**
 * Keeps the results of a survey to this transaction, for a drafter of its department who changes something in them;
 * refused while they are in sign-off or public. The survey itself is not locked: answers go on coming in.
 */
export async function resultForEdit(
  tx: Ctx,
  surveyId: number,
): Promise<{ survey: StoredSurvey; result: StoredResult }> {
  const survey = await surveyRow(tx, surveyId)
  requirePermission(tx, 'survey.write', survey)
  const isPublic = (await stepsOf(tx, 'survey', surveyId)).some(({ kind }) => kind === 'published')
  if (!isPublic) throw new Refusal(409, '问卷还没有公开，有了答卷才能整理结果。')
  await tx.db
    .insert(surveyResults)
    .values({ surveyId, createdAt: tx.now, createdBy: accountIdOf(tx) })
    .onConflictDoNothing()
  const result = (await resultRow(tx, surveyId)) as StoredResult
  await lockForEdit(tx, 'survey-result', result.id)
  return { survey, result }
}

/** Whatever the clock of this request says: a step that is there has been taken. */
export async function isResultPublished(ctx: Ctx, surveyId: number): Promise<boolean> {
  const row = await resultRow(ctx, surveyId)
  const steps = row ? await stepsOf(ctx, 'survey-result', row.id) : []
  return steps.some(({ kind }) => kind === 'published')
}

/** Who writes or publishes it, of its department, or moderates its words. */
export async function surveyForDesk(ctx: Ctx, surveyId: number): Promise<StoredSurvey> {
  const survey = await surveyRow(ctx, surveyId)
  const may = (['survey.publish', 'survey.moderate'] as const).some((one) => hasPermission(ctx, one, survey))
  if (!may) requirePermission(ctx, 'survey.write', survey)
  return survey
}

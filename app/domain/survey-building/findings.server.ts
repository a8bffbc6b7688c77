import { asc, eq } from 'drizzle-orm'
import { stepsOf } from '~/app/domain/audit/steps.server'
import { publicStep } from '~/app/domain/audit/transitions'
import type { Finding } from '~/app/domain/findings'
import {
  placesOf,
  publishedVersions,
  type StoredSurvey,
  versionInWork,
} from '~/app/domain/surveys/row.server'
import type { Ctx } from '~/app/server/context'
import type { Option, SurveyDefinition } from '~/db/schema/survey-definition'
import { surveyQuotas } from '~/db/schema/surveys'
import { unreachable } from './reachability'
import { definitionFindings, frameFindings, quotaFindings } from './rules'

export type StoredQuota = typeof surveyQuotas.$inferSelect

export function quotasOf(ctx: Ctx, surveyId: number): Promise<StoredQuota[]> {
  return ctx.db
    .select()
    .from(surveyQuotas)
    .where(eq(surveyQuotas.surveyId, surveyId))
    .orderBy(asc(surveyQuotas.position))
}

/** What the rules say about a survey that is not public yet: the desk shows it, submitting and publishing enforce it. */
export async function findingsOf(ctx: Ctx, row: StoredSurvey): Promise<Finding[]> {
  const version = (await versionInWork(ctx, row.id)) ?? (await publishedVersions(ctx, row.id))[0]
  const quotas = await quotasOf(ctx, row.id)
  return [
    ...frameFindings({ ...row, quotas, isBelongingPublic: await isBelongingPublic(ctx, row) }, ctx.now),
    ...(version ? contentFindings(version.definition, quotas, await placesOf(ctx)) : []),
  ]
}

/** What is asked, without what is around it: for the builder, and for a mended version. */
export function contentFindings(
  definition: SurveyDefinition,
  quotas: StoredQuota[],
  places: Option[],
): Finding[] {
  return [
    ...definitionFindings(definition, unreachable(definition, places)),
    ...quotaFindings(definition, quotas),
  ]
}

async function isBelongingPublic(ctx: Ctx, row: StoredSurvey): Promise<boolean> {
  const { matterId, consultationId, policyId } = row
  const [subject, id] =
    matterId !== null
      ? (['matter', matterId] as const)
      : consultationId !== null
        ? (['consultation', consultationId] as const)
        : (['policy', policyId] as const)
  return id === null || publicStep(await stepsOf(ctx, subject, id), ctx.now) !== undefined
}

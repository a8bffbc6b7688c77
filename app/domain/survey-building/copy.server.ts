import { transact } from '~/app/domain/audit/record.server'
import { requirePermission, requireStaff } from '~/app/domain/people/permissions'
import { publishedVersions, stateOfSurvey, surveyRow, versionInWork } from '~/app/domain/surveys/row.server'
import type { Ctx } from '~/app/server/context'
import { Refusal } from '~/app/server/errors'
import { surveyQuotas } from '~/db/schema/surveys'
import { quotasOf } from './findings.server'
import { standsAlone } from './forms'
import { proposedPeriod } from './proposed-period'
import { createSurvey } from './write.server'

/**
 * A new draft of the person's own department with the questions of an earlier survey: their own, or a public one of
 * anybody. Its days are proposed; what it belongs to is chosen anew.
 */
export async function copySurvey(ctx: Ctx, id: number): Promise<{ id: number }> {
  const { departmentId } = requireStaff(ctx)
  requirePermission(ctx, 'survey.write', { departmentId })
  return transact(ctx, async (tx) => {
    const from = await surveyRow(tx, id)
    const isOwn = from.departmentId === departmentId
    if (!isOwn && (await stateOfSurvey(tx, from)) === 'unpublished')
      throw new Refusal(403, '这是其他部门没有公开的问卷，不能复制。')
    const [published] = await publishedVersions(tx, id)
    const version = published ?? (await versionInWork(tx, id))
    if (!version) throw new Error('a survey without any version')
    const copy = await createSurvey(tx, {
      ...{ departmentId, definition: version.definition, ...standsAlone },
      title: `${from.title.slice(0, 190)}（副本）`,
      ...{ purpose: from.purpose, audience: from.audience, access: from.access },
      ...{ weighting: from.weighting, secondEntryPercent: from.secondEntryPercent },
      ...proposedPeriod(tx.now),
    })
    const quotas = await quotasOf(tx, id)
    if (quotas.length > 0)
      await tx.db.insert(surveyQuotas).values(
        quotas.map(({ position, label, tests, most }) => ({
          ...{ surveyId: copy.id, position, label, tests, most },
        })),
      )
    return copy
  })
}

import { eq } from 'drizzle-orm'
import { record, transact } from '~/app/domain/audit/record.server'
import { lockForEdit } from '~/app/domain/audit/sign-off.server'
import { requirePermission } from '~/app/domain/people/permissions'
import { publishedVersions, surveyRow, versionInWork } from '~/app/domain/surveys/row.server'
import { questionsOf } from '~/app/domain/surveys/walk'
import type { Ctx } from '~/app/server/context'
import { Refusal } from '~/app/server/errors'
import { surveyQuotas } from '~/db/schema/surveys'
import { quotasOf } from './findings.server'
import { type NewQuota, readQuotas } from './quota-form'

/** All quotas at once, until the survey is public: from then on they are taken. */
export async function saveQuotas(ctx: Ctx, id: number, quotas: NewQuota[]): Promise<void> {
  await transact(ctx, async (tx) => {
    requirePermission(tx, 'survey.write', await surveyRow(tx, id))
    await lockForEdit(tx, 'survey', id)
    const before = await quotasOf(tx, id)
    if (before.some(({ taken }) => taken > 0)) throw new Refusal(409, '已经有人占了名额，名额不能再改。')
    await tx.db.delete(surveyQuotas).where(eq(surveyQuotas.surveyId, id))
    if (quotas.length > 0)
      await tx.db
        .insert(surveyQuotas)
        .values(quotas.map((quota, position) => ({ ...quota, surveyId: id, position })))
    await record(tx, {
      action: 'survey.quotas-saved',
      subject: 'survey',
      id,
      before: before.map(({ label, tests, most }) => ({ label, tests, most })),
      after: quotas,
    })
  })
}

/** As the desk's form gives them: each group is described by the questions that there are. */
export async function saveTypedQuotas(tx: Ctx, id: number, values: Record<string, string>): Promise<void> {
  const version = (await versionInWork(tx, id)) ?? (await publishedVersions(tx, id))[0]
  const read = readQuotas(values, version ? questionsOf(version.definition) : [])
  if ('faults' in read) throw new Refusal(422, '有几处没有填好。', { fields: read.faults })
  await saveQuotas(tx, id, read.quotas)
}

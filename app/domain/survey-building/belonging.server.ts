import { eq } from 'drizzle-orm'
import { consultationRow } from '~/app/domain/comments/consultation.server'
import { requireOwnMatter } from '~/app/domain/matters/write.server'
import type { SurveyAbout } from '~/app/domain/surveys/page-types'
import type { Ctx } from '~/app/server/context'
import { Refusal, wrongField } from '~/app/server/errors'
import { consultations } from '~/db/schema/consultations'
import { matters } from '~/db/schema/matters'
import { policies } from '~/db/schema/policies'
import type { Belonging } from './forms'

/** Only on what the same department answers for. */
export async function requireOwnBelonging(
  ctx: Ctx,
  { matterId, consultationId, policyId }: Belonging,
  departmentId: number,
): Promise<void> {
  if ([matterId, consultationId, policyId].filter((one) => one !== null).length > 1)
    throw wrongField('belongsTo', '问卷只能属于一件事')
  if (matterId !== null) await requireOwnMatter(ctx, { matterId, departmentId })
  if (consultationId !== null) {
    const consultation = await consultationRow(ctx, consultationId)
    refuseForeign(consultation.departmentId, departmentId, '征求意见')
    if (consultation.form !== 'public') throw wrongField('belongsTo', '请选择面向社会公开的征求意见')
  }
  if (policyId !== null) {
    const [policy] = await ctx.db
      .select({ departmentId: policies.departmentId })
      .from(policies)
      .where(eq(policies.id, policyId))
    if (!policy) throw wrongField('belongsTo', '没有找到所选的政策文件')
    refuseForeign(policy.departmentId, departmentId, '政策文件')
  }
}

function refuseForeign(of: number, departmentId: number, thing: string): void {
  if (of !== departmentId) throw new Refusal(403, `这是其他部门的${thing}，您不能为它做问卷。`)
}

/** What it belongs to, with the title; null where it stands alone. */
export async function belongsTo(
  ctx: Ctx,
  { matterId, consultationId, policyId }: Belonging,
): Promise<SurveyAbout | null> {
  if (matterId !== null) {
    const rows = ctx.db.select({ title: matters.title }).from(matters).where(eq(matters.id, matterId))
    return named('matter', matterId, await rows)
  }
  if (consultationId !== null) {
    const rows = ctx.db
      .select({ title: consultations.title })
      .from(consultations)
      .where(eq(consultations.id, consultationId))
    return named('consultation', consultationId, await rows)
  }
  if (policyId === null) return null
  const rows = ctx.db.select({ title: policies.title }).from(policies).where(eq(policies.id, policyId))
  return named('policy', policyId, await rows)
}

function named(kind: SurveyAbout['kind'], id: number, [row]: { title: string }[]): SurveyAbout {
  if (!row) throw new Error(`a survey belongs to a ${kind} that is not there`)
  return { kind, id, title: row.title }
}

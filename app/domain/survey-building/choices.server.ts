import { and, desc, eq } from 'drizzle-orm'
import { isPublicAsWell } from '~/app/domain/audit/published.server'
import { requirePermission, requireStaff } from '~/app/domain/people/permissions'
import type { Ctx } from '~/app/server/context'
import { consultations } from '~/db/schema/consultations'
import { matters } from '~/db/schema/matters'
import { policies } from '~/db/schema/policies'

type Choice = { id: number; title: string }
export type SurveyChoices = { matters: Choice[]; consultations: Choice[]; policies: Choice[] }

const mostChoices = 100

/** What a survey of the person's department can belong to; a policy only once it is public (P16). */
export async function surveyChoices(ctx: Ctx): Promise<SurveyChoices> {
  const { departmentId } = requireStaff(ctx)
  requirePermission(ctx, 'survey.write', { departmentId })
  return {
    matters: await ctx.db
      .select({ id: matters.id, title: matters.title })
      .from(matters)
      .where(eq(matters.departmentId, departmentId))
      .orderBy(desc(matters.year), desc(matters.id))
      .limit(mostChoices),
    consultations: await ctx.db
      .select({ id: consultations.id, title: consultations.title })
      .from(consultations)
      .where(and(eq(consultations.departmentId, departmentId), eq(consultations.form, 'public')))
      .orderBy(desc(consultations.id))
      .limit(mostChoices),
    policies: await ctx.db
      .select({ id: policies.id, title: policies.title })
      .from(policies)
      .where(and(eq(policies.departmentId, departmentId), isPublicAsWell('policy', policies.id, ctx.now)))
      .orderBy(desc(policies.id))
      .limit(mostChoices),
  }
}

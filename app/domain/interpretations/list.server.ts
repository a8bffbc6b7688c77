import { and, desc, eq, sql } from 'drizzle-orm'
import { isPublic, publishedStep } from '~/app/domain/audit/published.server'
import { afterCursor } from '~/app/domain/policies/list.server'
import type { Ctx } from '~/app/server/context'
import { interpretations } from '~/db/schema/interpretations'
import { departments } from '~/db/schema/people'
import { policies } from '~/db/schema/policies'
import type { InterpretationForm } from './types'

export type ListedInterpretation = {
  id: number
  title: string
  form: InterpretationForm
  department: string
  interpreterName: string
  publishedAt: Date
  policyTitle: string
  excerpt: string
}

type Filter = { form?: InterpretationForm | null; after?: string | null; limit?: number }

/** Public interpretations, newest first. */
export async function listInterpretations(
  ctx: Ctx,
  filter: Filter = {},
): Promise<{ rows: ListedInterpretation[]; next: string | null }> {
  const { form, after, limit = 20 } = filter
  const rows = await ctx.db
    .select({
      id: interpretations.id,
      title: interpretations.title,
      form: interpretations.form,
      department: departments.name,
      interpreterName: interpretations.interpreterName,
      publishedAt: publishedStep.at,
      policyTitle: policies.title,
      excerpt: sql<string>`left(${interpretations.plain}, 100)`,
    })
    .from(interpretations)
    .innerJoin(policies, eq(policies.id, interpretations.policyId))
    .innerJoin(departments, eq(departments.id, interpretations.departmentId))
    .innerJoin(publishedStep, isPublic('interpretation', interpretations.id, ctx.now))
    .where(
      and(form ? eq(interpretations.form, form) : undefined, afterCursor(after, sql`${interpretations.id}`)),
    )
    .orderBy(desc(publishedStep.at), desc(interpretations.id))
    .limit(limit + 1)
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return {
    rows: shown,
    next: rows.length > limit && last ? `${last.publishedAt.getTime()}_${last.id}` : null,
  }
}

export type FormCount = { form: InterpretationForm; count: number }

export async function countByForm(ctx: Ctx): Promise<FormCount[]> {
  const count = sql<number>`count(*)::int`
  return ctx.db
    .select({ form: interpretations.form, count })
    .from(interpretations)
    .innerJoin(publishedStep, isPublic('interpretation', interpretations.id, ctx.now))
    .groupBy(interpretations.form)
    .orderBy(desc(count))
}

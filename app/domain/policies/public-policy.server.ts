import { eq, inArray } from 'drizzle-orm'
import { isPublic, publishedStep } from '~/app/domain/audit/published.server'
import type { Ctx } from '~/app/server/context'
import { notFound } from '~/app/server/errors'
import { departments } from '~/db/schema/people'
import { policies } from '~/db/schema/policies'

export type PolicyLink = { id: number; title: string }

export type PublicPolicy = {
  policy: {
    id: number
    textId: number
    matterId: number | null
    consultationId: number | null
    title: string
    documentNumber: string
    indexNumber: string
    theme: string
    kind: string
    audience: string[]
    signedOn: string
    effectiveOn: string
  }
  department: { name: string; slug: string }
  publishedAt: Date
}

// Not the whole row: who drafted it is nobody's business here.
const shownColumns = {
  id: policies.id,
  textId: policies.textId,
  matterId: policies.matterId,
  consultationId: policies.consultationId,
  title: policies.title,
  documentNumber: policies.documentNumber,
  indexNumber: policies.indexNumber,
  theme: policies.theme,
  kind: policies.kind,
  audience: policies.audience,
  signedOn: policies.signedOn,
  effectiveOn: policies.effectiveOn,
}

/** The header of a public policy; what is not public does not exist here (invariant 9). */
export async function publicPolicy(ctx: Ctx, id: number): Promise<PublicPolicy & { versionId: number }> {
  const [row] = await ctx.db
    .select({
      policy: shownColumns,
      versionId: policies.versionId,
      department: { name: departments.name, slug: departments.slug },
      publishedAt: publishedStep.at,
    })
    .from(policies)
    .innerJoin(departments, eq(departments.id, policies.departmentId))
    .innerJoin(publishedStep, isPublic('policy', policies.id, ctx.now))
    .where(eq(policies.id, id))
  if (!row) throw notFound('政策')
  return row
}

/** Of these, the public ones. */
export async function publicPolicyLinks(ctx: Ctx, ids: number[]): Promise<PolicyLink[]> {
  if (ids.length === 0) return []
  return ctx.db
    .select({ id: policies.id, title: policies.title })
    .from(policies)
    .innerJoin(publishedStep, isPublic('policy', policies.id, ctx.now))
    .where(inArray(policies.id, ids))
}

/** The public policies on the text: what explains a clause of one stands beside the same clause in the others. */
export async function policiesOnText(ctx: Ctx, textId: number): Promise<number[]> {
  const rows = await ctx.db
    .select({ id: policies.id })
    .from(policies)
    .innerJoin(publishedStep, isPublic('policy', policies.id, ctx.now))
    .where(eq(policies.textId, textId))
  return rows.map(({ id }) => id)
}

import { eq } from 'drizzle-orm'
import { isPublic, publishedStep } from '~/app/domain/audit/published.server'
import { type ConcernMention, concernsByInterpretation } from '~/app/domain/concerns/by-clause.server'
import { type ClausePlace, placesOfClauses } from '~/app/domain/texts/places.server'
import type { Ctx } from '~/app/server/context'
import { notFound } from '~/app/server/errors'
import { interpretationClauses, interpretations } from '~/db/schema/interpretations'
import { departments } from '~/db/schema/people'
import { policies } from '~/db/schema/policies'
import { interpretationsOf, type RelatedInterpretation } from './explanations.server'
import type { InterpretationForm } from './types'

export type InterpretationPage = {
  interpretation: {
    id: number
    title: string
    form: InterpretationForm
    author: string
    interpreterName: string
    interpreterTitle: string
    html: string
    plain: string
  }
  department: { name: string; slug: string }
  policy: { id: number; title: string; documentNumber: string }
  publishedAt: Date
  /** The clauses that it explains, in the order of the policy, each with its place on this page. */
  clauses: (ClausePlace & { anchor: string })[]
  others: RelatedInterpretation[]
  concerns: ConcernMention[]
}

/** A public interpretation; what is not public does not exist here. */
export async function interpretationPage(ctx: Ctx, id: number): Promise<InterpretationPage> {
  const [row] = await ctx.db
    .select({
      interpretation: {
        id: interpretations.id,
        title: interpretations.title,
        form: interpretations.form,
        author: interpretations.author,
        interpreterName: interpretations.interpreterName,
        interpreterTitle: interpretations.interpreterTitle,
        html: interpretations.html,
        plain: interpretations.plain,
      },
      department: { name: departments.name, slug: departments.slug },
      policy: { id: policies.id, title: policies.title, documentNumber: policies.documentNumber },
      publishedAt: publishedStep.at,
    })
    .from(interpretations)
    .innerJoin(policies, eq(policies.id, interpretations.policyId))
    .innerJoin(departments, eq(departments.id, interpretations.departmentId))
    .innerJoin(publishedStep, isPublic('interpretation', interpretations.id, ctx.now))
    .where(eq(interpretations.id, id))
  if (!row) throw notFound('解读')
  const others = await interpretationsOf(ctx, row.policy.id)
  return {
    ...row,
    clauses: await explainedClauses(ctx, id),
    others: others.filter((other) => other.id !== id),
    concerns: (await concernsByInterpretation(ctx, [id])).get(id) ?? [],
  }
}

async function explainedClauses(
  ctx: Ctx,
  interpretationId: number,
): Promise<(ClausePlace & { anchor: string })[]> {
  const links = await ctx.db
    .select({ clauseId: interpretationClauses.clauseId, anchor: interpretationClauses.anchor })
    .from(interpretationClauses)
    .where(eq(interpretationClauses.interpretationId, interpretationId))
    .orderBy(interpretationClauses.clauseId)
  const places = await placesOfClauses(
    ctx,
    links.map((link) => link.clauseId),
  )
  return links.flatMap(({ clauseId, anchor }) => {
    const place = places.get(clauseId)
    return place ? [{ ...place, anchor }] : []
  })
}

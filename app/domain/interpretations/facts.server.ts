import { and, eq, ne } from 'drizzle-orm'
import { versionOf } from '~/app/domain/texts/versions.server'
import type { Ctx } from '~/app/server/context'
import { notFound } from '~/app/server/errors'
import { interpretations } from '~/db/schema/interpretations'
import { policies } from '~/db/schema/policies'
import { imagesOf, quotationsOf } from './clause-links'
import { plainText } from './document'
import type { InterpretationFacts } from './rules'
import type { DocumentNode } from './types'

export type InterpretationRow = typeof interpretations.$inferSelect

export async function interpretationRow(ctx: Ctx, id: number): Promise<InterpretationRow> {
  const [row] = await ctx.db.select().from(interpretations).where(eq(interpretations.id, id))
  if (!row) throw notFound('解读')
  return row
}

/** The words of each clause of the policy, under its id. A table is its cells. */
export async function clauseWords(ctx: Ctx, versionId: number): Promise<Map<number, string>> {
  const { clauses } = await versionOf(ctx, versionId)
  return new Map(
    clauses.map(({ clauseId, heading, body, cells }) => [
      clauseId,
      [heading, body, ...(cells ?? []).map((row) => row.join(' '))].filter(Boolean).join('\n'),
    ]),
  )
}

/** Everything that the rules want to know about an interpretation. */
export async function interpretationFacts(ctx: Ctx, row: InterpretationRow): Promise<InterpretationFacts> {
  const [policy] = await ctx.db
    .select({ versionId: policies.versionId })
    .from(policies)
    .where(eq(policies.id, row.policyId))
  if (!policy) throw notFound('政策')
  const others = await ctx.db
    .select({ form: interpretations.form })
    .from(interpretations)
    .where(and(eq(interpretations.policyId, row.policyId), ne(interpretations.id, row.id)))
  const document = row.document as DocumentNode
  return {
    form: row.form,
    interpreterName: row.interpreterName,
    interpreterTitle: row.interpreterTitle,
    images: imagesOf(document).length,
    quotations: quotationsOf(document),
    plain: plainText(document, { quotations: false }),
    clauses: await clauseWords(ctx, policy.versionId),
    otherForms: others.map((other) => other.form),
  }
}

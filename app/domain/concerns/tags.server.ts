import { inArray } from 'drizzle-orm'
import type { Ctx } from '~/app/server/context'
import type { concerns } from '~/db/schema/concerns'
import { consultations } from '~/db/schema/consultations'
import { policies } from '~/db/schema/policies'
import { clauses } from '~/db/schema/texts'

type About = Pick<
  typeof concerns.$inferSelect,
  'id' | 'clauseId' | 'policyId' | 'consultationId' | 'interpretationId'
>
type Cited = { clauseIds: number[]; interpretationIds: number[] }

/** Every public page that shows the concern: its own, the lists, and beside each clause that it is about or cites. */
export async function tagsOfConcern(
  ctx: Ctx,
  concern: About,
  departmentIds: number[],
  cited?: Cited,
): Promise<string[]> {
  const clauseIds = [...(cited?.clauseIds ?? []), ...(concern.clauseId === null ? [] : [concern.clauseId])]
  const tags = ['home', 'concerns', `concern:${concern.id}`, ...departmentIds.map((id) => `department:${id}`)]
  if (concern.policyId !== null) tags.push(`policy:${concern.policyId}`)
  if (concern.consultationId !== null) tags.push(`consultation:${concern.consultationId}`)
  if (concern.interpretationId !== null) tags.push(`interpretation:${concern.interpretationId}`)
  for (const id of cited?.interpretationIds ?? []) tags.push(`interpretation:${id}`)
  return [...new Set([...tags, ...(await tagsOfTexts(ctx, clauseIds))])]
}

async function tagsOfTexts(ctx: Ctx, clauseIds: number[]): Promise<string[]> {
  if (clauseIds.length === 0) return []
  const texts = ctx.db.select({ id: clauses.textId }).from(clauses).where(inArray(clauses.id, clauseIds))
  const ofPolicies = await ctx.db
    .select({ id: policies.id })
    .from(policies)
    .where(inArray(policies.textId, texts))
  const ofConsultations = await ctx.db
    .select({ id: consultations.id })
    .from(consultations)
    .where(inArray(consultations.textId, texts))
  return [
    ...ofPolicies.map(({ id }) => `policy:${id}`),
    ...ofConsultations.map(({ id }) => `consultation:${id}`),
  ]
}

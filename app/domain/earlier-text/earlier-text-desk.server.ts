import { asc, eq, inArray } from 'drizzle-orm'
import { stepsOf } from '~/app/domain/audit/steps.server'
import { publicStep } from '~/app/domain/audit/transitions'
import { interpretationRow } from '~/app/domain/interpretations/facts.server'
import { requirePermission } from '~/app/domain/people/permissions'
import { policyRow } from '~/app/domain/policies/write.server'
import { citeAll } from '~/app/domain/texts/cite'
import type { WordChange } from '~/app/domain/texts/compare'
import { fatesBetween } from '~/app/domain/texts/fates'
import { identify, versionOf } from '~/app/domain/texts/versions.server'
import type { Ctx } from '~/app/server/context'
import { interpretationClauses } from '~/db/schema/interpretations'
import { policies } from '~/db/schema/policies'
import { mayConfirm } from './confirm.server'
import { earlierTextOf, openEarlierText } from './earlier-text.server'
import type { ChangedClause, EarlierClause, EarlierTextPage } from './earlier-types'

/** What a department looks at when the text that it explained has changed. */
export async function earlierTextPage(ctx: Ctx, id: number): Promise<EarlierTextPage> {
  const row = await interpretationRow(ctx, id)
  requirePermission(ctx, 'text.read', row)
  const policy = await policyRow(ctx, row.policyId)
  const isPublic = publicStep(await stepsOf(ctx, 'interpretation', id), ctx.now) !== undefined
  const earlier = (await earlierTextOf(ctx, [id])).get(id) ?? []
  const open = new Set(((await openEarlierText(ctx, [id])).get(id) ?? []).map(({ clauseId }) => clauseId))
  const words = await changedWords(ctx, policy.versionId, earlier)
  const places = await placesIn(ctx, id)
  const changes = new Map<number, EarlierTextPage['changes'][number]>()
  for (const clause of earlier) {
    const { policyId, policyTitle: title, since, clauseId } = clause
    const change = changes.get(policyId) ?? { policyId, title, since, clauses: [] }
    change.clauses.push({
      ...clause,
      words: words.get(clauseId) ?? [],
      places: places.get(clauseId) ?? [],
      isOpen: open.has(clauseId),
    })
    changes.set(policyId, change)
  }
  return {
    interpretation: { id, title: row.title, isPublic },
    policy: { id: policy.id, title: policy.title },
    changes: [...changes.values()].sort((one, other) => other.since.getTime() - one.since.getTime()),
    mayConfirm: isPublic && mayConfirm(ctx, row),
  }
}

async function changedWords(
  ctx: Ctx,
  versionId: number,
  earlier: EarlierClause[],
): Promise<Map<number, WordChange[]>> {
  const found = new Map<number, WordChange[]>()
  if (earlier.length === 0) return found
  const before = await versionOf(ctx, versionId)
  const later = await ctx.db
    .select({ id: policies.id, versionId: policies.versionId })
    .from(policies)
    .where(inArray(policies.id, [...new Set(earlier.map(({ policyId }) => policyId))]))
  for (const { id, versionId: laterId } of later) {
    const after = await versionOf(ctx, laterId)
    const fates = fatesBetween(
      { clauses: identify(before.clauses), names: citeAll(before.clauses) },
      { clauses: identify(after.clauses), names: citeAll(after.clauses) },
      { clauseIds: new Set(ofPolicy(earlier, id)), href: () => null },
    )
    for (const [clauseId, { words }] of fates) found.set(clauseId, words)
  }
  return found
}

function ofPolicy(earlier: EarlierClause[], policyId: number): number[] {
  return earlier.filter((one) => one.policyId === policyId).map(({ clauseId }) => clauseId)
}

async function placesIn(ctx: Ctx, id: number): Promise<Map<number, ChangedClause['places']>> {
  const rows = await ctx.db
    .select({
      clauseId: interpretationClauses.clauseId,
      anchor: interpretationClauses.anchor,
      second: interpretationClauses.second,
      excerpt: interpretationClauses.excerpt,
    })
    .from(interpretationClauses)
    .where(eq(interpretationClauses.interpretationId, id))
    .orderBy(asc(interpretationClauses.id))
  const found = new Map<number, ChangedClause['places']>()
  for (const { clauseId, ...place } of rows) found.set(clauseId, [...(found.get(clauseId) ?? []), place])
  return found
}

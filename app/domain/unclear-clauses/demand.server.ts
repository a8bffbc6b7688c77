import { and, asc, desc, eq, ne, type SQL, sql } from 'drizzle-orm'
import { hasPermission, requirePermission, requireStaff } from '~/app/domain/people/permissions'
import { policyRow } from '~/app/domain/policies/write.server'
import { citeAll, excerptOf } from '~/app/domain/texts/cite'
import { versionOf } from '~/app/domain/texts/versions.server'
import type { Ctx } from '~/app/server/context'
import { policies } from '~/db/schema/policies'
import { unclearMarks } from '~/db/schema/unclear-clauses'
import { placesExplaining } from './places.server'
import type { PolicyDemand, PolicyDemandPage, Sentence } from './types'
import { isWaiting } from './waiting.server'

const pageSize = 20

const counts = (ctx: Ctx) => ({
  marks: sql<number>`count(*)::int`,
  waiting: sql<number>`(count(*) filter (where ${isWaiting(ctx)}))::int`,
})

/** The policies of the person's department that people find hard to understand; where most wait, first. */
export async function demandOfDepartment(
  ctx: Ctx,
  { after, onlyWaiting = false }: { after?: string | null; onlyWaiting?: boolean } = {},
): Promise<{ rows: PolicyDemand[]; next: string | null }> {
  const { departmentId } = requireStaff(ctx)
  requirePermission(ctx, 'text.read', { departmentId })
  const { marks, waiting } = counts(ctx)
  const rows = await ctx.db
    .select({
      policyId: policies.id,
      title: policies.title,
      documentNumber: policies.documentNumber,
      marks,
      waiting,
      clauses: sql<number>`count(distinct ${unclearMarks.clauseId})::int`,
    })
    .from(unclearMarks)
    .innerJoin(policies, eq(policies.id, unclearMarks.policyId))
    .where(eq(policies.departmentId, departmentId))
    .groupBy(policies.id)
    .having(and(onlyWaiting ? sql`${waiting} > 0` : undefined, beyond(after, waiting)))
    .orderBy(desc(waiting), desc(policies.id))
    .limit(pageSize + 1)
  const shown = rows.slice(0, pageSize)
  const last = shown.at(-1)
  return { rows: shown, next: rows.length > pageSize && last ? `${last.waiting}_${last.policyId}` : null }
}

/** A cursor is how many wait and the policy; anything else is the first page. */
function beyond(cursor: string | null | undefined, waiting: SQL<number>): SQL | undefined {
  const match = /^(\d{1,9})_(\d{1,15})$/.exec(cursor ?? '')
  return match ? sql`(${waiting}, ${policies.id}) < (${match[1]}::int, ${match[2]}::bigint)` : undefined
}

const sentencesOfClause = 20

/** What people do not understand of a policy, by clause; where most wait, first. */
export async function demandOf(ctx: Ctx, policyId: number): Promise<PolicyDemandPage> {
  const policy = await policyRow(ctx, policyId)
  requirePermission(ctx, 'text.read', policy)
  const { marks, waiting } = counts(ctx)
  const counted = await ctx.db
    .select({
      clauseId: unclearMarks.clauseId,
      people: marks,
      waiting,
      addresses: sql<number>`(count(${unclearMarks.contact}) filter (where ${isWaiting(ctx)}))::int`,
      sentenceCount: sql<number>`(count(*) filter (where ${ne(unclearMarks.sentence, '')}))::int`,
    })
    .from(unclearMarks)
    .innerJoin(policies, eq(policies.id, unclearMarks.policyId))
    .where(eq(unclearMarks.policyId, policyId))
    .groupBy(unclearMarks.clauseId)
  const { clauses } = await versionOf(ctx, policy.versionId)
  const names = citeAll(clauses)
  const byId = new Map(clauses.map((clause) => [clause.clauseId, clause]))
  const sentences = await sentencesOf(ctx, policyId)
  const places = await placesExplaining(
    ctx,
    policyId,
    counted.map(({ clauseId }) => clauseId),
  )
  return {
    policy: { id: policy.id, title: policy.title, documentNumber: policy.documentNumber },
    mayAnswer: hasPermission(ctx, 'interpretation.write', policy),
    clauses: counted
      .map((row) => ({
        ...row,
        label: names.get(row.clauseId) ?? '',
        excerpt: excerptOf(byId.get(row.clauseId) ?? { heading: null, body: '' }, 80),
        sentences: sentences.get(row.clauseId) ?? [],
        places: places.get(row.clauseId) ?? [],
      }))
      .sort((one, other) => other.waiting - one.waiting || other.people - one.people),
  }
}

async function sentencesOf(ctx: Ctx, policyId: number): Promise<Map<number, Sentence[]>> {
  const newest = ctx.db
    .select({
      id: unclearMarks.id,
      clauseId: unclearMarks.clauseId,
      at: unclearMarks.at,
      sentence: unclearMarks.sentence,
      isWaiting: sql<boolean>`${isWaiting(ctx)}`.as('is_waiting'),
      place:
        sql<number>`row_number() over (partition by ${unclearMarks.clauseId} order by ${unclearMarks.id} desc)`.as(
          'place',
        ),
    })
    .from(unclearMarks)
    .innerJoin(policies, eq(policies.id, unclearMarks.policyId))
    .where(and(eq(unclearMarks.policyId, policyId), ne(unclearMarks.sentence, '')))
    .as('newest')
  const rows = await ctx.db
    .select()
    .from(newest)
    .where(sql`${newest.place} <= ${sentencesOfClause}`)
    .orderBy(asc(newest.clauseId), asc(newest.place))
  const found = new Map<number, Sentence[]>()
  for (const { clauseId, place: _, ...sentence } of rows)
    found.set(clauseId, [...(found.get(clauseId) ?? []), sentence])
  return found
}

import { and, desc, eq, inArray, sql } from 'drizzle-orm'
import { isPublic, publishedStep } from '~/app/domain/audit/published.server'
import { clauseAnchor, paths } from '~/app/paths'
import type { Ctx } from '~/app/server/context'
import { activities } from '~/db/schema/activities'
import { consultations } from '~/db/schema/consultations'
import { policies } from '~/db/schema/policies'
import { clauseVersions } from '~/db/schema/texts'
import { type CitedClause, citeClause, excerptOf } from './cite'

/** Where the public reads a clause: 第六条 of which document, and the address that opens there. */
export type ClausePlace = { clauseId: number; label: string; excerpt: string; title: string; href: string }

type Holder = { clauseId: number; versionId: number; title: string; href: string }

/**
 * The public place of each clause: the newest published policy that has it, else the newest published
 * consultation. A clause without a public place is absent (invariant 9).
 */
export async function placesOfClauses(ctx: Ctx, clauseIds: number[]): Promise<Map<number, ClausePlace>> {
  const wanted = [...new Set(clauseIds)]
  const holders = await inPolicies(ctx, wanted)
  const rest = wanted.filter((id) => !holders.has(id))
  for (const [id, holder] of await inConsultations(ctx, rest)) holders.set(id, holder)
  return describe(ctx, [...holders.values()])
}

async function inPolicies(ctx: Ctx, clauseIds: number[]): Promise<Map<number, Holder>> {
  if (clauseIds.length === 0) return new Map()
  const rows = await ctx.db
    .selectDistinctOn([clauseVersions.clauseId], {
      clauseId: clauseVersions.clauseId,
      versionId: clauseVersions.versionId,
      id: policies.id,
      title: policies.title,
    })
    .from(clauseVersions)
    .innerJoin(policies, eq(policies.versionId, clauseVersions.versionId))
    .innerJoin(publishedStep, isPublic('policy', policies.id, ctx.now))
    .where(inArray(clauseVersions.clauseId, clauseIds))
    .orderBy(clauseVersions.clauseId, desc(publishedStep.at), desc(policies.id))
  return new Map(
    rows.map(({ id, ...row }) => [
      row.clauseId,
      { ...row, href: paths.policy(id, { clause: row.clauseId }) },
    ]),
  )
}

async function inConsultations(ctx: Ctx, clauseIds: number[]): Promise<Map<number, Holder>> {
  if (clauseIds.length === 0) return new Map()
  const rows = await ctx.db
    .selectDistinctOn([clauseVersions.clauseId], {
      clauseId: clauseVersions.clauseId,
      versionId: clauseVersions.versionId,
      id: consultations.id,
      title: consultations.title,
      activityId: activities.id,
    })
    .from(clauseVersions)
    .innerJoin(consultations, eq(consultations.versionId, clauseVersions.versionId))
    .innerJoin(publishedStep, isPublic('consultation', consultations.id, ctx.now))
    .leftJoin(
      activities,
      and(eq(consultations.form, 'targeted'), eq(activities.consultationId, consultations.id)),
    )
    .where(inArray(clauseVersions.clauseId, clauseIds))
    // What everybody is consulted on comes before what an activity heard about.
    .orderBy(clauseVersions.clauseId, consultations.form, desc(publishedStep.at), desc(consultations.id))
  return new Map(
    rows.map(({ id, activityId, ...row }) => [
      row.clauseId,
      {
        ...row,
        href:
          activityId === null
            ? paths.consultation(id, { clause: row.clauseId })
            : paths.activity(activityId, { anchor: clauseAnchor(row.clauseId) }),
      },
    ]),
  )
}

async function describe(ctx: Ctx, holders: Holder[]): Promise<Map<number, ClausePlace>> {
  const chains = await chainsOf(ctx, holders)
  return new Map(
    holders.flatMap(({ clauseId, title, href }) => {
      const chain = chains.get(clauseId)
      const own = chain?.at(-1)
      return chain && own
        ? [[clauseId, { clauseId, label: citeClause(chain), excerpt: excerptOf(own), title, href }]]
        : []
    }),
  )
}

type ChainRow = CitedClause & { start: string | number; level: number }

/** Each clause with what it stands in, outermost first. */
async function chainsOf(ctx: Ctx, holders: Holder[]): Promise<Map<number, CitedClause[]>> {
  if (holders.length === 0) return new Map()
  const wanted = sql.join(
    holders.map(({ clauseId, versionId }) => sql`(${clauseId}::bigint, ${versionId}::bigint)`),
    sql`, `,
  )
  const { rows } = await ctx.db.execute<ChainRow>(sql`
    with recursive chain as (
      select c.clause_id as start, 0 as level, c.*
      from ${clauseVersions} c join (values ${wanted}) as w (clause_id, version_id) using (clause_id, version_id)
      union all
      select chain.start, chain.level + 1, up.*
      from chain join ${clauseVersions} up on up.version_id = chain.version_id and up.clause_id = chain.parent_clause_id
    )
    select start, level, kind, label, ordinal, heading, body from chain order by start, level desc`)
  const chains = new Map<number, CitedClause[]>()
  for (const { start, level: _, ...clause } of rows) {
    const id = Number(start)
    const chain = chains.get(id)
    if (chain) chain.push(clause)
    else chains.set(id, [clause])
  }
  return chains
}

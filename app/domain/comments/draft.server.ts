import { asc, inArray } from 'drizzle-orm'
import { citeAll, excerptOf } from '~/app/domain/texts/cite'
import type { Clause } from '~/app/domain/texts/versions.server'
import type { Ctx } from '~/app/server/context'
import { clauseVersions } from '~/db/schema/texts'

export type DraftClause = Clause & { cited: string; excerpt: string }
export type DraftClauses = Map<number, DraftClause>

/** The clauses of the draft that was put out for comment, each with the name by which it is cited there. */
export async function draftClauses(ctx: Ctx, versionId: number): Promise<DraftClauses> {
  return (await draftsOf(ctx, [versionId])).get(versionId) ?? new Map()
}

/** The same for several drafts in one query, by the id of the version. */
export async function draftsOf(ctx: Ctx, versionIds: number[]): Promise<Map<number, DraftClauses>> {
  if (versionIds.length === 0) return new Map()
  const rows = await ctx.db
    .select()
    .from(clauseVersions)
    .where(inArray(clauseVersions.versionId, versionIds))
    .orderBy(asc(clauseVersions.versionId), asc(clauseVersions.position))
  const drafts = new Map<number, Clause[]>()
  for (const { id: _, versionId, ...clause } of rows) {
    const clauses = drafts.get(versionId) ?? []
    clauses.push(clause)
    drafts.set(versionId, clauses)
  }
  return new Map([...drafts].map(([versionId, clauses]) => [versionId, withCitations(clauses)]))
}

function withCitations(clauses: Clause[]): DraftClauses {
  const cited = citeAll(clauses)
  return new Map(
    clauses.map((clause) => [
      clause.clauseId,
      { ...clause, cited: cited.get(clause.clauseId) ?? '', excerpt: excerptOf(clause) },
    ]),
  )
}

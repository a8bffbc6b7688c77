import { citeAll, excerptOf } from '~/app/domain/texts/cite'
import { type Clause, versionOf } from '~/app/domain/texts/versions.server'
import type { Ctx } from '~/app/server/context'

export type DraftClause = Clause & { cited: string; excerpt: string }

/** The clauses of the draft that was put out for comment, each with the name by which it is cited there. */
export async function draftClauses(ctx: Ctx, versionId: number): Promise<Map<number, DraftClause>> {
  const { clauses } = await versionOf(ctx, versionId)
  const cited = citeAll(clauses)
  return new Map(
    clauses.map((clause) => [
      clause.clauseId,
      { ...clause, cited: cited.get(clause.clauseId) ?? '', excerpt: excerptOf(clause) },
    ]),
  )
}

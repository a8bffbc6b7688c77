import { asc, inArray, sql } from 'drizzle-orm'
import { isPublicAsWell } from '~/app/domain/audit/published.server'
import { clauseAnchor, paths } from '~/app/paths'
import type { Ctx } from '~/app/server/context'
import { consultations } from '~/db/schema/consultations'
import { policies } from '~/db/schema/policies'
import { clauseVersions } from '~/db/schema/texts'
import { citeAll } from './cite'
import { type ClauseFate, fatesBetween } from './fates'
import { identify } from './versions.server'

/** The later version that the public reads: the draft of a further round, or the published policy. */
export type LaterVersion = { title: string; number: number; href: string }

export type ClauseFates = { since: LaterVersion | null; fates: Map<number, ClauseFate> }

/**
 * What became of the clauses of a version (all, or those asked for) in the newest public version after it. Without a
 * later one there is nothing to say: `since` is null and the map is empty.
 */
export async function clauseFates(
  ctx: Ctx,
  { textId, versionId }: { textId: number; versionId: number },
  clauseIds?: readonly number[],
): Promise<ClauseFates> {
  const later = clauseIds?.length === 0 ? undefined : await newestLater(ctx, textId, versionId)
  if (!later) return { since: null, fates: new Map() }
  const rows = await ctx.db
    .select()
    .from(clauseVersions)
    .where(inArray(clauseVersions.versionId, [versionId, later.id]))
    .orderBy(asc(clauseVersions.position))
  const before = rows.filter((row) => row.versionId === versionId)
  const after = rows.filter((row) => row.versionId === later.id)
  const href = (clauseId: number) =>
    `${paths.compare(textId, { from: later.ownNumber, to: later.number })}#${clauseAnchor(clauseId)}`
  const fates = fatesBetween(
    { clauses: identify(before), names: citeAll(before) },
    { clauses: identify(after), names: citeAll(after) },
    { clauseIds: clauseIds ? new Set(clauseIds) : null, href },
  )
  const { policyId, consultationId, policyTitle, consultationTitle, number } = later
  const since =
    policyId === null
      ? { title: consultationTitle ?? '', number, href: paths.consultation(Number(consultationId)) }
      : { title: policyTitle ?? '', number, href: paths.policy(Number(policyId)) }
  return { since, fates }
}

type Later = {
  id: number
  number: number
  ownNumber: number
  policyId: number | null
  policyTitle: string | null
  consultationId: number | null
  consultationTitle: string | null
}

async function newestLater(ctx: Ctx, textId: number, versionId: number): Promise<Later | undefined> {
  const { rows } = await ctx.db.execute<Later>(sql`
    select v.id, v.number, own.number as "ownNumber",
      p.id as "policyId", p.title as "policyTitle", c.id as "consultationId", c.title as "consultationTitle"
    from text_versions own
    join text_versions v on v.text_id = own.text_id and v.number > own.number
    left join lateral (
      select policies.id, policies.title from policies
      where policies.text_id = v.text_id and policies.version_id = v.id and ${isPublicAsWell('policy', policies.id, ctx.now)} limit 1
    ) as p on true
    left join lateral (
      select consultations.id, consultations.title from consultations
      where consultations.text_id = v.text_id and consultations.version_id = v.id and ${isPublicAsWell('consultation', consultations.id, ctx.now)}
      order by consultations.form limit 1
    ) as c on true
    where own.id = ${versionId} and own.text_id = ${textId} and (p.id is not null or c.id is not null)
    order by v.number desc limit 1`)
  const [row] = rows
  return row ? { ...row, id: Number(row.id) } : undefined
}

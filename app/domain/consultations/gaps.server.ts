import { asc, eq, sql } from 'drizzle-orm'
import { affectedGroupsOf, consultationRow } from '~/app/domain/comments/consultation.server'
import { draftClauses } from '~/app/domain/comments/draft.server'
import { countByTrait } from '~/app/domain/comments/tallies.server'
import { type CommentChannel, placeOf } from '~/app/domain/comments/types'
import type { Finding } from '~/app/domain/findings'
import { requirePermission } from '~/app/domain/people/permissions'
import type { Ctx } from '~/app/server/context'
import { commentTallies } from '~/db/schema/comments'
import { departments } from '~/db/schema/people'
import { type ClauseCount, countByArticle, groupFindings } from './gaps'

type Named = { name: string; count: number }

export type Gaps = {
  consultation: { id: number; matterId: number; title: string; closesAt: Date; isOpen: boolean }
  /** All that were received and neither withdrawn nor refused. */
  comments: number
  articles: ClauseCount[]
  /** On the whole draft, or on a chapter. */
  elsewhere: number
  townships: Named[]
  /** Comments that name no township. */
  fromNowhere: number
  groups: Named[]
  channels: { channel: CommentChannel; count: number }[]
  findings: Finding[]
}

/** Who has not been heard yet, and what nobody has spoken about, while something can still be done about it. */
export async function gapsOf(ctx: Ctx, consultationId: number): Promise<Gaps> {
  const consultation = await consultationRow(ctx, consultationId)
  requirePermission(ctx, 'text.read', consultation)
  const [drafted, counted, people, places, affected] = await Promise.all([
    draftClauses(ctx, consultation.versionId),
    countClauses(ctx, consultationId),
    countByTrait(ctx, consultationId, ['pending', 'published']),
    ctx.db
      .select({ slug: departments.slug, name: departments.name })
      .from(departments)
      .where(eq(departments.kind, 'township'))
      .orderBy(asc(departments.id)),
    affectedGroupsOf(ctx, consultation.matterId),
  ])
  const { articles, elsewhere } = countByArticle([...drafted.values()], counted)
  const groups = affected.map((name) => ({ name, count: people.group.get(name) ?? 0 }))
  const comments = [...counted.values()].reduce((sum, count) => sum + count, 0)
  const townships = places.map(({ slug, name }) => ({
    name: placeOf(name),
    count: people.township.get(slug) ?? 0,
  }))
  const { id, matterId, title, closesAt, opensAt, terminatedAt } = consultation
  return {
    consultation: {
      ...{ id, matterId, title, closesAt },
      isOpen: opensAt <= ctx.now && ctx.now <= closesAt && terminatedAt === null,
    },
    ...{ comments, articles, elsewhere, townships, groups },
    fromNowhere: comments - townships.reduce((sum, { count }) => sum + count, 0),
    channels: [...people.channel]
      .map(([channel, count]) => ({ channel: channel as CommentChannel, count }))
      .sort((one, other) => other.count - one.count),
    findings: groupFindings(groups),
  }
}

async function countClauses(ctx: Ctx, consultationId: number): Promise<Map<number, number>> {
  const rows = await ctx.db
    .select({ clauseId: commentTallies.clauseId, count: sql<number>`sum(${commentTallies.count})::int` })
    .from(commentTallies)
    .where(
      sql`${commentTallies.consultationId} = ${consultationId} and ${commentTallies.state} in ('pending', 'published')`,
    )
    .groupBy(commentTallies.clauseId)
  return new Map(rows.filter(({ count }) => count > 0).map(({ clauseId, count }) => [clauseId, count]))
}

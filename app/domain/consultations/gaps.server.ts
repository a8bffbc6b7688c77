import { asc, eq, sql } from 'drizzle-orm'
import { consultationRow } from '~/app/domain/comments/consultation.server'
import { draftClauses } from '~/app/domain/comments/draft.server'
import { type CommentChannel, placeOf } from '~/app/domain/comments/types'
import type { Finding } from '~/app/domain/findings'
import { requirePermission } from '~/app/domain/people/permissions'
import type { Ctx } from '~/app/server/context'
import { commentTallies } from '~/db/schema/comments'
import { matters } from '~/db/schema/matters'
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
  const [drafted, counted, people, places, [matter]] = await Promise.all([
    draftClauses(ctx, consultation.versionId),
    countClauses(ctx, consultationId),
    countPeople(ctx, consultationId),
    ctx.db
      .select({ slug: departments.slug, name: departments.name })
      .from(departments)
      .where(eq(departments.kind, 'township'))
      .orderBy(asc(departments.id)),
    ctx.db
      .select({ groups: matters.affectedGroups })
      .from(matters)
      .where(eq(matters.id, consultation.matterId)),
  ])
  const { articles, elsewhere } = countByArticle([...drafted.values()], counted)
  const groups = (matter?.groups ?? []).map((name) => ({ name, count: people.groups.get(name) ?? 0 }))
  const comments = [...counted.values()].reduce((sum, count) => sum + count, 0)
  const townships = places.map(({ slug, name }) => ({
    name: placeOf(name),
    count: people.townships.get(slug) ?? 0,
  }))
  const { id, matterId, title, closesAt, opensAt, terminatedAt } = consultation
  return {
    consultation: {
      ...{ id, matterId, title, closesAt },
      isOpen: opensAt <= ctx.now && ctx.now <= closesAt && terminatedAt === null,
    },
    ...{ comments, articles, elsewhere, townships, groups },
    fromNowhere: comments - townships.reduce((sum, { count }) => sum + count, 0),
    channels: people.channels,
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

type People = {
  townships: Map<string, number>
  groups: Map<string, number>
  channels: { channel: CommentChannel; count: number }[]
}

const remembered = new Map<number, { standing: string; people: People }>()
const mostRemembered = 50

/** Who spoke. Nothing tallies it, so it is counted once and kept for as long as no comment comes or moves. */
async function countPeople(ctx: Ctx, consultationId: number): Promise<People> {
  const standing = await standingOf(ctx, consultationId)
  const known = remembered.get(consultationId)
  if (known?.standing === standing) return known.people
  const people = await walkThrough(ctx, consultationId)
  remembered.delete(consultationId)
  remembered.set(consultationId, { standing, people })
  for (const oldest of [...remembered.keys()].slice(0, -mostRemembered)) remembered.delete(oldest)
  return people
}

/** Changes with every comment that comes, and with every step of one. */
async function standingOf(ctx: Ctx, consultationId: number): Promise<string> {
  const { rows } = await ctx.db.execute<{ standing: string | null; moved_at: string | null }>(sql`
    select (select string_agg(clause_id || state || count, ',' order by clause_id, state) from comment_tallies
        where consultation_id = ${consultationId}) as standing,
      (select max(moved_at) from comment_states where consultation_id = ${consultationId})::text as moved_at`)
  return `${rows[0]?.standing} ${rows[0]?.moved_at}`
}

/** One walk through the comments of the consultation for all three questions. */
async function walkThrough(ctx: Ctx, consultationId: number): Promise<People> {
  const { rows } = await ctx.db.execute<{
    township: string
    affected_group: string
    channel: CommentChannel
    count: number
  }>(sql`
    select c.township, c.affected_group, c.channel, count(*)::int as count
    from comment_states s join comments c on c.id = s.comment_id
    where s.consultation_id = ${consultationId} and s.state in ('pending', 'published')
    group by 1, 2, 3`)
  const townships = new Map<string, number>()
  const groups = new Map<string, number>()
  const channels = new Map<CommentChannel, number>()
  for (const { township, affected_group: group, channel, count } of rows) {
    townships.set(township, (townships.get(township) ?? 0) + count)
    groups.set(group, (groups.get(group) ?? 0) + count)
    channels.set(channel, (channels.get(channel) ?? 0) + count)
  }
  const byCount = [...channels].map(([channel, count]) => ({ channel, count }))
  return { townships, groups, channels: byCount.sort((one, other) => other.count - one.count) }
}

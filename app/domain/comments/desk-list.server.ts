import { sql } from 'drizzle-orm'
import { type Step, stepsOfMany } from '~/app/domain/audit/steps.server'
import { campaignOf } from '~/app/domain/campaigns/read.server'
import { hasPermission, requirePermission } from '~/app/domain/people/permissions'
import type { Ctx } from '~/app/server/context'
import { consultationRow } from './consultation.server'
import { deskComments } from './desk-comments.server'
import { findingsOfComment } from './findings'
import { pageOfComments } from './keyset.server'
import { proposeMasking } from './private-data'
import { countAllByState, countByClause, countByState } from './tallies.server'
import type { Awaiting, CommentChannel, CommentState, DeskComment } from './types'

const pageSize = 20
const queueSize = 50
const allStates = ['pending', 'published', 'refused', 'withdrawn'] as const

type Queue = { consultationId?: number; state?: 'pending' | 'published' | 'refused'; after?: number }

/** What waits for moderation, the oldest first; or what was moderated, the newest first. Over all consultations. */
export async function moderationQueue(
  ctx: Ctx,
  { consultationId, state = 'pending', after }: Queue = {},
): Promise<{ comments: Awaiting[]; next: number | null; total: number }> {
  requirePermission(ctx, 'comment.moderate')
  const order = state === 'pending' ? 'oldest' : 'newest'
  const [{ ids, next }, counts] = await Promise.all([
    pageOfComments(ctx, { consultationId, after, states: [state], order, size: queueSize }),
    consultationId === undefined ? countAllByState(ctx) : countByState(ctx, consultationId),
  ])
  const [page, earlier, copies, repeats] = await Promise.all([
    deskComments(ctx, ids),
    state === 'refused' ? stepsOfMany(ctx, 'comment', ids) : new Map<number, Step[]>(),
    campaignOf(ctx, ids),
    state === 'pending' ? repeatsOf(ctx, ids) : new Map<number, number>(),
  ])
  return {
    comments: page.map((comment) => {
      const campaign = copies.get(comment.id)
      return {
        ...comment,
        takenDownFrom: earlier.get(comment.id)?.find(({ kind }) => kind === 'published')?.at ?? null,
        suggestion: proposeMasking(comment.body),
        findings: findingsOfComment(comment.body, {
          copies: campaign && { relation: campaign.relation, sent: campaign.copies },
          repeats: repeats.get(comment.id),
        }),
      }
    }),
    next,
    total: counts[state],
  }
}

const mostCompared = 200

/** The number of an earlier comment with the same words under the same name, among the 200 before it. */
async function repeatsOf(ctx: Ctx, ids: number[]): Promise<Map<number, number>> {
  const { rows } = await ctx.db.execute<{ id: string; earlier: string }>(sql`
    select c.id, p.id as earlier from comments c
    cross join lateral (
      select id from (
        select e.id, e.body, e.display_name from comments e
        where e.consultation_id = c.consultation_id and e.id < c.id order by e.id desc limit ${mostCompared}) as before
      where before.body = c.body and before.display_name = c.display_name order by id limit 1) as p
    where c.id = any(${sql.param(ids)}::bigint[]) and c.display_name <> ''`)
  return new Map(rows.map((row) => [Number(row.id), Number(row.earlier)]))
}

type DeskFilter = {
  state?: CommentState
  /** 0: on the whole draft. */
  clauseId?: number
  channel?: CommentChannel
  order?: 'oldest' | 'newest'
  after?: number
}
type DeskPage = {
  comments: DeskComment[]
  next: number | null
  total: number
  /** Only a stretch was looked through for the channel. */
  partial: boolean
}

/** The comments of one consultation, for its department and the moderators. */
export async function listDeskComments(
  ctx: Ctx,
  consultationId: number,
  { state, clauseId, channel, order = 'oldest', after }: DeskFilter = {},
): Promise<DeskPage> {
  const consultation = await consultationRow(ctx, consultationId)
  if (!hasPermission(ctx, 'comment.moderate')) requirePermission(ctx, 'text.read', consultation)
  const { ids, next, partial } = await pageOfComments(ctx, {
    ...{ consultationId, channel, order, after, size: pageSize },
    states: state ? [state] : allStates,
    clauseId: clauseId === 0 ? null : clauseId,
  })
  const [comments, total] = await Promise.all([
    deskComments(ctx, ids),
    countFor(ctx, consultationId, state, clauseId),
  ])
  return { comments, next, total, partial }
}

async function countFor(
  ctx: Ctx,
  consultationId: number,
  state: CommentState | undefined,
  clauseId: number | undefined,
): Promise<number> {
  if (clauseId === undefined) {
    const counts = await countByState(ctx, consultationId)
    return state ? counts[state] : allStates.reduce((sum, name) => sum + counts[name], 0)
  }
  const counts = await Promise.all(
    (state ? [state] : allStates).map((name) => countByClause(ctx, consultationId, name)),
  )
  return counts.reduce((sum, count) => sum + (count.get(clauseId) ?? 0), 0)
}

/** Where some comments stand now and who moved them, for a moderator who was a moment later. */
export async function placesOfComments(
  ctx: Ctx,
  ids: number[],
): Promise<{ id: number; state: CommentState; by: string | null }[]> {
  if (!hasPermission(ctx, 'comment.moderate') || ids.length === 0) return []
  const { rows } = await ctx.db.execute<{ id: string; state: CommentState; by: string | null }>(sql`
    select s.comment_id as id, s.state, (select a.name from steps t join accounts a on a.id = t.account_id
      where t.subject = 'comment' and t.subject_id = s.comment_id order by t.id desc limit 1) as by
    from comment_states s where s.comment_id = any(${sql.param(ids)}::bigint[]) order by s.comment_id`)
  return rows.map((row) => ({ ...row, id: Number(row.id) }))
}

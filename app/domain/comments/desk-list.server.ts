import { and, asc, count, eq, gt, type SQL, sql } from 'drizzle-orm'
import { hasPermission, requirePermission } from '~/app/domain/people/permissions'
import type { Ctx } from '~/app/server/context'
import { comments } from '~/db/schema/comments'
import { consultations } from '~/db/schema/consultations'
import { points } from '~/db/schema/issues'
import { departments } from '~/db/schema/people'
import { consultationRow } from './consultation.server'
import { draftClauses } from './draft.server'
import { maskPrivateData } from './private-data'
import { commentState, publicBody } from './state.server'
import { type CommentChannel, type CommentState, placeOf } from './types'

const pageSize = 20

/** The code is not among it: who holds the code may withdraw. */
export type DeskComment = {
  id: number
  consultationId: number
  consultationTitle: string
  clause: { clauseId: number; cited: string; excerpt: string } | null
  receivedAt: Date
  channel: CommentChannel
  displayName: string
  publishName: boolean
  township: string
  body: string
  state: CommentState
}

export type Awaiting = DeskComment & {
  /** What the public would read if the proposal is taken; the same as the body where nothing need be hidden (L3). */
  suggestion: string
}

type Queue = { consultationId?: number; state?: 'pending' | 'published' | 'refused'; after?: number }

/** What waits for moderation, or was moderated, oldest first, over all consultations. */
export async function moderationQueue(
  ctx: Ctx,
  { consultationId, state = 'pending', after }: Queue = {},
): Promise<{ comments: Awaiting[]; next: number | null; total: number }> {
  requirePermission(ctx, 'comment.moderate')
  const waiting = and(
    eq(commentState(), state),
    consultationId === undefined ? undefined : eq(comments.consultationId, consultationId),
  )
  const [total] = await ctx.db.select({ count: count() }).from(comments).where(waiting)
  const rows = await selectPage(ctx, and(waiting, after === undefined ? undefined : gt(comments.id, after)))
  const page = rows.slice(0, pageSize)
  return {
    comments: page.map((comment) => ({ ...comment, suggestion: maskPrivateData(comment.body) })),
    next: rows.length > pageSize ? (page.at(-1)?.id ?? null) : null,
    total: total?.count ?? 0,
  }
}

type DeskFilter = { state?: CommentState; ungrouped?: boolean; clauseId?: number; after?: number }

/** The comments of one consultation, oldest first, for its department and the moderators. */
export async function listDeskComments(
  ctx: Ctx,
  consultationId: number,
  { state, ungrouped, clauseId, after }: DeskFilter = {},
): Promise<{ comments: DeskComment[]; next: number | null; total: number }> {
  const consultation = await consultationRow(ctx, consultationId)
  if (!hasPermission(ctx, 'comment.moderate')) requirePermission(ctx, 'text.read', consultation)
  const inGroup = sql`exists (select 1 from ${points} where ${points.commentId} = ${comments.id} and ${points.issueId} is not null)`
  const wanted = and(
    eq(comments.consultationId, consultationId),
    state ? eq(commentState(), state) : undefined,
    ungrouped ? sql`not ${inGroup}` : undefined,
    clauseId === undefined ? undefined : eq(comments.clauseId, clauseId),
  )
  const [total] = await ctx.db.select({ count: count() }).from(comments).where(wanted)
  const rows = await selectPage(ctx, and(wanted, after === undefined ? undefined : gt(comments.id, after)))
  const page = rows.slice(0, pageSize)
  return {
    comments: page,
    next: rows.length > pageSize ? (page.at(-1)?.id ?? null) : null,
    total: total?.count ?? 0,
  }
}

async function selectPage(ctx: Ctx, wanted: SQL | undefined): Promise<DeskComment[]> {
  const rows = await ctx.db
    .select({
      id: comments.id,
      consultationId: comments.consultationId,
      consultationTitle: consultations.title,
      versionId: consultations.versionId,
      clauseId: comments.clauseId,
      receivedAt: comments.receivedAt,
      channel: comments.channel,
      displayName: comments.displayName,
      publishName: comments.publishName,
      township: departments.name,
      body: publicBody(),
      state: commentState(),
    })
    .from(comments)
    .innerJoin(consultations, eq(consultations.id, comments.consultationId))
    .leftJoin(departments, eq(departments.slug, comments.township))
    .where(wanted)
    .orderBy(asc(comments.id))
    .limit(pageSize + 1)
  const drafts = new Map<number, Awaited<ReturnType<typeof draftClauses>>>()
  for (const id of new Set(rows.map((row) => row.versionId))) drafts.set(id, await draftClauses(ctx, id))
  return rows.map(({ versionId, clauseId, township, ...row }) => {
    const clause = clauseId === null ? undefined : drafts.get(versionId)?.get(clauseId)
    return {
      ...row,
      township: placeOf(township),
      clause: clause ? { clauseId: clause.clauseId, cited: clause.cited, excerpt: clause.excerpt } : null,
    }
  })
}

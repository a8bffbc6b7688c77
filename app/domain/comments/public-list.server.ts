import { and, count, desc, eq, isNotNull, lt } from 'drizzle-orm'
import { publicDecisionsOfComments } from '~/app/domain/issues/decisions.server'
import type { Ctx } from '~/app/server/context'
import { comments } from '~/db/schema/comments'
import { departments } from '~/db/schema/people'
import { publicConsultationRow } from './consultation.server'
import { draftClauses } from './draft.server'
import { maskPrivateData } from './private-data'
import { commentState, publicBody } from './state.server'
import { type CommentChannel, type Decision, placeOf } from './types'

const pageSize = 20

export type PublicComment = {
  id: number
  receivedAt: Date
  channel: CommentChannel
  /** Only with the person's separate consent (L2). */
  name: string | null
  township: string
  clause: { clauseId: number; cited: string } | null
  body: string
  /** What became of it, once the feedback report is public. */
  decisions: { issueId: number; title: string; decision: Decision }[]
}

type Page = { clauseId?: number; after?: number }
export type PublicComments = { comments: PublicComment[]; next: number | null; total: number }

/** The published comments of a published consultation, newest first. */
export async function listPublicComments(
  ctx: Ctx,
  consultationId: number,
  { clauseId, after }: Page = {},
): Promise<PublicComments> {
  const consultation = await publicConsultationRow(ctx, consultationId)
  const shown = and(
    eq(comments.consultationId, consultationId),
    eq(commentState(), 'published'),
    clauseId === undefined ? undefined : eq(comments.clauseId, clauseId),
  )
  const rows = await ctx.db
    .select({
      id: comments.id,
      receivedAt: comments.receivedAt,
      channel: comments.channel,
      displayName: comments.displayName,
      publishName: comments.publishName,
      township: departments.name,
      clauseId: comments.clauseId,
      body: publicBody(),
    })
    .from(comments)
    .leftJoin(departments, eq(departments.slug, comments.township))
    .where(and(shown, after === undefined ? undefined : lt(comments.id, after)))
    .orderBy(desc(comments.id))
    .limit(pageSize + 1)
  const page = rows.slice(0, pageSize)
  const [[total], clauses, decisions] = await Promise.all([
    ctx.db.select({ count: count() }).from(comments).where(shown),
    draftClauses(ctx, consultation.versionId),
    publicDecisionsOfComments(
      ctx,
      consultationId,
      page.map((row) => row.id),
    ),
  ])
  return {
    comments: page.map(({ displayName, publishName, township, clauseId: at, ...row }) => ({
      ...row,
      name: publishName && displayName ? maskPrivateData(displayName) : null,
      township: placeOf(township),
      clause: at === null ? null : { clauseId: at, cited: clauses.get(at)?.cited ?? '' },
      decisions: decisions.get(row.id) ?? [],
    })),
    next: rows.length > pageSize ? (page.at(-1)?.id ?? null) : null,
    total: total?.count ?? 0,
  }
}

/** How many published comments hang on each clause of the draft. */
export async function commentCountsByClause(ctx: Ctx, consultationId: number): Promise<Map<number, number>> {
  const rows = await ctx.db
    .select({ clauseId: comments.clauseId, count: count() })
    .from(comments)
    .where(
      and(
        eq(comments.consultationId, consultationId),
        isNotNull(comments.clauseId),
        eq(commentState(), 'published'),
      ),
    )
    .groupBy(comments.clauseId)
  return new Map(rows.map((row) => [row.clauseId as number, row.count]))
}

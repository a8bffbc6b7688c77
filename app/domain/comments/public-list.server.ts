import { and, eq, inArray, lte, sql } from 'drizzle-orm'
import { campaignOf } from '~/app/domain/campaigns/read.server'
import { publicDecisionsOfComments } from '~/app/domain/issues/decisions.server'
import { occasionsOfComments } from '~/app/domain/occasions/of-ledger.server'
import { type ClauseFates, clauseFates } from '~/app/domain/texts/clause-fates.server'
import type { Ctx } from '~/app/server/context'
import { steps } from '~/db/schema/audit'
import { commentCorrections, comments } from '~/db/schema/comments'
import { departments } from '~/db/schema/people'
import { countAttachments } from './attachments.server'
import { publicConsultationRow } from './consultation.server'
import { type DraftClauses, draftClauses } from './draft.server'
import { pageOfComments } from './keyset.server'
import { maskPrivateData } from './private-data'
import { commentColumns, publicBody } from './state.server'
import { countByClause } from './tallies.server'
import type { PublicComment } from './types'
import { placeOf } from './types'

const pageSize = 20

type Page = { /** 0: on the whole draft. */ clauseId?: number; after?: number }
export type PublicComments = {
  comments: PublicComment[]
  next: number | null
  total: number
  since: ClauseFates['since']
  clauses: DraftClauses
  counts: Map<number, number>
}

/** The published comments of a published consultation, newest first. */
export async function listPublicComments(
  ctx: Ctx,
  consultationId: number,
  { clauseId, after }: Page = {},
): Promise<PublicComments> {
  const { versionId, textId } = await publicConsultationRow(ctx, consultationId)
  const [{ ids, next }, counts] = await Promise.all([
    pageOfComments(ctx, {
      ...{ consultationId, after, states: ['published'], order: 'newest', size: pageSize },
      clauseId: clauseId === 0 ? null : clauseId,
    }),
    countByClause(ctx, consultationId, 'published'),
  ])
  const rows = await rowsOf(ctx, ids)
  const clauseIds = [...new Set(rows.flatMap((row) => row.clauseId ?? []))]
  const [clauses, decisions, corrected, attachments, campaigns, occasions, { since, fates }] =
    await Promise.all([
      draftClauses(ctx, versionId),
      publicDecisionsOfComments(ctx, consultationId, ids),
      correctionsShown(ctx, ids),
      countAttachments(ctx, ids),
      campaignOf(ctx, ids),
      occasionsOfComments(ctx, ids),
      clauseFates(ctx, { textId, versionId }, clauseIds),
    ])
  return {
    comments: rows.map(({ displayName, publishName, township, clauseId: at, ...row }) => ({
      ...row,
      name: publishName && displayName ? maskPrivateData(displayName) : null,
      township: placeOf(township),
      clause: at === null ? null : { clauseId: at, cited: clauses.get(at)?.cited ?? '' },
      correctedAt: corrected.get(row.id) ?? null,
      occasion: occasions.get(row.id) ?? null,
      attachments: attachments.get(row.id) ?? 0,
      campaign: campaigns.get(row.id) ?? null,
      fate: at === null ? null : (fates.get(at) ?? null),
      decisions: decisions.get(row.id) ?? [],
    })),
    next,
    total:
      clauseId === undefined
        ? [...counts.values()].reduce((sum, count) => sum + count, 0)
        : (counts.get(clauseId) ?? 0),
    since,
    clauses,
    counts,
  }
}

function rowsOf(ctx: Ctx, ids: number[]) {
  return ctx.db
    .select({
      ...commentColumns,
      body: publicBody(),
    })
    .from(comments)
    .leftJoin(departments, eq(departments.slug, comments.township))
    .where(inArray(comments.id, ids))
    .orderBy(sql`comments.id desc`)
}

/** When the correction that was taken up came in. */
async function correctionsShown(ctx: Ctx, commentIds: number[]): Promise<Map<number, Date>> {
  if (commentIds.length === 0) return new Map()
  const rows = await ctx.db
    .selectDistinctOn([commentCorrections.commentId], {
      commentId: commentCorrections.commentId,
      at: commentCorrections.at,
    })
    .from(commentCorrections)
    .innerJoin(
      steps,
      and(
        eq(steps.subject, 'comment-correction'),
        eq(steps.subjectId, commentCorrections.id),
        eq(steps.kind, 'published'),
        lte(steps.at, ctx.now),
      ),
    )
    .where(inArray(commentCorrections.commentId, commentIds))
    .orderBy(commentCorrections.commentId, sql`comment_corrections.id desc`)
  return new Map(rows.map(({ commentId, at }) => [commentId, at]))
}

/** How many published comments hang on each clause of the draft. */
export async function commentCountsByClause(ctx: Ctx, consultationId: number): Promise<Map<number, number>> {
  const counts = await countByClause(ctx, consultationId, 'published')
  counts.delete(0)
  return counts
}

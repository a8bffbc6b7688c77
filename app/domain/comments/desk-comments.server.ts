import { and, desc, eq, inArray, isNotNull, sql } from 'drizzle-orm'
import { occasionsOfComments } from '~/app/domain/occasions/of-ledger.server'
import { hasPermission } from '~/app/domain/people/permissions'
import type { Ctx } from '~/app/server/context'
import { steps } from '~/db/schema/audit'
import { commentStates, comments } from '~/db/schema/comments'
import { consultations } from '~/db/schema/consultations'
import { issues, points } from '~/db/schema/issues'
import { departments } from '~/db/schema/people'
import { attachmentsOf } from './attachments.server'
import { draftsOf } from './draft.server'
import { commentColumns, openCorrections, wordsToModerate } from './state.server'
import type { DeskComment } from './types'
import { placeOf } from './types'

/**
 * The comments of these ids, in their order, with all that the desk shows of them: a query for each kind of thing. Who
 * took a comment back wants it read no more: its words and files are open to the audit alone.
 */
export async function deskComments(ctx: Ctx, ids: number[]): Promise<DeskComment[]> {
  if (ids.length === 0) return []
  const mayReadAll = hasPermission(ctx, 'audit.read')
  const rows = await rowsOf(ctx, ids)
  const [drafts, corrections, attachments, last, placed, occasions] = await Promise.all([
    draftsOf(ctx, [...new Set(rows.map((row) => row.versionId))]),
    openCorrections(ctx, ids),
    attachmentsOf(ctx, ids),
    lastMoves(ctx, ids),
    issuesOfComments(ctx, ids),
    occasionsOfComments(ctx, ids),
  ])
  const found = new Map(
    rows.map(({ versionId, clauseId, township, original, ...all }): [number, DeskComment] => {
      const isTakenBack = all.state === 'withdrawn' && !mayReadAll
      const row = isTakenBack ? { ...all, body: '', displayName: '' } : all
      const clause = clauseId === null ? undefined : drafts.get(versionId)?.get(clauseId)
      const move = last.get(row.id)
      return [
        row.id,
        {
          ...row,
          township: placeOf(township),
          original: isTakenBack || original === row.body ? null : original,
          clause: clause ? { clauseId: clause.clauseId, cited: clause.cited, excerpt: clause.excerpt } : null,
          correction: isTakenBack ? null : (corrections.get(row.id) ?? null),
          reason: move?.reason ?? null,
          disowned: move?.data?.cause === 'not-mine',
          attachments: isTakenBack ? [] : (attachments.get(row.id) ?? []),
          occasion: occasions.get(row.id) ?? null,
          issues: placed.get(row.id) ?? [],
        },
      ]
    }),
  )
  return ids.flatMap((id) => found.get(id) ?? [])
}

function rowsOf(ctx: Ctx, ids: number[]) {
  return ctx.db
    .select({
      ...commentColumns,
      consultationId: comments.consultationId,
      consultationTitle: consultations.title,
      departmentId: consultations.departmentId,
      versionId: consultations.versionId,
      hasContact: sql<boolean>`${isNotNull(comments.contact)}`,
      body: wordsToModerate(),
      original: comments.body,
      state: commentStates.state,
    })
    .from(comments)
    .innerJoin(commentStates, eq(commentStates.commentId, comments.id))
    .innerJoin(consultations, eq(consultations.id, comments.consultationId))
    .leftJoin(departments, eq(departments.slug, comments.township))
    .where(inArray(comments.id, ids))
}

/** The last step of each, which made it what it is. */
async function lastMoves(ctx: Ctx, ids: number[]) {
  const rows = await ctx.db
    .selectDistinctOn([steps.subjectId], { id: steps.subjectId, reason: steps.reason, data: steps.data })
    .from(steps)
    .where(
      and(
        eq(steps.subject, 'comment'),
        inArray(steps.subjectId, ids),
        inArray(steps.kind, ['published', 'refused', 'restored', 'withdrawn']),
      ),
    )
    .orderBy(steps.subjectId, desc(steps.id))
  return new Map(rows.map((row) => [row.id, row]))
}

async function issuesOfComments(ctx: Ctx, ids: number[]) {
  const rows = await ctx.db
    .selectDistinct({ commentId: points.commentId, id: issues.id, title: issues.title })
    .from(points)
    .innerJoin(issues, eq(issues.id, points.issueId))
    .where(inArray(points.commentId, ids))
    .orderBy(points.commentId, issues.id)
  const found = new Map<number, { id: number; title: string }[]>()
  for (const { commentId, ...issue } of rows) found.set(commentId, [...(found.get(commentId) ?? []), issue])
  return found
}

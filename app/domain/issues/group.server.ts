import { and, eq, inArray, isNull } from 'drizzle-orm'
import { record, transact } from '~/app/domain/audit/record.server'
import { type ConsultationRow, lockLedger, refuseIfReported } from '~/app/domain/comments/consultation.server'
import { lockComments } from '~/app/domain/comments/state.server'
import { requirePermission } from '~/app/domain/people/permissions'
import { accountIdOf, type Ctx } from '~/app/server/context'
import { notFound, Refusal } from '~/app/server/errors'
import { comments } from '~/db/schema/comments'
import { issueClauses, issues, points } from '~/db/schema/issues'
import { clauseVersions } from '~/db/schema/texts'

type NewIssue = {
  consultationId: number
  title: string
  summary: string
  clauseIds: number[]
  commentIds?: number[]
}

/** An issue: what several comments have in common, on which one decision is taken. */
export function createIssue(ctx: Ctx, issue: NewIssue): Promise<number> {
  return transact(ctx, async (tx) => {
    const consultation = await lockLedger(tx, issue.consultationId, 'key share')
    requirePermission(tx, 'issue.write', consultation)
    await refuseIfReported(tx, consultation.id)
    const clauseIds = await clausesFor(tx, issue)
    await requireDraftClauses(tx, consultation, clauseIds)
    const title = issue.title.trim()
    const summary = issue.summary.trim()
    if (title === '' || summary === '')
      throw new Refusal(422, '请填写归集标题和意见摘要。', { fields: { title: '请填写归集标题和意见摘要' } })
    const [row] = await tx.db
      .insert(issues)
      .values({
        consultationId: consultation.id,
        title,
        summary,
        createdAt: tx.now,
        createdBy: accountIdOf(tx),
      })
      .returning({ id: issues.id })
    if (!row) throw new Error('no row came back from the insert of an issue')
    if (clauseIds.length > 0)
      await tx.db.insert(issueClauses).values(clauseIds.map((clauseId) => ({ issueId: row.id, clauseId })))
    await record(tx, {
      action: 'issue.created',
      subject: 'issue',
      id: row.id,
      after: { consultationId: consultation.id, title, clauseIds },
    })
    if (issue.commentIds?.length) await addPoints(tx, row.id, issue.commentIds)
    return row.id
  })
}

/** The clauses that were chosen, else those on which the comments hang. */
async function clausesFor(tx: Ctx, { clauseIds, commentIds = [] }: NewIssue): Promise<number[]> {
  if (clauseIds.length > 0 || commentIds.length === 0) return [...new Set(clauseIds)]
  const rows = await tx.db
    .selectDistinct({ clauseId: comments.clauseId })
    .from(comments)
    .where(inArray(comments.id, commentIds))
  return rows.flatMap(({ clauseId }) => clauseId ?? [])
}

/** Puts published comments into an issue; one that is in it already stays. A comment may be in several issues. */
export async function addPoints(ctx: Ctx, issueId: number, commentIds: number[]): Promise<void> {
  await transact(ctx, async (tx) => {
    const issue = await issueForChange(tx, issueId)
    const locked = await lockComments(tx, [...new Set(commentIds)])
    for (const comment of locked) {
      if (comment.consultationId !== issue.consultationId)
        throw new Refusal(422, `第${comment.id}号意见不属于这次征求意见。`)
      if (comment.state === 'published') continue
      const words = { pending: '还没有审核', refused: '没有公开', withdrawn: '已被提出人撤回' }[comment.state]
      throw new Refusal(422, `第${comment.id}号意见${words}，不能归集。`)
    }
    const ids = locked.map(({ id }) => id)
    const inIssue = await tx.db
      .select({ commentId: points.commentId })
      .from(points)
      .where(and(eq(points.issueId, issueId), inArray(points.commentId, ids)))
    const there = new Set(inIssue.map(({ commentId }) => commentId))
    const fresh = ids.filter((id) => !there.has(id))
    if (fresh.length === 0) return
    const placed = { issueId, placedAt: tx.now, placedBy: accountIdOf(tx) }
    const added = await tx.db
      .update(points)
      .set(placed)
      .where(and(isNull(points.issueId), isNull(points.text), inArray(points.commentId, fresh)))
      .returning({ commentId: points.commentId })
    const waited = new Set(added.map(({ commentId }) => commentId))
    const again = fresh.filter((id) => !waited.has(id))
    if (again.length > 0)
      added.push(
        ...(await tx.db
          .insert(points)
          .values(
            again.map((commentId) => ({
              ...placed,
              commentId,
              consultationId: issue.consultationId,
              createdAt: tx.now,
            })),
          )
          .returning({ commentId: points.commentId })),
      )
    if (added.length === 0) return
    await record(tx, {
      action: 'issue.points-added',
      subject: 'issue',
      id: issueId,
      after: { comments: added.map((point) => point.commentId) },
    })
  })
}

/** Takes a comment out of an issue into which it was put by mistake. */
export async function removePoint(ctx: Ctx, issueId: number, commentId: number): Promise<void> {
  await transact(ctx, async (tx) => {
    await issueForChange(tx, issueId)
    const [gone] = await tx.db
      .delete(points)
      .where(and(eq(points.issueId, issueId), eq(points.commentId, commentId)))
      .returning({ text: points.text })
    if (!gone) throw notFound('意见点')
    await record(tx, {
      action: 'issue.point-removed',
      subject: 'issue',
      id: issueId,
      before: { comment: commentId, text: gone.text },
    })
  })
}

async function issueForChange(tx: Ctx, issueId: number): Promise<{ consultationId: number }> {
  const [issue] = await tx.db
    .select({ consultationId: issues.consultationId })
    .from(issues)
    .where(eq(issues.id, issueId))
  if (!issue) throw notFound('意见归集')
  const consultation = await lockLedger(tx, issue.consultationId, 'key share')
  requirePermission(tx, 'issue.write', consultation)
  await refuseIfReported(tx, consultation.id)
  return issue
}

async function requireDraftClauses(
  tx: Ctx,
  { versionId }: ConsultationRow,
  clauseIds: number[],
): Promise<void> {
  if (clauseIds.length === 0) return
  const rows = await tx.db
    .select({ clauseId: clauseVersions.clauseId })
    .from(clauseVersions)
    .where(and(eq(clauseVersions.versionId, versionId), inArray(clauseVersions.clauseId, clauseIds)))
  if (rows.length === clauseIds.length) return
  throw new Refusal(422, '所选的条文不在这份征求意见稿里。', {
    fields: { clauseId: '请选择本次征求意见稿中的条文' },
  })
}

import { and, eq, inArray, sql } from 'drizzle-orm'
import { record, transact } from '~/app/domain/audit/record.server'
import type { ConsultationRow } from '~/app/domain/comments/consultation.server'
import { accountIdOf, type Ctx } from '~/app/server/context'
import { Refusal } from '~/app/server/errors'
import { issueClauses, issueDecisions, issues } from '~/db/schema/issues'
import { clauseVersions } from '~/db/schema/texts'
import { consultationForChange, issueForChange } from './issue-for-change.server'
import { requireOwner } from './owners.server'
import { addPoints, clausesOfComments, clausesOfPoints, placePoints } from './place.server'

type IssueWords = { title: string; summary: string; clauseIds: number[]; ownerId?: string | null }

type NewIssue = IssueWords & {
  consultationId: number
  /** Comments, of which the waiting point of the whole is placed. */
  commentIds?: number[]
  pointIds?: number[]
}

/** An issue: what several comments have in common, on which one decision is taken. */
export function createIssue(ctx: Ctx, issue: NewIssue): Promise<number> {
  return transact(ctx, async (tx) => {
    const consultation = await consultationForChange(tx, issue.consultationId, 'issue.write')
    const clauseIds = await clausesFor(tx, issue)
    await requireDraftClauses(tx, consultation, clauseIds)
    const { title, summary } = requireWords(issue)
    const ownerId = issue.ownerId || null
    await requireOwner(tx, consultation.departmentId, ownerId)
    const [row] = await tx.db
      .insert(issues)
      .values({
        consultationId: consultation.id,
        title,
        summary,
        ownerId,
        createdAt: tx.now,
        createdBy: accountIdOf(tx),
      })
      .returning({ id: issues.id })
    if (!row) throw new Error('no row came back from the insert of an issue')
    await insertClauses(tx, row.id, clauseIds)
    await record(tx, {
      action: 'issue.created',
      subject: 'issue',
      id: row.id,
      after: { consultationId: consultation.id, title, clauseIds, ...(ownerId ? { ownerId } : {}) },
    })
    if (issue.pointIds?.length) await placePoints(tx, row.id, issue.pointIds)
    if (issue.commentIds?.length) await addPoints(tx, row.id, issue.commentIds)
    return row.id
  })
}

/** The clauses that were chosen, else those on which the comments hang. */
async function clausesFor(
  tx: Ctx,
  { clauseIds, commentIds = [], pointIds = [] }: NewIssue,
): Promise<number[]> {
  if (clauseIds.length > 0) return [...new Set(clauseIds)]
  const found = [...(await clausesOfComments(tx, commentIds)), ...(await clausesOfPoints(tx, pointIds))]
  return [...new Set(found)]
}

/** Changes what an issue says, which clauses it is about and who sees to it. */
export async function updateIssue(ctx: Ctx, issueId: number, change: IssueWords): Promise<void> {
  await transact(ctx, async (tx) => {
    const issue = await issueForChange(tx, issueId, 'issue.write')
    const clauseIds = [...new Set(change.clauseIds)].sort((one, other) => one - other)
    await requireDraftClauses(tx, issue.consultation, clauseIds)
    const { title, summary } = requireWords(change)
    const ownerId = change.ownerId || null
    if (ownerId !== issue.ownerId) await requireOwner(tx, issue.consultation.departmentId, ownerId)
    const hung = await tx.db
      .select({ clauseId: issueClauses.clauseId })
      .from(issueClauses)
      .where(eq(issueClauses.issueId, issueId))
    const clausesBefore = hung.map(({ clauseId }) => clauseId).sort((one, other) => one - other)
    if (clauseIds.length === 0 && clausesBefore.length > 0) await requireReason(tx, issueId)
    const before = {
      title: issue.title,
      summary: issue.summary,
      clauseIds: clausesBefore,
      ownerId: issue.ownerId,
    }
    const after = { title, summary, clauseIds, ownerId }
    if (JSON.stringify(before) === JSON.stringify(after)) return
    await tx.db.update(issues).set({ title, summary, ownerId }).where(eq(issues.id, issueId))
    await tx.db.delete(issueClauses).where(eq(issueClauses.issueId, issueId))
    await insertClauses(tx, issueId, clauseIds)
    await record(tx, { action: 'issue.changed', subject: 'issue', id: issueId, before, after })
  })
}

/** An issue that was made by mistake goes again while nothing is in it and nothing was decided on it. */
export async function dropIssue(ctx: Ctx, issueId: number): Promise<void> {
  await transact(ctx, async (tx) => {
    const issue = await issueForChange(tx, issueId, 'issue.write')
    const { rows: used } = await tx.db.execute(sql`
      select 1 from points where issue_id = ${issueId} union all
      select 1 from issue_decisions where issue_id = ${issueId} union all
      select 1 from codings where first_issue_id = ${issueId} or second_issue_id = ${issueId} limit 1`)
    if (used.length > 0)
      throw new Refusal(
        409,
        '归集里还有意见，或者已经有过结论、复核编码，不能删除。请先把意见移出，或者改写归集。',
      )
    await tx.db.delete(issueClauses).where(eq(issueClauses.issueId, issueId))
    await tx.db.delete(issues).where(eq(issues.id, issueId))
    await record(tx, {
      action: 'issue.dropped',
      subject: 'issue',
      id: issueId,
      before: { consultationId: issue.consultationId, title: issue.title, summary: issue.summary },
    })
  })
}

function requireWords(issue: { title: string; summary: string }): { title: string; summary: string } {
  const title = issue.title.trim()
  const summary = issue.summary.trim()
  if (title === '' || summary === '')
    throw new Refusal(422, '请填写归集标题和意见摘要。', { fields: { title: '请填写归集标题和意见摘要' } })
  return { title, summary }
}

/** A plain adoption is explained by the changed clause: without one nothing would explain it (P12). */
async function requireReason(tx: Ctx, issueId: number): Promise<void> {
  const decided = await tx.db
    .select({ decision: issueDecisions.decision, reason: issueDecisions.reason })
    .from(issueDecisions)
    .where(eq(issueDecisions.issueId, issueId))
    .orderBy(issueDecisions.id)
  const last = decided.at(-1)
  if (last?.decision === 'adopted' && last.reason === '')
    throw new Refusal(422, '这项归集已采纳而没有写理由，公布时要用涉及条文说明，请至少保留一条（P12）。', {
      fields: { clauseId: '请至少保留一条涉及条文' },
    })
}

async function insertClauses(tx: Ctx, issueId: number, clauseIds: number[]): Promise<void> {
  if (clauseIds.length > 0)
    await tx.db.insert(issueClauses).values(clauseIds.map((clauseId) => ({ issueId, clauseId })))
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

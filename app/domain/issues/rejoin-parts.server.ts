import { asc, eq, inArray } from 'drizzle-orm'
import { type AuditRecord, recordAll } from '~/app/domain/audit/record.server'
import { reportPublishedAt } from '~/app/domain/feedback/report.server'
import { accountIdOf, type Ctx } from '~/app/server/context'
import { codings, points } from '~/db/schema/issues'
import { coverageOf } from './split'

export type NewWords = {
  commentId: number
  consultationId: number
  before: string
  after: string
  /** The author said something else, not only less is shown of what he said. */
  isCorrected: boolean
}
type Point = typeof points.$inferSelect

/**
 * When a comment that was split gets other public words, and its parts are no longer those words: the parts that wait
 * become one waiting whole again. Parts that were placed stay where they are, marked as stale by what they are; after
 * a correction the whole waits beside them, so that nothing that the person says now goes without an answer.
 */
export async function rejoinParts(tx: Ctx, changes: NewWords[]): Promise<void> {
  const open = await withoutReported(tx, changes)
  if (open.length === 0) return
  const rows = await tx.db
    .select()
    .from(points)
    .where(
      inArray(
        points.commentId,
        open.map(({ commentId }) => commentId),
      ),
    )
    .orderBy(asc(points.id))
    .for('update')
  const entries: AuditRecord[] = []
  for (const change of open) {
    const own = rows.filter(({ commentId }) => commentId === change.commentId)
    const parts = own.filter(({ text }) => text !== null)
    if (parts.length === 0 || !isOutdated(change, parts)) continue
    const waiting = parts.filter(({ issueId }) => issueId === null)
    const wholeWaits = own.some(({ text, issueId }) => text === null && issueId === null)
    if (wholeWaits || (waiting.length === 0 && !change.isCorrected)) {
      await removePoints(tx, waiting)
    } else {
      await makeWhole(tx, change, waiting)
    }
    entries.push({
      action: 'comment.rejoined',
      subject: 'comment',
      id: change.commentId,
      before: { parts: waiting.map(({ text }) => text) },
    })
  }
  await recordAll(tx, entries)
}

function isOutdated({ before, after, isCorrected }: NewWords, parts: Point[]): boolean {
  const texts = [...new Set(parts.map(({ text }) => text ?? ''))]
  const now = coverageOf(oneKindOfBreak(after), texts)
  if (now.foreign.length > 0) return true
  if (!isCorrected || now.left === '') return false
  // What the drafter left out as empty when splitting may stay out.
  const leftOut = coverageOf(oneKindOfBreak(before), texts).left
  return now.left.split(' …… ').some((words) => !leftOut.includes(words))
}

/** One of the waiting parts becomes the whole, so that a point of the second coder's sample does not vanish. */
async function makeWhole(tx: Ctx, { commentId, consultationId }: NewWords, waiting: Point[]): Promise<void> {
  const ids = waiting.map(({ id }) => id)
  const [sampled] =
    ids.length === 0
      ? []
      : await tx.db
          .select({ id: codings.pointId })
          .from(codings)
          .where(inArray(codings.pointId, ids))
          .limit(1)
  const kept = sampled?.id ?? ids[0]
  if (kept === undefined) {
    const made = { createdAt: tx.now, createdBy: accountIdOf(tx) }
    await tx.db.insert(points).values({ consultationId, commentId, ...made })
    return
  }
  await removePoints(
    tx,
    waiting.filter(({ id }) => id !== kept),
  )
  await tx.db.update(points).set({ text: null }).where(eq(points.id, kept))
}

async function removePoints(tx: Ctx, gone: Point[]): Promise<void> {
  if (gone.length === 0) return
  await tx.db.delete(points).where(
    inArray(
      points.id,
      gone.map(({ id }) => id),
    ),
  )
}

/** Once the report is public, what was placed where does not change any more. */
async function withoutReported(tx: Ctx, changes: NewWords[]): Promise<NewWords[]> {
  const reported = new Set<number>()
  for (const id of new Set(changes.map(({ consultationId }) => consultationId)))
    if ((await reportPublishedAt(tx, id)) !== null) reported.add(id)
  return changes.filter(({ consultationId }) => !reported.has(consultationId))
}

function oneKindOfBreak(words: string): string {
  return words.replace(/\r\n/g, '\n')
}

import { and, eq, inArray } from 'drizzle-orm'
import { record, transact } from '~/app/domain/audit/record.server'
import { type LockedComment, lockComments } from '~/app/domain/comments/state.server'
import { accountIdOf, type Ctx } from '~/app/server/context'
import { notFound, Refusal } from '~/app/server/errors'
import { comments } from '~/db/schema/comments'
import { issues, points } from '~/db/schema/issues'
import { issueForChange, type LockedIssue } from './issue-for-change.server'
import { publicWordsOf } from './point-words.server'
import { refuseIfSampled } from './sampled.server'

// PostgreSQL takes 65,535 parameters in one statement, and a statement here names points and their comments.
export const placedAtMost = 20_000
const namedAtMost = 10

type Taken = {
  /** The person took what the machine had proposed. */
  suggested?: boolean
}

/** Puts waiting points into an issue, all of them or none. A point that is in it already stays. */
export async function placePoints(
  ctx: Ctx,
  issueId: number,
  pointIds: number[],
  { suggested = false }: Taken = {},
): Promise<void> {
  await transact(ctx, async (tx) => {
    const issue = await issueForChange(tx, issueId, 'issue.write')
    const chosen = await lockPoints(tx, issue, [...new Set(pointIds)])
    const fresh = chosen.filter((point) => point.issueId !== issueId)
    if (fresh.length === 0) return
    await refuseIfElsewhere(tx, fresh)
    await refuseIfTwice(tx, issueId, fresh)
    await tx.db
      .update(points)
      .set({ issueId, placedAt: tx.now, placedBy: accountIdOf(tx) })
      .where(
        inArray(
          points.id,
          fresh.map(({ id }) => id),
        ),
      )
    await recordPlaced(tx, issueId, fresh, suggested)
  })
}

/** Puts the whole of published comments into an issue; one that is in it already stays. A comment may be in several issues. */
export async function addPoints(ctx: Ctx, issueId: number, commentIds: number[]): Promise<void> {
  await transact(ctx, async (tx) => {
    const issue = await issueForChange(tx, issueId, 'issue.write')
    const locked = await lockComments(tx, [...new Set(commentIds)])
    requirePublished(issue, locked)
    const ids = locked.map(({ id }) => id)
    const there = await tx.db.select().from(points).where(inArray(points.commentId, ids)).orderBy(points.id)
    const split = new Set(there.filter(({ text }) => text !== null).map(({ commentId }) => commentId))
    if (split.size > 0) throw new Refusal(422, `${sayNumbers([...split])}意见已经拆分成要点，请按要点归入。`)
    const inside = new Set(there.filter((point) => point.issueId === issueId).map((point) => point.commentId))
    const waiting = there.filter((point) => point.issueId === null && !inside.has(point.commentId))
    const placed = { issueId, placedAt: tx.now, placedBy: accountIdOf(tx) }
    if (waiting.length > 0)
      await tx.db
        .update(points)
        .set(placed)
        .where(
          inArray(
            points.id,
            waiting.map(({ id }) => id),
          ),
        )
    const waited = new Set(waiting.map(({ commentId }) => commentId))
    const again = ids.filter((id) => !inside.has(id) && !waited.has(id))
    const copies = again.length > 0 ? await insertCopies(tx, issue, again, null) : []
    const added = [...waiting.map(({ id, commentId }) => ({ id, commentId })), ...copies]
    if (added.length > 0) await recordPlaced(tx, issueId, added)
  })
}

/** The same point, whole or part, into a further issue: on each of them one decision is taken. */
export async function alsoInto(ctx: Ctx, issueId: number, pointId: number): Promise<void> {
  await transact(ctx, async (tx) => {
    const issue = await issueForChange(tx, issueId, 'issue.write')
    const [point] = await lockPoints(tx, issue, [pointId])
    if (!point) throw notFound('意见点')
    if (point.issueId === null) throw new Refusal(409, '这个意见点还没有归入归集，直接归入就可以。')
    if (point.issueId === issueId) return
    await refuseIfTwice(tx, issueId, [point])
    await recordPlaced(tx, issueId, await insertCopies(tx, issue, [point.commentId], point.text))
  })
}

/** Takes a point out of its issue: it waits again, unless the same words are in another issue or wait already. */
export async function takeOutPoint(ctx: Ctx, pointId: number): Promise<{ issueId: number }> {
  return transact(ctx, async (tx) => {
    const [known] = await tx.db
      .select({ issueId: points.issueId, commentId: points.commentId })
      .from(points)
      .where(eq(points.id, pointId))
    if (!known?.issueId) throw notFound('意见点')
    const issue = await issueForChange(tx, known.issueId, 'issue.write')
    const { commentId } = known
    await lockComments(tx, [commentId])
    const all = await tx.db
      .select()
      .from(points)
      .where(eq(points.commentId, commentId))
      .orderBy(points.id)
      .for('update')
    const point = all.find(({ id }) => id === pointId)
    // Someone else may have taken it out while this one waited for the comment.
    if (point?.issueId !== issue.id) throw notFound('意见点')
    // Words that the comment no longer has cannot wait: the whole of it does.
    const words = await publicWordsOf(tx, commentId)
    const text = point.text !== null && words.includes(point.text) ? point.text : null
    const twin = all.find((other) => other.id !== pointId && other.text === text)
    if (twin) {
      await refuseIfSampled(tx, [pointId])
      await tx.db.delete(points).where(eq(points.id, pointId))
    } else {
      await tx.db
        .update(points)
        .set({ issueId: null, text, placedAt: null, placedBy: null })
        .where(eq(points.id, pointId))
    }
    await record(tx, {
      action: 'issue.point-removed',
      subject: 'issue',
      id: issue.id,
      before: { point: pointId, comment: commentId, text: point.text },
    })
    return { issueId: issue.id }
  })
}

export async function clausesOfComments(tx: Ctx, commentIds: number[]): Promise<number[]> {
  if (commentIds.length === 0) return []
  const rows = await tx.db
    .selectDistinct({ clauseId: comments.clauseId })
    .from(comments)
    .where(inArray(comments.id, commentIds))
  return rows.flatMap(({ clauseId }) => clauseId ?? [])
}

export async function clausesOfPoints(tx: Ctx, pointIds: number[]): Promise<number[]> {
  if (pointIds.length === 0) return []
  const rows = await tx.db
    .selectDistinct({ clauseId: comments.clauseId })
    .from(points)
    .innerJoin(comments, eq(comments.id, points.commentId))
    .where(inArray(points.id, pointIds))
  return rows.flatMap(({ clauseId }) => clauseId ?? [])
}

type Point = typeof points.$inferSelect

/** The points in the order of their numbers, with their comments, kept to this transaction. */
async function lockPoints(tx: Ctx, issue: LockedIssue, ids: number[]): Promise<Point[]> {
  if (ids.length > placedAtMost) throw new Refusal(422, `一次最多归入${placedAtMost}个意见点，请分几次归入。`)
  const known = await tx.db
    .selectDistinct({ commentId: points.commentId })
    .from(points)
    .where(inArray(points.id, ids))
  requirePublished(
    issue,
    await lockComments(
      tx,
      known.map(({ commentId }) => commentId),
    ),
  )
  const rows = await tx.db
    .select()
    .from(points)
    .where(inArray(points.id, ids))
    .orderBy(points.id)
    .for('update')
  if (rows.length < ids.length) throw new Refusal(409, '有的意见点刚刚被别人拆分或合并了，请刷新页面再归入。')
  return rows
}

function requirePublished(issue: LockedIssue, locked: LockedComment[]): void {
  for (const comment of locked) {
    if (comment.consultationId !== issue.consultationId)
      throw new Refusal(422, `第${comment.id}号意见不属于这次征求意见。`)
    if (comment.state === 'published') continue
    const words = { pending: '还没有审核', refused: '没有公开', withdrawn: '已被提出人撤回' }[comment.state]
    throw new Refusal(422, `第${comment.id}号意见${words}，不能归集。`)
  }
}

async function refuseIfElsewhere(tx: Ctx, chosen: Point[]): Promise<void> {
  const placed = chosen.filter((point) => point.issueId !== null)
  const [first] = placed
  if (!first?.issueId) return
  const [other] = await tx.db.select({ title: issues.title }).from(issues).where(eq(issues.id, first.issueId))
  throw new Refusal(
    409,
    `${sayNumbers(placed.map(({ commentId }) => commentId))}意见的要点已经归入“${other?.title ?? ''}”，请先移出，再归入这里。`,
  )
}

/** A comment counts once in an issue. */
async function refuseIfTwice(tx: Ctx, issueId: number, chosen: Point[]): Promise<void> {
  const ids = chosen.map(({ commentId }) => commentId)
  const there = await tx.db
    .select({ commentId: points.commentId })
    .from(points)
    .where(and(eq(points.issueId, issueId), inArray(points.commentId, ids)))
  const seen = new Set(there.map(({ commentId }) => commentId))
  const twice: number[] = []
  for (const id of ids) {
    if (seen.has(id)) twice.push(id)
    seen.add(id)
  }
  if (twice.length === 0) return
  throw new Refusal(
    422,
    `${sayNumbers(twice)}意见在这项归集里只能有一个要点：一条意见在一项归集里只计一次。请把它的要点合并，或者归入别的归集。`,
  )
}

async function insertCopies(tx: Ctx, issue: LockedIssue, commentIds: number[], text: string | null) {
  const by = accountIdOf(tx)
  return tx.db
    .insert(points)
    .values(
      commentIds.map((commentId) => ({
        ...{ consultationId: issue.consultationId, commentId, issueId: issue.id, text },
        ...{ createdAt: tx.now, createdBy: by, placedAt: tx.now, placedBy: by },
      })),
    )
    .returning({ id: points.id, commentId: points.commentId })
}

function recordPlaced(
  tx: Ctx,
  issueId: number,
  placed: { id: number; commentId: number }[],
  suggested = false,
): Promise<void> {
  return record(tx, {
    action: 'issue.points-added',
    subject: 'issue',
    id: issueId,
    after: {
      points: placed.map(({ id }) => id),
      comments: placed.map(({ commentId }) => commentId),
      ...(suggested ? { suggested: true } : {}),
    },
  })
}

function sayNumbers(ids: number[]): string {
  const some = [...new Set(ids)].sort((one, other) => one - other)
  const rest = some.length > namedAtMost ? `等${some.length}条` : '号'
  return `第${some.slice(0, namedAtMost).join('、')}${rest}`
}

import { inArray } from 'drizzle-orm'
import { accountIdOf, type Ctx } from '~/app/server/context'
import { points } from '~/db/schema/issues'

/** Each comment that is published waits as one point of the whole of it, unless it has points already. */
export async function addWholePoints(
  tx: Ctx,
  published: { id: number; consultationId: number }[],
): Promise<void> {
  const ids = published.map(({ id }) => id)
  if (ids.length === 0) return
  const there = await tx.db
    .selectDistinct({ commentId: points.commentId })
    .from(points)
    .where(inArray(points.commentId, ids))
  const known = new Set(there.map(({ commentId }) => commentId))
  const fresh = published.filter(({ id }) => !known.has(id))
  if (fresh.length === 0) return
  await tx.db.insert(points).values(
    fresh.map(({ id, consultationId }) => ({
      consultationId,
      commentId: id,
      createdAt: tx.now,
      createdBy: accountIdOf(tx),
    })),
  )
}

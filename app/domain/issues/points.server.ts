import { eq, inArray } from 'drizzle-orm'
import { record, transact } from '~/app/domain/audit/record.server'
import { lockComments } from '~/app/domain/comments/state.server'
import { accountIdOf, type Ctx } from '~/app/server/context'
import { notFound, Refusal } from '~/app/server/errors'
import { comments } from '~/db/schema/comments'
import { points } from '~/db/schema/issues'
import { consultationForChange } from './issue-for-change.server'
import { publicWordsOf } from './point-words.server'
import { refuseIfSampled } from './sampled.server'
import { cleanParts, coverageOf } from './split'

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

type Split = {
  /** The drafter says that what is in no part has no substance. */
  restIsEmpty?: boolean
}

/** Puts several points in the place of what waits of a comment. Nothing that the person said may get lost silently. */
export async function splitComment(
  ctx: Ctx,
  commentId: number,
  parts: string[],
  { restIsEmpty = false }: Split = {},
): Promise<void> {
  await transact(ctx, async (tx) => {
    const waiting = await waitingForChange(tx, commentId, '拆分')
    const texts = cleanParts(parts)
    const { foreign, left } = coverageOf(await publicWordsOf(tx, commentId), texts)
    const refuse = (message: string, field = 'part') => {
      throw new Refusal(422, message, { fields: { [field]: message } })
    }
    if (texts.length < 2) refuse('至少要拆成两个要点；只有一个要点的不用拆分。')
    if (new Set(texts).size < texts.length) refuse('有两个要点的文字相同，请保留一个。')
    if (foreign.length > 0)
      refuse(`“${excerpt(foreign[0] ?? '')}”不是这条意见公开的原文。要点只能摘取原文，不能改写。`)
    if (left !== '' && !restIsEmpty)
      refuse(
        `还有原文没有放进任何要点：“${excerpt(left)}”。请补上，或者勾选“其余没有实质内容”。`,
        'restIsEmpty',
      )
    await replacePoints(tx, waiting, texts)
    await record(tx, {
      action: 'comment.split',
      subject: 'comment',
      id: commentId,
      after: { parts: texts, ...(left === '' ? {} : { leftOut: left }) },
    })
  })
}

/** Makes one waiting point of the whole again. */
export async function joinPoints(ctx: Ctx, commentId: number): Promise<void> {
  await transact(ctx, async (tx) => {
    const waiting = await waitingForChange(tx, commentId, '合并')
    if (waiting.length === 1 && waiting[0]?.text === null) return
    await replacePoints(tx, waiting, [null])
    await record(tx, {
      action: 'comment.joined',
      subject: 'comment',
      id: commentId,
      before: { parts: waiting.map(({ text }) => text) },
    })
  })
}

type Point = typeof points.$inferSelect

async function waitingForChange(tx: Ctx, commentId: number, verb: string): Promise<Point[]> {
  const [known] = await tx.db
    .select({ consultationId: comments.consultationId })
    .from(comments)
    .where(eq(comments.id, commentId))
  if (!known) throw notFound('意见')
  await consultationForChange(tx, known.consultationId, 'issue.write')
  const [comment] = await lockComments(tx, [commentId])
  if (comment?.state !== 'published')
    throw new Refusal(409, `第${commentId}号意见现在没有公开，不能${verb}。`)
  const waiting = await tx.db
    .select()
    .from(points)
    .where(eq(points.commentId, commentId))
    .orderBy(points.id)
    .for('update')
  if (waiting.some((point) => point.issueId !== null))
    throw new Refusal(409, `第${commentId}号意见已有要点归入归集，请先移出，再${verb}。`)
  await refuseIfSampled(
    tx,
    waiting.map(({ id }) => id),
  )
  return waiting
}

async function replacePoints(tx: Ctx, waiting: Point[], texts: (string | null)[]): Promise<void> {
  const [first] = waiting
  if (!first) throw notFound('意见点')
  const { consultationId, commentId } = first
  await tx.db.delete(points).where(eq(points.commentId, commentId))
  const made = { consultationId, commentId, createdAt: tx.now, createdBy: accountIdOf(tx) }
  await tx.db.insert(points).values(texts.map((text) => ({ ...made, text })))
}

function excerpt(words: string): string {
  const characters = [...words]
  return characters.length > 40 ? `${characters.slice(0, 40).join('')}…` : words
}

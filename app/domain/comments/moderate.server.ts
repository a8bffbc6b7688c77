import { eq } from 'drizzle-orm'
import { record, transact } from '~/app/domain/audit/record.server'
import { stepsOf, takeStep, takeSteps } from '~/app/domain/audit/steps.server'
import { requirePermission } from '~/app/domain/people/permissions'
import { accountIdOf, type Ctx } from '~/app/server/context'
import { notFound, Refusal, refuseIfBlocked } from '~/app/server/errors'
import { steps } from '~/db/schema/audit'
import { commentAppeals, commentCorrections } from '~/db/schema/comments'
import { insertMaskings, mailsFor, putPublic, recordMoves, type Shown } from './moves.server'
import { proposeMasking } from './private-data'
import { findingsForPublishing, mayBecome, type RefusalRuleId, sayRefusal } from './rules'
import { type LockedComment, lockComments, openCorrections } from './state.server'
import type { CommentState } from './types'

/** What the page showed when the decision was made; a comment of which it no longer holds is left out and named. */
type Seen = {
  from?: CommentState
  /** The author's correction that was shown with each comment, 0 for none. */
  corrections?: Map<number, number>
}
export type Moderated = { done: number[] /** Somebody else, or the author, was faster. */; moved: number[] }

type Publication = {
  id: number
  /** What the public is to read where it differs from what came (L3). */
  mask?: string
  /** Where no other words are given: as the machine proposes to mask it. */
  asProposed?: boolean
}

export async function publishComment(ctx: Ctx, publication: Publication): Promise<void> {
  await publishComments(ctx, [publication])
}

/** All that may be, or none: one that may not be shown as it is (L3) keeps back the whole lot. */
export async function publishComments(
  ctx: Ctx,
  publications: Publication[],
  seen: Seen = {},
): Promise<Moderated> {
  requirePermission(ctx, 'comment.moderate')
  const wanted = new Map(publications.map((publication) => [publication.id, publication]))
  return decide(ctx, [...wanted.keys()], 'published', seen, (tx, kept) =>
    putPublic(
      tx,
      kept.map((comment): Shown => ({ ...comment, shown: wordsToShow(comment, wanted.get(comment.id)) })),
    ),
  )
}

function wordsToShow({ body }: LockedComment, { mask, asProposed }: Partial<Publication> = {}): string {
  const words = mask ?? body
  return asProposed && words === body ? proposeMasking(body) : words
}

type RefusalOf = { rule?: RefusalRuleId; note?: string }

export async function refuseComment(ctx: Ctx, id: number, refusal: RefusalOf): Promise<void> {
  await refuseComments(ctx, [id], refusal)
}

/** Not published, with the rule that says why; the comment stays counted, and its sender reads the reason. */
export async function refuseComments(
  ctx: Ctx,
  ids: number[],
  { rule, note }: RefusalOf,
  seen: Seen = {},
): Promise<Moderated> {
  requirePermission(ctx, 'comment.moderate')
  const reason = sayRefusal(rule, note)
  if (!reason) throw new Refusal(422, '请选择不予公开的理由。', { fields: { rule: '请选择不予公开的理由' } })
  return decide(ctx, ids, 'refused', seen, async (tx, kept) => {
    const pending = kept.filter(({ state }) => state === 'pending').map(({ id }) => id)
    // The words that were decided about were the corrected ones: that correction is settled with the comment.
    const corrections = await openCorrections(tx, pending)
    await takeSteps(tx, [
      ...kept.map(({ id }) => ({ subject: 'comment' as const, id, kind: 'refused', reason })),
      ...[...corrections.values()].map(({ id }) => ({
        subject: 'comment-correction' as const,
        id,
        kind: 'refused',
        reason,
        data: { with: 'comment' },
      })),
    ])
    await recordMoves(tx, 'comment.refused', kept, () => ({ reason }))
  })
}

/** A further row over what is public already: the words as they came stay as they came (invariant 4). */
export async function maskComments(
  ctx: Ctx,
  maskings: { id: number; mask: string }[],
  seen: Seen = {},
): Promise<Moderated> {
  requirePermission(ctx, 'comment.moderate')
  const masks = new Map(maskings.map(({ id, mask }) => [id, mask]))
  return transact(ctx, async (tx) => {
    const { kept, moved } = await keepUnmoved(tx, await lockComments(tx, [...masks.keys()]), seen)
    const hidden = kept.find(({ state }) => state !== 'published')
    if (hidden) throw new Refusal(409, `第${hidden.id}号意见没有公开，不用遮盖。`)
    const shown = kept
      .map((comment): Shown => ({ ...comment, shown: masks.get(comment.id) ?? comment.body }))
      .filter(({ shown: words, body }) => words !== body)
    refuseIfBlocked(shown.flatMap(({ id, shown: body }) => findingsForPublishing({ id, body })))
    await insertMaskings(tx, shown)
    await recordMoves(tx, 'comment.masked', shown, () => undefined)
    return { done: kept.map(({ id }) => id), moved }
  })
}

/**
 * The author's later words take the place of those that are public; a comment that was refused and never was public
 * becomes public with them.
 */
export async function takeUpCorrection(
  ctx: Ctx,
  correctionId: number,
  { mask, asProposed }: Omit<Publication, 'id'> = {},
): Promise<void> {
  requirePermission(ctx, 'comment.moderate')
  await transact(ctx, async (tx) => {
    const { comment, body } = await lockCorrection(tx, correctionId)
    const shown: Shown = { ...comment, shown: wordsToShow({ ...comment, body }, { mask, asProposed }) }
    if (comment.state !== 'published') {
      requireMove(comment, 'published')
      // The words that it replaces were never public, so there is nothing to compare with but what came.
      await putPublic(tx, [{ ...shown, body: comment.original, correctionId }])
      return
    }
    refuseIfBlocked(findingsForPublishing({ id: comment.id, body: shown.shown }))
    await insertMaskings(tx, [shown])
    await takeStep(tx, { subject: 'comment-correction', id: correctionId, kind: 'published' })
    await recordMoves(tx, 'comment.corrected', [shown], () => ({ correctionId }))
  })
}

/** The words that are public stay; the author reads why. */
export async function refuseCorrection(ctx: Ctx, correctionId: number, reason: string): Promise<void> {
  requirePermission(ctx, 'comment.moderate')
  const words = reason.trim()
  if (words === '')
    throw new Refusal(422, '请写明不采用更正的理由。', {
      fields: { [`reason-${correctionId}`]: '请写明理由，提出人会看到' },
    })
  await transact(ctx, async (tx) => {
    const { comment } = await lockCorrection(tx, correctionId)
    if (comment.state === 'pending')
      throw new Refusal(409, `第${comment.id}号意见还没有审核，请连同更正一起审核。`)
    await takeStep(tx, { subject: 'comment-correction', id: correctionId, kind: 'refused', reason: words })
    await recordMoves(tx, 'comment.correction-refused', [comment], () => ({ correctionId, reason: words }))
  })
}

async function lockCorrection(
  tx: Ctx,
  correctionId: number,
): Promise<{ comment: LockedComment; body: string }> {
  const [row] = await tx.db
    .select({ commentId: commentCorrections.commentId, body: commentCorrections.body })
    .from(commentCorrections)
    .where(eq(commentCorrections.id, correctionId))
  if (!row) throw notFound('更正')
  const [comment] = await lockComments(tx, [row.commentId])
  if (!comment) throw notFound('意见')
  const open = (await openCorrections(tx, [comment.id])).get(comment.id)
  if (comment.state === 'withdrawn')
    throw new Refusal(409, `第${comment.id}号意见已经被提出人撤回，更正不用再办。`)
  if (open?.id === correctionId) return { comment, body: row.body }
  throw new Refusal(
    409,
    open
      ? `第${comment.id}号意见的提出人又作了更正，请按最新的文字办理。`
      : `第${comment.id}号意见的这次更正已经办理，请刷新页面查看。`,
  )
}

type AppealDecision = {
  granted: boolean /** To the author; needed where the refusal stands. */
  words?: string
  mask?: string
}

/** Decided by another person than the one who refused; once, for each refusal. */
export async function decideAppeal(
  ctx: Ctx,
  appealId: number,
  { granted, words = '', mask }: AppealDecision,
): Promise<void> {
  requirePermission(ctx, 'comment.appeal')
  const said = words.trim()
  if (!granted && said === '')
    throw new Refusal(422, '维持不予公开的，请写明理由。', {
      fields: { [`words-${appealId}`]: '请写明理由，提出人会看到' },
    })
  await transact(ctx, async (tx) => {
    const { comment, refusedBy } = await lockAppeal(tx, appealId)
    if (refusedBy !== null && refusedBy === accountIdOf(tx))
      throw new Refusal(409, '不予公开的决定是您作出的，申诉要由另一位同事复核。')
    if (granted) await putPublic(tx, [{ ...comment, shown: mask ?? comment.body }], said)
    else await takeStep(tx, { subject: 'comment-appeal', id: appealId, kind: 'upheld', reason: said })
    await record(tx, {
      action: granted ? 'comment-appeal.granted' : 'comment-appeal.upheld',
      subject: 'comment-appeal',
      id: appealId,
      after: { commentId: comment.id, words: said },
      // What is granted tells itself with the publishing.
      mail: granted ? undefined : (await mailsFor(tx, [comment.id])).get(comment.id),
    })
  })
}

async function lockAppeal(
  tx: Ctx,
  appealId: number,
): Promise<{ comment: LockedComment; refusedBy: string | null }> {
  const [row] = await tx.db
    .select({ commentId: commentAppeals.commentId, refusedBy: steps.accountId })
    .from(commentAppeals)
    .innerJoin(steps, eq(steps.id, commentAppeals.refusalId))
    .where(eq(commentAppeals.id, appealId))
  if (!row) throw notFound('申诉')
  const [comment] = await lockComments(tx, [row.commentId])
  if (!comment) throw notFound('意见')
  const settled = await stepsOf(tx, 'comment-appeal', appealId)
  if (settled.length > 0) throw new Refusal(409, '这件申诉已经复核，请刷新页面查看。')
  if (comment.state === 'withdrawn')
    throw new Refusal(409, `第${comment.id}号意见已经被提出人撤回，申诉不用再办。`)
  if (comment.state !== 'refused') throw new Refusal(409, `第${comment.id}号意见已经公开，申诉不用再办。`)
  return { comment, refusedBy: row.refusedBy }
}

async function decide(
  ctx: Ctx,
  ids: number[],
  to: 'published' | 'refused',
  seen: Seen,
  work: (tx: Ctx, kept: LockedComment[]) => Promise<void>,
): Promise<Moderated> {
  return transact(ctx, async (tx) => {
    const { kept, moved } = await keepUnmoved(tx, await lockComments(tx, ids), seen)
    for (const comment of kept) requireMove(comment, to)
    if (kept.length > 0) await work(tx, kept)
    return { done: kept.map(({ id }) => id), moved }
  })
}

async function keepUnmoved(
  tx: Ctx,
  locked: LockedComment[],
  { from, corrections }: Seen,
): Promise<{ kept: LockedComment[]; moved: number[] }> {
  const now = corrections ? await openCorrections(tx, [...corrections.keys()]) : undefined
  const isAsSeen = ({ id, state }: LockedComment) =>
    (from === undefined || state === from) &&
    (!corrections?.has(id) || (now?.get(id)?.id ?? 0) === corrections.get(id))
  return {
    kept: locked.filter(isAsSeen),
    moved: locked.filter((comment) => !isAsSeen(comment)).map(({ id }) => id),
  }
}

function requireMove(comment: LockedComment, to: 'published' | 'refused'): void {
  if (mayBecome(comment.state, to)) return
  const words = { pending: '等待审核', published: '公开', refused: '不予公开', withdrawn: '被提出人撤回' }[
    comment.state
  ]
  throw new Refusal(409, `第${comment.id}号意见已经${words}，请刷新页面查看。`)
}

import { eq } from 'drizzle-orm'
import { record, transact } from '~/app/domain/audit/record.server'
import { stepsOf, takeStep } from '~/app/domain/audit/steps.server'
import { requirePermission } from '~/app/domain/people/permissions'
import { accountIdOf, type Ctx } from '~/app/server/context'
import { notFound, Refusal, refuseIfBlocked } from '~/app/server/errors'
import { steps } from '~/db/schema/audit'
import { commentAppeals, commentCorrections } from '~/db/schema/comments'
import { type Publication, requireMove, wordsToShow } from './moderate.server'
import { insertMaskings, mailsFor, putPublic, recordMoves, type Shown } from './put-public.server'
import { findingsForPublishing } from './rules'
import { type LockedComment, lockComments, openCorrections } from './state.server'

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
      await putPublic(tx, [{ ...shown, body: comment.original, correctionId }], {
        reason: '采用提出人更正后的文字，恢复公开。',
      })
      return
    }
    refuseIfBlocked(findingsForPublishing({ id: comment.id, body: shown.shown }))
    await insertMaskings(tx, [{ ...shown, correctionId }])
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
    if (granted)
      await putPublic(tx, [{ ...comment, shown: mask ?? comment.body }], {
        wordsToAppellant: said,
        reason: '申诉成立，恢复公开。',
      })
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

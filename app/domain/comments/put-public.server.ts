import { and, eq, inArray, isNull } from 'drizzle-orm'
import { type AuditRecord, type Mail, recordAll } from '~/app/domain/audit/record.server'
import { lastStep, type Step, stepsOfMany, takeSteps } from '~/app/domain/audit/steps.server'
import { addWholePoints } from '~/app/domain/issues/points.server'
import { rejoinParts } from '~/app/domain/issues/rejoin-parts.server'
import { accountIdOf, type Ctx } from '~/app/server/context'
import { Refusal, refuseIfBlocked } from '~/app/server/errors'
import { steps } from '~/db/schema/audit'
import { commentAppeals, commentMaskings, commentWishes } from '~/db/schema/comments'
import { feedbackReports } from '~/db/schema/consultations'
import { findingsForPublishing } from './rules'
import { type LockedComment, openCorrections } from './state.server'

export type Shown = LockedComment & {
  /** What the public is to read. */
  shown: string
  /** The correction that is taken up with it; that of a comment that waited is taken up of itself. */
  correctionId?: number
}
type NewStep = Parameters<typeof takeSteps>[1][number]

type PublicWith = {
  wordsToAppellant?: string
  /** Why what had been taken down comes back; the author reads it. */
  reason?: string
}

/**
 * Makes the comments public as they are to be shown, in a handful of statements however many they are. With them go
 * the author's correction that was shown and an appeal that is granted by it. What was public once and was taken down
 * is restored under the date it had: it takes no second step `published` (W1).
 */
export async function putPublic(
  tx: Ctx,
  all: Shown[],
  { wordsToAppellant = '', reason = '' }: PublicWith = {},
): Promise<void> {
  if (all.length === 0) return
  const ids = all.map(({ id }) => id)
  refuseIfBlocked(all.flatMap(({ id, shown }) => findingsForPublishing({ id, body: shown })))
  const takenDown = await takenDownOf(tx, all)
  // A comment that was refused may have its say after the report only in the next one.
  await refuseIfAnyReported(tx, all, takenDown)
  const why = reason.trim()
  if (takenDown.size > 0 && why === '') {
    const message = `第${[...takenDown.keys()].join('、')}号意见公开后又撤下，恢复公开要写明理由`
    throw new Refusal(422, `${message}。`, { fields: { reason: message } })
  }
  await insertMaskings(tx, all)
  const waited = await openCorrections(
    tx,
    all.filter(({ state }) => state === 'pending').map(({ id }) => id),
  )
  const corrections = [
    ...new Set([...waited.values()].map(({ id }) => id).concat(all.flatMap((one) => one.correctionId ?? []))),
  ]
  const appeals = await openAppealsOf(tx, ids)
  await takeSteps(tx, [
    ...ids.map(
      (id): NewStep =>
        takenDown.has(id)
          ? { subject: 'comment', id, kind: 'restored', reason: why }
          : { subject: 'comment', id, kind: 'published' },
    ),
    ...corrections.map((id): NewStep => ({ subject: 'comment-correction', id, kind: 'published' })),
    ...appeals.map(
      (id): NewStep => ({
        subject: 'comment-appeal',
        id,
        kind: 'granted',
        ...(wordsToAppellant ? { reason: wordsToAppellant } : {}),
      }),
    ),
  ])
  await addWholePoints(tx, all)
  const first = all.filter(({ id }) => !takenDown.has(id))
  const back = all.filter(({ id }) => takenDown.has(id))
  await recordMoves(tx, 'comment.published', first, ({ shown, original }) =>
    shown === original ? undefined : { masked: true },
  )
  await recordMoves(tx, 'comment.restored', back, () => ({ reason: why }))
}

/** Those that were public once, each with the step by which it was taken down. */
async function takenDownOf(tx: Ctx, all: LockedComment[]): Promise<Map<number, Step>> {
  const refused = all.filter(({ state }) => state === 'refused').map(({ id }) => id)
  const earlier = await stepsOfMany(tx, 'comment', refused)
  return new Map(
    refused.flatMap((id): [number, Step][] => {
      const steps = earlier.get(id) ?? []
      const last = lastStep(steps, 'refused')
      return last && steps.some(({ kind }) => kind === 'published') ? [[id, last]] : []
    }),
  )
}

/** A further row where the public reads something else than what came (invariant 4). */
export async function insertMaskings(tx: Ctx, all: Shown[]): Promise<void> {
  const changed = all.filter(({ shown, body }) => shown !== body)
  const empty = changed.find(({ shown }) => shown.trim() === '')
  if (empty)
    throw new Refusal(422, '遮盖之后什么也没有留下；不宜公开的，请选择不予公开并写明理由。', {
      fields: { [`mask-${empty.id}`]: '遮盖之后什么也没有留下' },
    })
  // A correction is shown through a row too: the words as they came stay what they are.
  const rows = all.filter(({ shown, body, original }) => shown !== body || body !== original)
  if (rows.length === 0) return
  await tx.db
    .insert(commentMaskings)
    .values(
      rows.map(({ id, shown }) => ({ commentId: id, body: shown, at: tx.now, accountId: accountIdOf(tx) })),
    )
  await rejoinParts(
    tx,
    rows
      .filter(({ state }) => state !== 'pending')
      .map(({ id, consultationId, body, shown, correctionId }) => ({
        ...{ commentId: id, consultationId, before: body, after: shown },
        isCorrected: correctionId !== undefined,
      })),
  )
}

/** What was taken down after the report had stood among the public comments in it, and may come back to them. */
async function refuseIfAnyReported(
  tx: Ctx,
  all: LockedComment[],
  takenDown: Map<number, Step>,
): Promise<void> {
  const consultationIds = [...new Set(all.map(({ consultationId }) => consultationId))]
  // Whatever the clock of this request says: a step that is there has been taken.
  const reported = await tx.db
    .select({ id: feedbackReports.consultationId, step: steps.id })
    .from(feedbackReports)
    .innerJoin(
      steps,
      and(
        eq(steps.subject, 'feedback-report'),
        eq(steps.subjectId, feedbackReports.id),
        eq(steps.kind, 'published'),
      ),
    )
    .where(inArray(feedbackReports.consultationId, consultationIds))
  const reports = new Map(reported.map(({ id, step }) => [id, step]))
  const isLate = all.some(({ id, consultationId }) => {
    const report = reports.get(consultationId)
    return report !== undefined && (takenDown.get(id)?.id ?? 0) < report
  })
  if (isLate) throw new Refusal(409, '采纳情况反馈已经公布，意见的归集和结论不能再改动。')
}

async function openAppealsOf(tx: Ctx, commentIds: number[]): Promise<number[]> {
  const rows = await tx.db
    .select({ id: commentAppeals.id })
    .from(commentAppeals)
    .leftJoin(steps, and(eq(steps.subject, 'comment-appeal'), eq(steps.subjectId, commentAppeals.id)))
    .where(and(inArray(commentAppeals.commentId, commentIds), isNull(steps.id)))
    .orderBy(commentAppeals.id)
  return rows.map(({ id }) => id)
}

/** One audit entry for each comment, one notice for all; who wished to be told is told. */
export async function recordMoves<C extends LockedComment>(
  tx: Ctx,
  action: string,
  all: C[],
  after: (comment: C) => unknown,
): Promise<void> {
  if (all.length === 0) return
  const mails = await mailsFor(
    tx,
    all.map(({ id }) => id),
  )
  await recordAll(
    tx,
    all.map(
      (comment): AuditRecord => ({
        action,
        subject: 'comment',
        id: comment.id,
        before: { state: comment.state },
        after: after(comment),
        mail: mails.get(comment.id),
        tags: [`consultation:${comment.consultationId}`],
      }),
    ),
  )
}

export async function mailsFor(tx: Ctx, commentIds: number[]): Promise<Map<number, Mail[]>> {
  if (commentIds.length === 0) return new Map()
  const rows = await tx.db
    .select({ commentId: commentWishes.commentId })
    .from(commentWishes)
    .where(inArray(commentWishes.commentId, commentIds))
  return new Map(
    rows.map(({ commentId }): [number, Mail[]] => [commentId, [{ kind: 'comment-moderated', commentId }]]),
  )
}

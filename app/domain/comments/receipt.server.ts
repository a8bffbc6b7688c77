import { and, desc, eq } from 'drizzle-orm'
import { readCode } from '~/app/domain/audit/codes'
import { lastStep, type Step, stepsOf } from '~/app/domain/audit/steps.server'
import { campaignOf } from '~/app/domain/campaigns/read.server'
import { fewestCopies } from '~/app/domain/campaigns/types'
import { roundsOf } from '~/app/domain/consultations/rounds.server'
import { isPast, terminationOf } from '~/app/domain/consultations/rules'
import { reportPublishedAt } from '~/app/domain/feedback/report.server'
import { placesOfClauses } from '~/app/domain/texts/places.server'
import type { Ctx } from '~/app/server/context'
import { commentMaskings, comments } from '~/db/schema/comments'
import { consultations } from '~/db/schema/consultations'
import { departments } from '~/db/schema/people'
import { attachmentsOf } from './attachments.server'
import { draftClauses } from './draft.server'
import { appealsOf, correctionsOf } from './receipt-requests.server'
import { resultOf } from './receipt-result.server'
import { appealUntil, mostCorrections, whyNoAppeal, whyNoCorrection, whyNoWish } from './receipt-rules'
import type { CommentReceipt, ReceiptAppeal, ReceiptMove } from './receipt-types'
import { hasReceipt } from './state.server'
import { type CommentState, placeOf } from './types'
import { maskedWishOf } from './wish.server'

/** The whole way of one comment, for who holds its code; null when there is none under it. */
export async function receiptOf(ctx: Ctx, typed: string): Promise<CommentReceipt | null> {
  const code = readCode(typed)
  const row = code ? await rowOf(ctx, code) : undefined
  if (!code || !row) return null
  const { comment, consultation } = row
  const steps = await stepsOf(ctx, 'comment', comment.id)
  const consultationSteps = await stepsOf(ctx, 'consultation', consultation.id)
  const termination = terminationOf(consultationSteps)
  const read = await readRest(ctx, comment, consultation)
  const { corrections, appeals, feedbackAt, rounds } = read
  const { state, moves, isNotMine } = movesOf(steps)
  const words = corrections.at(-1)?.body ?? comment.body
  const shown = read.masked ?? comment.body
  return {
    ...read.result,
    code,
    consultation,
    rounds: rounds.length > 1 ? rounds : [],
    terminated: termination ? { at: termination.at, reason: termination.reason } : null,
    clause: read.clause,
    quote: comment.quote,
    receivedAt: comment.receivedAt,
    channel: comment.channel,
    body: comment.body,
    words,
    shown: state === 'published' && shown !== words ? shown : null,
    displayName: comment.displayName,
    publishName: comment.publishName,
    authorKind: comment.authorKind,
    affectedGroup: comment.affectedGroup,
    township: placeOf(row.township),
    state,
    moves,
    isNotMine,
    corrections,
    appeals,
    closed: isPast(consultation.closesAt, ctx.now) || termination !== undefined,
    feedbackAt,
    attachments: read.attachments,
    campaign: state === 'published' ? read.letter : null,
    wish: read.wish,
    may: mayOf(ctx, {
      state,
      steps,
      consultation: { closesAt: consultation.closesAt, terminatedAt: termination?.at ?? null },
      corrections: corrections.length,
      appeals,
      isReported: feedbackAt !== null,
    }),
  }
}

type ReceiptRow = NonNullable<Awaited<ReturnType<typeof rowOf>>>

async function readRest(ctx: Ctx, comment: ReceiptRow['comment'], consultation: ReceiptRow['consultation']) {
  const { id, clauseId } = comment
  const [masked, feedbackAt, corrections, appeals, result, clause, attachments, campaigns, wish, rounds] =
    await Promise.all([
      newestMasking(ctx, id),
      reportPublishedAt(ctx, consultation.id),
      correctionsOf(ctx, id),
      appealsOf(ctx, id),
      resultOf(ctx, comment, consultation),
      clauseOf(ctx, consultation.versionId, clauseId),
      attachmentsOf(ctx, [id]),
      campaignOf(ctx, [id]),
      maskedWishOf(ctx, id),
      roundsOf(ctx, consultation.id),
    ])
  const campaign = campaigns.get(id)
  return {
    ...{ masked, feedbackAt, corrections, appeals, result, clause, wish, rounds },
    attachments: attachments.get(id) ?? [],
    // It counts what is public; of what is not, nothing is said.
    letter:
      campaign && campaign.sent >= fewestCopies ? { id: campaign.campaignId, sent: campaign.sent } : null,
  }
}

async function newestMasking(ctx: Ctx, commentId: number): Promise<string | undefined> {
  const [masking] = await ctx.db
    .select({ body: commentMaskings.body })
    .from(commentMaskings)
    .where(eq(commentMaskings.commentId, commentId))
    .orderBy(desc(commentMaskings.id))
    .limit(1)
  return masking?.body
}

async function rowOf(ctx: Ctx, code: string) {
  const [row] = await ctx.db
    .select({
      comment: comments,
      consultation: {
        id: consultations.id,
        title: consultations.title,
        closesAt: consultations.closesAt,
        round: consultations.round,
        textId: consultations.textId,
        versionId: consultations.versionId,
      },
      township: departments.name,
    })
    .from(comments)
    .innerJoin(consultations, eq(consultations.id, comments.consultationId))
    .leftJoin(departments, eq(departments.slug, comments.township))
    .where(and(eq(comments.code, code), hasReceipt()))
  return row
}

function movesOf(steps: Step[]): { state: CommentState; moves: ReceiptMove[]; isNotMine: boolean } {
  const moves = steps.flatMap(({ at, kind, reason }): ReceiptMove[] =>
    kind === 'published' || kind === 'refused' || kind === 'restored' || kind === 'withdrawn'
      ? [{ at, kind, reason }]
      : [],
  )
  const last = moves.at(-1)?.kind ?? 'pending'
  const withdrawn = lastStep(steps, 'withdrawn')
  return {
    state: withdrawn ? 'withdrawn' : last === 'restored' ? 'published' : last,
    moves,
    isNotMine: withdrawn?.data?.cause === 'not-mine',
  }
}

type Standing = {
  state: CommentState
  steps: Step[]
  consultation: { closesAt: Date; terminatedAt: Date | null }
  corrections: number
  appeals: ReceiptAppeal[]
  isReported: boolean
}

/** The same rules by which the functions refuse (invariant 5). */
function mayOf(ctx: Ctx, standing: Standing): CommentReceipt['may'] {
  const { state, steps, corrections, appeals, isReported } = standing
  const refusal = state === 'refused' ? lastStep(steps, 'refused') : undefined
  const appealable = {
    state,
    refusedAt: refusal?.at ?? null,
    isAppealed: appeals.some((appeal) => refusal !== undefined && appeal.at >= refusal.at),
    isReported,
  }
  const canCorrect = !isReported && whyNoCorrection(standing, ctx.now) === null
  return {
    withdraw: state !== 'withdrawn',
    correct: canCorrect ? mostCorrections - corrections : 0,
    appeal: refusal && whyNoAppeal(appealable, ctx.now) === null ? appealUntil(refusal.at) : null,
    tell: whyNoWish({ state, isReported }) === null,
  }
}

async function clauseOf(
  ctx: Ctx,
  versionId: number,
  clauseId: number | null,
): Promise<CommentReceipt['clause']> {
  if (clauseId === null) return null
  const [clauses, places] = await Promise.all([
    draftClauses(ctx, versionId),
    placesOfClauses(ctx, [clauseId]),
  ])
  const clause = clauses.get(clauseId)
  if (!clause) return null
  return { clauseId, cited: clause.cited, excerpt: clause.excerpt, href: places.get(clauseId)?.href ?? null }
}

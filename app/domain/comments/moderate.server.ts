import { transact } from '~/app/domain/audit/record.server'
import { takeSteps } from '~/app/domain/audit/steps.server'
import { occasionsOfComments } from '~/app/domain/occasions/of-ledger.server'
import { requirePermission } from '~/app/domain/people/permissions'
import type { Ctx } from '~/app/server/context'
import { Refusal, refuseIfBlocked } from '~/app/server/errors'
import { proposeMasking } from './private-data'
import { insertMaskings, putPublic, recordMoves, type Shown } from './put-public.server'
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

export type Publication = {
  id: number
  /** What the public is to read where it differs from what came (L3). */
  mask?: string
  /** Where no other words are given: as the machine proposes to mask it. */
  asProposed?: boolean
}

/** With `reason`, also what had been taken down: it comes back under the date it had (W1). */
export async function publishComment(ctx: Ctx, publication: Publication, reason?: string): Promise<void> {
  await publishComments(ctx, [publication], {}, { reason })
}

/** All that may be, or none: one that may not be shown as it is (L3) keeps back the whole lot. */
export async function publishComments(
  ctx: Ctx,
  publications: Publication[],
  seen: Seen = {},
  { reason }: { /** Why what had been taken down comes back. */ reason?: string } = {},
): Promise<Moderated> {
  requirePermission(ctx, 'comment.moderate')
  const wanted = new Map(publications.map((publication) => [publication.id, publication]))
  return decide(ctx, [...wanted.keys()], 'published', seen, (tx, kept) =>
    putPublic(
      tx,
      kept.map((comment): Shown => ({ ...comment, shown: wordsToShow(comment, wanted.get(comment.id)) })),
      { reason },
    ),
  )
}

export function wordsToShow(
  { body }: LockedComment,
  { mask, asProposed }: Partial<Publication> = {},
): string {
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
    await refuseRecorded(tx, kept)
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

/**
 * P7: what the record of an activity says, and the participants have confirmed, is not taken out of the ledger; what
 * leads to a person is masked in it (L3).
 */
async function refuseRecorded(tx: Ctx, all: LockedComment[]): Promise<void> {
  const recorded = await occasionsOfComments(
    tx,
    all.map(({ id }) => id),
  )
  const [first] = [...recorded]
  if (!first) return
  const [id, { title }] = first
  throw new Refusal(
    409,
    `第${id}号意见是“${title}”的记录里的发言，记录已经确认并公开，不能单独撤下；里面有能找到个人的内容的，请用“遮盖”（《重大行政决策程序暂行条例》第十七条）。`,
  )
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

export function requireMove(comment: LockedComment, to: 'published' | 'refused'): void {
  if (mayBecome(comment.state, to)) return
  const words = { pending: '等待审核', published: '公开', refused: '不予公开', withdrawn: '被提出人撤回' }[
    comment.state
  ]
  throw new Refusal(409, `第${comment.id}号意见已经${words}，请刷新页面查看。`)
}

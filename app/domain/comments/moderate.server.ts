import { record, transact } from '~/app/domain/audit/record.server'
import { stepsOf, takeStep } from '~/app/domain/audit/steps.server'
import { addWholePoints } from '~/app/domain/issues/points.server'
import { requirePermission } from '~/app/domain/people/permissions'
import { accountIdOf, type Ctx } from '~/app/server/context'
import { Refusal, refuseIfBlocked } from '~/app/server/errors'
import { commentMaskings } from '~/db/schema/comments'
import { refuseIfReported } from './consultation.server'
import { findingsForPublishing, mayBecome, type RefusalRuleId, sayRefusal } from './rules'
import { type LockedComment, lockComments } from './state.server'

type Publication = {
  id: number
  /** What the public is to read where it differs from what came (L3). */
  mask?: string
}

export function publishComment(ctx: Ctx, publication: Publication): Promise<void> {
  return publishComments(ctx, [publication])
}

/** All of them, or none: one that may not be published keeps back the whole lot. */
export async function publishComments(ctx: Ctx, publications: Publication[]): Promise<void> {
  requirePermission(ctx, 'comment.moderate')
  await transact(ctx, async (tx) => {
    const masks = new Map(publications.map(({ id, mask }) => [id, mask]))
    const locked = await lockComments(tx, [...masks.keys()])
    const shown = locked.map((comment) => ({ ...comment, shown: masks.get(comment.id) ?? comment.body }))
    refuseIfBlocked(shown.flatMap(({ id, shown: body }) => findingsForPublishing({ id, body })))
    for (const comment of shown) {
      requireMove(comment, 'published')
      // A comment that was refused may have its say after the report only in the next one.
      await refuseIfReported(tx, comment.consultationId)
      await insertMasking(tx, comment, comment.shown)
      await takePublishedStep(tx, comment)
      await addWholePoints(tx, [comment])
      await recordMove(
        tx,
        'comment.published',
        comment,
        comment.shown === comment.body ? undefined : { masked: true },
      )
    }
  })
}

type RefusalOf = { rule?: RefusalRuleId; note?: string }

export function refuseComment(ctx: Ctx, id: number, refusal: RefusalOf): Promise<void> {
  return refuseComments(ctx, [id], refusal)
}

/** Not published, with the rule that says why; the comment stays counted, and its sender reads the reason. */
export async function refuseComments(ctx: Ctx, ids: number[], { rule, note }: RefusalOf): Promise<void> {
  requirePermission(ctx, 'comment.moderate')
  const reason = sayRefusal(rule, note)
  if (!reason) throw new Refusal(422, '请选择不予公开的理由。', { fields: { rule: '请选择不予公开的理由' } })
  await transact(ctx, async (tx) => {
    for (const comment of await lockComments(tx, ids)) {
      requireMove(comment, 'refused')
      await takeStep(tx, { subject: 'comment', id: comment.id, kind: 'refused', reason })
      await recordMove(tx, 'comment.refused', comment, { reason })
    }
  })
}

/** A further row over what is public already: the words as they came stay as they came (invariant 4). */
export async function maskComments(ctx: Ctx, maskings: { id: number; mask: string }[]): Promise<void> {
  requirePermission(ctx, 'comment.moderate')
  await transact(ctx, async (tx) => {
    refuseIfBlocked(maskings.flatMap(({ id, mask }) => findingsForPublishing({ id, body: mask })))
    const masks = new Map(maskings.map(({ id, mask }) => [id, mask]))
    for (const comment of await lockComments(tx, [...masks.keys()])) {
      const mask = masks.get(comment.id) ?? comment.body
      if (mask === comment.body) continue
      await insertMasking(tx, comment, mask)
      await recordMove(tx, 'comment.masked', comment)
    }
  })
}

async function insertMasking(tx: Ctx, comment: LockedComment, body: string): Promise<void> {
  if (body === comment.body) return
  if (body.trim() === '')
    throw new Refusal(422, '遮盖之后什么也没有留下；不宜公开的，请选择不予公开并写明理由。')
  await tx.db
    .insert(commentMaskings)
    .values({ commentId: comment.id, body, at: tx.now, accountId: accountIdOf(tx) })
}

function requireMove(comment: LockedComment, to: 'published' | 'refused'): void {
  if (mayBecome(comment.state, to)) return
  const words = { pending: '等待审核', published: '公开', refused: '不予公开', withdrawn: '被提出人撤回' }[
    comment.state
  ]
  throw new Refusal(409, `第${comment.id}号意见已经${words}，请刷新页面查看。`)
}

/** What was public once and was taken down does not come back under a new date (W1). */
async function takePublishedStep(tx: Ctx, comment: LockedComment): Promise<void> {
  const earlier = comment.state === 'refused' ? await stepsOf(tx, 'comment', comment.id) : []
  if (earlier.some((step) => step.kind === 'published')) {
    throw new Refusal(409, `第${comment.id}号意见公开后又撤下，不能再次公开。`)
  }
  await takeStep(tx, { subject: 'comment', id: comment.id, kind: 'published' })
}

function recordMove(tx: Ctx, action: string, comment: LockedComment, after?: unknown): Promise<void> {
  return record(tx, {
    action,
    subject: 'comment',
    id: comment.id,
    before: { state: comment.state },
    after,
    tags: [`consultation:${comment.consultationId}`],
  })
}
